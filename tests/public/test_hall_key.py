"""The device key of the hall screen."""

import pytest

KEY = "the-key-of-the-hall-in-the-park"
SCREEN, SCENES = "/hall/bairi/", "/hall/bairi/scenes/"


@pytest.fixture(autouse=True)
def key(settings):
    settings.HALL_DEVICE_KEY = KEY


@pytest.mark.parametrize("path", [SCREEN, SCENES])
@pytest.mark.parametrize("query", [{}, {"key": "another-key-of-the-same-size-xx"}, {"key": ""}, {"key": "密钥"}])
def test_without_the_key_there_is_nothing(client, released, path, query):
    response = client.get(path, query)
    assert response.status_code == 404
    assert not response.cookies


def test_key_is_asked_once_and_leaves_the_address(client, released):
    response = client.get(SCREEN, {"key": KEY, "seconds": "15"})
    assert (response.status_code, response["Location"]) == (302, f"{SCREEN}?seconds=15")
    assert "no-store" in response["Cache-Control"]
    cookie = response.cookies["hall"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/hall/")
    assert KEY not in cookie.value
    assert client.get(SCREEN).status_code == 200
    assert client.get(SCENES).status_code == 200


def test_key_alone_leads_to_the_bare_address(client, released):
    assert client.get(SCREEN, {"key": KEY})["Location"] == SCREEN


def test_known_device_may_not_fill_the_store_of_a_proxy(client, released):
    client.get(SCREEN, {"key": KEY})
    response = client.get(SCENES)
    assert "private" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    unchanged = client.get(SCENES, headers={"if-none-match": response["ETag"]})
    assert unchanged.status_code == 304
    assert "private" in unchanged["Cache-Control"]


def test_another_key_forgets_the_devices(client, released, settings):
    client.get(SCREEN, {"key": KEY})
    settings.HALL_DEVICE_KEY = "the-next-key-of-the-hall"
    assert client.get(SCREEN).status_code == 404


def test_forged_cookie_is_not_believed(client, released):
    client.cookies["hall"] = f"{KEY}:1rAbCd:forged"
    assert client.get(SCREEN).status_code == 404


def test_unknown_contest_is_not_found_with_the_key_either(client, released):
    client.get(SCREEN, {"key": KEY})
    assert client.get("/hall/nobody/").status_code == 404
