from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.methods import METHODS
from tests.scoring.methods.calling import figures, marks, outcome, reading, rounded, score, settled, tasks

BANDS = [
    {"from": None, "to": 100, "slope": "-0.1"},
    {"from": 100, "to": 130, "slope": "0.2"},
    {"from": 130, "to": None, "slope": "0.1"},
]
PARAMS = {"base": 25, "bands": BANDS, "limit": 10}
FREE = {"base": 25, "bands": BANDS}
slopes = st.decimals("-5", "5", places=2)


@st.composite
def joined_bands(draw, below=slopes, above=slopes):
    """Return bands that meet in some joints, one of which is `at`, and that joint."""
    joints = sorted(draw(st.sets(st.integers(-50, 300), min_size=1, max_size=5)))
    at = draw(st.sampled_from(joints))
    ends = [None, *joints, None]
    bands = [
        {"from": start, "to": end, "slope": draw(below if end is not None and end <= at else above)}
        for start, end in pairwise(ends)
    ]
    return {"bands": draw(st.permutations(bands)), "at": at}


def by_hand(rate, base, bands, at):
    """Return the base and the slopes times what of each band lies between `at` and the rate, in exact fractions."""
    points = Fraction(base)
    for band in bands:
        inside = [Fraction(at), rate]
        if band["from"] is not None:
            inside = [max(joint, Fraction(band["from"])) for joint in inside]
        if band["to"] is not None:
            inside = [min(joint, Fraction(band["to"])) for joint in inside]
        points += Fraction(band["slope"]) * abs(inside[1] - inside[0])
    return points


@pytest.mark.parametrize(("rate", "points"), [("151.67", "33.17"), ("92", "24.20")])
def test_banded_worked_example(rate, points):
    assert rounded("banded", reading(rate, 100), 25, **PARAMS) == points


def test_below_the_rate_where_nothing_is_added_each_missing_point_adds_the_slope():
    assert score("banded", reading(92, 100), **FREE) == Decimal("24.2")
    assert score("banded", reading(91, 100), **FREE) == Decimal("24.1")
    assert score("banded", reading(-10, 100), **FREE) == 14


@given(figures, tasks, joined_bands())
def test_banded_is_exact(done, task, params):
    rate = Fraction(done) / Fraction(task) * 100
    expected = by_hand(rate, 25, **params)
    assert score("banded", reading(done, task), base=25, **params) == settled(expected)


@given(joined_bands(), st.integers(1, 1000), st.decimals("0.0001", "0.9999", places=4))
def test_banded_is_the_same_at_a_joint_from_both_sides(params, task, aside):
    bands = {(band["from"], band["to"]): Fraction(band["slope"]) for band in params["bands"]}
    for (_, joint), left in bands.items():
        if joint is None:
            continue
        (right,) = (slope for (start, _), slope in bands.items() if start == joint)
        at_joint = Decimal(joint * task) / 100
        away = aside * task / 100
        near, here, far = (
            Fraction(score("banded", reading(done, task), **params))
            for done in (at_joint - away, at_joint, at_joint + away)
        )
        # Below `at` a slope counts on the way down, above it on the way up.
        assert near == here + Fraction(aside) * left * (1 if joint <= params["at"] else -1)
        assert far == here + Fraction(aside) * right * (1 if joint >= params["at"] else -1)


@given(
    joined_bands(below=st.decimals("-5", "0", places=2), above=st.decimals("0", "5", places=2)), figures, figures, tasks
)
def test_banded_never_falls_where_more_is_never_worse(params, less, more, task):
    less, more = sorted((less, more))
    assert score("banded", reading(less, task), **params) <= score("banded", reading(more, task), **params)


@given(joined_bands(), figures, tasks, st.decimals("0.1", "50", places=1), marks)
def test_banded_stays_within_its_limits(params, done, task, limit, full):
    assert abs(score("banded", reading(done, task), full, limit=limit, **params) - full) <= limit
    assert -limit <= score("banded", reading(done, task), full, floor=-limit, ceiling=limit, **params) <= limit


def test_banded_at_its_limit_is_the_same_from_both_sides():
    # +10 is reached at 130 + 40 percent.
    assert score("banded", reading(170, 100), **PARAMS) == score("banded", reading(171, 100), **PARAMS) == 35
    assert score("banded", reading("169.99", 100), **PARAMS) == Decimal("34.999")
    assert score("banded", reading(0, 100), **PARAMS) == score("banded", reading(-1, 100), **PARAMS) == 15


def test_base_is_full_marks_unless_it_is_given():
    assert score("banded", reading(1, 1), 30, bands=BANDS) == 30
    assert score("banded", reading(1, 1), 30, **PARAMS) == 25


@pytest.mark.parametrize(
    ("done", "formula"),
    [
        ("151.67", "25 + 0.2 × (130 − 100) + 0.1 × (151.67 ÷ 100 × 100 − 130)"),
        ("92", "25 − 0.1 × (100 − 92 ÷ 100 × 100)"),
        ("-8", "15（25 − 0.1 × (100 − (-8) ÷ 100 × 100)，保底）"),
        ("170", "25 + 0.2 × (130 − 100) + 0.1 × (170 ÷ 100 × 100 − 130)"),
        ("0", "25 − 0.1 × (100 − 0 ÷ 100 × 100)"),
        ("200", "35（25 + 0.2 × (130 − 100) + 0.1 × (200 ÷ 100 × 100 − 130)，封顶）"),
        ("100", "25（完成 100 / 任务 100，不增不减）"),
    ],
)
def test_banded_formula(done, formula):
    assert outcome("banded", reading(done, 100), 25, **PARAMS).formula == formula


def test_banded_rule():
    slopes = "100% 以下每低 1 个百分点减 0.1，100% 到 130% 之间每高 1 个百分点加 0.2，130% 以上每高 1 个百分点加 0.1"
    rule = METHODS["banded"].parse({"bands": BANDS[::-1], "limit": "10.0"}).rule(Decimal(25))
    assert rule == f"完成率 100% 得 25；{slopes}；加减以 10 为限"
    rule = METHODS["banded"].parse(FREE | {"floor": 10, "ceiling": 40}).rule(Decimal(50))
    assert rule == f"完成率 100% 得 25；{slopes}；最低 10；最高 40"
