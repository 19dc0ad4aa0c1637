from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.methods import METHODS
from tests.scoring.methods.calling import faults, figures, outcome, reading, rounded, score, tasks


def test_completion_worked_example():
    assert rounded("completion", reading(12, 15), 20) == "16.00"


@pytest.mark.parametrize(("cap", "points"), [("1", "20"), ("1.2", "24"), (None, "30")])
def test_completion_over_the_task_is_held_by_its_cap(cap, points):
    assert score("completion", reading(15, 10), 20, cap=cap) == Decimal(points)


@given(figures, figures, tasks)
def test_completion_never_falls_when_more_is_done(less, more, task):
    less, more = sorted((less, more))
    assert score("completion", reading(less, task)) <= score("completion", reading(more, task)) <= 100


@given(tasks, st.sampled_from(["0.8", "1", "1.2"]))
def test_completion_at_its_cap_is_the_same_from_both_sides(task, cap):
    at_cap = task * Decimal(cap)
    points = score("completion", reading(at_cap, task), 20, cap=cap)
    assert points == score("completion", reading(at_cap + 1, task), 20, cap=cap) == 20 * Decimal(cap)


@pytest.mark.parametrize(
    ("value", "formula"),
    [
        ("12.0000", "20 × 12 ÷ 15"),
        ("15", "20 × 15 ÷ 15"),
        ("-3", "20 × (-3) ÷ 15"),
        ("18", "20 × 1（完成 18 / 任务 15，封顶）"),
    ],
)
def test_completion_formula(value, formula):
    assert outcome("completion", reading(value, 15), 20).formula == formula


@pytest.mark.parametrize(
    ("cap", "rule"), [("1.20", "20 × 完成数 ÷ 任务数，封顶 120%"), (None, "20 × 完成数 ÷ 任务数，不封顶")]
)
def test_completion_rule(cap, rule):
    assert METHODS["completion"].parse({"cap": cap}).rule(Decimal(20)) == rule


@pytest.mark.parametrize("cap", ["0", "-1", "NaN", "Infinity", "much", True, [1]])
def test_cap_that_is_no_figure_above_0_is_refused(cap):
    assert faults("completion", cap=cap) == {"cap": "应为大于 0 的数，或留空（null）"}
