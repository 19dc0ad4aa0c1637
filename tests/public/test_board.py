from decimal import Decimal

import pytest

from tests.factories import make_contest, make_people, month, period_of, propose, release


@pytest.fixture
def two_divisions(office):
    """Four units in two divisions; the second unit of the first division has not reported."""
    contest = office.open(
        names=("天元区", "财政局", "荷塘区", "民政局"), divisions={"xian": "县市区", "bumen": "市直部门"}
    )
    office.enter(contest, "2022-07", {"u1": 90, "u2": 70, "u4": 60})
    office.release(contest, "2022-07")


def rows(words, response):
    return words(response, "tr")[1:]


def test_board_title_says_issue_period_and_publisher(client, released, words):
    (band,) = words(client.get("/contests/bairi/"), "header", "title-band")
    assert band == (
        "天易经开区 百日大会战 第 1 期 考评期 2022年7月 发布日期 2022年10月14日 "
        "公示期至 2022年10月21日 （5 个工作日） 发布单位 竞赛领导小组办公室"
    )


def test_board_lists_come_before_the_ranking(client, released, words):
    response = client.get("/contests/bairi/")
    assert words(response, "h2") == ["红榜 共 1 条", "黑榜 共 1 条", "排名"]
    assert words(response, "section", "panel-red") == [
        "红榜 共 1 条 总榜 得分 第 1 名 办公室 表彰 180.00 得分 180.00，第 1 名"
    ]
    assert words(response, "section", "panel-black") == [
        "黑榜 共 1 条 总榜 得分 第 2 名 招商局 160.00 得分 160.00，第 2 名"
    ]


def test_board_empty_list_is_said_plainly(client, office, words):
    contest = office.open(boards=[{"scope": "total", "colour": "red", "places": 1}])
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80})
    office.release(contest, "2022-07")
    assert words(client.get("/contests/bairi/"), "section", "panel-black") == ["黑榜 本期无黑榜单位"]


def test_board_entry_by_hand_shows_its_fact_in_its_scope(client, office, words):
    contest = office.open(boards=[{"scope": "zuofeng", "colour": "black"}])
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80})
    office.find(contest, "2022-07", "u1", "black", "未按要求报送材料", scope="zuofeng")
    office.release(contest, "2022-07")
    panel = words(client.get("/contests/bairi/"), "section", "panel-black")
    assert panel == ["黑榜 共 1 条 作风 得分 第 1 名 办公室 据事项上榜 90.00 未按要求报送材料 依据：督查通报"]


def test_board_ranking_shows_dimensions_and_total(client, released, words):
    response = client.get("/contests/bairi/")
    assert words(response, "tr") == [
        "名次 单位 作风 业绩 得分",
        "1 办公室 90.00 90.00 180.00",
        "2 招商局 80.00 80.00 160.00",
    ]


def test_board_tie_says_so_in_the_office_order(client, office, words):
    contest = office.open(names=("办公室", "招商局", "建设局"))
    office.enter(contest, "2022-07", {"u1": 80, "u2": 90, "u3": 80})
    office.release(contest, "2022-07")
    assert rows(words, client.get("/contests/bairi/")) == [
        "1 招商局 90.00 90.00 180.00",
        "并列 2 办公室 80.00 80.00 160.00",
        "并列 2 建设局 80.00 80.00 160.00",
    ]


def test_board_change_says_up_down_same_and_new(client, office, words):
    contest = office.open(names=("办公室", "招商局", "建设局", "环保局"))
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80, "u3": 70})
    office.release(contest, "2022-07")
    office.enter(contest, "2022-08", {"u1": 80, "u2": 90, "u3": 70, "u4": 60})
    office.release(contest, "2022-08")
    assert words(client.get("/contests/bairi/"), "td", "change") == ["↑ 上升 1", "↓ 下降 1", "— 持平", "新"]


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("rank", "1"),
        ("-rank", "2"),
        ("score", "2"),
        ("-score", "1"),
        ("-item-yeji", "1"),
        ("item-yeji", "2"),
        ("entrant", "1"),
    ],
)
def test_board_sort_orders_the_rows(client, released, words, sort, first):
    assert rows(words, client.get("/contests/bairi/", {"sort": sort}))[0].startswith(first)


def test_board_header_leads_to_the_other_order_and_keeps_the_choice(client, two_divisions):
    response = client.get("/contests/bairi/", {"division": "bumen", "sort": "-score", "utm": "x"})
    assert 'aria-sort="descending"' in response.content.decode()
    assert 'href="?division=bumen&amp;sort=score#ranking"' in response.content.decode()
    assert "utm" not in response.content.decode()


def test_board_divisions_are_tabs_and_never_ranked_together(client, two_divisions, words):
    first = client.get("/contests/bairi/")
    assert words(first, "nav", "tabs") == ["县市区 市直部门"]
    assert rows(words, first) == ["1 天元区 90.00 90.00 180.00"]
    assert [row[:5] for row in rows(words, client.get("/contests/bairi/", {"division": "bumen"}))] == [
        "1 财政局",
        "2 民政局",
    ]


def test_board_unranked_come_last_with_their_reason(client, two_divisions, words):
    assert words(client.get("/contests/bairi/"), "ul", "unranked") == ["荷塘区 本期无填报"]


def test_board_scope_shows_the_criteria_of_a_dimension(client, released, words):
    response = client.get("/contests/bairi/", {"scope": "yeji"})
    assert words(response, "tr") == ["名次 单位 业绩指标 满分 100 得分", "1 办公室 90.00 90.00", "2 招商局 80.00 80.00"]


@pytest.mark.parametrize("query", [{"division": "none"}, {"scope": "none"}, {"sort": "none"}, {"sort": "--rank"}])
def test_board_wrong_choice_is_not_found(client, released, query):
    assert client.get("/contests/bairi/", query).status_code == 404


def test_board_sample_contest_says_so(client, office, words):
    contest = office.open(sample=True)
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80})
    office.release(contest, "2022-07")
    assert words(client.get("/contests/bairi/"), "p", "notice")[0].startswith("演示数据")


def test_board_footer_says_how_to_check(client, released, words):
    release = released.releases.get()
    downloads = "核验下载： 本期数据文件 核验程序（Python） 核算底稿（Excel）"
    proof = words(client.get("/contests/bairi/"), "p", "proof")
    assert proof == [f"本期内容的 SHA-256： {release.sha256} {downloads}", "海报（PDF）： A3 A1 A0"]


def test_board_score_carries_the_contest_own_label(client, office, words):
    contest = office.open(score_label="完成率（%）")
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80})
    office.release(contest, "2022-07")
    assert words(client.get("/contests/bairi/"), "th", "score") == ["完成率（%）"]


def test_board_many_dimensions_stand_after_the_score(client, office, words):
    contest = office.open(dimensions={f"d{index}": f"维度{index}" for index in range(10)})
    office.enter(contest, "2022-07", {"u1": 9, "u2": 8})
    office.release(contest, "2022-07")
    heads = words(client.get("/contests/bairi/"), "tr")[0].split()
    assert heads == ["名次", "单位", "得分", *(f"维度{index}" for index in range(10))]


def test_ranking_says_what_was_added_to_a_score(client, db):
    contest = make_contest()
    people = make_people(contest)
    bonus = {
        "period_id": period_of(contest).pk, "entrant_id": contest.entrants.get(code="e2").pk, "scope": "total",
        "kind": "bonus", "points": Decimal(1), "matter": "受上级表彰", "document": "表彰1号",
    }  # fmt: skip
    propose(contest, adjustments=[bonus], by=people.reporter)
    release(month(contest, people), people)
    page = client.get("/contests/bisai/").content.decode()
    assert page.count("含 +1 受上级表彰") == 1
    screen = client.get("/hall/bisai/").content.decode()
    assert (screen.count("含加减分"), screen.count("受上级表彰")) == (1, 0)


def test_combined_list_has_one_group_and_a_ranking_of_all(client, office, words):
    boards = [{"scope": "combined", "colour": "black", "places": 1}]
    divisions = {"jia": "甲组", "yi": "乙组"}
    contest = office.open(divisions=divisions, boards=boards, combined=True)
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80})
    office.release(contest, "2022-07")
    response = client.get("/contests/bairi/?scope=combined")
    assert words(response, "h3") == ["综合榜 得分"]
    assert words(response, "caption") == ["综合榜排名"]
    assert words(response, "th", "rank") + words(response, "td", "rank") == ["名次", "1", "2"]


def test_grade_stands_in_the_ranking(client, office, words):
    contest = office.open(grades=[{"name": "优秀", "at_least": 170}, {"name": "一般"}])
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80})
    office.release(contest, "2022-07")
    assert words(client.get("/contests/bairi/"), "span", "grade") == ["优秀", "一般"]


def test_black_entry_shows_how_often_in_a_row_and_what_follows(client, office, words):
    contest = office.open(escalation={1: "提醒", 2: "约谈"})
    for period in ("2022-07", "2022-08"):
        office.enter(contest, period, {"u1": 90, "u2": 80})
        office.release(contest, period)
    assert words(client.get("/contests/bairi/releases/1/"), "span", "mark") == ["表彰", "提醒"]
    assert words(client.get("/contests/bairi/"), "span", "mark") == ["表彰", "连续 2 期：约谈"]
