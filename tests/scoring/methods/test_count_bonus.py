from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.methods import METHODS
from tests.scoring.methods.calling import faults, figures, outcome, reading, rounded, score, tasks

PARAMS = {"k": "0.1", "limit": 3}


@pytest.mark.parametrize(("done", "points"), [(14, "25.40"), (45, "28.00")])
def test_count_bonus_worked_example(done, points):
    assert rounded("count_bonus", reading(done, 10), 25, **PARAMS) == points


@given(figures, figures, tasks)
def test_count_bonus_stays_within_its_limit_and_never_falls(less, more, task):
    less, more = sorted((less, more))
    low, high = (score("count_bonus", reading(done, task), 25, **PARAMS) for done in (less, more))
    assert 22 <= low <= high <= 28


@given(figures, tasks, st.decimals("0.0001", "100", places=4))
def test_count_bonus_without_limit_gives_k_for_each_one(done, task, k):
    points = score("count_bonus", reading(done, task), 25, k=k)
    assert points == 25 + k * (done - task)
    assert score("count_bonus", reading(done + 1, task), 25, k=k) == points + k


@pytest.mark.parametrize(("joint", "points"), [(40, 28), (-20, 22)])
def test_count_bonus_at_its_limit_is_the_same_from_both_sides(joint, points):
    assert score("count_bonus", reading(joint, 10), 25, **PARAMS) == points
    beyond = joint + (1 if joint > 0 else -1)
    assert score("count_bonus", reading(beyond, 10), 25, **PARAMS) == points


@pytest.mark.parametrize(
    ("done", "formula"),
    [
        (14, "25 + 0.1 × (14 − 10)"),
        (5, "25 + 0.1 × (5 − 10)"),
        (40, "25 + 0.1 × (40 − 10)"),
        (45, "25 + 3（0.1 × (45 − 10)，以 3 为限）"),
        (-45, "25 − 3（0.1 × (-45 − 10)，以 3 为限）"),
    ],
)
def test_count_bonus_formula(done, formula):
    assert outcome("count_bonus", reading(done, 10), 25, **PARAMS).formula == formula


@pytest.mark.parametrize(("limit", "words"), [("3", "加减以 3 为限"), (None, "加减不设限")])
def test_count_bonus_rule(limit, words):
    rule = METHODS["count_bonus"].parse({"k": "0.10", "limit": limit}).rule(Decimal(25))
    assert rule == f"25 + 0.1 × (完成数 − 任务数)，{words}"


def test_every_fault_of_count_bonus_is_named():
    assert faults("count_bonus", limit=0) == {"k": "缺少这一项", "limit": "应为大于 0 的数，或留空（null）"}
    assert faults("count_bonus", k=-1) == {"k": "应为大于 0 的数"}
