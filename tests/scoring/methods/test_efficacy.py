from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.methods import METHODS
from tests.scoring.methods.calling import faults, figures, marks, outcome, reading, rounded, score, settled

PARAMS = {"lower": 80, "upper": 100}
spans = st.decimals("0.0001", "100000", places=4)


def test_efficacy_worked_example():
    assert rounded("efficacy", reading(90), 20, **PARAMS) == "16.00"


@pytest.mark.parametrize(
    ("value", "forward", "reverse"), [(80, 60, 100), (100, 100, 60), (50, 0, 100), (130, 100, 0), (70, 40, 100)]
)
def test_efficacy_at_and_beyond_its_values(value, forward, reverse):
    assert score("efficacy", reading(value), **PARAMS) == forward
    assert score("efficacy", reading(value), reverse=True, **PARAMS) == reverse


@given(figures, figures, spans, marks)
def test_efficacy_is_exact_and_held(value, lower, span, full):
    place = (Fraction(value) - Fraction(lower)) / Fraction(span)
    expected = min(max(place * 40 + 60, 0), 100) * Fraction(full) / 100
    assert score("efficacy", reading(value), full, lower=lower, upper=lower + span) == settled(expected)


@given(figures, figures, st.booleans())
def test_efficacy_never_falls_in_the_better_direction(less, more, reverse):
    worse, better = sorted((less, more), reverse=reverse)
    low, high = (score("efficacy", reading(value), 20, reverse=reverse, **PARAMS) for value in (worse, better))
    assert 0 <= low <= high <= 20


@given(figures, figures, spans)
def test_reverse_is_the_mirror_image_about_the_middle(value, lower, span):
    upper = lower + span
    forward = score("efficacy", reading(lower + upper - value), lower=lower, upper=upper)
    assert score("efficacy", reading(value), lower=lower, upper=upper, reverse=True) == forward


def test_parts_c_and_d_are_parameters():
    assert score("efficacy", reading(90), c=50, d=0, **PARAMS) == 25
    assert score("efficacy", reading(200), c=50, d=0, **PARAMS) == 50


@pytest.mark.parametrize(
    ("value", "full", "reverse", "formula"),
    [
        (90, 20, False, "((90 − 80) ÷ (100 − 80) × 40 + 60) × 20 ÷ 100"),
        (90, 100, False, "(90 − 80) ÷ (100 − 80) × 40 + 60"),
        (90, 20, True, "((100 − 90) ÷ (100 − 80) × 40 + 60) × 20 ÷ 100"),
        (100, 20, False, "((100 − 80) ÷ (100 − 80) × 40 + 60) × 20 ÷ 100"),
        (50, 20, False, "((50 − 80) ÷ (100 − 80) × 40 + 60) × 20 ÷ 100"),
        (120, 20, False, "100 × 20 ÷ 100（完成 120，封顶）"),
        (-20, 20, False, "0（完成 -20，最低 0）"),
    ],
)
def test_efficacy_formula(value, full, reverse, formula):
    assert outcome("efficacy", reading(value), full, reverse=reverse, **PARAMS).formula == formula


def test_efficacy_formula_of_negative_values_is_in_parentheses():
    found = outcome("efficacy", reading(-5), lower=-10, upper=10)
    assert found.formula == "(-5 − (-10)) ÷ (10 − (-10)) × 40 + 60"
    assert outcome("efficacy", reading("0.5"), lower=0, upper=1).formula == "(0.5 − 0) ÷ (1 − 0) × 40 + 60"
    reverse = outcome("efficacy", reading("0.5"), lower=0, upper=1, reverse=True)
    assert reverse.formula == "(1 − 0.5) ÷ (1 − 0) × 40 + 60"


def test_efficacy_rule():
    written = "((完成数 − 80) ÷ (100 − 80) × 40 + 60) × 20 ÷ 100，功效系数限于 0 到 100（满意值 100，不允许值 80）"
    assert METHODS["efficacy"].parse(PARAMS).rule(Decimal(20)) == written
    written = "(100 − 完成数) ÷ (100 − 80) × 40 + 60，功效系数限于 0 到 100（满意值 80，不允许值 100）"
    assert METHODS["efficacy"].parse(PARAMS | {"reverse": True}).rule(Decimal(100)) == written


def test_every_fault_of_efficacy_is_named():
    assert faults("efficacy", lower=100, upper=100, c=0, d=-1) == {
        "lower": "应小于 upper（100）",
        "c": "应为大于 0 的数",
        "d": "应为不小于 0 的数",
    }
    assert faults("efficacy", lower="low") == {"lower": "应为数", "upper": "缺少这一项"}
