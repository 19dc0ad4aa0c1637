from decimal import Decimal

from hypothesis import given

from contests.scoring.methods import METHODS
from tests.scoring.methods.calling import figures, marks, outcome, reading


@given(figures, marks)
def test_additive_is_the_value_whatever_the_full_marks(value, full):
    assert outcome("additive", reading(value), full).points == value


def test_additive_formula_and_rule():
    assert outcome("additive", reading("-3.50")).formula == "积分 -3.5"
    assert METHODS["additive"].parse({}).rule(Decimal(100)) == "积分，不设上限，可为负"
