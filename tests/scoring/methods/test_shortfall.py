from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.methods import METHODS
from tests.scoring.methods.calling import faults, figures, outcome, reading, rounded, score, tasks

PARAMS = {"k": "0.5", "floor": "12.5"}


@pytest.mark.parametrize(("done", "points"), [("83.33", "17.67"), ("50", "12.50"), ("98", "25.00"), ("120", "25.00")])
def test_shortfall_worked_example(done, points):
    assert rounded("shortfall", reading(done, 98), 25, **PARAMS) == points


def test_shortfall_is_exact_before_it_is_rounded():
    assert score("shortfall", reading("83.33", 98), 25, **PARAMS) == Decimal("17.665")


@given(figures, figures, tasks, st.booleans())
def test_shortfall_never_falls_in_the_better_direction(less, more, task, reverse):
    worse, better = sorted((less, more), reverse=reverse)
    low, high = (score("shortfall", reading(done, task), 25, reverse=reverse, **PARAMS) for done in (worse, better))
    assert Decimal("12.5") <= low <= high <= 25


@given(figures, tasks)
def test_reverse_is_the_mirror_image_about_the_task(gap, task):
    forward = score("shortfall", reading(task - gap, task), 25, **PARAMS)
    assert score("shortfall", reading(task + gap, task), 25, reverse=True, **PARAMS) == forward


def test_shortfall_at_its_joints_is_the_same_from_both_sides():
    tiny = Decimal("0.0001")
    assert score("shortfall", reading(98 - tiny, 98), 25, **PARAMS) == 25 - tiny / 2
    assert score("shortfall", reading(73 + tiny, 98), 25, **PARAMS) == Decimal("12.5") + tiny / 2
    assert score("shortfall", reading(73, 98), 25, **PARAMS) == Decimal("12.5")
    assert score("shortfall", reading(73 - tiny, 98), 25, **PARAMS) == Decimal("12.5")


def test_floor_above_the_full_marks_of_a_division_gives_no_more_than_these():
    assert score("shortfall", reading(0, 98), 10, **PARAMS) == 10


def test_shortfall_without_a_floor_ends_at_0():
    assert score("shortfall", reading(0, 98), 25, k=1) == 0


@pytest.mark.parametrize(
    ("done", "reverse", "formula"),
    [
        ("83.33", False, "25 − 0.5 × (98 − 83.33)"),
        ("50", False, "12.5（25 − 0.5 × (98 − 50)，保底）"),
        ("-2", False, "12.5（25 − 0.5 × (98 − (-2))，保底）"),
        ("73", False, "25 − 0.5 × (98 − 73)"),
        ("98", False, "25（完成 98，任务 98，达标）"),
        ("99", False, "25（完成 99，任务 98，达标）"),
        ("99", True, "25 − 0.5 × (99 − 98)"),
    ],
)
def test_shortfall_formula(done, reverse, formula):
    assert outcome("shortfall", reading(done, 98), 25, reverse=reverse, **PARAMS).formula == formula


@pytest.mark.parametrize(
    ("reverse", "rule"),
    [
        (False, "完成数不低于任务数得 25，每差 1 扣 0.5，最低 12.5"),
        (True, "完成数不高于任务数得 25，每多 1 扣 0.5，最低 12.5"),
    ],
)
def test_shortfall_rule(reverse, rule):
    assert METHODS["shortfall"].parse(PARAMS | {"reverse": reverse}).rule(Decimal(25)) == rule


def test_every_fault_of_shortfall_is_named():
    assert faults("shortfall", floor=-1, reverse=0) == {
        "k": "缺少这一项",
        "floor": "应为不小于 0 的数",
        "reverse": "应为 true 或 false",
    }
