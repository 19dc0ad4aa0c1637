"""What a contest shows after a recall: the newest issue that stands, and that one was taken back."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.core.cache import cache

LATER = datetime(2022, 10, 15, 8, tzinfo=UTC)
NOTICE = (
    "已撤回 第2期（2022年8月）已于2022年10月15日撤回，原因：通报对象有误，正在核实。 "
    "该考评期的榜单重新核对、批准后另行发布。"
)


@pytest.fixture
def second(office, released):
    office.enter(released, "2022-08", {"u1": 70, "u2": 80})
    return office.release(released, "2022-08")


@pytest.fixture
def recalled(office, second):
    return office.recall(second, now=LATER)


@pytest.fixture
def again(office, recalled):
    office.enter(recalled.contest, "2022-08", {"u1": 75, "u2": 60})
    return office.release(recalled.contest, "2022-08", reason="核实后重新发布", now=LATER)


def test_contest_shows_the_newest_issue_that_stands_under_a_notice(client, recalled, words):
    response = client.get("/contests/bairi/")
    assert words(response, "p", "number") == ["第 1 期"]
    assert words(response, "p", "notice") == [NOTICE]
    assert words(client.get("/contests/bairi/?text=1"), "p", "notice") == [NOTICE]
    # An issue's own page is about that issue alone.
    assert words(client.get("/contests/bairi/releases/1/"), "p", "notice") == []


def test_notice_stays_until_the_period_is_released_again(client, again, words):
    response = client.get("/contests/bairi/")
    assert words(response, "p", "number") == ["第 4 期"]
    assert words(response, "p", "notice") == [
        "重新发布 第2期 已撤回，本期是该考评期重新发布的榜单。说明：核实后重新发布"
    ]


def test_period_that_was_recalled_can_still_be_asked_for(client, recalled, words):
    response = client.get("/contests/bairi/?period=2022-08")
    assert (response.status_code, words(response, "p", "notice")) == (200, [NOTICE])
    assert client.get("/contests/bairi/?period=2022-09").status_code == 404


@pytest.mark.parametrize(
    "address", ["/contests/bairi/", "/", "/hall/bairi/scenes/", "/contests/bairi/feed.xml", "/feed.xml"]
)
def test_recall_and_new_release_each_change_the_etag(client, office, second, address):
    tags = [client.get(address)["ETag"]]
    office.recall(second, now=LATER)
    cache.clear()
    tags.append(client.get(address)["ETag"])
    office.enter(second.contest, "2022-08", {"u1": 75})
    office.release(second.contest, "2022-08", reason="核实后重新发布", now=LATER)
    tags.append(client.get(address)["ETag"])
    assert len(set(tags)) == 3


def test_contest_without_another_issue_is_calm(client, office, released, words):
    office.recall(released.releases.get(), now=LATER)
    response = client.get("/contests/bairi/")
    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex, noarchive")
    assert words(response, "p", "blank") == ["尚无公示。红黑榜重新核对、批准后，在此公布。"]
    assert words(client.get("/"), "li", "card") == ["百日大会战 尚无公示 已撤回 第 1 期 2022年7月"]
    assert "尚无公示 第 1 期（2022年7月）已撤回" in words(client.get("/?text=1"), "main")[0]
    scenes = client.get("/hall/bairi/scenes/")
    assert words(scenes, "section", "scene") == [
        "尚无公示 第 1 期（2022年7月）已于2022年10月15日撤回，原因：通报对象有误，正在核实。"
    ]


def test_portal_shows_the_issue_that_stands_and_names_the_recalled_one(client, recalled, words):
    (card,) = words(client.get("/"), "li", "card")
    assert card.startswith("百日大会战 第 1 期 2022年7月 2022年10月14日发布 已撤回 第 2 期 2022年8月 红榜")


def test_portal_costs_one_query_more_for_all_recalls_together(client, office, django_assert_num_queries):
    def cost(contests):
        cache.clear()
        with django_assert_num_queries(contests):
            client.get("/")

    for number, queries in ((1, 5), (2, 5)):
        contest = office.open(slug=f"c{number}", names=(f"甲{number}", f"乙{number}"))
        for month in ("2022-07", "2022-08"):
            office.enter(contest, month, {"u1": 90, "u2": 80})
            last = office.release(contest, month)
        office.recall(last)
        cost(queries)


def test_archive_marks_recall_recalled_and_released_again(client, again, words):
    assert words(client.get("/contests/bairi/releases/"), "tr") == [
        "期号 考评期 发布日期 更正、撤回",
        "第 4 期 2022年8月 2022年 10月15日 第2期 撤回后重新发布",
        "第 3 期 2022年8月 2022年 10月15日 撤回 第2期",
        "第 2 期 2022年8月 2022年 10月14日 已撤回 见第3期",
        "第 1 期 2022年7月 2022年 10月14日 —",
    ]
    assert words(client.get("/contests/bairi/releases/?text=1"), "li") == [
        "第 4 期 2022年8月 ，2022年10月15日发布，第 2 期撤回后重新发布",
        "第 3 期 2022年8月 ，2022年10月15日发布，撤回第 2 期",
        "第 2 期 2022年8月 ，2022年10月14日发布，已撤回，见第 3 期",
        "第 1 期 2022年7月 ，2022年10月14日发布",
    ]


def test_history_marks_the_recalled_issue_without_a_place(client, again, words):
    response = client.get("/contests/bairi/entrants/u1/")
    (history,) = [table for table in words(response, "table") if table.startswith("月榜历次名次")]
    assert "第 2 期 2022年8月 已撤回 见第3期 部门 已撤回，不再公开" in history
    assert "第 4 期 2022年8月 第2期 撤回后重新发布 部门 1 150.00" in history
    assert response.content.decode().count("data-period") == 2
    assert "已撤回，不再公开" in words(client.get("/contests/bairi/entrants/u1/?text=1"), "table")[-1]


def test_entrant_of_a_recalled_issue_alone_has_no_page(client, office, released):
    office.recall(released.releases.get())
    assert client.get("/contests/bairi/entrants/u1/").status_code == 404


def test_feed_tells_of_the_recall_and_no_longer_of_what_was_in_it(client, again):
    items = ElementTree.fromstring(client.get("/contests/bairi/feed.xml").content).iter("item")
    assert [(item.findtext("title"), item.findtext("description")) for item in items] == [
        ("百日大会战 第4期 2022年8月", "第2期撤回后重新发布。红榜：办公室。黑榜 1 个单位，见榜单。"),
        ("百日大会战 第3期 2022年8月 撤回第2期", "撤回原因：通报对象有误，正在核实"),
        ("百日大会战 第2期 2022年8月（已撤回）", "本期已撤回，见第3期。"),
        ("百日大会战 第1期 2022年7月", "红榜：办公室。黑榜 1 个单位，见榜单。"),
    ]


def test_screen_shows_what_stands_and_says_what_was_taken_back(client, recalled, words):
    response = client.get("/hall/bairi/scenes/")
    assert words(response, "header", "hall-head")[0].startswith("百日大会战 第 1 期")
    (notice,) = words(response, "section", "scene-notice")
    assert "撤回 第 2 期（2022年8月）已于2022年10月15日撤回，原因：通报对象有误，正在核实" in notice
    assert 'data-issue="1" data-taken-back="2"' in response.content.decode()


def test_recall_of_an_earlier_period_changes_the_screen_too(client, office, second):
    before = client.get("/hall/bairi/scenes/").content.decode()
    office.recall(second.contest.releases.get(number=1))
    after = client.get("/hall/bairi/scenes/").content.decode()
    versions = [body.partition('data-version="')[2].partition('"')[0] for body in (before, after)]
    assert len(set(versions)) == 2
    assert 'data-issue="2" data-taken-back="1"' in after
