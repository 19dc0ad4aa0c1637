from datetime import date
from functools import reduce
from operator import or_

import pytest
from django.core.cache import cache
from django.db.models import F, Value
from django.db.models.functions import Concat

from contests.models import Contest, Department, Entrant, Period

PAGES = [
    "/",
    "/contests/bairi/",
    "/contests/bairi/releases/",
    "/contests/bairi/releases/1/",
    "/contests/bairi/releases/2/",
    "/contests/bairi/releases/1/bundle.json",
    "/contests/bairi/entrants/u1/",
    "/contests/bairi/entrants/u2/",
    "/api/v1/contests",
    "/api/v1/contests/bairi",
    "/api/v1/contests/bairi/releases",
    "/api/v1/contests/bairi/releases/1",
    "/api/v1/contests/bairi/standings",
]
WEEKLY = {"starts_on": "2022-07-04", "ends_on": "2022-12-31", "ranked": ["week"]}
CHANGES = {
    "name": {"name": "百日攻坚"},
    "publisher": {"publisher": "考核办"},
    "sample": {"sample": False},
    "score_label": {"score_label": "总分"},
    "places": {"rounding": {"criterion": 2, "total": 0}},
    "entrants": {"names": ("综合办公室", "经济合作局")},
    "order": {"boards": [{"scope": "total", "colour": "black", "places": 2}]},
    "divisions": {"divisions": {"bumen": "机关"}},
    "dimensions": {"dimensions": {"zuofeng": "赛作风", "yeji": "赛业绩"}},
}


@pytest.fixture
def weekly(office):
    """Return a function that stores the contest anew; two weeks of it are released."""

    def store(**changes):
        return office.open(**{"cadence": "week", "calendar": WEEKLY, "sample": True} | changes)

    contest = store()
    for week in ("2022-W28", "2022-W29"):
        office.enter(contest, week, {"u1": 90, "u2": 80})
        office.release(contest, week)
    return store


def bodies(client):
    """Return the body of every page, made anew."""
    cache.clear()
    return {page: client.get(page).content.decode() for page in PAGES}


@pytest.mark.parametrize("change", CHANGES)
def test_released_words_stay_when_the_contest_file_changes(client, weekly, change):
    before = bodies(client)
    weekly(**CHANGES[change])
    assert bodies(client) == before


def test_released_words_stay_when_the_calendar_shifts(client, weekly):
    before = bodies(client)
    Period.objects.update(
        number=F("number") + 50, starts_on=date(2001, 1, 1), ends_on=date(2001, 1, 7), code=Concat("code", Value("x"))
    )
    assert bodies(client) == before


def test_released_words_stay_when_everything_changes_at_once(client, weekly):
    before = bodies(client)
    weekly(**reduce(or_, CHANGES.values()))
    Department.objects.update(name="别的园区")
    Entrant.objects.update(order=F("order") * -1 + 9)
    assert bodies(client) == before
    assert Contest.objects.get().name == "百日攻坚"


def test_next_issue_speaks_in_the_new_words(client, weekly, office, words):
    contest = weekly(name="百日攻坚", score_label="总分", sample=False, names=("综合办公室", "招商局"))
    office.enter(contest, "2022-W30", {"u1": 70, "u2": 80})
    office.release(contest, "2022-W30")
    assert words(client.get("/"), "li", "card")[0].startswith("百日攻坚 第 3 期")
    entrant = client.get("/contests/bairi/entrants/u1/")
    assert words(entrant, "h1") == ["综合办公室"]
    assert words(entrant, "tr")[-3:] == [
        "第 1 期 第2周（07.11—07.17） 演示数据 部门 1 得分 180.00",
        "第 2 期 第3周（07.18—07.24） 演示数据 部门 1 得分 180.00",
        "第 3 期 第4周（07.25—07.31） 部门 2 140.00",
    ]
    rows = words(client.get("/contests/bairi/releases/"), "tr")
    assert ["演示数据" in row for row in rows[1:]] == [False, True, True]


@pytest.mark.parametrize("page", ["/contests/bairi/releases/", "/contests/bairi/entrants/u1/"])
def test_samples_only_are_said_once(client, weekly, words, page):
    response = client.get(page)
    assert words(response, "p", "notice") == ["演示数据 各期数据用于演示，不是任何单位的真实考评结果。"]
    assert words(response, "span", "chip-sample") == []


def test_entrant_that_left_keeps_its_page(client, released, office, words):
    released.entrants.filter(code="u2").update(name="投资促进局")
    released.entrants.get(code="u2").placements.all().delete()
    office.enter(released, "2022-07", {"u1": 70})
    office.release(released, "2022-07", reason="该单位退出竞赛")
    assert "/contests/bairi/releases/1/entrants/u2/" in client.get("/contests/bairi/releases/1/").content.decode()
    response = client.get("/contests/bairi/entrants/u2/")
    assert words(response, "h1") == ["招商局"]
    assert words(response, "p", "blank") == ["该单位不在最新一期中，以下为历次名次。"]
    assert words(response, "tr")[1:] == ["第 1 期 2022年7月 已更正 见第2期 部门 2 160.00"]
