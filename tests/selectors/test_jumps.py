from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.models import Contest, Rating
from contests.selectors.jumps import Earlier, jump

CONTEST = Contest(jump_factor=Decimal(3))
figures = st.decimals("0.01", "99999", places=2)


def earlier(*values, grades=()):
    return Earlier(tuple(Decimal(value) for value in values), tuple(grades), Rating())


@pytest.mark.parametrize(
    ("value", "before", "jumps"),
    [
        ("30", ("10",), False),
        ("30.01", ("10",), True),
        ("3.34", ("10",), False),
        ("3.33", ("10",), True),
        # One month out of the ordinary does not make the next ordinary one jump.
        ("10", ("10", "10", "100"), False),
        ("5", ("0", "0"), True),
        ("0", ("0", "0"), False),
        ("-10", ("10",), True),
    ],
)
def test_figure_jumps_beyond_the_factor(value, before, jumps):
    assert bool(jump(CONTEST, Decimal(value), None, earlier(*before))) is jumps


def test_words_say_what_is_usual():
    assert jump(CONTEST, Decimal(100), None, earlier(10, 12, 11)) == "以往为 11 左右"


@given(value=figures, usual=figures)
def test_jumping_up_is_jumping_down_the_other_way(value, usual):
    assert bool(jump(CONTEST, value, None, earlier(usual))) == bool(jump(CONTEST, usual, None, earlier(value)))


@given(value=figures)
def test_without_a_history_nothing_jumps(value):
    assert jump(CONTEST, value, None, None) == ""
    assert jump(CONTEST, value, None, earlier(grades=["优秀"])) == ""


def test_grade_jumps_by_two_steps():
    scale = dict.fromkeys(["优秀", "良好", "一般", "较差"])
    history = earlier(grades=["一般", "优秀"])
    assert jump(CONTEST, None, "良好", history, scale) == ""
    assert jump(CONTEST, None, "一般", history, scale) == "上期为优秀"
