from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.evaluate import evaluate
from tests.scoring.documents import criterion, document, of, rules, span

MONTHS = [f"2022-{month:02}" for month in range(1, 13)]
QUARTERS = [f"2022-Q{quarter}" for quarter in range(1, 5)]


def total(readings, **changes):
    return of(document(rules(("d", [criterion("k", **changes)])), readings, ["x"])).score


def year(values, stages, *, since="", missing="unranked"):
    """Return the year of one criterion with these points by month; None was not reported."""
    periods = {}
    for at, month in enumerate(MONTHS):
        periods |= span(month, within={"quarter": QUARTERS[at // 3], "year": "2022"}, end=f"{month}-28")
    for at, quarter in enumerate(QUARTERS):
        days = {"start": f"2022-{at * 3 + 1:02}-01", "end": f"2022-{at * 3 + 3:02}-30"}
        periods |= span(quarter, "quarter", within={"year": "2022"}, **days)
    periods |= span("2022", "year", start="2022-01-01", end="2022-12-31")
    readings = {
        month: {"k": {"x": [0, str(value)]}} for month, value in zip(MONTHS, values, strict=False) if value is not None
    }
    one = document(rules(("d", [criterion("k", roll_up=stages, missing=missing)])), [], ["x"])
    return one | {"period": "2022", "periods": periods, "readings": readings, "since": {"x": since} if since else {}}


def stage(by, missing="skip", weights=()):
    return {"by": by, "of": None, "missing": missing, "weights": list(weights)}


@pytest.mark.parametrize(("how", "points"), [("mean", "9.00"), ("sum", "27.00"), ("last", "12.00")])
def test_several_readings_roll_up_as_the_contest_says(how, points):
    assert total([["x", "k", value] for value in ("6", "9", "12")], roll_up=how) == Decimal(points)


@given(st.lists(st.decimals("0", "20", places=2), min_size=1, max_size=6))
def test_mean_lies_between_the_least_and_the_greatest(values):
    assert min(values) <= total([["x", "k", str(value)] for value in values]) <= max(values)


def test_three_thirds_make_a_whole_before_rounding():
    # 3 × 0.005/3 is 0.005 and rounds up; 0.00499…9 would round down.
    thirds = [["x", "k", "0.005", "3"]] * 3
    assert total(thirds, full_marks="1", method="completion", roll_up="sum") == Decimal("0.01")


def test_additive_points_are_summed_over_the_periods_without_a_ceiling():
    values = [["x", "k", value] for value in ("120", "-30", "45.5")]
    assert total(values, method="additive", roll_up="sum") == Decimal("135.50")


def test_months_make_quarters_and_quarters_the_year():
    # Quarters 2 (of 1, 2, 3), 5, 8, 11 in the mean; the year is their sum.
    stages = {"quarter": stage("mean"), "year": stage("sum")}
    assert of(year(range(1, 13), stages)).score == Decimal(26)


def test_months_weigh_in_a_quarter_as_they_are_written():
    stages = {"quarter": stage("weighted", weights=("1", "1", "2")), "year": stage("last")}
    assert of(year([0] * 9 + [4, 8, 10], stages)).score == Decimal(8)


def test_weights_go_with_the_month_and_not_with_the_order_of_what_was_reported():
    stages = {"quarter": stage("weighted", weights=("1", "1", "2")), "year": stage("last")}
    assert of(year([None] * 10 + [8, 11], stages)).score == Decimal(10)


@pytest.mark.parametrize(("missing", "score"), [("skip", "12.00"), ("zero", "6.00")])
def test_missing_month_counts_as_the_stage_says(missing, score):
    assert of(year([12, None] * 6, {"year": stage("mean", missing)})).score == Decimal(score)


def test_month_before_an_entrant_joined_is_not_missing():
    values = [None] * 6 + [12, None] * 3
    assert of(year(values, {"year": stage("mean", "zero")}, since="2022-07-01")).score == Decimal(6)


def test_year_shows_each_quarter_and_what_it_is_made_of():
    (row,) = of(year([10, 11], {"quarter": stage("mean"), "year": stage("sum")}), scope="d").breakdown
    assert row["formula"] == "2022-Q1 10.5；其中 2022-Q1：(评分 10 + 评分 11) ÷ 2 = 10.50"


def test_stage_beyond_the_ranked_period_is_left_out():
    stages = {"quarter": stage("sum"), "year": stage("mean")}
    one = year([1, 2, 3], stages)
    quarter = {**one, "period": "2022-Q1", "periods": {code: one["periods"][code] for code in (*MONTHS[:3], "2022-Q1")}}
    assert of(quarter).score == Decimal(6)


@given(st.lists(st.one_of(st.none(), st.integers(0, 20)), min_size=12, max_size=12).filter(any))
def test_sum_of_sums_is_the_sum_of_the_months(values):
    stages = {"quarter": stage("sum"), "year": stage("sum", "zero")}
    assert of(year(values, stages)).score == sum(value or 0 for value in values)


@pytest.mark.parametrize("word", ["不适用", "无活动"])
def test_word_for_no_figure_is_shown_as_it_is(word):
    dims = rules(("d", [criterion("a"), criterion("b")]))
    one = document(dims, [["x", "a", "10"], ["x", "b", None, None, None, [], word]], ["x"])
    assert of(one).score == Decimal(20)  # the other criterion stands for both
    assert of(one, scope="d").breakdown[1] == {"criterion": "b", "points": None, "formula": word}


def test_entrant_without_activity_is_not_ranked_and_says_so():
    one = document(rules(("d", [criterion("a")])), [["x", "a", None, None, None, [], "无活动"]], ["x"])
    assert (of(one).rank, of(one).not_ranked_reason) == (None, "无活动")


def test_relative_method_compares_inside_the_division():
    one = document(
        rules(("d", [criterion("k", full_marks="6", method="rank_points", params={"step": "5"})])),
        [["a", "k", "30"], ["b", "k", "20"], ["c", "k", "99"]],
        ["a", "b", "c"],
    )
    one["entrants"][2][2] = "other"
    assert [of(one, code).score for code in "abc"] == [Decimal("6.00"), Decimal("5.70"), Decimal("6.00")]


def test_closure_counts_the_ledger_and_nothing_is_entered():
    one = document(rules(("d", [criterion("k", full_marks="100", method="closure")])), [], ["a", "b"])
    one["ledger"] = {
        "a": [["1", "2022-09-01", None, "2022-09-20"], ["2", "2022-09-02", None, None], ["3", "2022-10-01", None, None]]
    }
    assert (of(one, "a").score, of(one, "b").score) == (Decimal("50.00"), None)
    assert evaluate(one).standings[-1].not_ranked_reason == "本期无填报"


def test_weight_is_the_months_own_where_the_contest_begins_inside_a_quarter():
    stages = {"quarter": stage("weighted", weights=("1", "1", "8")), "year": stage("last")}
    one = year([None] * 7 + [0, 18], stages)
    one["periods"] = {code: row for code, row in one["periods"].items() if code not in MONTHS[:7]}
    assert of(one).score == Decimal("16.00")


def test_entrant_of_whom_the_ledger_has_nothing_either_is_not_ranked():
    dims = rules(("d", [criterion("k", method="closure"), criterion("m", missing="zero")]))
    one = document(dims, [], ["a"])
    assert (of(one, "a").rank, of(one, "a").not_ranked_reason) == (None, "本期无填报")
