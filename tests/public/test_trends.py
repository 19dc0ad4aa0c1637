"""The line of the last periods beside a ranking: what it tells, what it leaves open, what it never depends on."""

import re

import pytest
from django.core.cache import cache

from contests.models import Placement

BOARD = "/contests/bairi/"
FIRST, SECOND = {"u1": 90, "u2": 80}, {"u1": 70, "u2": 80}


@pytest.fixture
def publish(office):
    """Return a function that releases the contest's months with these points, opening it the first time."""
    opened = {}

    def months(**points):
        contest = opened.setdefault("contest", None) or office.open()
        opened["contest"] = contest
        for month, values in points.items():
            period = f"2022-{month.removeprefix('m')}"
            office.enter(contest, period, values)
            office.release(contest, period)
        return contest

    return months


def lines(client, words, address=BOARD):
    """Return the places of every row in words, in the order of the ranking."""
    return [
        line.removeprefix("近").replace("期名次：", " ") for line in _told(words(client.get(address), "span", "sr"))
    ]


def _told(found):
    return [text for text in found if "期名次：" in text]


def paths(client):
    return re.findall(r'class="trend-line"[^>]*><path d="([^"]+)"/>', client.get(BOARD).content.decode())


def test_line_has_the_places_of_the_last_months_and_says_them(client, publish, words):
    publish(m07=FIRST, m08=SECOND, m09=FIRST)
    assert lines(client, words) == ["3 1、2、1", "3 2、1、2"]
    assert words(client.get(BOARD), "th", "trend") == ["近3期走势"]
    assert paths(client) == ["M3 3L45 21L87 3", "M3 21L45 3L87 21"]


def test_first_issue_has_no_line(client, publish, words):
    publish(m07=FIRST)
    assert words(client.get(BOARD), "th", "trend") == []


def test_line_is_of_the_total_and_not_under_a_dimension(client, publish, words):
    publish(m07=FIRST, m08=SECOND)
    assert words(client.get(BOARD, {"scope": "yeji"}), "th", "trend") == []


def test_month_without_a_place_breaks_the_line(client, publish, words):
    publish(m07=FIRST, m08={"u1": 90}, m09=FIRST)
    assert lines(client, words) == ["3 1、1、1", "3 2、未排名、2"]
    assert '<path class="lone" d="M3 21h0M87 21h0"/>' in client.get(BOARD).content.decode()


def test_month_without_an_issue_breaks_the_line(client, publish, words):
    publish(m07=FIRST, m09=SECOND, m10=SECOND)
    assert lines(client, words) == ["4 2、未发布、1、1", "4 1、未发布、2、2"]
    assert paths(client) == ["M59 3L87 3", "M59 21L87 21"]


def test_line_goes_back_eight_periods_and_no_further(client, office, words):
    calendar = {"starts_on": "2022-07-04", "ends_on": "2022-12-31", "ranked": ["week", "month"], "black_days": 0}
    contest = office.open(cadence="week", calendar=calendar)
    for week in range(27, 37):
        office.enter(contest, f"2022-W{week}", FIRST if week % 2 else SECOND)
        office.release(contest, f"2022-W{week}")
    assert lines(client, words)[0] == "8 2、1、2、1、2、1、2、1"


def test_weeks_and_months_have_lines_of_their_own(client, office, words):
    calendar = {"starts_on": "2022-07-04", "ends_on": "2022-12-31", "ranked": ["week", "month"], "black_days": 0}
    contest = office.open(cadence="week", calendar=calendar)
    for week, points in (("2022-W29", FIRST), ("2022-W30", SECOND)):
        office.enter(contest, week, points)
        office.release(contest, week)
    office.release(contest, "2022-07")
    assert lines(client, words, f"{BOARD}?period=2022-07") == []
    assert lines(client, words, f"{BOARD}?period=2022-W30") == ["2 2、1", "2 1、2"]


def test_line_begins_anew_where_the_division_changes(client, office, words):
    contest = office.open(names=("甲", "乙", "丙", "丁"), divisions={"kaigong": "比开工", "touchan": "比投产"})
    points = {"u1": 90, "u2": 80, "u3": 70, "u4": 60}
    for period in ("2022-07", "2022-08"):
        office.enter(contest, period, points)
        office.release(contest, period)
    division = contest.divisions.get(code="touchan")
    Placement.objects.create(entrant=contest.entrants.get(code="u1"), division=division, starts_on="2022-09-05")
    for period in ("2022-09", "2022-10"):
        office.enter(contest, period, points)
        office.release(contest, period)
    assert lines(client, words, f"{BOARD}?division=touchan") == ["2 1、1", "4 1、1、2、2", "4 2、2、3、3"]
    # It ends where the others end.
    assert 'd="M59 3L87 3"' in client.get(BOARD, {"division": "touchan"}).content.decode()


def test_old_issue_stays_as_it_was_whatever_is_released_and_corrected_later(client, office, publish, words):
    contest = publish(m07=FIRST, m08=FIRST)
    address = f"{BOARD}releases/2/"
    before = client.get(address)
    office.enter(contest, "2022-09", SECOND)
    office.release(contest, "2022-09")
    office.enter(contest, "2022-07", SECOND)
    office.release(contest, "2022-07", reason="数据录入有误")
    cache.clear()
    after = client.get(address)
    assert (after["ETag"], after.content) == (before["ETag"], before.content)
    assert lines(client, words, address) == ["2 1、1", "2 2、2"]


def test_issue_after_a_correction_shows_the_corrected_place(client, office, publish, words):
    contest = publish(m07=FIRST)
    office.enter(contest, "2022-07", SECOND)
    office.release(contest, "2022-07", reason="数据录入有误")
    publish(m08=FIRST)
    assert lines(client, words) == ["2 2、1", "2 1、2"]
    # The correction is of July: what came before it, not what was released before it.
    assert lines(client, words, f"{BOARD}releases/2/") == []


@pytest.mark.parametrize("size", [2, 30])
def test_lines_cost_one_query_cold_and_none_afterwards(client, office, django_assert_num_queries, size):
    contest = office.open(names=[f"单位{index}" for index in range(1, size + 1)])
    for month in range(7, 12):
        office.enter(contest, f"2022-{month:02}", {f"u{index}": index for index in range(1, size + 1)})
        office.release(contest, f"2022-{month:02}")
    with django_assert_num_queries(5):
        assert client.get(BOARD).status_code == 200
    with django_assert_num_queries(0):
        assert client.get(BOARD, {"sort": "-rank"}).status_code == 200


def test_recalled_month_is_called_so_in_every_line_and_changes_the_etag(client, office, publish, words):
    contest = publish(m07=FIRST, m08=SECOND, m09=FIRST)
    address = f"{BOARD}releases/3/"
    before = client.get(address)
    assert lines(client, words, address) == ["3 1、2、1", "3 2、1、2"]
    office.recall(contest.releases.get(number=2))
    cache.clear()
    after = client.get(address)
    assert after["ETag"] != before["ETag"]
    assert lines(client, words, address) == ["3 1、已撤回、1", "3 2、已撤回、2"]
    # What is released of it again is of later, and the board of September stays as it is.
    office.release(contest, "2022-08", reason="核实后重新发布")
    assert lines(client, words, address) == ["3 1、已撤回、1", "3 2、已撤回、2"]


def test_line_never_begins_with_what_was_recalled(client, office, publish, words):
    contest = publish(m07=FIRST, m08=SECOND, m09=FIRST)
    office.recall(contest.releases.get(number=1))
    assert lines(client, words, f"{BOARD}releases/3/") == ["2 2、1", "2 1、2"]
    assert words(client.get(f"{BOARD}releases/3/"), "th", "trend") == ["近2期走势"]
