from decimal import Decimal

import pytest
from hypothesis import given

from contests.scoring.methods import METHODS
from tests.scoring.methods.calling import faults, figures, outcome, reading, score, tasks


@given(figures, tasks)
def test_pass_is_all_and_fail_is_nothing(done, task):
    assert score("pass_fail", reading(done, task), 20) == (20 if done >= task else 0)
    assert score("pass_fail", reading(done, task), 20, reverse=True) == (20 if done <= task else 0)


@given(tasks)
def test_exactly_the_task_passes_either_way(task):
    for reverse in (False, True):
        assert score("pass_fail", reading(task, task), 20, reverse=reverse) == 20


@pytest.mark.parametrize(
    ("done", "reverse", "formula"),
    [
        (12, False, "20（完成 12 > 任务 10，达标）"),
        (10, False, "20（完成 10 = 任务 10，达标）"),
        (8, False, "0（完成 8 < 任务 10，未达标）"),
        (12, True, "0（完成 12 > 任务 10，未达标）"),
        (8, True, "20（完成 8 < 任务 10，达标）"),
    ],
)
def test_pass_fail_formula(done, reverse, formula):
    assert outcome("pass_fail", reading(done, 10), 20, reverse=reverse).formula == formula


@pytest.mark.parametrize(("reverse", "word"), [(False, "低"), (True, "高")])
def test_pass_fail_rule(reverse, word):
    rule = METHODS["pass_fail"].parse({"reverse": reverse}).rule(Decimal(20))
    assert rule == f"完成数不{word}于任务数得 20，否则 0"


def test_direction_that_is_neither_true_nor_false_is_refused():
    assert faults("pass_fail", reverse="no") == {"reverse": "应为 true 或 false"}
