import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.methods import METHODS
from contests.scoring.methods.closure import Closure, Problem, count
from tests.scoring.methods.calling import faults, outcome, reading, rounded, score

START, END = "2023-05-01", "2023-05-31"
PROBLEMS = (
    Problem("1", "2023-03-01", "2023-03-20", "2023-03-10"),
    Problem("2", "2023-03-01", "2023-05-01", "2023-05-02"),
    Problem("3", "2023-05-01", "2023-05-31", "2023-05-31"),
    Problem("4", "2023-05-31", None, None),
    Problem("5", "2023-05-20", "2023-06-10", "2023-06-01"),
    Problem("6", "2023-06-01", "2023-06-20", "2023-06-02"),
)
days = st.dates().map(str)
problems = st.lists(st.builds(Problem, st.just("1"), days, st.none() | days, st.none() | days), max_size=20)
ways = st.builds(Closure, st.sampled_from(["assigned", "due"]), st.sampled_from(["contest", "period"]))


def test_closure_worked_example():
    assert rounded("closure", reading(42, 59)) == "71.19"


@pytest.mark.parametrize(
    ("by", "window", "closed", "counted"),
    [
        ("assigned", "contest", 3, 5),  # 1, 2 and 3 of 1 to 5: the last is closed in June
        ("assigned", "period", 1, 3),  # 3 of 3, 4 and 5
        ("due", "contest", 2, 3),  # 1 and 3 of 1, 2 and 3: the second was a day late
        ("due", "period", 1, 2),  # 3 of 2 and 3
    ],
)
def test_problems_are_counted_at_the_end_of_a_period(by, window, closed, counted):
    assert count(PROBLEMS, START, END, Closure(by, window)) == reading(closed, counted)


@given(problems, days, days, ways)
def test_what_is_closed_is_part_of_what_is_counted(ledger, start, end, closure):
    found = count(ledger, start, end, closure)
    assert 0 <= found.value <= found.target <= len(ledger)


@given(problems, days, days, ways)
def test_problems_of_a_period_are_among_those_of_the_contest(ledger, start, end, closure):
    of_period = count(ledger, start, end, Closure(closure.by, "period"))
    of_contest = count(ledger, start, end, Closure(closure.by, "contest"))
    assert of_period.value <= of_contest.value
    assert of_period.target <= of_contest.target


@given(problems, days, ways)
def test_closing_one_more_never_lowers_the_rate(ledger, end, closure):
    closed = [problem._replace(closed_on=problem.assigned_on) for problem in ledger]
    before, after = (count(rows, "", end, Closure("assigned", closure.window)) for rows in (ledger, closed))
    assert before.target == after.target == after.value >= before.value


def test_nothing_assigned_or_due_does_not_apply():
    assert outcome("closure", count((), START, END, Closure())) == (None, "没有交办的问题，不适用")
    assert outcome("closure", count((), START, END, Closure("due")), by="due") == (None, "没有到期的问题，不适用")


@given(st.integers(0, 100), st.integers(1, 100))
def test_closure_is_within_full_marks(closed, more):
    assert 0 <= score("closure", reading(closed, closed + more), 20) < 20
    assert score("closure", reading(more, more), 20) == 20


def test_closure_formula():
    assert outcome("closure", reading(42, 59), 20).formula == "20 × 42 ÷ 59"


@pytest.mark.parametrize(
    ("params", "rule"),
    [
        ({}, "20 × 销号数 ÷ 累计交办数"),
        ({"window": "period"}, "20 × 销号数 ÷ 本期交办数"),
        ({"by": "due"}, "20 × 按期销号数 ÷ 累计到期数"),
        ({"by": "due", "window": "period"}, "20 × 按期销号数 ÷ 本期到期数"),
    ],
)
def test_closure_rule(params, rule):
    assert METHODS["closure"].parse(params).rule(Decimal(20)) == rule


def test_only_closure_takes_its_figures_from_the_ledger():
    assert [name for name, method in METHODS.items() if method.ledger] == ["closure"]


def test_problem_comes_back_from_json_as_it_was():
    assert [Problem(*row) for row in json.loads(json.dumps(PROBLEMS))] == list(PROBLEMS)


def test_every_fault_of_closure_is_named():
    assert faults("closure", by="closed", window=1) == {
        "by": "应为 assigned、due 之一",
        "window": "应为 contest、period 之一",
    }
