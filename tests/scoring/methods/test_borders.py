"""What a method says exactly at a border, and what a refusal shows of what was found."""

from decimal import Decimal

import pytest

from contests.scoring.methods import METHODS
from contests.scoring.methods.base import ParamError, ParamFault
from tests.scoring.methods.calling import SETTING, outcome, reading, score

BONUS = {"unit": 2, "step": 1, "limit": 4}
BANDS = [{"from": None, "to": 100, "slope": -1}, {"from": 100, "to": None, "slope": 1}]
EFFICACY = {"lower": 80, "upper": 100}


def band(start, end):
    return {"from": start, "to": end, "slope": 1}


@pytest.mark.parametrize(
    ("method", "params", "read", "formula"),
    [
        ("completion", {}, reading(15, 15), "100 × 15 ÷ 15"),
        ("completion", {"bonus": BONUS}, reading(15, 15), "100 × 15 ÷ 15"),
        (
            "completion",
            {"bonus": BONUS},
            reading(108, 100),
            "100 + 1 × 4（完成 108 / 任务 100，每满 2 个百分点一档，超 4 档）",
        ),
        ("count_bonus", {"k": "0.1", "limit": 3}, reading(40, 10), "100 + 0.1 × (40 − 10)"),
        ("shortfall", {"k": "0.5"}, reading(98, 98), "100（完成 98，任务 98，达标）"),
        ("shortfall", {"k": "0.5", "floor": 90}, reading(78, 98), "100 − 0.5 × (98 − 78)"),
        ("banded", {"bands": BANDS, "limit": 10}, reading(110, 100), "100 + 1 × (110 ÷ 100 × 100 − 100)"),
        ("banded", {"bands": BANDS, "limit": 10}, reading(90, 100), "100 − 1 × (100 − 90 ÷ 100 × 100)"),
        ("efficacy", EFFICACY, reading(100), "(100 − 80) ÷ (100 − 80) × 40 + 60"),
        ("efficacy", EFFICACY, reading(50), "(50 − 80) ÷ (100 − 80) × 40 + 60"),
        ("efficacy", EFFICACY | {"reverse": True}, reading(90), "(100 − 90) ÷ (100 − 80) × 40 + 60"),
        (
            "efficacy",
            {"lower": -20, "upper": 10, "reverse": True},
            reading(-5),
            "(10 − (-5)) ÷ (10 − (-20)) × 40 + 60",
        ),
    ],
)
def test_what_just_reaches_a_bound_is_not_held_by_it(method, params, read, formula):
    assert outcome(method, read, **params).formula == formula


def test_last_point_of_a_rank_is_not_taken():
    setting = SETTING._replace(peers=(Decimal(9), Decimal(8)))
    assert score("rank_points", reading(8), 6, setting, step="99.5") == Decimal("0.03")


def test_band_without_a_slope_adds_nothing():
    bands = [{"from": None, "to": 100, "slope": 0}, {"from": 100, "to": None, "slope": 1}]
    rule = METHODS["banded"].parse({"bands": bands}).rule(Decimal(20))
    assert rule == "完成率 100% 得 20；100% 以下每低 1 个百分点加 0，100% 以上每高 1 个百分点加 1"


def test_words_of_the_same_points_stand_in_the_order_of_their_names():
    rules = {
        METHODS["grade"].parse({"scale": dict.fromkeys(words, 80)}).rule(Decimal(100)) for words in ("乙甲", "甲乙")
    }
    assert rules == {"乙 80、甲 80"}


@pytest.mark.parametrize(
    ("method", "params", "found"),
    [
        ("banded", {"bands": BANDS[::-1], "at": "90.0"}, [("at", Decimal(90))]),
        ("banded", {"bands": BANDS, "limit": 1, "ceiling": "7.0"}, [("ceiling", "7.0")]),
        ("banded", {"bands": BANDS, "floor": 5, "ceiling": 4}, [("floor", 5)]),
        ("banded", {"bands": [band(None, 100), band(100, "100.0")]}, [("bands[1].to", "100.0")]),
        ("banded", {"bands": [band(5, 100), band(100, 200)]}, [("bands[0].from", 5), ("bands[1].to", 200)]),
        ("banded", {"bands": [band(None, 100), band(90, None)]}, [("bands[1].from", "90% 以上")]),
        ("banded", {"bands": [band(None, 100), band(110, None)]}, [("bands[1].from", 110)]),
        (
            "banded",
            {"bands": [band(None, 100), band(50, 100)]},
            [("bands[1].from", "50% 到 100% 之间"), ("bands[0].to", 100)],
        ),
        ("completion", {"cap": 2, "bonus": BONUS}, [("cap", 2)]),
        ("efficacy", {"lower": "9", "upper": 8}, [("lower", "9")]),
        ("rank_points", {}, [("step", "")]),
        ("rank_points", {"step": 5, "table": {1: 5}}, [("table", "")]),
        ("rank_points", {"step": 5, "beyond": "1.0"}, [("beyond", "1.0")]),
        ("rank_points", {"table": {1: 5}, "beyond": "6.0"}, [("beyond", "6.0")]),
        ("rank_points", {"table": {1: "6.50", 3: 5}}, [("table.3", 5)]),
        ("rank_points", {"table": {1: 5, 2: "6.50"}}, [("table.2", Decimal("6.50"))]),
        ("schedule", {"time": "curve"}, [("curve", "")]),
        ("schedule", {"time": "day", "curve": {"2022-01": 8}}, [("time", "day")]),
        ("schedule", {"curve": {"2022-01": 8}}, [("time", "")]),
        ("schedule", {"time": "curve", "curve": {"2022-01": 8, "2022-02": 7}}, [("curve.2022-02", 7)]),
    ],
)
def test_refusal_shows_what_was_found(method, params, found):
    with pytest.raises(ParamError) as caught:
        METHODS[method].parse(params)
    assert [(fault.name, fault.found) for fault in caught.value.faults] == found


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("banded", {"bands": BANDS, "floor": 5, "ceiling": 5}),
        ("rank_points", {"table": {1: 5}, "beyond": 5}),
        ("rank_points", {"table": {1: 5, 2: 5}}),
    ],
)
def test_bounds_may_be_equal(method, params):
    assert METHODS[method].parse(params).name == method


def test_bands_are_read_from_the_lowest_though_one_begins_at_nothing():
    bands = [band("0.5", None), band(0, "0.5"), band(None, 0)]
    parsed = METHODS["banded"].parse({"bands": bands, "at": 0})
    assert [read.start for read in parsed.bands] == [None, 0, Decimal("0.5")]


def test_single_endless_band_has_no_joint():
    with pytest.raises(ParamError, match="现落在“不分高低”之内"):
        METHODS["banded"].parse({"bands": [band(None, None)]})


def test_refusal_names_every_fault_in_its_message():
    error = ParamError([ParamFault("k", 0, "应为大于 0 的数"), ParamFault("floor", "x", "应为数")])
    assert str(error) == "k: 应为大于 0 的数; floor: 应为数"
