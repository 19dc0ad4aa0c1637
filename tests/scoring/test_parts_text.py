from decimal import Decimal

import pytest

from contests.scoring.methods import METHODS
from contests.scoring.parts_text import read_parts

ITEMS = {"items": {"迟报": 2, "错报": 5}}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("18；19;17.50", [("", "18"), ("", "19"), ("", "17.50")]),
        ("18\n19", [("", "18"), ("", "19")]),
        ("迟报=2；错报＝1；漏报：0;误报: -1", [("迟报", "2"), ("错报", "1"), ("漏报", "0"), ("误报", "-1")]),
        (" 迟报 = 2 ；； ", [("迟报", "2")]),
        ("", []),
    ],
)
def test_parts_are_read_as_people_write_them(text, parts):
    assert read_parts(text) == [(name, Decimal(figure)) for name, figure in parts]


@pytest.mark.parametrize("text", ["十八", "迟报", "迟报=", "18；x", "迟报=2=3", "18,19"])
def test_part_without_a_figure_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match=r"^应写成 18；19；17，或 迟报=2；错报=1$"):
        read_parts(text)


@pytest.mark.parametrize("text", ["NaN", "迟报=Infinity"])
def test_figure_without_end_is_refused(text):
    with pytest.raises(ValueError, match=r"^应为有限的数$"):
        read_parts(text)


@pytest.mark.parametrize(
    ("method", "params", "text", "expected"),
    [
        ("points", {"assessors": "mean"}, "", "应写各评委的评分，如 18；19；17"),
        ("deduction", ITEMS, "漏报=1", "扣分事项应为：错报、迟报"),
        ("deduction", ITEMS, "迟报=-1", "“迟报”应为次数，如 2"),
        ("deduction", ITEMS, "错报=1；迟报=0.5", "“迟报”应为次数，如 2"),
    ],
)
def test_parts_that_cannot_be_scored_are_refused(method, params, text, expected):
    with pytest.raises(ValueError, match=f"^{expected}$"):
        METHODS[method].parse(params).check_parts(read_parts(text))


@pytest.mark.parametrize(
    ("method", "params", "text"),
    [
        ("points", {}, ""),
        ("points", {"assessors": "trimmed"}, "18"),
        ("deduction", ITEMS, ""),
        ("deduction", ITEMS, "迟报=0；错报=2.0"),
    ],
)
def test_parts_that_can_be_scored_are_taken(method, params, text):
    METHODS[method].parse(params).check_parts(read_parts(text))
