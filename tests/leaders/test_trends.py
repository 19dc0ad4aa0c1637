"""The ranks of a contest over time: what is chosen in the address, and what the tables under the charts say."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from contests.services.contests import store_contest
from tests.factories import compute, contest_spec, make_contest, make_people, month, release
from tests.leaders.conftest import a_leader
from tests.leaders.test_home import AUGUST, FIRST, THEN, two_months

TRENDS = reverse("leaders:contest", args=["bisai"])


def ranks(rows):
    return {row.code: [cell.rank for cell in row.cells] for row in rows}


def test_ranks_stand_side_by_side_and_what_is_not_released_is_marked(page, contest, people):
    two_months(contest, people)
    response = page(TRENDS)
    trends = response.context["trends"]
    assert [(column.short, column.result.number) for column in trends.columns] == [("8月", 1), ("9月", None)]
    assert ranks(trends.rows) == {"e1": [2, 1], "e2": [3, 2], "e3": [4, 3], "e0": [1, 4]}
    assert [cell.band for cell in trends.rows[0].cells] == [2, 1]
    text = response.content.decode()
    assert 'title="未发布">未</span>' in text
    assert "echarts.min.js" in text
    assert text.count('data-rank="') == 10


def test_lines_are_those_who_fell_and_those_who_are_asked_for(page, contest, people):
    two_months(contest, people)
    assert page(TRENDS).context["trends"].chosen == ["e0"]
    asked = page(f"{TRENDS}?unit=e2&unit=e1&unit=e2")
    assert ranks(asked.context["trends"].lines) == {"e1": [2, 1], "e2": [3, 2]}


def test_lines_are_the_own_ones_first(page, contest, people, leader):
    two_months(contest, people)
    leader.liaisons.create(department=contest.entrants.get(code="e3").department, starts_on="2022-08-01")
    assert page(TRENDS).context["trends"].chosen == ["e3", "e0"]


@pytest.mark.parametrize("query", ["?cadence=week", "?division=none", "?unit=e9"])
def test_choice_that_is_none_is_not_there(page, contest, people, query):
    release(month(contest, people, AUGUST, FIRST), people)
    page(TRENDS + query, status=404)


def test_contest_without_a_result_says_so_and_loads_no_chart(page, contest):
    text = page(TRENDS).content.decode()
    assert "还没有结果" in text
    assert "echarts" not in text


def test_correction_that_is_not_released_stands_beside_the_release(page, contest, people):
    release(month(contest, people, AUGUST, FIRST), people)
    release(month(contest, people, scores=FIRST), people)
    two = page(TRENDS).context["trends"].columns[1].result
    assert (two.number, two.pending) == (2, None)


def test_page_costs_the_same_queries_for_more_rows(page, contest, people, leader, django_assert_num_queries):
    release(month(contest, people, AUGUST, FIRST), people)
    cache.clear()
    with django_assert_num_queries(14):
        page(TRENDS)
    release(month(contest, people, scores=THEN), people)
    more = make_contest(slug="er", entrants=30)
    leader.memberships.create(department=more.host, role="leader")
    staff = make_people(more, prefix="er")
    for code in ("2022-07", AUGUST, "2022-09"):
        release(month(more, staff, code), staff)
    for slug in ("bisai", "er"):
        cache.clear()
        with django_assert_num_queries(14):
            page(reverse("leaders:contest", args=[slug]))


def in_groups(scores_by_month):
    """Return a contest of two groups, x with e0 and y with e1, with its people, computed month by month."""
    spec = contest_spec(entrants=2, criteria=1)
    spec["divisions"] = [{"code": code, "name": f"{code}组", "category": ""} for code in "xy"]
    for entrant, code in zip(spec["entrants"], "xy", strict=True):
        entrant["division"] = code
    contest = store_contest(spec=spec, actor=None)
    people = make_people(contest)
    for code, scores in scores_by_month.items():
        compute(month(contest, people, code, scores))
    return contest


def opened_at(client, contest, query=""):
    client.force_login(a_leader(contest))
    response = client.get(TRENDS + query)
    trends = response.context["trends"]
    return trends.division, trends.last_ranked and trends.last_ranked.short, response.content.decode()


def test_page_opens_on_the_group_with_the_newest_ranks(client, db):
    contest = in_groups({AUGUST: {"e0": {"k0": 9}}, "2022-09": {"e1": {"k0": 8}}})
    division, last, text = opened_at(client, contest)
    assert (division, last) == ("y", "9月")
    assert "最近一次有名次的是" not in text


def test_months_without_ranks_are_said_to_have_none(client, db):
    contest = in_groups({AUGUST: {"e0": {"k0": 9}}, "2022-09": {"e1": {"k0": 8}}})
    division, last, text = opened_at(client, contest, "?division=x")
    assert (division, last) == ("x", "8月")
    assert '最近一次有名次的是 <a href="/leaders/bisai/2022-08/">2022年8月</a>，其后各期这一组都没有名次' in text


def test_group_without_any_rank_says_so_and_loads_no_chart(client, db):
    contest = in_groups({AUGUST: {"e1": {"k0": 9}}, "2022-09": {"e1": {"k0": 8}}})
    _, last, text = opened_at(client, contest, "?division=x")
    assert last is None
    assert "最近 2 期这一组都没有名次，请在上面换一个周期或组别" in text
    assert "echarts" not in text


def test_single_period_makes_no_line_and_the_page_says_so(page, contest, people):
    release(month(contest, people, AUGUST, FIRST), people)
    text = page(TRENDS).content.decode()
    assert "只有一期，尚无走势。" in text
    assert ("data-heat" in text, "data-lines" in text) == (True, False)
    compute(month(contest, people, scores=FIRST))
    text = page(TRENDS).content.decode()
    assert ("尚无走势" in text, "data-lines" in text) == (False, True)
