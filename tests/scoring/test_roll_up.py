from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.evaluate import evaluate
from tests.scoring.documents import criterion, document, rules


def total(readings, **changes):
    result = evaluate(document(rules(("d", [criterion("k", **changes)])), readings, ["a"]))
    (found,) = (row.score for row in result.standings if row.scope == "total")
    return found


@pytest.mark.parametrize(("how", "points"), [("mean", "9.00"), ("sum", "27.00"), ("last", "12.00")])
def test_several_readings_roll_up_as_the_contest_says(how, points):
    assert total([["a", "k", value] for value in ("6", "9", "12")], roll_up=how) == Decimal(points)


@given(st.lists(st.decimals("0", "20", places=2), min_size=1, max_size=6))
def test_mean_lies_between_the_least_and_the_greatest(values):
    assert min(values) <= total([["a", "k", str(value)] for value in values]) <= max(values)


def test_three_thirds_make_a_whole_before_rounding():
    # 3 × 0.005/3 is 0.005 and rounds up; 0.00499…9 would round down.
    thirds = [["a", "k", "0.005", "3"]] * 3
    assert total(thirds, full_marks="1", method="completion", roll_up="sum") == Decimal("0.01")


def test_additive_points_are_summed_over_the_periods_without_a_ceiling():
    assert total([["a", "k", value] for value in ("120", "-30", "45.5")], method="additive", roll_up="sum") == Decimal(
        "135.50"
    )
