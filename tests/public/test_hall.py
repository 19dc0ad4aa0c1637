"""The screen in the hall and the scenes that it asks for."""

import re
from datetime import date

import pytest
from django.core.cache import cache

from contests.models import Problem

SCREEN, SCENES = "/hall/bairi/", "/hall/bairi/scenes/"


def scenes_of(response):
    return re.findall(r'data-scene="(\w+)"', response.content.decode())


def version_of(response):
    (version,) = re.findall(r'data-version="(\w+)"', response.content.decode())
    return version


def test_screen_shows_scene_by_scene(client, released, words):
    response = client.get(SCREEN)
    assert scenes_of(response) == ["red", "black", "ranking", "deed", "notice"]
    (head,) = words(response, "header", "hall-head")
    assert head == "百日大会战 第 1 期 考评期 2022年7月 发布 2022年10月14日 竞赛领导小组办公室"
    (red,) = words(response, "section", "scene-red")
    assert red == "红榜 共 1 条 总榜 （续） 办公室 表彰 第 1 名 180.00 得分 180.00，第 1 名"
    (black,) = words(response, "section", "scene-black")
    assert black == "黑榜 共 1 条 总榜 （续） 招商局 第 2 名 160.00 得分 160.00，第 2 名"


def test_black_line_says_what_became_of_it_and_the_screen_learns_of_that(client, released, words):
    before = client.get(SCENES)
    problem = Problem.objects.create(
        contest=released,
        entrant=released.entrants.get(code="u2"),
        number="1",
        matter="x",
        assigned_on=date(2022, 7, 5),
        due_on=date(2022, 9, 30),
    )
    cache.clear()
    response = client.get(SCENES)
    (black,) = words(response, "section", "scene-black")
    assert "招商局 整改中（1 件），限期 2022年9月30日 第 2 名" in black
    assert (response["ETag"] != before["ETag"], version_of(response) != version_of(before)) == (True, True)
    Problem.objects.filter(pk=problem.pk).update(closed_on=date(2022, 9, 20))
    cache.clear()
    assert "招商局 已销号 2022年9月20日" in words(client.get(SCENES), "section", "scene-black")[0]


def test_scenes_are_those_of_the_screen(client, released):
    screen, scenes = client.get(SCREEN).content.decode(), client.get(SCENES).content.decode()
    assert scenes.strip().split("\n")[-1].strip() == "</div>"
    assert scenes.strip() in screen


def test_column_of_the_score_is_headed_by_its_name(client, office, words):
    contest = office.open(score_label="平均完成率（%）")
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80})
    office.release(contest, "2022-07")
    assert words(client.get(SCREEN), "th", "score") == ["平均完成率（%）"]


def test_second_issue_shows_who_moved(client, released, office, words):
    office.enter(released, "2022-08", {"u1": 70, "u2": 80})
    office.release(released, "2022-08")
    response = client.get(SCENES)
    assert scenes_of(response) == ["red", "black", "ranking", "movers", "deed", "notice"]
    rose, fell = words(response, "section", "moves")
    assert rose == "↑ 上升最多 招商局 第 2 名 → 第 1 名 ↑ 上升 1 位"
    assert fell == "↓ 下降最多 办公室 第 1 名 → 第 2 名 ↓ 下降 1 位"


def test_correction_is_said_with_its_reason(client, released, office, words):
    office.enter(released, "2022-07", {"u1": 70, "u2": 80})
    office.release(released, "2022-07", reason="数据录入有误")
    response = client.get(SCENES)
    assert "更正第 1 期" in words(response, "header", "hall-head")[0]
    assert "本期更正第 1 期。更正原因：数据录入有误" in words(response, "section", "scene-notice")[0]


def test_notice_says_the_window_and_where_to_read_more(client, released, words):
    (notice,) = words(client.get(SCENES), "section", "scene-notice")
    assert "自发布次日起 5 个工作日，至 2022年10月21日 止" in notice
    assert notice.endswith("手机扫码，查看公开榜单 testserver/contests/bairi/")
    assert 'class="qr"' in client.get(SCENES).content.decode()


def test_sample_data_says_so_in_the_head_of_every_scene(client, office, words):
    contest = office.open(sample=True)
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80})
    office.release(contest, "2022-07")
    assert words(client.get(SCENES), "strong", "hall-sample") == ["演示数据"]


def test_waiting_contest_says_so(client, office, words):
    office.open()
    response = client.get(SCREEN)
    assert scenes_of(response) == ["waiting"]
    assert words(response, "section", "scene") == ["尚未发布 首期红黑榜经核对、批准后，在此公布。"]


def test_empty_list_is_said_plainly(client, office, words):
    contest = office.open(boards=[{"scope": "total", "colour": "red", "places": 1}])
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80})
    office.release(contest, "2022-07")
    assert words(client.get(SCENES), "section", "scene-black") == ["黑榜 本期无黑榜单位"]


def test_entrant_without_a_place_says_why(client, office, words):
    contest = office.open(names=("甲", "乙", "丙"))
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80})
    office.release(contest, "2022-07")
    (row,) = words(client.get(SCENES), "tr", "unranked")
    assert row.startswith("— 丙 ")


def test_nobody_is_named(client, released, office):
    for number, person in enumerate(office.people):
        person.display_name = f"某某{number}"
        person.save()
    cache.clear()
    page = client.get(SCREEN).content.decode()
    assert [word for person in office.people for word in (person.username, person.display_name) if word in page] == []


@pytest.mark.parametrize("path", ["/hall/nobody/", "/hall/nobody/scenes/", "/hall/"])
def test_unknown_contest_is_not_found(client, released, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", [SCREEN, SCENES, "/hall/sw.js"])
def test_screen_cannot_be_posted_to(client, released, path):
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", [SCREEN, SCENES])
@pytest.mark.parametrize("size", [1, 30])
def test_cold_costs_four_queries(client, office, django_assert_num_queries, path, size):
    contest = office.open(names=[f"单位{index}" for index in range(1, size + 1)])
    office.enter(contest, "2022-07", {f"u{index}": index for index in range(1, size + 1)})
    office.release(contest, "2022-07")
    with django_assert_num_queries(4):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", [SCREEN, SCENES])
def test_warm_costs_none_and_answers_304(client, released, django_assert_num_queries, path):
    first = client.get(path)
    with django_assert_num_queries(0):
        unchanged = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert first["ETag"].startswith('"')
    assert "stale-if-error" not in first["Cache-Control"]
    assert not first.cookies
    cache.delete("archive:bairi")
    with django_assert_num_queries(1):
        client.get(path, headers={"if-none-match": first["ETag"]})


def test_new_issue_has_other_scenes_and_another_version(client, released, office):
    before = client.get(SCENES)
    office.enter(released, "2022-08", {"u1": 90, "u2": 80})
    office.release(released, "2022-08")
    after = client.get(SCENES, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert version_of(after) != version_of(before)


def test_each_name_of_the_site_has_its_own_code(client, released):
    here, there = client.get(SCENES), client.get(SCENES, headers={"host": "127.0.0.1"})
    assert here["ETag"] != there["ETag"]
    assert "127.0.0.1/contests/bairi/" in there.content.decode()


def test_worker_rules_the_hall_only(client, db):
    response = client.get("/hall/sw.js")
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Service-Worker-Allowed"] == "/hall/"
    assert "worker-src 'self'" in response["Content-Security-Policy"]
