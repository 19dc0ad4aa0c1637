from decimal import Decimal, localcontext

import pytest

from contests.scoring.decimals import Rounding, plain


@pytest.mark.parametrize("name", ["points", "score"])
def test_rounding_does_not_depend_on_the_caller_s_decimal_context(name):
    with localcontext(prec=3):
        assert getattr(Rounding.of(), name)(Decimal("12345.675")) == Decimal("12345.68")


def test_criterion_and_score_have_places_of_their_own():
    rounding = Rounding.of(criterion_places=1, total_places=3, mode="half_even")
    assert [rounding.points(Decimal("0.25")), rounding.score(Decimal("0.0005"))] == [Decimal("0.2"), Decimal("0.000")]


@pytest.mark.parametrize(
    ("written", "shown"),
    [("18.5000", "18.5"), ("100", "100"), ("1E+2", "100"), ("-0", "0"), ("-0.00", "0"), ("-0.10", "-0.1")],
)
def test_figure_is_shown_without_what_says_nothing(written, shown):
    assert plain(Decimal(written)) == shown
