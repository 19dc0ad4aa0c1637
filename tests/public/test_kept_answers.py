"""A finished public answer is given again for a moment, to whoever would get the same bytes, and to nobody else."""

import time

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from contests.views.kept_answers import LARGEST_BYTES, MOST, MOST_BYTES, KeptAnswersMiddleware

BOARD = "/contests/bairi/"


@pytest.fixture
def kept(settings):
    settings.KEPT_SECONDS = 60
    return settings


@pytest.fixture
def middleware(kept):
    return KeptAnswersMiddleware(WSGIHandler().get_response)


def test_answer_is_given_again_whole(kept, released, client, django_assert_num_queries):
    first = client.get(BOARD)
    cache.clear()
    with django_assert_num_queries(0):
        again = client.get(BOARD)
    assert (again.status_code, again.content, dict(again.headers)) == (200, first.content, dict(first.headers))
    assert again.headers["Content-Security-Policy"]


def test_answer_grows_old(kept, released, office, client):
    kept.KEPT_SECONDS = 0.01
    first = client.get(BOARD)
    office.recall(released.releases.get())
    cache.clear()
    time.sleep(0.02)
    assert client.get(BOARD).headers["ETag"] != first.headers["ETag"]


def test_that_nothing_has_changed_is_kept_for_who_has_that_version(kept, released, client, django_assert_num_queries):
    etag = client.get(BOARD).headers["ETag"]
    assert client.get(BOARD, headers={"if-none-match": etag}).status_code == 304
    cache.clear()
    with django_assert_num_queries(0):
        again = client.get(BOARD, headers={"if-none-match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert client.get(BOARD, headers={"if-none-match": '"another"'}).status_code == 200


def test_each_address_query_and_site_has_its_own(kept, released, client):
    kept.ALLOWED_HOSTS = ["a.example", "b.example"]
    asked = [(page, site) for page in ("/hall/bairi/", BOARD, f"{BOARD}?sort=entrant") for site in kept.ALLOWED_HOSTS]
    first = [client.get(page, headers={"host": site}).content for page, site in asked]
    assert [client.get(page, headers={"host": site}).content for page, site in asked] == first
    # The screen's code to be photographed holds the name of the site.
    assert len(set(first)) == 4
    assert client.get(BOARD, headers={"host": "c.example"}).status_code == 400


def test_hall_that_needs_a_key_is_kept_for_nobody(kept, released, client):
    kept.HALL_DEVICE_KEY = "a-device-key-of-this-test"
    assert client.get("/hall/bairi/", {"key": kept.HALL_DEVICE_KEY}, follow=True).status_code == 200
    client.cookies.clear()
    assert client.get("/hall/bairi/").status_code == 404


def test_api_counts_every_request(kept, released, client):
    kept.API_PER_MINUTE = 2
    assert [client.get("/api/v1/contests").status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("address", ["/office/", "/login/", "/healthz", "/readyz", "/no-such-page", BOARD + "?sort=no"])
def test_what_is_not_for_everyone_or_not_there_is_not_kept(middleware, released, address):
    middleware(RequestFactory().get(address))
    assert middleware.kept == {}


@pytest.mark.parametrize(
    "address",
    [BOARD + "releases/1/bundle.json", BOARD + "releases/1/audit.xlsx", BOARD + "feed.xml", "/hall/sw.js"],
)
def test_file_is_not_kept(middleware, released, address):
    assert middleware(RequestFactory().get(address)).status_code == 200
    assert middleware.kept == {}


@pytest.fixture
def pages_of(kept):
    """Return a function that returns the middleware before pages of so many bytes, whatever is asked for."""

    def before(size):
        def page(request):
            request.resolver_match = resolve(BOARD)
            return HttpResponse(b"x" * size, headers={"Cache-Control": "public, max-age=2"})

        return KeptAnswersMiddleware(page)

    return before


@pytest.mark.parametrize(("size", "count"), [(LARGEST_BYTES, 1), (LARGEST_BYTES + 1, 0)])
def test_large_page_is_not_kept(pages_of, size, count):
    middleware = pages_of(size)
    middleware(RequestFactory().get(BOARD))
    assert len(middleware.kept) == count


def test_kept_pages_take_no_more_room_than_they_may(pages_of):
    middleware, fit = pages_of(LARGEST_BYTES), MOST_BYTES // LARGEST_BYTES
    for number in range(fit + 3):
        middleware(RequestFactory().get(f"{BOARD}?x={number}"))
        assert sum(len(body) for *_, body in middleware.kept.values()) <= MOST_BYTES
    assert len(middleware.kept) == 3
    assert fit < MOST


def test_who_tries_addresses_takes_no_more_room(middleware, released):
    for number in range(MOST + 10):
        assert middleware(RequestFactory().get(f"{BOARD}?x={number}")).status_code == 200
    assert len(middleware.kept) == 10
