"""What enters a total beside its dimensions' weights: shares of process and outcome, places of shorter periods."""

from decimal import Decimal

import pytest

from contests.scoring.evaluate import evaluate
from tests.scoring.documents import criterion, document, of, one_dimension, rules, steps

PARTS = [{"code": "p", "name": "过程", "share": "0.6"}, {"code": "r", "name": "结果", "share": "0.4"}]
BONUS = {"cadence": "week", "points": {"1": "2", "2": "1"}, "limit": None}


def in_parts():
    dims = rules(("a", [criterion("a1", full_marks="100")]), ("b", [criterion("b1", full_marks="100")]), parts=PARTS)
    for dimension, part in zip(dims["dimensions"], "pr", strict=True):
        dimension["part"] = part
    return document(dims, [["x", "a1", "80"], ["x", "b1", "90"]], ["x"])


def test_process_and_outcome_enter_by_their_shares():
    assert of(in_parts()).score == Decimal("84.00")


def test_share_is_shown_with_the_weight():
    assert [row["formula"] for row in of(in_parts()).breakdown] == ["80.00 × 1 × 过程 0.6", "90.00 × 1 × 结果 0.4"]


def test_places_of_shorter_periods_add_to_the_total():
    one = one_dimension({"a": "80", "b": "80"}, place_bonus=BONUS)
    one["places"] = [["a", "2022-W36", 1], ["a", "2022-W37", 3], ["a", "2022-W38", 2], ["b", "2022-W36", 3]]
    assert (of(one, "a").score, of(one, "b").score) == (Decimal(83), Decimal(80))
    assert steps(of(one, "a")) == [("名次加分", "+3", "2022-W36 第 1 名 +2，2022-W38 第 2 名 +1")]


def test_places_add_up_to_their_limit_only():
    one = one_dimension({"a": "80"}, place_bonus=BONUS | {"limit": "2.5"})
    one["places"] = [["a", "2022-W36", 1], ["a", "2022-W37", 1]]
    assert of(one, "a").score == Decimal("82.5")
    assert steps(of(one, "a"))[0][2].endswith("（封顶 2.5）")


def divisions_apart(**changes):
    """Return two divisions of full marks 100 and 120."""
    dims = rules(("d", [criterion("k", full_marks="100", division_marks={"big": "120"})]), combined=True, **changes)
    one = document(dims, [["a", "k", "90"], ["b", "k", "96"], ["c", "k", "120"]], ["a", "b", "c", "e"])
    for entrant in one["entrants"][1:3]:
        entrant[2] = "big"
    return one


def test_combined_list_ranks_all_divisions_by_score_over_full_marks():
    one = divisions_apart()
    assert [(of(one, code, "combined").score, of(one, code, "combined").rank) for code in "abc"] == [
        (Decimal("90.00"), 2),
        (Decimal("80.00"), 3),
        (Decimal("100.00"), 1),
    ]
    assert of(one, "e", "combined").not_ranked_reason == "本期无填报"


def test_combined_list_has_lists_of_its_own():
    """Top one of each division, and the last of all."""
    boards = [
        {"scope": "total", "colour": "red", "places": 1},
        {"scope": "combined", "colour": "black", "places": 1},
    ]
    entries = evaluate(divisions_apart(boards=boards)).entries
    assert [(entry.scope, entry.colour, entry.division, entry.entrant) for entry in entries] == [
        ("total", "red", "all", "a"),
        ("total", "red", "big", "c"),
        ("combined", "black", "big", "b"),
    ]


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ((8, 5), ["得分 8.00：第 1 名", "得分 5.00：第 2 名"]),
        ((5, 5), ["得分 5.00，b 4.00：第 1 名", "得分 5.00，b 1.00：第 2 名"]),
    ],
)
def test_keys_that_a_place_took_are_on_the_sheet(scores, words):
    chain = [{"by": code, "order": "desc"} for code in ("total", "b")]
    dims = rules(("d", [criterion("a"), criterion("b", weight="0")]), rank_by=chain)
    readings = [["x", "a", str(scores[0])], ["x", "b", "4"], ["y", "a", str(scores[1])], ["y", "b", "1"]]
    one = document(dims, readings, ["x", "y"])
    assert [steps(of(one, code))[-1] for code in "xy"] == [("排名依据", None, word) for word in words]


def test_tie_that_no_key_breaks_shows_all_keys():
    chain = [{"by": code, "order": "desc"} for code in ("total", "b")]
    dims = rules(("d", [criterion("a"), criterion("b", weight="0")]), rank_by=chain)
    one = document(dims, [[code, "a", "5"] for code in "xy"], ["x", "y"])
    assert steps(of(one, "x"))[-1] == ("排名依据", None, "得分 5.00，b 无：并列第 1 名")


def test_criterion_may_have_places_of_its_own():
    one = rules(("d", [criterion("a", full_marks="100", method="completion", places=1), criterion("b")]))
    found = of(document(one, [["x", "a", "11", "21"], ["x", "b", "1.005"]], ["x"]), scope="d")
    assert [row["points"] for row in found.breakdown] == ["52.4", "1.01"]
    assert found.score == Decimal("53.41")
