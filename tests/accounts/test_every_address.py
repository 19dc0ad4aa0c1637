"""Every address of the site: public by its mark and by this list, or behind all gates and in no cache."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as current
from django.contrib.staticfiles import finders
from django.urls import URLResolver, get_resolver, resolve, reverse
from django.utils import timezone

from contests.models import User
from contests.services.accounts import change_password

PUBLIC = {
    "healthz", "readyz", "login", "portal", "contest", "archive", "release", "bundle", "sheet", "verify-release",
    "audit", "entrant", "feed", "contest-feed", "contest-code", "release-code", "robots",
    "poster", "hall:screen", "hall:scenes", "hall:worker",
}  # fmt: skip
EXAMPLES = {
    "int": "1",
    "slug": "bisai",
    "str": "2022-09",
    "path": "none",
    "uuid": "00000000-0000-0000-0000-000000000000",
}
TEMPLATES = Path(current.BASE_DIR) / "templates"


def addresses(patterns=None, prefix="/"):
    """Yield an example of every address."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = re.sub(r"<(?:(\w+):)?\w+>", lambda found: EXAMPLES[found[1] or "str"], str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, prefix + route)
        else:
            yield prefix + route


def is_public(address):
    match = resolve(address)
    return match.view_name in PUBLIC or match.namespace in ("api-v1", "hall")


EVERY = sorted(set(addresses()))
PRIVATE = [address for address in EVERY if not is_public(address)]


def test_list_of_public_pages_is_not_longer_than_what_there_is():
    assert {resolve(address).view_name for address in EVERY if is_public(address)} >= PUBLIC
    assert len(PRIVATE) > 30


@pytest.fixture
def pending(client, clerk):
    client.force_login(clerk)
    return client


def test_private_address_leads_to_the_sign_in_and_is_kept_by_nobody(client, contest):
    def kept(response):
        return response.status_code, response["Location"].split("?")[0], "no-store" in response["Cache-Control"]

    found = {address: kept(client.get(address)) for address in PRIVATE}
    assert found == dict.fromkeys(PRIVATE, (302, "/login/", True))


def test_private_address_leads_to_the_change_of_the_password(pending):
    change = reverse("accounts:password")
    closed = [address for address in PRIVATE if address not in ("/logout/", change)]

    def led(address):
        part = pending.get(address, headers={"HX-Request": "true"})
        return pending.get(address).url, pending.post(address).url, part.status_code, part["HX-Redirect"]

    assert {address: led(address) for address in closed} == dict.fromkeys(closed, (change, change, 200, change))


@pytest.mark.parametrize("role", ["office", "system", "security", "auditor"])
def test_private_answer_is_kept_by_nobody_whatever_it_is(as_, role):
    client = as_(role)
    addresses = [address for address in PRIVATE if address != "/logout/"]
    kept = [address for address in addresses if "no-store" not in client.get(address)["Cache-Control"]]
    assert kept == []


def test_what_stays_open_while_the_password_must_be_changed(pending):
    statuses = {address: pending.get(address).status_code for address in ("/accounts/me/password/", "/", "/healthz")}
    assert statuses == {"/accounts/me/password/": 200, "/": 200, "/healthz": 200}
    assert pending.get("/contests/bisai/").status_code == 200
    assert pending.post("/logout/")["Location"] == "/login/"


def test_static_files_stay_open_while_the_password_must_be_changed(pending):
    assert finders.find("css/office.css")
    response = pending.get("/static/css/office.css")
    response.close()
    assert response.status_code == 200


def test_public_address_is_never_led_away(pending):
    public = [address for address in EVERY if is_public(address) and address not in ("/login/", "/api/v1/")]
    assert {pending.get(address).status_code for address in public} <= {200, 404, 405}


@pytest.mark.parametrize(("days", "status"), [(89, 200), (91, 302)])
def test_password_that_grew_too_old_must_be_changed(client, clerk, days, status):
    now = timezone.now()
    change_password(user=clerk, password="Xin-mima-2026", now=now - timedelta(days=days))
    client.force_login(User.objects.get(pk=clerk.pk))
    assert client.get("/office/").status_code == status


def test_age_of_passwords_can_be_left_alone(client, clerk, settings):
    settings.PASSWORD_MAX_AGE = None
    change_password(user=clerk, password="Xin-mima-2026", now=timezone.now() - timedelta(days=999))
    client.force_login(User.objects.get(pk=clerk.pk))
    assert client.get("/office/").status_code == 200


@pytest.mark.parametrize("address", ["/", "/login/", "/office/"])
def test_policy_allows_nothing_inline(client, contest, address):
    policy = client.get(address)["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_no_template_has_anything_inline():
    inline = re.compile(
        r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:|hx-on|hx-vals=['\"]js:", re.IGNORECASE
    )
    found = {
        str(file.relative_to(TEMPLATES)): match[0]
        for file in sorted(TEMPLATES.rglob("*.html"))
        if (match := inline.search(file.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_every_table_on_a_screen_says_what_it_is():
    # The hall's and the papers' stand in a section of their own that a heading names.
    papers = ("hall", "poster", "bulletin")
    texts = {
        file: file.read_text(encoding="utf-8") for file in TEMPLATES.rglob("*.html") if file.parent.name not in papers
    }
    found = {file.name for file, text in texts.items() if text.count("<table") > text.count("<caption")}
    assert found == set()
