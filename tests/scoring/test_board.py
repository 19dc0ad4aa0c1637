from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.evaluate import evaluate
from tests.scoring.documents import one_dimension, veto

scores = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 9), min_size=1, max_size=12)


def lists(document, scope="total"):
    found = {"red": [], "black": []}
    for entry in evaluate(document).entries:
        if entry.scope == scope:
            found[entry.colour].append(entry.entrant)
    return found["red"], found["black"]


def board(colour, **conditions):
    return {"scope": "total", "colour": colour} | conditions


def finding(entrant, colour, by_hand=True, fact="事由", scope="total"):
    row = {"entrant": entrant, "scope": scope, "colour": colour, "by_hand": by_hand, "fact": fact}
    return row | {"document": ""}


FIVE = {"a": 95, "b": 90, "c": 90, "d": 70, "e": 60}


@given(scores, st.integers(1, 5), st.integers(1, 5), st.sampled_from(["in", "out"]))
def test_nobody_is_on_both_lists(values, red, black, ties):
    rules = [board("red", places=red, border_ties=ties), board("black", places=black, border_ties=ties)]
    on_red, on_black = lists(one_dimension(values, boards=rules))
    assert not set(on_red) & set(on_black)


@given(scores, st.integers(1, 5))
def test_ties_out_never_exceed_the_places_and_ties_in_never_fall_short(values, places):
    out, _ = lists(one_dimension(values, boards=[board("red", places=places, border_ties="out")]))
    within, _ = lists(one_dimension(values, boards=[board("red", places=places)]))
    assert len(out) <= places <= max(len(within), places)
    assert len(within) >= min(places, len(values))
    assert set(out) <= set(within)


@given(scores, st.integers(1, 5))
def test_everyone_on_the_red_list_stands_above_everyone_off_it(values, places):
    red, _ = lists(one_dimension(values, boards=[board("red", places=places)]))
    rest = [score for code, score in values.items() if code not in red]
    assert all(values[code] > max(rest, default=-1) for code in red)


@pytest.mark.parametrize(
    ("rule", "red"),
    [
        (board("red", places=1), ["a"]),
        (board("red", places=2), ["a", "b", "c"]),
        (board("red", places=2, border_ties="out"), ["a"]),
        (board("red", at_least="90"), ["a", "b", "c"]),
        (board("red", above="90"), ["a"]),
        (board("red", places=3, at_least="95"), ["a"]),
        (board("red", places=1, at_least="90", combine="any"), ["a", "b", "c"]),
        (board("red"), []),
    ],
)
def test_red_list_is_chosen_as_the_rule_says(rule, red):
    assert lists(one_dimension(FIVE, boards=[rule])) == (red, [])


@pytest.mark.parametrize(
    ("rule", "black"),
    [
        (board("black", places=1), ["e"]),
        (board("black", places=3), ["e", "d", "c", "b"]),
        (board("black", at_most="70"), ["e", "d"]),
        (board("black", below="70"), ["e"]),
    ],
)
def test_black_list_is_read_from_the_bottom(rule, black):
    assert lists(one_dimension(FIVE, boards=[rule])) == ([], black)


def test_exactly_one_hundred_per_cent_is_on_neither_list():
    rules = [board("red", above="100"), board("black", below="100")]
    assert lists(one_dimension({"a": "100.01", "b": "100", "c": "99.99"}, boards=rules)) == (["a"], ["c"])


def test_finding_by_hand_is_listed_and_keeps_off_the_other_list():
    one = one_dimension(FIVE, boards=[board("red", places=1)])
    one["findings"] = [finding("a", "black", fact="不按要求报送材料"), finding("b", "red")]
    assert lists(one) == (["b"], ["a"])


def test_finding_lists_an_entrant_that_is_not_ranked():
    one = one_dimension({"a": "90", "b": None}, boards=[])
    one["findings"] = [finding("b", "black")]
    assert lists(one) == ([], ["b"])


def test_deed_is_the_reason_where_the_rule_selects():
    one = one_dimension(FIVE, boards=[board("red", places=1)])
    one["findings"] = [finding("a", "red", by_hand=False, fact="承办啤酒节"), finding("d", "red", by_hand=False)]
    (entry,) = evaluate(one).entries
    assert (entry.entrant, entry.reason, entry.by_hand) == ("a", "承办啤酒节", False)


def test_reason_without_a_deed_is_score_bounds_and_place():
    (entry,) = evaluate(one_dimension({"a": "90", "b": "90"}, boards=[board("red", places=1, above="89")])).entries[:1]
    assert entry.reason == "得分 90.00，高于 89，并列第 1 名"


def test_vetoed_entrant_is_barred_from_red_and_nobody_moves_up():
    one = one_dimension(FIVE, boards=[board("red", places=1)])
    veto = {
        "entrant": "a",
        "scope": "total",
        "kind": "veto",
        "points": "0",
        "effect": "bar_red",
        "matter": "安全事故",
        "document": "",
    }
    one["adjustments"] = [veto]
    assert lists(one) == ([], [])
    assert evaluate(one).standings[-5].score == Decimal("95.00")


def test_single_entrant_with_both_rules_is_red_only():
    assert lists(one_dimension({"a": 50}, boards=[board("red", places=1), board("black", places=1)])) == (["a"], [])


STEPS = {"1": "提醒", "2": "约谈", "3": "通报批评"}


@pytest.mark.parametrize(
    ("before", "now", "follows"), [(0, 1, "提醒"), (1, 2, "约谈"), (2, 3, "通报批评"), (5, 6, "通报批评")]
)
def test_black_entries_in_a_row_are_counted_and_escalate(before, now, follows):
    one = one_dimension(FIVE, boards=[board("black", places=1)], escalation=STEPS)
    one["streaks"] = [["e", "total", before]] if before else []
    (entry,) = evaluate(one).entries
    assert (entry.streak, entry.escalation) == (now, follows)


def test_red_entry_and_other_scope_have_no_streak():
    one = one_dimension(FIVE, boards=[board("red", places=1)], escalation=STEPS)
    one["streaks"] = [["a", "total", 4], ["a", "d", 2]]
    (entry,) = evaluate(one).entries
    assert (entry.streak, entry.escalation) == (0, "")


def test_entry_names_the_documents_behind_its_facts_once_each():
    one = one_dimension(FIVE, boards=[])
    facts = [("迟报材料", "通报〔2022〕3号"), ("会风不严", "通报〔2022〕3号"), ("拆迁迟缓", "督查单5号")]
    one["findings"] = [finding("a", "black", fact=fact) | {"document": name} for fact, name in facts]
    (entry,) = evaluate(one).entries
    assert (entry.reason, entry.basis) == ("迟报材料；会风不严；拆迁迟缓", "通报〔2022〕3号；督查单5号")


def test_rule_holds_for_its_divisions_only():
    one = one_dimension({"a": 90, "b": 80}, boards=[board("red", places=1, divisions=["other"])])
    one["entrants"][1][2] = "other"
    assert lists(one) == (["b"], [])


def test_who_is_on_the_black_list_by_hand_without_a_place_comes_after_all_who_have_one():
    one = one_dimension({"a": 90, "b": 80, "c": None}, boards=[board("black", places=2)])
    assert lists(one | {"findings": [finding("c", "black")]})[1] == ["b", "a", "c"]


def test_veto_bars_every_entrant_that_has_one_from_the_red_list():
    one = one_dimension(FIVE, boards=[board("red", places=4)])
    one["adjustments"] = [veto("a", "bar_top"), veto("b", "bar_top")]
    assert lists(one)[0] == ["c", "d"]
