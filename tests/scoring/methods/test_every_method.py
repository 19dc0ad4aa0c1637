import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.decimals import settle
from contests.scoring.methods import METHODS
from contests.scoring.methods.base import Reading
from tests.scoring.methods.calling import SETTING, faults, outcome

JOINED = [{"from": None, "to": 100, "slope": "-0.1"}, {"from": 100, "to": None, "slope": "0.2"}]
PARAMS = {
    "points": [{}, {"assessors": "mean"}, {"assessors": "trimmed"}],
    "grade": [{}, {"scale": {"优秀": "100", "良好": 80}}],
    "completion": [{}, {"cap": None}, {"bonus": {"unit": 2, "step": "1.5", "limit": 6, "whole": False}}],
    "count_bonus": [{"k": "0.1", "limit": 3}],
    "banded": [{"bands": JOINED, "limit": 10}],
    "pass_fail": [{}, {"reverse": True}],
    "shortfall": [{"k": "0.5", "floor": "12.5"}],
    "efficacy": [{"lower": 80, "upper": 100}],
    "rank_points": [{"step": 5}, {"table": {"1": 6, "2": 5}, "beyond": 1}],
    "deduction": [{"items": {"迟到": 2, "缺席": "5"}}],
    "schedule": [{}, {"time": "day"}, {"time": "curve", "curve": {"2022-06": "48.5"}}],
    "closure": [{}, {"by": "due", "window": "period"}],
    "additive": [{}],
}
EVERY = [(name, params) for name, several in PARAMS.items() for params in several]
WITH_TARGET = [(name, params) for name, params in EVERY if "target" in METHODS[name].parse(params).needs]
# As JSON may carry them: with exponents, with zeros behind.
awkward = st.sampled_from(["1E+3", "1E-4", "-2.50", "0", "0E+2", "99999999999.9999", "-99999999999.9999", "7"]).map(
    Decimal
)
awkward_tasks = awkward.filter(lambda task: task > 0)


def test_every_method_is_tried_here():
    assert list(METHODS) == list(PARAMS)
    assert len({method.label for method in METHODS.values()}) == len(METHODS)


@pytest.mark.parametrize(("name", "params"), EVERY)
def test_unknown_parameter_is_named(name, params):
    assert list(faults(name, **params, colour="red")) == ["colour"]


@pytest.mark.parametrize(("name", "params"), EVERY)
def test_parameters_come_back_from_json_as_they_were(name, params):
    assert METHODS[name].parse(json.loads(json.dumps(params))) == METHODS[name].parse(params)


@pytest.mark.parametrize(("name", "params"), EVERY)
def test_rule_is_one_line_without_exponents(name, params):
    rule = METHODS[name].parse(params).rule(Decimal("1E+2"))
    assert rule
    assert not {"\n", "E", "\0"} & set(rule)


@pytest.mark.parametrize("target", [None, "0", "0.0000"])
@pytest.mark.parametrize(("name", "params"), WITH_TARGET)
def test_no_target_does_not_apply(name, params, target):
    words = "任务数为空或 0"
    if name == "closure":
        words = "没有到期的问题" if params else "没有交办的问题"
    read = Reading(Decimal(5), None if target is None else Decimal(target))
    assert outcome(name, read, **params) == (None, f"{words}，不适用")


@pytest.mark.parametrize(("name", "params"), EVERY)
@given(value=awkward, target=awkward_tasks, full=awkward_tasks)
def test_formula_is_plain_and_the_points_can_be_settled(name, params, value, target, full):
    grade = "良好" if name == "grade" else None
    times = (("迟到", abs(value)),) if name == "deduction" else (("甲", value), ("乙", target), ("丙", full))
    setting = SETTING._replace(peers=(value, target, full))
    points, formula = outcome(name, Reading(value, target, grade, times), full, setting, **params)
    assert "E" not in formula
    assert settle(points).is_finite()
