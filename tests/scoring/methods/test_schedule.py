from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.methods import METHODS
from contests.scoring.methods.base import Setting
from tests.scoring.methods.calling import SETTING, faults, figures, outcome, reading, score, settled, tasks

CURVE = {"2022-06": 48, "2022-01": 8, "2022-02": "8", "2022-12": 100}


def test_schedule_worked_example_is_taken_on_unrounded_values():
    lead = score("schedule", reading("629.0", "647.4"))
    assert lead.quantize(Decimal("0.0001")) == Decimal("13.8245")
    assert lead.quantize(Decimal("0.1")) == Decimal("13.8")


@pytest.mark.parametrize(("time", "lead"), [("month", "0.12"), ("day", "0.53")])
def test_half_a_year_is_ahead_by_month_and_by_day(time, lead):
    half = Setting(6, 12, 181, 365, "2022-06")
    found = score("schedule", reading("53.78", "107.30"), 100, half, time=time)
    assert found.quantize(Decimal("0.01")) == Decimal(lead)


def test_lead_over_the_planned_curve():
    assert score("schedule", reading(53, 100), time="curve", curve=CURVE) == 5
    assert score("schedule", reading(43, 100), time="curve", curve=CURVE) == -5


@given(figures, tasks, st.integers(1, 12), st.integers(1, 365), st.decimals("0", "100", places=2))
def test_schedule_is_exact(done, task, month, day, planned):
    rate = 100 * Fraction(done) / Fraction(task)
    setting = Setting(month, 12, day, 365, "2022-06")
    read = reading(done, task)
    assert score("schedule", read, 100, setting) == settled(rate - Fraction(100 * month, 12))
    assert score("schedule", read, 100, setting, time="day") == settled(rate - Fraction(100 * day, 365))
    found = score("schedule", read, 100, setting, time="curve", curve={"2022-06": planned})
    assert found == settled(rate - Fraction(planned))


@given(figures, figures, tasks, st.sampled_from(["month", "day"]))
def test_lead_never_falls_when_more_is_done(less, more, task, time):
    less, more = sorted((less, more))
    assert score("schedule", reading(less, task), time=time) <= score("schedule", reading(more, task), time=time)


@pytest.mark.parametrize(
    ("params", "formula"),
    [
        ({}, "629 ÷ 647.4 − 10 ÷ 12（百分点）"),
        ({"time": "day"}, "629 ÷ 647.4 − 181 ÷ 365（百分点，按天）"),
        ({"time": "curve", "curve": CURVE}, "629 ÷ 647.4 − 48%（百分点，2022-06 累计计划）"),
    ],
)
def test_schedule_formula(params, formula):
    assert outcome("schedule", reading("629.0", "647.4"), **params).formula == formula


def test_month_that_the_curve_leaves_out_does_not_apply():
    found = outcome("schedule", reading(1, 2), 100, SETTING._replace(month="2022-07"), time="curve", curve=CURVE)
    assert found == (None, "累计计划未列 2022-07，不适用")


@pytest.mark.parametrize(
    ("params", "rule"),
    [
        ({}, "完成率 − 已过月数 ÷ 总月数（百分点）"),
        ({"time": "day"}, "完成率 − 已过天数 ÷ 总天数（百分点）"),
        (
            {"time": "curve", "curve": CURVE},
            "完成率 − 累计计划（百分点）：2022-01 8%、2022-02 8%、2022-06 48%、2022-12 100%",
        ),
    ],
)
def test_schedule_rule(params, rule):
    assert METHODS["schedule"].parse(params).rule(Decimal(100)) == rule


def test_every_fault_of_a_curve_is_named():
    assert faults("schedule", time="curve", curve={"2022-13": 101, "2022-1": 5, "2022-02-01": 5, "2022-03": -1}) == {
        "curve.2022-13": "应为 0 到 100 之间的数",
        "curve.2022-1": "应为月份，如 2022-01",
        "curve.2022-02-01": "应为月份，如 2022-01",
        "curve.2022-03": "应为 0 到 100 之间的数",
    }
    assert faults("schedule", time="curve", curve={"2022-03": 40, "2022-01": 50, "2022-02": 45}) == {
        "curve.2022-02": "累计计划不应低于 2022-01 的 50",
        "curve.2022-03": "累计计划不应低于 2022-02 的 45",
    }
    assert faults("schedule", time="curve", curve=[8]) == {"curve": "应为「月份: 累计计划百分比」的对照，如 2022-01: 8"}


def test_month_that_is_none_is_refused_though_its_figure_is_right():
    assert faults("schedule", time="curve", curve={"2022-13": 50}) == {"curve.2022-13": "应为月份，如 2022-01"}


def test_time_and_curve_belong_together():
    assert faults("schedule", time="curve") == {"curve": "按计划进度（time: curve）计时，应列出各月累计计划"}
    assert faults("schedule", time="day", curve=CURVE) == {"time": "列出了 curve，应为 curve"}
    assert faults("schedule", curve=CURVE) == {"time": "列出了 curve，应为 curve"}
    assert faults("schedule", time="year", curve=CURVE) == {"time": "应为 month、day、curve 之一"}
