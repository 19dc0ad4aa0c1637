"""What there is one of, or none: a line with a single point, a recall among the issues, a reason told once."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

BOARD = "/contests/bairi/"


def test_entrant_of_a_single_issue_reads_that_there_is_no_trend_yet(client, released, office, words):
    page = client.get(f"{BOARD}entrants/u1/").content.decode()
    assert "只有一期，尚无走势。" in page
    assert ("data-chart" in page, "rank-line" in page, "echarts" in page) == (False, False, False)
    office.enter(released, "2022-08", {"u1": 60, "u2": 80})
    office.release(released, "2022-08")
    page = client.get(f"{BOARD}entrants/u1/").content.decode()
    assert ("尚无走势" in page, "data-chart" in page) == (False, True)


def test_entrant_ranked_once_in_two_issues_has_no_line_with_one_point(client, released, office):
    office.enter(released, "2022-08", {"u2": 80})
    office.release(released, "2022-08")
    page = client.get(f"{BOARD}entrants/u1/").content.decode()
    assert ("有名次的不足两期，尚无走势。" in page, "data-chart" in page) == (True, False)


@pytest.mark.parametrize(
    ("query", "tag", "said"),
    [({}, "caption", "月榜 · 共 2 期，撤回 1 次"), ({"text": "1"}, "h2", "月榜，共 2 期，撤回 1 次")],
)
def test_recall_is_not_counted_among_the_issues(client, released, office, words, query, tag, said):
    office.enter(released, "2022-08", {"u1": 60, "u2": 80})
    office.recall(office.release(released, "2022-08"))
    assert words(client.get(f"{BOARD}releases/", query), tag) == [said]


@pytest.mark.parametrize("written", ["更正：录入有误", "更正原因：录入有误", " 更正的原因: 录入有误 ", "录入有误"])
def test_reason_of_a_correction_is_led_in_once(client, released, office, words, written):
    office.enter(released, "2022-07", {"u1": 70, "u2": 80})
    office.release(released, "2022-07", reason=written)
    said = words(client.get(f"{BOARD}releases/2/"), "p", "notice")
    assert said == ["更正 本期更正 第1期 。更正原因：录入有误"]


def test_star_is_the_sign_of_the_red_list_alone(client, released, words):
    page = client.get(BOARD).content.decode()
    star = "m12 1.500 2.700 7.700h8.100"
    assert page.count(star) == 1
    honoured = re.search(r'<span class="mark">(.*?)</span>', page, re.DOTALL)[1]
    assert ("表彰" in honoured, star in honoured) == (True, False)


def test_triangles_are_the_signs_of_lists_and_not_of_sorting():
    assert set("▲▼★↑↓") & set(Path(finders.find("css/tables.css")).read_text(encoding="utf-8")) == set()
