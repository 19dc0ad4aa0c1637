"""Divisions of one category as one list: who is in it, in which order, and that no rank is made for it."""

import json

import pytest
from django.core.cache import cache

from contests.models import Division, Release
from contests.selectors.payloads import Payload
from contests.views.choices import board_choice

BOARD = "/contests/bairi/"
DIVISIONS = {"luodi": "比落地", "kaigong": "比开工", "minsheng": "民生"}
POINTS = {"u1": 90, "u2": 95, "u3": 70, "u4": 80, "u5": 85, "u6": 60}
GRADES = [{"name": "优秀", "at_least": 170}, {"name": "良好", "at_least": 160}, {"name": "一般"}]


@pytest.fixture
def publish(office):
    """Return a function that releases July of six projects in three divisions, two of them of one category."""

    def july(points=POINTS, **more):
        names = [f"项目{number}" for number in range(1, 7)]
        contest = office.open(names=names, **{"divisions": DIVISIONS} | more)
        contest.divisions.exclude(code="minsheng").update(category="产业")
        office.enter(contest, "2022-07", points)
        office.release(contest, "2022-07")
        return contest

    return july


def test_category_is_one_list_by_grade_and_score_with_the_rank_of_each_track(client, publish, words):
    publish(grades=GRADES)
    response = client.get(BOARD, {"category": "产业"})
    listed, luodi, kaigong = _tables(words(response, "tr"))
    assert listed == [
        "单位 组内名次 得分 等次",
        "项目2 比开工 第 1 名 190.00 优秀",
        "项目1 比落地 第 1 名 180.00 优秀",
        "项目5 比开工 第 2 名 170.00 优秀",
        "项目4 比落地 第 2 名 160.00 良好",
    ]
    assert [row.split()[1] for row in luodi[1:]] == ["项目1", "项目4"]
    assert [row.split()[1] for row in kaigong[1:]] == ["项目2", "项目5"]
    assert words(response, "h3")[-2:] == ["比落地", "比开工"]


def _tables(rows):
    starts = [at for at, row in enumerate(rows) if row.startswith(("单位", "名次"))]
    return [rows[start:end] for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]


def test_list_follows_the_combined_rank_where_the_rules_have_one(client, publish, words):
    publish(combined=True)
    response = client.get(BOARD, {"category": "产业"})
    listed, *_ = _tables(words(response, "tr"))
    assert listed[0] == "单位 组内名次 综合名次 得分"
    # 项目3 of the third division stands between them in the combined ranking, and not in this list.
    assert [row.split()[0] for row in listed[1:]] == ["项目2", "项目1", "项目5", "项目4"]
    assert [row.split()[-2] for row in listed[1:]] == ["1", "2", "3", "4"]


def test_categories_are_tabs_and_their_divisions_a_row_under_them(client, publish, words):
    publish()
    assert words(client.get(BOARD), "nav", "tabs") == ["产业（4） 民生（2）"]
    assert words(client.get(BOARD), "nav", "scopes")[0] == "全部 比落地 比开工"
    third = client.get(BOARD, {"division": "minsheng"})
    assert words(third, "nav", "scopes") == ["总榜 作风 业绩"]
    page = third.content.decode()
    assert 'href="?category=%E4%BA%A7%E4%B8%9A#ranking"' in page
    assert 'href="?division=minsheng#ranking" aria-current="true"' in page


def test_category_is_said_in_the_text_mode_too(client, publish, words):
    publish(grades=GRADES)
    response = client.get(BOARD, {"category": "产业", "text": "1"})
    listed, *tracks = _tables(words(response, "tr"))
    assert listed[1] == "项目2 比开工 第 1 名 190.00 优秀"
    assert len(tracks) == 2


def test_category_of_a_dimension_goes_by_its_scores(client, publish, words):
    publish()
    listed, *_ = _tables(words(client.get(BOARD, {"category": "产业", "scope": "yeji"}), "tr"))
    assert listed[1] == "项目2 比开工 第 1 名 95.00"


@pytest.mark.parametrize(
    "query",
    [
        {"category": "商贸"},
        {"category": "产业", "division": "luodi"},
        {"category": "产业", "scope": "combined"},
        {"category": "产业", "scope": "none"},
        {"category": "产业", "sort": "-score"},
        {"category": "产业", "page": "2"},
        {"category": "产业", "page": "x"},
    ],
)
def test_category_that_does_not_exist_is_not_found(client, publish, query):
    publish(combined=True)
    assert client.get(BOARD, query).status_code == 404


@pytest.fixture
def long(office):
    """A contest of 180 projects, 120 of them of one category."""
    contest = office.open(names=[f"项目{number}" for number in range(1, 181)], divisions=DIVISIONS)
    contest.divisions.exclude(code="minsheng").update(category="产业")
    office.enter(contest, "2022-07", {f"u{number}": 100 - number / 2 for number in range(1, 181)})
    office.release(contest, "2022-07")
    return contest


def test_tables_of_the_divisions_are_made_only_where_they_are_shown(long):
    payload, made = Payload(json.loads(long.releases.get().payload)), []

    def made_for(**asked):
        made.clear()
        choice = board_choice(payload, "bairi", asked, table_of=lambda *rows, **words: made.append(words["caption"]))
        return [track.name for track, _ in choice.tables], made.copy()

    tracks = ["比落地", "比开工"]
    assert made_for(category="产业") == (tracks, [])
    assert made_for(category="产业", text="1") == (tracks, [f"{name}总榜排名" for name in tracks])
    assert made_for(category="民生") == (["民生"], ["民生总榜排名"])


def test_long_category_comes_page_by_page_and_leads_to_its_divisions(client, long, words):
    pages = [client.get(BOARD, {"category": "产业", "page": number}) for number in ("1", "2", "3")]
    listed = [[row.split()[0] for row in words(page, "tr")[1:]] for page in pages]
    assert [len(names) for names in listed] == [50, 50, 20]
    assert [name for names in listed for name in names] == [f"项目{number}" for number in range(1, 181) if number % 3]
    assert "第 51—100 个，共 120 个（第 2 页，共 3 页）" in words(pages[1], "nav", "pages")[0]
    links = pages[1].content.decode().replace("&amp;", "&")
    assert 'href="?category=%E4%BA%A7%E4%B8%9A&page=3#ranking"' in links
    assert 'href="?division=luodi#ranking">比落地的排名' in links
    assert len(words(client.get(BOARD, {"category": "产业", "text": "1"}), "tr")) == 1 + 120 + 2 * (1 + 60)
    assert client.get(BOARD, {"category": "产业", "page": "4"}).status_code == 404


def test_categories_are_frozen_with_the_issue(client, publish, words):
    publish()
    Division.objects.update(category="")
    cache.clear()
    assert words(client.get(BOARD), "nav", "tabs") == ["产业（4） 民生（2）"]
    document = json.loads(Release.objects.get().payload)["document"]
    assert document["categories"] == {"luodi": "产业", "kaigong": "产业"}


def test_contest_without_categories_keeps_its_divisions_as_tabs(client, office, words):
    contest = office.open(names=("甲", "乙", "丙", "丁"), divisions={"xian": "县市区", "bumen": "市直部门"})
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80, "u3": 70, "u4": 60})
    office.release(contest, "2022-07")
    assert "categories" not in json.loads(Release.objects.get().payload)["document"]
    assert words(client.get(BOARD), "nav", "tabs") == ["县市区 市直部门"]
    assert client.get(BOARD, {"category": "县市区"}).status_code == 404


@pytest.mark.parametrize("size", [1, 12])
def test_category_costs_as_much_as_a_division(client, office, django_assert_num_queries, size):
    contest = office.open(names=[f"单位{number}" for number in range(1, 3 * size + 1)], divisions=DIVISIONS)
    contest.divisions.exclude(code="minsheng").update(category="产业")
    office.enter(contest, "2022-07", {f"u{number}": number for number in range(1, 3 * size + 1)})
    office.release(contest, "2022-07")
    with django_assert_num_queries(4):
        assert client.get(BOARD, {"category": "产业"}).status_code == 200
