import pytest
import time_machine
from django.core.cache import cache

BOARD = "/contests/bairi/"


@pytest.fixture
def board_of(office):
    """Return a function that releases a board with so many units."""

    def publish(size):
        contest = office.open(names=[f"单位{index}" for index in range(1, size + 1)])
        office.enter(contest, "2022-07", {f"u{index}": index for index in range(1, size + 1)})
        office.release(contest, "2022-07")

    return publish


@pytest.mark.parametrize("size", [1, 30])
def test_board_cold_costs_four_queries(client, board_of, django_assert_num_queries, size):
    board_of(size)
    with django_assert_num_queries(4):
        assert client.get(BOARD).status_code == 200


@pytest.mark.parametrize("size", [1, 30])
def test_entrant_cold_costs_four_queries(client, board_of, django_assert_num_queries, size):
    board_of(size)
    with django_assert_num_queries(4):
        assert client.get("/contests/bairi/entrants/u1/").status_code == 200


def test_board_warm_costs_none_and_answers_304(client, released, django_assert_num_queries):
    first = client.get(BOARD)
    with django_assert_num_queries(0):
        again = client.get(BOARD)
        unchanged = client.get(BOARD, headers={"if-none-match": first["ETag"]})
    assert again.content == first.content
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged["ETag"] == first["ETag"]
    assert unchanged["Cache-Control"] == first["Cache-Control"]


def test_board_after_the_pointer_expired_costs_no_document(client, released, django_assert_num_queries):
    client.get(BOARD)
    cache.delete("archive:bairi")
    cache.delete("ledger:bairi")
    with django_assert_num_queries(2):
        client.get(BOARD)


def test_board_etag_is_strong_and_may_be_kept_by_all(client, released):
    response = client.get(BOARD)
    assert response["ETag"].startswith('"')
    assert "public" in response["Cache-Control"]
    assert "stale-while-revalidate" in response["Cache-Control"]


def test_board_is_the_same_for_someone_signed_in(client, released, office):
    anonymous = client.get(BOARD)
    client.force_login(office.people[2])
    cache.clear()
    signed_in = client.get(BOARD)
    assert signed_in.content == anonymous.content
    assert not signed_in.has_header("Vary")
    assert not signed_in.cookies


def test_board_unknown_parameter_is_ignored(client, released):
    assert client.get(BOARD, {"from": "wechat"})["ETag"] == client.get(BOARD)["ETag"]


def test_board_other_sorting_has_another_etag(client, released):
    assert client.get(BOARD, {"sort": "-rank"})["ETag"] != client.get(BOARD)["ETag"]


def test_board_new_issue_has_another_etag(client, released, office):
    before = client.get(BOARD)["ETag"]
    office.enter(released, "2022-08", {"u1": 90, "u2": 80})
    office.release(released, "2022-08")
    assert client.get(BOARD, headers={"if-none-match": before}).status_code == 200


def test_release_corrected_has_another_etag_and_a_mark(client, released, office):
    address = "/contests/bairi/releases/1/"
    before = client.get(address)["ETag"]
    office.enter(released, "2022-07", {"u1": 70, "u2": 80})
    office.release(released, "2022-07", reason="数据录入有误")
    after = client.get(address, headers={"if-none-match": before})
    assert after.status_code == 200
    assert "已更正" in after.content.decode()


def test_board_cannot_be_posted_to(client, released):
    assert client.post(BOARD).status_code == 405


@pytest.mark.parametrize("address", ["/", BOARD])
def test_newest_board_outlasts_the_application(client, released, address):
    assert "stale-if-error=3600" in client.get(address)["Cache-Control"]


def stale_if_error(response):
    return [word for word in response["Cache-Control"].split(", ") if word.startswith("stale-if-error")]


@pytest.mark.parametrize("address", ["/", "/contests/second/"])
def test_copy_is_not_shown_after_the_earliest_window_of_a_black_list(client, office, address):
    calendar = {"starts_on": "2022-07-01", "ends_on": "2022-12-31", "ranked": ["month"]}
    for slug, days in (("first", 0), ("second", 20), ("third", 30)):
        contest = office.open(slug=slug, calendar=calendar | {"black_days": days})
        office.enter(contest, "2022-07", {"u1": 90, "u2": 80})
        office.release(contest, "2022-07")
    # Released on October 14th: the last day of the second one is November 3rd, which ends at 16:00 UTC.
    for at, said in (
        ("2022-11-03T14:00:00Z", ["stale-if-error=3600"]),
        ("2022-11-03T15:30:00Z", ["stale-if-error=1798"]),
        ("2022-11-03T15:59:59Z", []),
        ("2022-11-03T16:00:00Z", ["stale-if-error=3600"]),
    ):
        cache.clear()
        with time_machine.travel(at, tick=False):
            assert stale_if_error(client.get(address)) == said


@pytest.mark.parametrize(
    "address",
    [
        f"{BOARD}?period=2022-07",
        f"{BOARD}releases/",
        f"{BOARD}releases/1/",
        f"{BOARD}releases/1/entrants/u1/",
        f"{BOARD}releases/1/bundle.json",
        f"{BOARD}releases/1/audit.xlsx",
        f"{BOARD}releases/1/poster-a3.pdf",
        f"{BOARD}entrants/u1/",
        f"{BOARD}feed.xml",
        "/api/v1/contests/bairi/releases/1",
        "/api/v1/contests/bairi/releases/1/standings.csv",
    ],
)
def test_what_may_have_been_recalled_unnoticed_does_not(client, released, address):
    response = client.get(address)
    assert response.status_code == 200
    assert "stale-if-error" not in response["Cache-Control"]
