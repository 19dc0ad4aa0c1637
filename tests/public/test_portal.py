import pytest
from django.core.cache import cache
from django.template.loader import render_to_string


def test_portal_shows_the_newest_issue_of_each_contest(client, released, office, words):
    office.open(slug="later", sample=True)
    response = client.get("/")
    assert words(response, "li", "card") == [
        "百日大会战 第 1 期 2022年7月 2022年10月14日发布 红榜 总榜 办公室 黑榜 总榜 招商局",
        "百日大会战 演示数据 尚未发布",
    ]


def test_portal_without_contests_says_so(client, db, words):
    assert words(client.get("/"), "p", "blank") == ["还没有竞赛。"]


@pytest.mark.parametrize("contests", [1, 4])
def test_portal_cold_costs_four_queries_and_warm_none(client, office, django_assert_num_queries, contests):
    for index in range(contests):
        contest = office.open(slug=f"c{index}")
        office.enter(contest, "2022-07", {"u1": 90, "u2": 80})
        office.release(contest, "2022-07")
    with django_assert_num_queries(4):
        first = client.get("/")
    with django_assert_num_queries(0):
        assert client.get("/", headers={"if-none-match": first["ETag"]}).status_code == 304


def test_portal_after_the_pointer_expired_costs_no_headline(client, released, django_assert_num_queries):
    client.get("/")
    cache.delete("archives")
    with django_assert_num_queries(2):
        client.get("/")


def test_portal_lists_are_grouped_as_on_the_board(client, office, words):
    contest = office.open(
        names=("天元区", "财政局", "荷塘区", "民政局"),
        divisions={"xian": "县市区", "bumen": "市直部门"},
        boards=[
            {"scope": scope, "colour": colour, "places": 1}
            for scope in ("yeji", "total")
            for colour in ("red", "black")
        ],
    )
    office.enter(contest, "2022-07", {"u1": 90, "u2": 70, "u3": 90, "u4": 60})
    office.release(contest, "2022-07")
    red, black = words(client.get("/"), "section", "card-list")
    assert red == ("红榜 县市区 · 总榜 天元区等 2 个 市直部门 · 总榜 财政局 县市区 · 业绩 天元区等 2 个 共 6 条")
    assert black == "黑榜 市直部门 · 总榜 民政局 市直部门 · 业绩 民政局"
    heads = words(client.get("/contests/bairi/"), "section", "panel-red")[0].split()
    assert [heads.index(name) for name in ("总榜", "业绩")] == sorted(heads.index(name) for name in ("总榜", "业绩"))


def test_page_that_is_not_there_says_so_in_chinese(client, db):
    response = client.get("/nothing/")
    assert response.status_code == 404
    assert "没有这个页面" in response.content.decode()
    assert "地址可能写错了" in response.content.decode()


def test_error_page_needs_neither_database_nor_request():
    assert "已发布的榜单没有变动" in render_to_string("500.html")
