import pytest
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
    with django_assert_num_queries(3):
        client.get(BOARD)


def test_board_etag_is_strong_and_may_be_kept_by_all(client, released):
    response = client.get(BOARD)
    assert response["ETag"].startswith('"')
    assert "public" in response["Cache-Control"]
    assert "stale-while-revalidate" in response["Cache-Control"]
    assert "stale-if-error" in response["Cache-Control"]


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
