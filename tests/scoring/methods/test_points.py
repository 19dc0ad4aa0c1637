from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.methods import METHODS
from tests.scoring.methods.calling import faults, outcome, reading, rounded, score, settled

given_points = st.lists(st.decimals("0", "20", places=2), min_size=1, max_size=9)


def assessed(*points):
    return reading(parts=tuple((f"评委{index}", figure) for index, figure in enumerate(points)))


def test_one_figure_counts_as_it_stands():
    assert outcome("points", reading("18.50"), 20) == (Decimal("18.5"), "评分 18.5")
    assert METHODS["points"].parse({}).needs == {"value"}


def test_points_alone_take_nothing_above_full_marks():
    assert [name for name, method in METHODS.items() if method.bounded] == ["points"]


@pytest.mark.parametrize("how", ["mean", "trimmed"])
def test_points_worked_example(how):
    assert rounded("points", assessed(18, 19, 17), 20, assessors=how) == "18.00"
    assert METHODS["points"].parse({"assessors": how}).needs == {"parts"}


@pytest.mark.parametrize(
    ("how", "points", "formula"),
    [
        ("mean", (18, 19, 17), "评分 (18 + 19 + 17) ÷ 3"),
        ("mean", (18,), "评分 18"),
        ("trimmed", (18, 19, 17), "评分 18（去掉最高 19、最低 17）"),
        ("trimmed", (18, 19, 17, 20, "18.50"), "评分 (18 + 18.5 + 19) ÷ 3（去掉最高 20、最低 17）"),
        ("trimmed", (18, 18, 18), "评分 18（去掉最高 18、最低 18）"),
        ("trimmed", (18, 19), "评分 (18 + 19) ÷ 2（评委不足 3 人，不去最高、最低）"),
    ],
)
def test_formula_shows_each_figure_and_which_were_dropped(how, points, formula):
    assert outcome("points", assessed(*points), 20, assessors=how).formula == formula


def test_formula_names_no_assessor():
    assert "评委" not in outcome("points", assessed(18, 19, 17), 20, assessors="trimmed").formula


@given(given_points)
def test_mean_is_exact_and_between_the_least_and_the_greatest(points):
    found = score("points", assessed(*points), 20, assessors="mean")
    assert found == settled(sum(map(Fraction, points)) / len(points))
    assert min(points) <= found <= max(points)


@given(given_points)
def test_trimmed_mean_leaves_one_highest_and_one_lowest_out(points):
    kept = list(points)
    if len(points) >= 3:
        kept.remove(max(kept))
        kept.remove(min(kept))
    found = score("points", assessed(*points), 20, assessors="trimmed")
    assert found == settled(sum(map(Fraction, kept)) / len(kept))


@given(given_points, st.randoms(use_true_random=False))
def test_points_do_not_depend_on_the_order_of_the_assessors(points, chance):
    shuffled = list(points)
    chance.shuffle(shuffled)
    for how in ("mean", "trimmed"):
        assert score("points", assessed(*shuffled), assessors=how) == score("points", assessed(*points), assessors=how)


def test_several_assessors_without_any_points_are_refused():
    METHODS["points"].parse({}).check_parts(())
    METHODS["points"].parse({"assessors": "mean"}).check_parts(assessed(18).parts)
    with pytest.raises(ValueError, match="应写各评委的评分，如 18；19；17"):
        METHODS["points"].parse({"assessors": "mean"}).check_parts(())


@pytest.mark.parametrize(
    ("how", "rule"),
    [
        ({}, "评分，0 到 20"),
        ({"assessors": "mean"}, "各评委评分（0 到 20）平均"),
        ({"assessors": "trimmed"}, "各评委评分（0 到 20）去掉一个最高、一个最低后的平均，不足 3 人时不去"),
    ],
)
def test_points_rule(how, rule):
    assert METHODS["points"].parse(how).rule(Decimal(20)) == rule


def test_unknown_way_of_several_assessors_is_refused():
    assert faults("points", assessors="median") == {"assessors": "应为 mean、trimmed 之一"}
