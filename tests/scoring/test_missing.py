from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.evaluate import evaluate
from contests.scoring.marks import ScoreTooLargeError
from tests.scoring.documents import criterion, document, of, readings_by_week, rules

SKIP = {"missing": "skip"}
value = st.one_of(st.none(), st.integers(0, 20))
missing = st.sampled_from(["skip", "zero", "unranked"])


def reported(**values):
    return [["x", code, str(number)] for code, number in values.items() if number is not None]


@given(value, value, value, missing, missing, missing, st.booleans())
def test_criterion_of_weight_zero_never_changes_a_score(a, b, shown, of_a, of_b, of_shown, beside):
    info = criterion("info", weight="0", missing=of_shown)
    plain = [("d", [criterion("a", missing=of_a)]), ("e", [criterion("b", missing=of_b)])]
    more = [("d", [*plain[0][1], info]), plain[1]] if beside else [*plain, ("f", [info])]
    without = document(rules(*plain), reported(a=a, b=b), ["x"])
    with_it = document(rules(*more), reported(a=a, b=b, info=shown), ["x"])
    for scope in ("d", "e", "total"):
        one, other = of(without, scope=scope), of(with_it, scope=scope)
        assert (one.score, one.rank, one.not_ranked_reason) == (other.score, other.rank, other.not_ranked_reason)


def test_dimension_of_which_only_the_shown_criterion_was_reported_has_no_score():
    dims = rules(
        ("a", [criterion("x1", **SKIP), criterion("info", weight="0")]), ("b", [criterion("y1", full_marks="20")])
    )
    one = document(dims, reported(info=5, y1=10), ["x"])
    assert (of(one, scope="a").score, of(one, scope="a").not_ranked_reason) == (None, "未填报")
    assert of(one).score == Decimal(20)


def test_table_of_shown_criteria_only_is_ranked_by_them():
    chain = [{"by": "gold", "order": "desc"}]
    one = document(rules(("d", [criterion("gold", weight="0")]), rank_by=chain), [], ["x", "y", "z"])
    one["readings"] = readings_by_week([["x", "gold", "3"], ["y", "gold", "9"]])
    assert [(of(one, code).rank, of(one, code).score) for code in "xyz"] == [
        (2, Decimal(0)),
        (1, Decimal(0)),
        (None, None),
    ]


@pytest.mark.parametrize(
    ("readings", "reason"),
    [
        ([], "未填报"),
        ([["x", "a", "1", "0"], ["x", "b", "1", "0"]], "不适用"),
        ([["x", "a", "1", "0"]], "不适用（a）；未填报（b）"),
    ],
)
def test_skipped_dimension_says_truly_why(readings, reason):
    dims = rules(
        ("d", [criterion(code, method="completion", **SKIP) for code in "ab"]), ("e", [criterion("c", missing="skip")])
    )
    one = document(dims, [*readings, ["x", "c", "10"]], ["x"])
    assert of(one, scope="d").not_ranked_reason == reason
    assert of(one).breakdown[0] == {"dimension": "d", "points": None, "formula": reason}
    assert of(one).score == Decimal(30)


def test_total_of_skipped_dimensions_only_says_why_of_each():
    dims = rules(("d", [criterion("a", method="completion", **SKIP)]), ("e", [criterion("b", **SKIP)]))
    one = document(dims, [["x", "a", "1", "0"]], ["x"])
    assert of(one).not_ranked_reason == "不适用（d）；未填报（e）"


def test_score_that_is_too_large_names_entrant_and_criterion():
    dims = rules(("d", [criterion("k"), criterion("t", name="招商引资", method="completion", params={"cap": None})]))
    one = document(dims, [["x", "k", "20"], ["x", "t", "99999999999.9999", "0.0003"]], ["x"])
    one["entrants"] = [["x", "甲", "all"]]
    with pytest.raises(ScoreTooLargeError, match=r"^甲的“招商引资”得分过大，请检查任务数的单位$"):
        evaluate(one)


def test_total_that_is_too_large_by_its_weights_names_what_weighs_most():
    most = "99999999999"
    light = criterion("n", name="小项", full_marks=most, weight="0.1")
    dims = rules(("d", [criterion("k")]), ("e", [criterion("m", name="大项", full_marks=most, weight="0.8"), light]))
    dims["dimensions"][1]["weight"] = "2"
    one = document(dims, [["x", "k", "20"], ["x", "m", most], ["x", "n", most]], ["x"])
    one["entrants"] = [["x", "甲", "all"]]
    with pytest.raises(ScoreTooLargeError, match=r"^甲的“大项”得分过大"):
        evaluate(one)


def test_points_that_are_too_large_to_be_rounded_name_entrant_and_criterion():
    bonus = {"unit": "0.0001", "step": "99999999999"}
    dims = rules(("d", [criterion("k", name="招商引资", method="completion", params={"bonus": bonus})]))
    one = document(dims, [["x", "k", "99999999999", "0.0001"]], ["x"])
    one["entrants"] = [["x", "甲", "all"]]
    with pytest.raises(ScoreTooLargeError, match=r"^甲的“招商引资”得分过大"):
        evaluate(one)


@pytest.mark.parametrize("value", ["99999999999", "-99999999999"])
def test_largest_score_of_the_column_is_not_refused(value):
    one = document(rules(("d", [criterion("k", method="additive")])), [["x", "k", value]], ["x"])
    assert of(one).score == Decimal(value)


@given(
    st.decimals("0.0001", "99999999999.9999", places=4),
    st.decimals("0.0001", "99999999999.9999", places=4),
    st.decimals("0.0001", "99999999999.9999", places=4),
    st.lists(st.sampled_from("ab"), unique=True),
)
def test_score_fits_its_column_or_is_refused(done, task, marks, left_out):
    free = {"method": "completion", "params": {"cap": None}, "full_marks": str(marks), "roll_up": "sum"}
    dims = rules(*((code, [criterion(f"{code}1", **free, **SKIP), criterion(f"{code}2", **SKIP)]) for code in "ab"))
    readings = [["x", f"{code}1", str(done), str(task)] for code in "ab" if code not in left_out] * 3
    one = document(dims, [*readings, ["x", "a2", "1"]], ["x"])
    with suppress(ScoreTooLargeError):
        assert all(row.score is None or abs(row.score) < 10**11 for row in evaluate(one).standings)
