from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.methods import METHODS
from contests.scoring.methods.base import ParamError
from contests.scoring.methods.deduction import Deduction
from contests.scoring.parts_text import read_parts
from tests.scoring.methods.calling import faults, outcome, reading, rounded, score

ITEMS = {"迟到": 2, "缺席": 5}
found_faults = st.lists(st.tuples(st.sampled_from(sorted(ITEMS)), st.integers(0, 5)), max_size=6).map(tuple)


def test_deduction_worked_example():
    assert rounded("deduction", reading(parts=(("迟到", 3), ("缺席", 1))), 15, items=ITEMS) == "4.00"


@given(found_faults)
def test_deduction_takes_each_fault_off_and_ends_at_0(parts):
    taken = sum(ITEMS[name] * times for name, times in parts)
    assert score("deduction", reading(parts=parts), 15, items=ITEMS) == max(0, 15 - taken)


@given(found_faults, found_faults)
def test_more_faults_never_raise_the_points(parts, others):
    fewer = score("deduction", reading(parts=parts), 15, items=ITEMS)
    assert 0 <= score("deduction", reading(parts=parts + others), 15, items=ITEMS) <= fewer <= 15


@pytest.mark.parametrize(
    ("parts", "formula"),
    [
        ((("迟到", "3.0000"), ("缺席", 1)), "15 − 迟到 2 × 3 − 缺席 5 × 1"),
        ((("缺席", 4),), "0（15 − 缺席 5 × 4，扣完为止）"),
        ((("缺席", 3),), "15 − 缺席 5 × 3"),
        ((("缺席", 0),), "15（无扣分）"),
        ((), "15（无扣分）"),
    ],
)
def test_deduction_formula(parts, formula):
    assert outcome("deduction", reading(parts=parts), 15, items=ITEMS).formula == formula


def test_item_that_is_not_in_the_parameters_is_a_key_error():
    with pytest.raises(KeyError):
        outcome("deduction", reading(parts=(("早退", 1),)), 15, items=ITEMS)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (("早退", 1), "扣分事项应为：缺席、迟到"),
        (("迟到", -1), "“迟到”应为次数，如 2"),
        (("迟到", "1.5"), "“迟到”应为次数，如 2"),
    ],
)
def test_parts_that_cannot_be_scored_are_refused(part, expected):
    method = METHODS["deduction"].parse({"items": ITEMS})
    method.check_parts(reading(parts=(("迟到", "2.0"), ("缺席", 0))).parts)
    with pytest.raises(ValueError, match=expected):
        method.check_parts(reading(parts=(part,)).parts)


def test_deduction_rule_names_the_dearest_item_first_however_it_was_stored():
    rule = METHODS["deduction"].parse({"items": {"迟到": "2.0", "早退": "2", "缺席": "5"}}).rule(Decimal(15))
    assert rule == "15 分起扣，扣完为止：缺席每次 5、早退每次 2、迟到每次 2"


def test_every_fault_of_deduction_is_named():
    assert faults("deduction", items={"迟到": 0, "": 1, "长" * 41: "x"}) == {
        "items.": "事项名称应为 1 到 40 个字",
        f"items.{'长' * 41}": "应为大于 0 的数",
        "items.迟到": "应为大于 0 的数",
    }
    assert faults("deduction", items={}) == {"items": "应为「扣分事项: 每次扣分」的对照"}
    assert faults("deduction") == {"items": "缺少这一项"}


def test_item_with_a_colon_can_be_written_and_one_with_a_semicolon_is_refused():
    assert read_parts("材料：迟报=2；错报：1") == [("材料：迟报", 2), ("错报", 1)]
    with pytest.raises(ParamError, match="分号"):
        Deduction.parse({"items": {"迟报；错报": 2}})


@pytest.mark.parametrize("mark", "；;")
def test_item_with_a_semicolon_is_refused_since_it_parts_the_items(mark):
    with pytest.raises(ParamError) as caught:
        METHODS["deduction"].parse({"items": {f"X光{mark}漏检": 2}})
    assert [fault.expected for fault in caught.value.faults] == ["事项名称中不能有分号：填报时用它分开各项"]
    assert METHODS["deduction"].parse({"items": {"X光漏检": 2}})
