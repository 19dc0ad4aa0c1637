"""A ranking too long for one page: page by page in the order chosen, whole in the text and in the files."""

import re

import pytest

from contests.selectors.published import archive_of, document_of, payload_of
from contests.selectors.releases import canonical

BOARD = "/contests/bairi/"
ENTRANTS = 120


def open_long(office, entrants):
    contest = office.open(names=[f"单位{number}" for number in range(1, entrants + 1)])
    for month in ("2022-07", "2022-08"):
        codes = contest.entrants.values_list("code", flat=True)
        office.enter(contest, month, {code: 100 - place / 2 for place, code in enumerate(codes)})
        office.release(contest, month)
    return contest


@pytest.fixture
def long(office):
    return open_long(office, ENTRANTS)


@pytest.fixture
def numbers(client):
    """Return a function that returns the numbers of the units in the ranking, from above."""

    def read(query="", address=BOARD):
        response = client.get(address + query)
        assert response.status_code == 200
        table = response.content.decode().partition("<tbody")[2]
        return [int(number) for number in re.findall(r">单位(\d+)</a>", table)]

    return read


def test_pages_follow_each_other_in_the_order_chosen(long, numbers):
    assert numbers() == list(range(1, 51))
    assert numbers("?page=2") == list(range(51, 101))
    assert numbers("?page=3") == list(range(101, 121))
    assert numbers("?sort=-rank") == list(range(120, 70, -1))
    assert numbers("?sort=-rank&page=3") == list(range(20, 0, -1))


def test_page_that_there_is_not_is_not_found(long, client):
    pages = ("0", "4", "-1", "x", "1.5", "９９")
    assert [page for page in pages if client.get(BOARD, {"page": page}).status_code != 404] == []


def test_pages_lead_to_each_other_and_to_the_whole(long, client, words, numbers):
    page = client.get(f"{BOARD}?period=2022-08&sort=-score&page=2")
    assert "第 51—100 个，共 120 个（第 2 页，共 3 页）" in words(page, "nav", "pages")[0]
    found = [
        address.replace("&amp;", "&") for address in re.findall(r'href="(\?[^"]*page=\d|\?[^"]*)#', str(page.content))
    ]
    assert {
        "?period=2022-08&sort=-score",
        "?period=2022-08&sort=-score&page=3",
        "?period=2022-08&text=1",
    } <= set(found)
    # A header sorts from the first page on.
    assert "?period=2022-08&sort=rank" in found
    assert numbers("?text=1") == list(range(1, ENTRANTS + 1))


def test_each_page_has_an_etag_of_its_own(long, client):
    assert client.get(BOARD).headers["ETag"] != client.get(f"{BOARD}?page=2").headers["ETag"]


def test_hundred_are_seen_whole(office, client, words, numbers):
    open_long(office, 100)
    assert len(numbers()) == 100
    assert words(client.get(BOARD), "nav", "pages") == []
    assert client.get(f"{BOARD}?page=2").status_code == 404


def test_document_that_all_pages_share_stays_as_published(long, client):
    issue = archive_of("bairi").newest
    for address in (BOARD, f"{BOARD}?sort=-score&page=2", f"{BOARD}entrants/u1/", "/hall/bairi/", f"{BOARD}?text=1"):
        assert client.get(address).status_code == 200
    for form in ("csv", "xlsx"):
        assert client.get(f"/api/v1/contests/bairi/releases/2/standings.{form}").status_code == 200
    assert canonical(payload_of(issue)) == document_of(issue)
