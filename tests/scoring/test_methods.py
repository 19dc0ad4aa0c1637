from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.evaluate import evaluate
from contests.scoring.methods import METHODS
from contests.scoring.methods.base import ParamError, Reading, Setting
from tests.scoring.documents import criterion, document, rules

TIMING = Setting(10, 12)
figures = st.decimals("0", "100000", places=4)
tasks = st.decimals("0.0001", "100000", places=4)


def score(method, reading, full="100", params=None, timing=TIMING):
    return METHODS[method].parse(params or {}).score(reading, Decimal(full), timing).points


def standing(result, entrant, scope="total"):
    return next(row for row in result.standings if (row.entrant, row.scope) == (entrant, scope))


def test_completion_worked_example():
    assert score("completion", Reading(Decimal(12), Decimal(15)), "20") == Decimal(16)


@pytest.mark.parametrize(("cap", "points"), [("1", "20"), ("1.2", "24"), (None, "30")])
def test_completion_over_the_task_is_held_by_its_cap(cap, points):
    assert score("completion", Reading(Decimal(15), Decimal(10)), "20", {"cap": cap}) == Decimal(points)


@given(figures, figures, tasks)
def test_completion_never_falls_when_more_is_done(less, more, task):
    less, more = sorted((less, more))
    assert score("completion", Reading(less, task)) <= score("completion", Reading(more, task)) <= 100


@given(figures)
def test_completion_without_a_task_does_not_apply(done):
    assert score("completion", Reading(done, Decimal(0))) is None
    assert score("completion", Reading(done, None)) is None


@pytest.mark.parametrize(("grade", "points"), [("优秀", "20"), ("良好", "16"), ("一般", "12"), ("较差", "8")])
def test_grade_has_the_customary_points(grade, points):
    assert score("grade", Reading(None, None, grade), "20") == Decimal(points)


def test_grade_of_a_month_is_the_mean_of_its_rated_weeks():
    weeks = [["a", "k", None, None, grade] for grade in ("优秀", "优秀", "良好", "一般")]
    result = evaluate(document(rules(("d", [criterion("k", full_marks="100", method="grade")])), weeks, ["a"]))
    assert standing(result, "a").score == Decimal("85.00")


@pytest.mark.parametrize(("how", "points"), [("mean", "9.00"), ("sum", "27.00"), ("last", "12.00")])
def test_several_readings_roll_up_as_the_contest_says(how, points):
    weeks = [["a", "k", value] for value in ("6", "9", "12")]
    result = evaluate(document(rules(("d", [criterion("k", roll_up=how)])), weeks, ["a"]))
    assert standing(result, "a").score == Decimal(points)


@given(st.lists(st.decimals("0", "20", places=2), min_size=1, max_size=6))
def test_mean_lies_between_the_least_and_the_greatest(values):
    weeks = [["a", "k", str(value)] for value in values]
    result = evaluate(document(rules(("d", [criterion("k")])), weeks, ["a"]))
    assert min(values) <= standing(result, "a").score <= max(values)


def test_three_thirds_make_a_whole_before_rounding():
    # 3 × 0.005/3 is 0.005 and rounds up; 0.00499…9 would round down.
    thirds = [["a", "k", "0.005", "3"]] * 3
    one = criterion("k", full_marks="1", method="completion", roll_up="sum")
    result = evaluate(document(rules(("d", [one])), thirds, ["a"]))
    assert standing(result, "a").score == Decimal("0.01")


def test_schedule_is_taken_on_unrounded_values():
    lead = score("schedule", Reading(Decimal("629.0"), Decimal("647.4")))
    assert lead.quantize(Decimal("0.1")) == Decimal("13.8")


@pytest.mark.parametrize("method", METHODS)
def test_unknown_parameter_is_named(method):
    with pytest.raises(ParamError) as caught:
        METHODS[method].parse({"colour": "red"})
    assert [fault.name for fault in caught.value.faults] == ["colour"]


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("completion", {"cap": "0"}),
        ("completion", {"cap": "NaN"}),
        ("completion", {"cap": "much"}),
        ("grade", {"scale": {}}),
        ("grade", {"scale": {"优秀": 101}}),
        ("grade", {"scale": {"优秀": "x"}}),
        ("grade", {"scale": 5}),
    ],
)
def test_wrong_parameter_is_refused(method, params):
    with pytest.raises(ParamError):
        METHODS[method].parse(params)
