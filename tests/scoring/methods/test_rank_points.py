from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.methods import METHODS
from contests.scoring.methods.base import Setting
from tests.scoring.methods.calling import faults, outcome, reading, rounded, score

divisions = st.lists(st.decimals("-10", "10", places=1), min_size=1, max_size=30)
TABLE = {1: 6, 2: "4.5", 3: 4}


def among(*values):
    return Setting(1, 12, peers=tuple(map(Decimal, values)))


@pytest.mark.parametrize(("value", "points"), [(90, "6.00"), (80, "5.70"), (70, "5.40")])
def test_rank_points_worked_example(value, points):
    assert rounded("rank_points", reading(value), 6, among(80, 90, 70), step=5) == points


def test_equals_share_the_better_place_and_leave_a_gap():
    setting = among(90, 80, 80, 70)
    assert [rounded("rank_points", reading(value), 6, setting, step=5) for value in setting.peers] == [
        "6.00",
        "5.70",
        "5.70",
        "5.10",
    ]


@given(divisions, st.decimals("0.5", "60", places=1))
def test_rank_points_follow_the_number_of_better_peers(values, step):
    for value in values:
        better = sum(other > value for other in values)
        points = score("rank_points", reading(value), 6, among(*values), step=step)
        assert points == max(0, 6 * (100 - step * better) / 100)
        assert 0 <= points <= 6


@given(divisions)
def test_reverse_ranks_the_least_first(values):
    negated = among(*(-value for value in values))
    for value in values:
        forward = score("rank_points", reading(-value), 6, negated, step=5)
        assert score("rank_points", reading(value), 6, among(*values), step=5, reverse=True) == forward


@given(divisions, st.booleans())
def test_better_peers_never_have_fewer_points(values, reverse):
    points = [
        score("rank_points", reading(value), 6, among(*values), table=TABLE, beyond=1, reverse=reverse)
        for value in sorted(values, reverse=not reverse)
    ]
    assert points == sorted(points, reverse=True)


@pytest.mark.parametrize(("value", "points"), [(9, "6"), (8, "4.5"), (7, "4"), (6, "0"), (5, "0")])
def test_table_gives_the_points_of_a_place_and_nothing_beyond_it(value, points):
    assert score("rank_points", reading(value), 6, among(9, 8, 7, 6, 5), table=TABLE) == Decimal(points)


def test_places_may_have_the_same_points():
    level = {"table": {1: 6, 2: 6}, "beyond": 6}
    assert score("rank_points", reading(5), 6, among(9, 8, 5), **level) == 6


def test_places_beyond_the_table_have_what_is_set_for_them():
    assert score("rank_points", reading(5), 6, among(9, 8, 7, 6, 5), table=TABLE, beyond="1.5") == Decimal("1.5")


@pytest.mark.parametrize(
    ("value", "params", "formula"),
    [
        (9, {"step": 5}, "6（数值 9，3 个中第 1 名）"),
        ("7.0", {"step": 5}, "6 × (1 − 5% × 2)（数值 7，3 个中第 3 名）"),
        (8, {"step": 99}, "6 × (1 − 99% × 1)（数值 8，3 个中第 2 名）"),
        (7, {"step": 50}, "0（数值 7，3 个中第 3 名）"),
        (8, {"table": TABLE}, "4.5（数值 8，3 个中第 2 名）"),
        (7, {"step": 5, "reverse": True}, "6（数值 7，3 个中第 1 名）"),
    ],
)
def test_rank_points_formula(value, params, formula):
    assert outcome("rank_points", reading(value), 6, among(9, 8, 7), **params).formula == formula


@pytest.mark.parametrize(
    ("params", "rule"),
    [
        ({"step": "5.0"}, "按数值从高到低排名，第 1 名 6，每后一名减 5%，减完为止"),
        (
            {"table": {"2": 4, "1": "6.0"}, "beyond": 1, "reverse": True},
            "按数值从低到高排名，第 1 名 6、第 2 名 4，其后 1",
        ),
    ],
)
def test_rank_points_rule(params, rule):
    assert METHODS["rank_points"].parse(params).rule(Decimal(6)) == rule


def test_rank_points_compare_an_entrant_with_its_peers():
    assert METHODS["rank_points"].relative


def test_exactly_one_of_step_and_table_is_given():
    assert faults("rank_points") == {"step": "step 与 table 应写其一"}
    assert faults("rank_points", step=5, table=TABLE) == {"table": "step 与 table 只能写其一"}
    assert faults("rank_points", step=5, beyond=1) == {"beyond": "只与 table 同用"}


def test_every_fault_of_a_table_is_named():
    assert faults("rank_points", table={0: 5, "01": 5, "first": 5, 1: -1}, reverse="x") == {
        "table.0": "应为名次，如 1",
        "table.01": "应为名次，如 1",
        "table.first": "应为名次，如 1",
        "table.1": "应为不小于 0 的数",
        "reverse": "应为 true 或 false",
    }
    assert faults("rank_points", table={1: 5, 3: 4, 4: 6, 7: 1}) == {
        "table.3": "应从第 2 名起逐名列出",
        "table.7": "应从第 5 名起逐名列出",
        "table.4": "不应高于第 3 名的 4",
    }
    assert faults("rank_points", table={2: 5}) == {"table.2": "应从第 1 名起逐名列出"}
    assert faults("rank_points", table={1: 5, "1": 4}) == {"table": "同一名称写了两次"}
    assert faults("rank_points", table=TABLE, beyond=5) == {"beyond": "不应高于末一名次的 4"}
    assert faults("rank_points", step=0) == {"step": "应为大于 0 的数"}
