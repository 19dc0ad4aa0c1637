from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.methods import METHODS
from tests.scoring.methods.calling import faults, figures, outcome, reading, rounded, score, settled, tasks

BONUS = {"unit": 2, "step": 1, "limit": 6, "whole": True}
IN_PROPORTION = BONUS | {"whole": False}
units = st.decimals("0.01", "50", places=2)


@pytest.mark.parametrize(("bonus", "points"), [(BONUS, "24.00"), (IN_PROPORTION, "24.50")])
def test_bonus_worked_example(bonus, points):
    assert rounded("completion", reading(109, 100), 20, bonus=bonus) == points


@pytest.mark.parametrize("bonus", [BONUS, IN_PROPORTION])
def test_up_to_the_task_there_is_no_bonus(bonus):
    assert score("completion", reading(12, 15), 20, bonus=bonus) == 16
    assert score("completion", reading(15, 15), 20, bonus=bonus) == 20


@pytest.mark.parametrize("whole", [True, False])
def test_bonus_is_held_by_its_limit(whole):
    assert score("completion", reading(112, 100), 20, bonus=BONUS | {"whole": whole}) == 26
    assert score("completion", reading(900, 100), 20, bonus=BONUS | {"whole": whole}) == 26
    assert score("completion", reading(900, 100), 20, bonus=BONUS | {"whole": whole, "limit": None}) == 420


@given(figures, tasks, units, st.booleans())
def test_bonus_is_exact(done, task, unit, whole):
    rate = Fraction(done) / Fraction(task)
    steps = max(rate - 1, 0) * 100 / Fraction(unit)
    bonus = min(Fraction(6), floor(steps) if whole else steps)
    found = score("completion", reading(done, task), 20, bonus=BONUS | {"unit": unit, "whole": whole})
    assert found == settled(20 * min(rate, 1) + bonus)


@given(st.integers(1, 10**9), st.integers(1, 2000), units)
def test_step_counts_from_the_very_rate_that_fills_it(task, steps, unit):
    joint = task + task * unit * steps / 100
    free = {"unit": unit, "step": 1}
    assert score("completion", reading(joint, task), 20, bonus=free) == 20 + steps
    assert score("completion", reading(joint - Decimal("0.0001"), task), 20, bonus=free) == 20 + steps - 1


@given(figures, figures, tasks, st.booleans())
def test_bonus_never_falls_when_more_is_done(less, more, task, whole):
    less, more = sorted((less, more))
    bonus = BONUS | {"whole": whole}
    low, high = (score("completion", reading(done, task), 20, bonus=bonus) for done in (less, more))
    assert low <= high <= 26


@pytest.mark.parametrize(
    ("done", "bonus", "formula"),
    [
        (109, BONUS, "20 + 1 × 4（完成 109 / 任务 100，每满 2 个百分点一档，超 4 档）"),
        (109, IN_PROPORTION, "20 + 1 × (109 ÷ 100 − 1) × 100 ÷ 2"),
        (112, BONUS, "20 + 1 × 6（完成 112 / 任务 100，每满 2 个百分点一档，超 6 档）"),
        (150, BONUS, "20 + 6（完成 150 / 任务 100，加分封顶）"),
        (100, BONUS, "20 × 100 ÷ 100"),
        (90, BONUS, "20 × 90 ÷ 100"),
    ],
)
def test_bonus_formula(done, bonus, formula):
    assert outcome("completion", reading(done, 100), 20, bonus=bonus).formula == formula


@pytest.mark.parametrize(
    ("bonus", "words"),
    [
        (BONUS, "超过任务的部分每满 2 个百分点加 1，最多加 6"),
        (IN_PROPORTION | {"limit": None}, "超过任务的部分每 2 个百分点加 1，按比例计，不设上限"),
    ],
)
def test_bonus_rule(bonus, words):
    rule = METHODS["completion"].parse({"bonus": bonus}).rule(Decimal(20))
    assert rule == f"20 × 完成数 ÷ 任务数，封顶 100%；{words}"


@pytest.mark.parametrize("cap", ["1.2", None, "0.9"])
def test_bonus_and_another_cap_exclude_each_other(cap):
    assert faults("completion", cap=cap, bonus=BONUS) == {"cap": "有超额加分（bonus）时按 100% 封顶，不能另设"}
    assert METHODS["completion"].parse({"cap": 1, "bonus": BONUS}) == METHODS["completion"].parse({"bonus": BONUS})


def test_every_fault_of_a_bonus_is_named():
    assert faults("completion", cap=2, bonus={"unit": 0, "limit": -1, "whole": 1, "most": 5}) == {
        "cap": "有超额加分（bonus）时按 100% 封顶，不能另设",
        "bonus.most": "没有这个参数，可用：unit、step、limit、whole",
        "bonus.step": "缺少这一项",
        "bonus.unit": "应为大于 0 的数",
        "bonus.limit": "应为大于 0 的数，或留空（null）",
        "bonus.whole": "应为 true 或 false",
    }
    assert faults("completion", bonus=5) == {"bonus": "应为 unit、step、limit、whole 的对照"}
