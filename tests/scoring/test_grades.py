from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.evaluate import evaluate
from tests.scoring.documents import of, one_dimension, veto


def grade(name, at_least=None, quota=None):
    return {"name": name, "at_least": at_least, "quota": quota}


USUAL = [grade("优秀", "90"), grade("良好", "80"), grade("一般", "60"), grade("较差")]
scores = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 9), min_size=1, max_size=12)


def graded(one):
    return {row.entrant: row.grade for row in evaluate(one).standings if row.scope == "total"}


def test_grade_is_the_best_whose_line_the_rounded_score_reaches():
    one = one_dimension({"a": "90", "b": "89.995", "c": "89.99", "d": "60", "e": "59.99", "f": None}, grades=USUAL)
    assert graded(one) == {"a": "优秀", "b": "优秀", "c": "良好", "d": "一般", "e": "较差", "f": ""}


def test_contest_without_grades_gives_none():
    assert graded(one_dimension({"a": "90"})) == {"a": ""}


@pytest.mark.parametrize(("rounding", "excellent"), [("down", 1), ("half_up", 2), ("up", 2)])
def test_quota_is_rounded_as_the_rules_say(rounding, excellent):
    rules = [grade("优秀", quota="30"), grade("良好")]
    one = one_dimension({code: 90 - at for at, code in enumerate("abcde")}, grades=rules)
    one["rules"]["quota"] = {"rounding": rounding, "ties": "out"}
    assert list(graded(one).values()).count("优秀") == excellent


@pytest.mark.parametrize(("ties", "excellent"), [("in", ["a", "b", "c"]), ("out", ["a"])])
def test_tie_at_the_border_of_a_quota_is_all_in_or_all_out(ties, excellent):
    one = one_dimension({"a": 95, "b": 90, "c": 90, "d": 80}, grades=[grade("优秀", quota="50"), grade("良好")])
    one["rules"]["quota"] = {"rounding": "down", "ties": ties}
    assert [code for code, name in graded(one).items() if name == "优秀"] == excellent


@given(scores, st.integers(1, 100), st.sampled_from(["down", "half_up", "up"]))
def test_quota_with_ties_out_is_never_exceeded_and_grades_never_cross(values, quota, rounding):
    one = one_dimension(values, grades=[grade("优秀", "5", str(quota)), grade("良好", "3"), grade("较差")])
    one["rules"]["quota"] = {"rounding": rounding, "ties": "out"}
    names = graded(one)
    excellent = [code for code, name in names.items() if name == "优秀"]
    assert len(excellent) <= -(-quota * len(values) // 100)
    order = ["优秀", "良好", "较差"]
    for one_code, first in names.items():
        for other, second in names.items():
            if values[one_code] > values[other]:
                assert order.index(first) <= order.index(second)


@pytest.mark.parametrize(
    ("effect", "name", "score"),
    [("bar_top", "良好", 95), ("bottom", "较差", 95), ("zero", "较差", 0), ("bar_red", "优秀", 95)],
)
def test_veto_takes_the_grade_that_its_effect_says_and_the_rank_stays(effect, name, score):
    one = one_dimension({"a": "95", "b": "85"}, grades=USUAL) | {"adjustments": [veto("a", effect)]}
    assert graded(one)["a"] == name
    assert (of(one, "a").score, of(one, "a").rank) == (Decimal(score), 1 if score else 2)


def test_place_of_a_barred_entrant_in_a_quota_goes_to_the_next():
    one = one_dimension({"a": "95", "b": "85"}, grades=[grade("优秀", quota="50"), grade("良好")])
    assert graded(one | {"adjustments": [veto("a", "bar_top")]}) == {"a": "良好", "b": "优秀"}
