from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.methods.base import ParamError
from contests.scoring.methods.params import (
    check_params,
    choice,
    flag,
    mapping,
    not_negative,
    number,
    or_none,
    percent,
    positive,
    rows,
    word,
)


@pytest.fixture
def inner():
    """A reader of a list of names with figures, made in the test as a method makes its own."""
    return rows(mapping(word("名称", 3), positive, "应为对照"), "应为列表")


def refusal(reader, found):
    with pytest.raises(ValueError, match=r".") as caught:
        reader(found)
    return str(caught.value)


def found_faults(params, readers, **more):
    with pytest.raises(ParamError) as caught:
        check_params(params, readers, **more)
    return [tuple(fault) for fault in caught.value.faults]


@given(st.decimals("-99999999999.9999", "99999999999.9999", places=4))
def test_figure_is_read_exactly_from_a_number_or_text(value):
    assert number(value) == number(str(value)) == value


@pytest.mark.parametrize("found", [7, "7", "7.0", "7E+0", Decimal("7.00000000"), 7.0])
def test_figure_is_read_however_it_is_written(found):
    assert number(found) == 7


@pytest.mark.parametrize("found", ["", "x", None, True, "NaN", "-Infinity", "1/3", [1], {}])
def test_what_is_no_figure_is_refused(found):
    assert refusal(number, found) == "应为数"


@pytest.mark.parametrize("found", ["100000000000", "1E+11", "0.00001", "1E-30", "0." + "3" * 80, "1E+999999"])
def test_figure_with_too_many_digits_is_refused(found):
    assert refusal(number, found) == "整数部分最多 11 位，小数最多 4 位"


@pytest.mark.parametrize(("found", "read"), [(0, True), (100, True), ("-0.0001", False), ("100.0001", False)])
def test_percent_lies_between_0_and_100(found, read):
    if read:
        assert percent(found) == found
    else:
        assert refusal(percent, found) == "应为 0 到 100 之间的数"


def test_zero_divides_positive_from_not_negative():
    assert not_negative(0) == 0
    assert positive("0.0001") == Decimal("0.0001")
    assert refusal(positive, 0) == "应为大于 0 的数"
    assert refusal(not_negative, "-0.0001") == "应为不小于 0 的数"


@pytest.mark.parametrize("found", [0, 1, "true", None])
def test_only_true_and_false_are_flags(found):
    assert flag(False) is False
    assert refusal(flag, found) == "应为 true 或 false"


@pytest.mark.parametrize("found", [None, ["mean"], "Mean"])
def test_choice_takes_its_words_only(found):
    assert choice("mean", "last")("mean") == "mean"
    assert refusal(choice("mean", "last"), found) == "应为 mean、last 之一"


@pytest.mark.parametrize("found", ["一", "一 二", "一二三", 123])
def test_name_has_room_up_to_its_length(found):
    assert word("名称", 3)(found) == str(found)


@pytest.mark.parametrize("found", ["", "一二三四"])
def test_name_that_is_empty_or_too_long_is_refused(found):
    assert refusal(word("名称", 3), found) == "名称应为 1 到 3 个字"


@pytest.mark.parametrize("found", ["a\0", "a\n", "\x7f"])
def test_name_with_a_character_that_cannot_be_seen_is_refused(found):
    assert refusal(word("名称", 3), found) == "名称不能有换行和控制字符"


def test_every_fault_is_told_at_once_with_its_path(inner):
    params = {"colour": "red", "k": 0, "rows": [{"a": 1}, {"b": 0, "long": "x"}, 5]}
    assert found_faults(params, {"k": positive, "rows": inner, "whole": flag}, required=("whole",)) == [
        ("colour", "red", "没有这个参数，可用：k、rows、whole"),
        ("whole", "", "缺少这一项"),
        ("k", 0, "应为大于 0 的数"),
        ("rows[1].long", "long", "名称应为 1 到 3 个字"),
        ("rows[1].b", 0, "应为大于 0 的数"),
        ("rows[1].long", "x", "应为大于 0 的数"),
        ("rows[2]", 5, "应为对照"),
    ]


def test_what_is_given_is_read_and_nothing_is_added(inner):
    assert check_params({"rows": [{"a": "1.5"}]}, {"k": positive, "rows": inner}) == {"rows": [{"a": Decimal("1.5")}]}


@pytest.mark.parametrize("found", [[], {}, "abc", None])
def test_list_of_nothing_is_refused(inner, found):
    assert found_faults({"rows": found}, {"rows": inner}) == [("rows", found, "应为列表")]


@pytest.mark.parametrize("found", [{}, [], "甲", None])
def test_pairs_of_nothing_are_refused(found):
    assert refusal(mapping(word("名称", 3), positive, "应为对照"), found) == "应为对照"


def test_two_names_that_read_the_same_are_refused():
    assert refusal(mapping(word("名称", 3), positive, "应为对照"), {1: 5, "1": 6}) == "同一名称写了两次"


def test_pairs_are_read_on_both_sides():
    assert mapping(lambda name: int(str(name)), positive, "")({"1": "6", 2: 4}) == {1: Decimal(6), 2: Decimal(4)}


@pytest.mark.parametrize("pairs", [{"一二三四": 5}, {"甲": 0}])
def test_fault_on_either_side_of_a_pair_is_told(pairs):
    with pytest.raises(ParamError) as caught:
        mapping(word("名称", 3), positive, "")(pairs)
    assert [fault.name for fault in caught.value.faults] == list(pairs)


def test_what_may_be_left_blank_says_so_where_it_is_wrong():
    assert (or_none(positive)(None), or_none(positive)("1.5")) == (None, Decimal("1.5"))
    assert refusal(or_none(positive), 0) == "应为大于 0 的数，或留空（null）"


@given(st.lists(st.decimals("0", "9", places=1), min_size=1, max_size=5))
def test_list_is_read_in_its_order(values):
    assert rows(not_negative, "应为列表")([str(value) for value in values]) == values
    assert rows(not_negative, "应为列表")(tuple(values)) == values
