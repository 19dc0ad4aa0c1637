"""Whatever the office writes is text on the pages: the rows of rankings, which Jinja draws, are no way around."""

from html.parser import HTMLParser
from urllib.parse import quote

import pytest
import time_machine
from django.template import engines

from contests.enums import Decision
from contests.models import Adjustment
from tests.public.conftest import NOW

BOARD = "/contests/bairi/"


def evil(word):
    """Return a name that would be a tag, end an attribute, or lose its entity where it is not escaped."""
    # The name of a grade has ten letters at most.
    return "<b>&lt;等次" if word == "等次" else f"""<script>"'&lt;{word}"""


UNITS, DIMENSIONS = ("甲", "乙", "丙"), {"zuofeng": evil("作风"), "yeji": evil("业绩")}
PAGES = {
    BOARD: ("甲", "作风", "加分", "等次", "标签"),
    f"{BOARD}?sort=-score": ("甲", "作风", "加分", "等次", "标签"),
    f"{BOARD}?scope=yeji": ("甲", "业绩"),
    f"{BOARD}?category={quote(evil('类别'))}": ("甲", "乙", "作风", "加分", "等次", "类别", "部门"),
    f"{BOARD}?text=1": ("甲", "作风", "加分", "等次", "标签"),
    f"{BOARD}entrants/u1/": ("甲", "作风", "加分", "等次"),
    "/hall/bairi/": ("甲", "等次", "标签", "部门"),
    "/hall/bairi/scenes/": ("甲", "等次", "标签", "部门"),
    "/": ("甲", "部门"),
}


class Seen(HTMLParser):
    """Collects what a browser would make of a page: its scripts that come from nowhere, its words, its attributes."""

    def __init__(self, page):
        super().__init__()
        self.scripts, self.words, self.values = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.scripts += [tag] if tag == "script" and not dict(attrs).get("src") else []
        self.values += [value or "" for _, value in attrs]

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture
def published(office):
    contest = office.open(
        names=[evil(unit) for unit in UNITS],
        divisions={"bumen": evil("部门"), "yuanqu": evil("园区")},
        dimensions=DIMENSIONS,
        score_label=evil("标签"),
        grades=[{"name": evil("等次")}],
    )
    contest.divisions.update(category=evil("类别"))
    for month, best in (("2022-07", 90), ("2022-08", 95)):
        office.enter(contest, month, {"u1": best, "u2": 80, "u3": 70})
        Adjustment.objects.create(
            entrant=contest.entrants.get(code="u1"),
            period=contest.periods.get(code=month),
            scope="total",
            kind="bonus",
            points=2,
            matter=evil("加分"),
            document=evil("文号"),
            decision=Decision.APPROVED,
            proposed_by=office.people[0],
            decided_by=office.people[1],
        )
        with time_machine.travel(NOW, tick=False):
            office.release(contest, month)
    return contest


@pytest.mark.parametrize("address", PAGES)
def test_what_the_office_wrote_is_text(client, published, address):
    response = client.get(address)
    assert response.status_code == 200
    seen = Seen(response.content.decode())
    assert seen.scripts == []
    said = "".join(seen.words)
    assert [word for word in PAGES[address] if evil(word) not in said] == []


def test_heads_of_cells_are_text_in_their_attributes(client, published):
    values = Seen(client.get(BOARD).content.decode()).values
    assert [word for word in ("作风", "业绩", "标签") if evil(word) not in values] == []


def test_engine_of_the_rows_escapes_by_itself():
    assert engines["jinja2"].env.autoescape is True
