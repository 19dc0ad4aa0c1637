"""What a score sheet, a reason and a check say, word by word."""

from decimal import Decimal

import pytest

from contests.scoring.evaluate import evaluate
from contests.scoring.methods.wording import operand, signed
from contests.scoring.verify import differences
from tests.scoring.documents import adjustment, criterion, document, limits, lines, of, one_dimension, rules, steps

SKIP = {"missing": "skip"}
ZERO = {"missing": "zero"}


def two(first, second, readings, **changes):
    """Return a document of the dimensions d and e, of these criteria."""
    return document(rules(("d", first), ("e", second), **changes), readings, ["x"])


def points(code, value):
    return ["x", code, value]


def test_combined_list_shows_how_it_makes_divisions_comparable():
    dims = rules(("d", [criterion("k", full_marks="120")]), combined=True)
    one = document(dims, [points("k", "96")], ["x", "idle"])
    assert of(one, scope="combined").breakdown == [
        {"step": "折合", "points": "80.00", "formula": "96.00 ÷ 满分 120 × 100"}
    ]
    assert of(one, "idle", "combined").breakdown == []


def test_weights_are_shown_without_a_word_on_what_is_only_shown():
    one = document(
        rules(("d", [criterion("a", weight="0.5"), criterion("b", weight="0.5")])),
        [points("a", "10"), points("b", "8")],
        ["x"],
    )
    assert steps(of(one, scope="d")) == [("加权合计", "9.00", "10.00 × 0.5 + 8.00 × 0.5")]


def test_criteria_that_are_only_shown_weigh_nothing():
    one = document(rules(("d", [criterion("a", weight="0")])), [points("a", "10")], ["x"])
    assert steps(of(one, scope="d")) == [("加权合计", "0.00", "权重为 0 的指标不计入")]


def test_quotient_is_cut_and_not_rounded_where_it_is_shown():
    dims = rules(("d", [criterion("a", full_marks="30"), criterion("b", full_marks="10", **SKIP)]))
    assert steps(of(document(dims, [points("a", "5")], ["x"]), scope="d"))[0][1] == "6.66666666…"


def test_places_that_just_reach_their_limit_are_not_held_by_it():
    bonus = {"cadence": "week", "points": {"1": "2"}, "limit": "2"}
    one = one_dimension({"x": "80"}, place_bonus=bonus) | {"places": [["x", "2022-W36", 1]]}
    assert steps(of(one)) == [("名次加分", "+2", "2022-W36 第 1 名 +2")]


@pytest.mark.parametrize("missing", ["unranked", "zero", "skip"])
def test_entrant_without_activity_has_a_sheet_with_its_events(missing):
    one = two([criterion("a", missing=missing)], [criterion("b", missing=missing)], [], limits=limits(bonus="1"))
    one["adjustments"] = [adjustment("x", 2, matter="表彰", document="1 号")]
    assert of(one).breakdown == [
        {"dimension": "d", "points": None, "formula": "本期无填报"},
        {"dimension": "e", "points": None, "formula": "本期无填报"},
        {"adjustment": "+2 表彰（依据：1 号）（加分封顶 1，计 +1）"},
    ]
    assert (of(one, scope="d").rank, of(one, scope="d").not_ranked_reason) == (None, "本期无填报")


def test_event_without_a_document_names_none():
    one = one_dimension({"x": "80"}) | {"adjustments": [adjustment("x", -1, matter="迟报")]}
    assert lines(of(one)) == ["-1 迟报"]


def test_everything_that_is_owed_is_named():
    one = two([criterion("a"), criterion("b"), criterion("c")], [criterion("f")], [points("c", "9")])
    assert of(one, scope="d").not_ranked_reason == "未填报：a、b"
    assert of(one).not_ranked_reason == "未填报：a、b；未填报：f"


def test_entrant_that_owes_something_keeps_its_sheet_and_its_division():
    one = two([criterion("a")], [criterion("f")], [points("a", "9")])
    total = of(one | {"adjustments": [adjustment("x", 1, matter="表彰")]})
    assert total.division == "all"
    assert total.breakdown == [
        {"dimension": "d", "points": "9.00", "formula": "9.00 × 1"},
        {"dimension": "e", "points": None, "formula": "未填报：f"},
        {"adjustment": "+1 表彰"},
    ]


def test_dimension_shows_its_criteria_before_its_events_whether_scored_or_not():
    events = [adjustment("x", 1, matter="表彰", scope=scope) for scope in "de"]
    one = two([criterion("a")], [criterion("f")], [points("a", "9")]) | {"adjustments": events}
    assert of(one, scope="d").breakdown == [
        {"criterion": "a", "points": "9.00", "formula": "评分 9 = 9.00"},
        {"adjustment": "+1 表彰"},
    ]
    assert of(one, scope="e").breakdown == [
        {"criterion": "f", "points": None, "formula": "未填报"},
        {"adjustment": "+1 表彰（同一事项只计一次，不另计）"},
    ]


def test_entrant_that_is_not_ranked_keeps_its_rank_of_the_period_before():
    one = one_dimension({"x": None}) | {"previous": [["x", "total", 3]]}
    assert of(one).previous_rank == 3


def test_keys_of_the_chain_are_called_by_their_names():
    chain = [{"by": code, "order": "desc"} for code in ("d", "monthly")]
    one = document(rules(("d", [criterion("k")]), rank_by=chain), [points("k", "9")], ["x"])
    one["rules"]["dimensions"][0]["name"] = "赛作风"
    assert steps(of(one)) == [("排名依据", None, "赛作风 9.00：第 1 名")]
    one["entrants"].append(["y", "y", "all"])
    one["readings"]["2022-W36"]["k"]["y"] = [0, "9"]
    assert steps(of(one)) == [("排名依据", None, "赛作风 9.00，monthly 无：并列第 1 名")]


def test_criteria_of_the_same_word_are_named_together():
    tasks = [criterion(code, method="completion") for code in "ab"]
    one = two(
        [*tasks, criterion("c", **SKIP)], [criterion("f")], [*([*points(k, "1"), "0"] for k in "ab"), points("f", "9")]
    )
    assert of(one, scope="d").not_ranked_reason == "不适用（a、b）；未填报（c）"


def test_criterion_without_points_says_why():
    dims = rules(("d", [criterion("a", method="completion"), criterion("b", **ZERO), criterion("c", **SKIP)]))
    one = document(dims, [[*points("a", "1"), "0"], points("c", "9")], ["x"])
    assert [(row["points"], row["formula"]) for row in of(one, scope="d").breakdown[:3]] == [
        (None, "任务数为空或 0，不适用"),
        ("0.00", "未填报，计 0 分"),
        ("9.00", "评分 9 = 9.00"),
    ]


def test_criterion_that_was_not_reported_says_so():
    one = document(rules(("d", [criterion("a"), criterion("b", **SKIP)])), [points("a", "9")], ["x"])
    assert of(one, scope="d").breakdown[1] == {"criterion": "b", "points": None, "formula": "未填报"}


@pytest.mark.parametrize(
    ("score", "bounds", "met"),
    [
        ("60", {"at_least": "60", "above": "60"}, "，不低于 60"),
        ("60", {"at_most": "60", "below": "60"}, "，不高于 60"),
        ("61", {"at_least": "60", "above": "60"}, "，不低于 60，高于 60"),
        ("59", {"at_most": "60", "below": "60"}, "，不高于 60，低于 60"),
        ("60", {"places": 1}, ""),
    ],
)
def test_reason_names_the_bounds_that_are_met(score, bounds, met):
    board = {"scope": "total", "colour": "black", "combine": "any"} | bounds
    (entry,) = evaluate(one_dimension({"x": score}, boards=[board])).entries
    assert (entry.reason, entry.basis) == (f"得分 {score}.00{met}，第 1 名", "")


@pytest.mark.parametrize(
    ("value", "alone", "after"), [("0", "0", "+ 0"), ("0.5", "0.5", "+ 0.5"), ("-3", "(-3)", "− 3")]
)
def test_figure_in_a_formula_stands_in_brackets_where_it_is_negative(value, alone, after):
    assert (operand(Decimal(value)), signed(Decimal(value))) == (alone, after)


def test_check_shows_the_lists_that_follow_and_those_that_were_released():
    one = one_dimension({"x": "80"})
    row = {"entrant": "x", "scope": "total"}
    found = differences({"document": one, "standings": [], "entries": [row]})
    assert found == ["d x：缺一条名次", "total x：缺一条名次", f"红黑榜应为 []，发布的是 {[row]}"]
