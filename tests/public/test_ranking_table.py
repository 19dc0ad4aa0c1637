from decimal import Decimal
from functools import partial

import pytest

from contests.selectors.boards import Heading, Ranking, Row
from contests.selectors.links import links_by_code, sheet_link
from contests.tables.ranking import RankingTable, ordered

# By code: points of the one part, and the place of the last period.
UNITS = {"a": ("3", 2), "b": (None, None), "c": ("5", 1), "d": (None, None), "e": ("4", 5)}


@pytest.fixture
def table():
    rows = tuple(
        Row(
            code=code,
            name=code,
            order=order,
            rank=order,
            tied=False,
            parts=(None if points is None else Decimal(points),),
            score=Decimal(100 - order),
            share=Decimal(0),
            previous_rank=previous,
            adjusted="",
            grade="",
        )
        for order, (code, (points, previous)) in enumerate(UNITS.items(), start=1)
    )
    ranking = Ranking((Heading("part", "指标", ""),), rows, (), has_previous=True, graded=False)

    def make(sort):
        words = {"score_label": "得分", "caption": "总榜排名", "query": {}}
        return RankingTable(ranking, ordered(ranking, sort), contest="bairi", number=1, sort=sort, **words)

    return make


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("item-part", "aecbd"),
        ("-item-part", "ceabd"),
        ("change", "ceabd"),
        ("-change", "aecbd"),
        ("rank", "abcde"),
        ("-score", "abcde"),
        ("score", "edcba"),
    ],
)
def test_sort_puts_who_has_no_value_last_in_both_directions(table, sort, order):
    assert "".join(row.record.code for row in table(sort).rows) == order


def test_addresses_by_code_are_those_of_the_routes():
    for way in (partial(sheet_link, "bairi", 3), lambda code: f"{sheet_link('bairi', 3, code)}?pending=1"):
        assert links_by_code(way)("u1") == way("u1")
