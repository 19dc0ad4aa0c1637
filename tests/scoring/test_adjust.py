from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.evaluate import evaluate
from contests.scoring.marks import ScoringError
from tests.scoring.documents import adjustment, criterion, document, limits, lines, of, rules, steps, veto

SCOPES = ("a", "b", "total")
points = st.integers(-5, 5).filter(bool)
events = st.lists(st.tuples(st.sampled_from(SCOPES), points, st.sampled_from("甲乙丙丁")), max_size=8)
caps = st.one_of(st.none(), st.integers(0, 9).map(str))


def two(adjustments=(), *, b="100", missing="skip", **changes):
    """Return a document of the dimensions a and b, 100 each; x has 50 in a and `b` in b."""
    dims = rules(
        *((code, [criterion(f"{code}1", full_marks="100", missing=missing)]) for code in "ab"),
        **changes,
    )
    readings = [["x", "a1", "50"]] + ([["x", "b1", b]] if b is not None else [])
    return document(dims, readings, ["x"], adjustments=list(adjustments))


def drawn(found):
    return [adjustment("x", number, scope=scope, matter=matter) for scope, number, matter in found]


@given(events, caps, caps)
def test_caps_are_never_exceeded_however_the_events_are_spread(found, bonus, deduction):
    one = two(drawn(found), limits=limits(bonus=bonus, deduction=deduction))
    change = of(one).score - 150
    assert bonus is None or change <= Decimal(bonus)
    assert deduction is None or change >= -Decimal(deduction)


@given(events, st.randoms(use_true_random=False))
def test_result_does_not_depend_on_the_order_of_the_events(found, chance):
    held = limits(bonus="4", deduction="4")
    shuffled = list(found)
    chance.shuffle(shuffled)
    scores = [
        [of(two(drawn(order), limits=held), scope=scope).score for scope in SCOPES] for order in (found, shuffled)
    ]
    assert scores[0] == scores[1]


@given(events)
def test_dimensions_and_events_of_the_total_add_up(found):
    one = two(drawn(found), limits=limits(bonus="6", deduction="6"))
    general = of(one).score - of(one, scope="a").score - of(one, scope="b").score
    assert -6 <= general <= 6


@given(events)
def test_matter_counts_once_for_its_kind_where_it_is_greatest(found):
    highest = {}
    for _, number, matter in found:
        key = (matter, number > 0)
        highest[key] = max(highest.get(key, 0), abs(number))
    expected = sum(size if gain else -size for (_, gain), size in highest.items())
    assert of(two(drawn(found))).score == 150 + expected


def test_cap_holds_over_all_scopes_in_the_order_of_the_dimensions():
    found = [adjustment("x", 2, matter="三"), adjustment("x", 2, scope="b"), adjustment("x", 2, scope="a", matter="一")]
    one = two(found, limits=limits(bonus="3"))
    assert [of(one, scope=scope).score for scope in SCOPES] == [Decimal(52), Decimal(101), Decimal(153)]
    assert [lines(of(one, scope=scope)) for scope in SCOPES] == [
        ["+2 一"],
        ["+2 事项2（加分封顶 3，计 +1）"],
        ["+2 三（加分封顶 3，计 0）"],
    ]


def test_matter_of_a_lower_level_is_shown_but_not_counted():
    one = two([adjustment("x", 1, scope="a", matter="表彰"), adjustment("x", 3, matter="表彰")])
    assert (of(one, scope="a").score, of(one).score) == (Decimal(50), Decimal(153))
    assert lines(of(one, scope="a")) == ["+1 表彰（同一事项只计一次，不另计）"]


@given(st.integers(1, 3), st.sampled_from("ab"))
def test_skipped_dimension_rescales_what_was_earned_and_no_bonus(bonus, scope):
    assert of(two([adjustment("x", bonus, scope=scope)], b=None, limits=limits(bonus="3"))).score == 100 + bonus


def test_bonus_of_a_dimension_is_not_rescaled_with_its_criteria():
    dims = rules(("d", [criterion("k"), criterion("m", missing="skip")]))
    one = document(dims, [["x", "k", "10"]], ["x"], adjustments=[adjustment("x", 3, scope="d")])
    assert of(one, scope="d").score == Decimal(23)


@pytest.mark.parametrize(("floor", "ceiling"), [("60", None), (None, "100"), ("60", "100")])
def test_veto_to_zero_comes_after_floor_and_ceiling(floor, ceiling):
    one = two([adjustment("x", 3), veto("x", "zero")], limits=limits(floor=floor, ceiling=ceiling))
    assert (of(one).score, of(one).rank) == (Decimal(0), 1)
    assert lines(of(one)) == ["+3 事项3", "一票否决（计零分）：安全事故"]
    assert steps(of(one))[-1][:2] == ("否决计零", "0")


def test_veto_to_zero_of_a_dimension_takes_its_part_of_the_total():
    one = two([adjustment("x", 3, scope="b"), veto("x", "zero", "b")])
    assert [of(one, scope=scope).score for scope in SCOPES] == [Decimal(50), Decimal(0), Decimal(50)]
    assert steps(of(one, scope="b")) == [("否决计零", "0", "一票否决，原为 103.00")]


def test_veto_to_zero_counts_in_a_dimension_that_was_not_reported():
    assert of(two([veto("x", "zero", "b")], b=None)).score == Decimal(50)


@pytest.mark.parametrize("effect", ["bar_red", "bar_top", "bottom", "zero"])
@pytest.mark.parametrize(("scope", "red"), [("a", {"b", "total"}), ("b", {"a", "total"}), ("total", set())])
def test_veto_bars_from_the_red_list_of_its_scope_and_in_total_from_all(effect, scope, red):
    boards = [{"scope": one, "colour": "red", "places": 1} for one in SCOPES]
    entries = evaluate(two([veto("x", effect, scope)], boards=boards)).entries
    assert {entry.scope for entry in entries} == red


def test_event_of_a_dimension_that_does_not_count_is_refused_by_its_matter():
    with pytest.raises(ScoringError, match="“迟报”的范围 style 在本期不计"):
        evaluate(two([adjustment("x", -5, scope="style", matter="迟报")]))
