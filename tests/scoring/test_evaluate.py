from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.evaluate import evaluate
from tests.scoring.documents import WEEKS, adjustment, criterion, document, one_dimension, rules

scores = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.decimals("0", "100", places=2), min_size=1)


def of(result, entrant, scope="total"):
    return next(row for row in result.standings if (row.entrant, row.scope) == (entrant, scope))


@given(scores, st.randoms(use_true_random=False))
def test_result_does_not_depend_on_the_order_of_readings(values, chance):
    original = one_dimension(values)
    ((week, criteria),) = original["readings"].items()
    shuffled = list(criteria["k"].items())
    chance.shuffle(shuffled)
    assert evaluate(original | {"readings": {week: {"k": dict(shuffled)}}}) == evaluate(original)


@given(scores)
def test_result_does_not_depend_on_the_caller_s_decimal_context(values):
    original = one_dimension(values)
    expected = evaluate(original)
    with localcontext() as context:
        context.prec = 3
        assert evaluate(original) == expected


@given(scores, st.decimals("0", "100", places=2))
def test_entrant_of_another_division_changes_nothing(values, score):
    alone = evaluate(one_dimension(values))
    both = one_dimension(values)
    both["entrants"].append(["stranger", "stranger", "other"])
    both["readings"][WEEKS[0]]["k"]["stranger"] = [0, str(score)]
    assert [row for row in evaluate(both).standings if row.division == "all"] == alone.standings


def test_weights_make_the_total():
    dims = rules(
        ("d", [criterion("a", full_marks="100", weight="0.2"), criterion("b", full_marks="100", weight="0.8")])
    )
    result = evaluate(document(dims, [["x", "a", "98.06"], ["x", "b", "99"]], ["x"]))
    assert of(result, "x").score == Decimal("98.81")  # 19.612 + 79.2


def test_dimension_weight_enters_the_total_unrounded():
    dims = rules(("d", [criterion("a")]), ("e", [criterion("b")]))
    dims["dimensions"][0]["weight"] = "0.333"
    result = evaluate(document(dims, [["x", "a", "10"], ["x", "b", "10"]], ["x"]))
    assert of(result, "x").score == Decimal("13.33")


@pytest.mark.parametrize(("mode", "score"), [("half_up", "0.13"), ("half_even", "0.12")])
def test_half_is_rounded_as_the_contest_says(mode, score):
    rounding = {"criterion": 2, "total": 2, "mode": mode}
    assert of(evaluate(one_dimension({"a": "0.125"}, rounding=rounding)), "a").score == Decimal(score)


def test_rank_is_on_the_rounded_total():
    rounding = {"criterion": 4, "total": 1, "mode": "half_up"}
    result = evaluate(one_dimension({"a": "98.96", "b": "99.04"}, rounding=rounding))
    assert [(of(result, code).rank, of(result, code).tied) for code in "ab"] == [(1, True), (1, True)]


def test_missing_is_not_zero():
    result = evaluate(one_dimension({"a": "0", "b": None}))
    assert (of(result, "a").score, of(result, "a").rank) == (Decimal("0.00"), 1)
    assert (of(result, "b").score, of(result, "b").rank) == (None, None)
    assert of(result, "b").not_ranked_reason == "本期无填报"


@pytest.mark.parametrize(
    ("missing", "score", "reason"),
    [("unranked", None, "未填报：b"), ("zero", Decimal("10.00"), ""), ("skip", Decimal("20.00"), "")],
)
def test_one_missing_criterion_counts_as_the_contest_says(missing, score, reason):
    dims = rules(("d", [criterion("a"), criterion("b", missing=missing)]))
    result = evaluate(document(dims, [["x", "a", "10"]], ["x"]))
    assert (of(result, "x").score, of(result, "x").not_ranked_reason) == (score, reason)


def test_no_activity_is_not_ranked_even_where_missing_counts_as_zero():
    dims = rules(("d", [criterion("a", missing="zero")]))
    assert of(evaluate(document(dims, [], ["x"])), "x").not_ranked_reason == "本期无填报"


def test_criterion_without_a_task_gives_its_weight_to_the_rest():
    dims = rules(("d", [criterion(code, method="completion") for code in "ab"]))
    result = evaluate(document(dims, [["x", "a", "3", "4"], ["x", "b", "0", "0"]], ["x"]))
    assert of(result, "x").score == Decimal("30.00")  # 15 of 20, on 40


def test_division_has_its_own_full_marks():
    dims = rules(("d", [criterion("k", full_marks="100", division_marks={"big": "150"}, method="completion")]))
    one = document(dims, [["x", "k", "1", "2"], ["y", "k", "1", "2"]], ["x", "y"])
    one["entrants"][1][2] = "big"
    result = evaluate(one)
    assert (of(result, "x").score, of(result, "y").score) == (Decimal("50.00"), Decimal("75.00"))
    assert of(result, "y").rank == 1


def test_caps_hold_bonus_and_deduction_apart():
    limits = {"bonus": "3", "deduction": "4", "floor": None, "ceiling": None}
    one = one_dimension({"a": "80"}, limits=limits)
    one["adjustments"] = [adjustment("a", points, matter=f"事项{at}") for at, points in enumerate((2, 2, -3, -3))]
    assert of(evaluate(one), "a").score == Decimal("79.00")


def test_total_stays_between_floor_and_ceiling():
    limits = {"bonus": None, "deduction": None, "floor": "0", "ceiling": "100"}
    one = one_dimension({"a": "99", "b": "1"}, limits=limits)
    one["adjustments"] = [adjustment("a", 5), adjustment("b", -5)]
    result = evaluate(one)
    assert [of(result, code).score for code in "ab"] == [Decimal("100.00"), Decimal("0.00")]


def test_adjustment_of_a_dimension_enters_dimension_and_total():
    one = one_dimension({"a": "80"})
    one["adjustments"] = [adjustment("a", 2, scope="d")]
    assert [of(evaluate(one), "a", scope).score for scope in ("d", "total")] == [Decimal("82.00")] * 2


def test_veto_to_zero_leaves_the_entrant_ranked():
    one = one_dimension({"a": "80", "b": "10"})
    one["adjustments"] = [adjustment("a", 0, kind="veto", effect="zero")]
    assert (of(evaluate(one), "a").score, of(evaluate(one), "a").rank) == (Decimal("0.00"), 2)


def test_chain_of_keys_ranks_by_criteria():
    chain = [{"by": code, "order": "desc"} for code in ("gold", "silver")]
    dims = rules(("d", [criterion("gold"), criterion("silver")]), rank_by=chain)
    readings = [["x", "gold", "5"], ["x", "silver", "1"], ["y", "gold", "4"], ["y", "silver", "9"]]
    result = evaluate(document(dims, readings, ["x", "y"]))
    assert (of(result, "x").rank, of(result, "x").score) == (1, Decimal("6.00"))
    assert (of(result, "y").rank, of(result, "y").score) == (2, Decimal("13.00"))


def test_key_that_is_not_entered_for_this_period_decides_nothing():
    chain = [{"by": code, "order": "desc"} for code in ("monthly", "total")]
    assert [of(evaluate(one_dimension({"a": "1", "b": "2"}, rank_by=chain)), code).rank for code in "ab"] == [2, 1]


def test_score_sheet_shows_the_numbers_put_in():
    dims = rules(("d", [criterion("a", method="completion")]))
    result = evaluate(document(dims, [["x", "a", "12", "15"]], ["x"]))
    sheet = [{"criterion": "a", "points": "16.00", "formula": "20 × 12 ÷ 15 = 16.00"}]
    assert of(result, "x", "d").breakdown == sheet


def test_document_of_another_format_is_refused():
    with pytest.raises(ValueError, match="格式版本"):
        evaluate(one_dimension({"a": "1"}) | {"format": 1})
