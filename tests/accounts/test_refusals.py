"""What a person reads whose form has grown stale, or who asks for a page that is not there or not theirs."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from contests.models import AuditEvent
from contests.views.gates import SECOND_STEP
from contests.views.refusals import forbidden
from tests.accounts.conftest import sign_in

DESK = "/office/bisai/2022-09/"
NOT_YOURS = "没有这个页面，或者您没有权限看它"


@pytest.fixture
def stale(everyone):
    """A browser in which someone signed in again after the page was opened: its token is an old one."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(everyone["office"])
    client.get(DESK)
    return client


@pytest.mark.parametrize("is_debug", [True, False])
def test_stale_form_is_refused_in_plain_words(stale, settings, is_debug):
    settings.DEBUG = is_debug
    before = AuditEvent.objects.count()
    sent = {"reason": "补报", "csrfmiddlewaretoken": "x" * 64}
    response = stale.post(f"{DESK}compute", sent, headers={"Referer": f"http://testserver{DESK}"})
    page = response.content.decode()
    assert (response.status_code, "no-store" in response["Cache-Control"]) == (403, True)
    assert "在别的窗口重新登录过" in page
    assert "没有保存任何内容" in page
    assert f'href="http://testserver{DESK}"' in page
    assert [word for word in ("DEBUG", "Forbidden", "Django", "x" * 64) if word in page] == []
    assert AuditEvent.objects.count() == before


def test_stale_sign_in_is_refused_in_the_same_words(db):
    response = Client(enforce_csrf_checks=True).post("/login/", {"username": "x"}, headers={"Referer": "http://evil/"})
    page = response.content.decode()
    assert (response.status_code, "这一次没有保存" in page) == (403, True)
    assert "evil" not in page
    assert "重新打开原来的页面" not in page


def test_script_gets_the_sentence_alone(stale):
    response = stale.post(f"{DESK}compute", headers={"HX-Request": "true"})
    assert (response.status_code, response["Content-Type"]) == (403, "text/plain; charset=utf-8")
    assert response.content.decode().startswith("本页打开得太久，或者在别的窗口重新登录过")


@pytest.mark.parametrize("address", ["/office/none/", "/office/none/x/y/z/", "/audit/", "/nowhere/at/all/"])
def test_page_that_is_not_there_or_not_theirs_is_said_in_the_frame_of_the_office(as_, address):
    response = as_("reporter").get(address)
    page = response.content.decode()
    assert (response.status_code, "no-store" in response["Cache-Control"]) == (404, True)
    assert NOT_YOURS in page
    assert f'href="{reverse("office:home")}"' in page
    assert "office-user" in page


def test_view_s_own_sentence_is_kept(as_):
    assert "没有这项竞赛。" in as_("reporter").get("/contests/none/").content.decode()


def test_public_page_that_is_not_there_says_the_same_to_everyone(client, as_):
    address = "/contests/none/"
    before = client.get(address).content
    assert as_("reporter").get(address).content == before
    assert NOT_YOURS not in before.decode()


def test_nobody_signed_in_reads_the_public_page(client, db):
    response = client.get("/nowhere/at/all/")
    assert (response.status_code, NOT_YOURS in response.content.decode()) == (404, False)


@pytest.mark.parametrize("address", ["/nowhere。/", "/audit/no。where/", "/contests/none。/"])
@pytest.mark.parametrize("is_inside", [True, False])
def test_address_that_fits_none_tells_nothing_of_those_that_there_are(client, everyone, settings, address, is_inside):
    settings.DEBUG = False
    if is_inside:
        client.force_login(everyone["office"])
    page = client.get(address).content.decode()
    assert (NOT_YOURS in page) == is_inside
    assert [word for word in ("tried", "URLPattern", "healthz", str(settings.BASE_DIR)) if word in page] == []


@pytest.fixture
def idle(client, everyone):
    """A browser in which someone signed in half an hour ago, and did nothing since."""
    sign_in(client, "office")
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        yield client


@pytest.fixture
def codeless(client, everyone):
    """A browser in which someone signed in and still has to give a code."""
    sign_in(client, "office")
    session = client.session
    session[SECOND_STEP] = True
    session.save()
    return client


@pytest.fixture
def unchanged(client, everyone):
    """A browser in which someone signed in and still has to set a password."""
    everyone["office"].must_change_password = True
    everyone["office"].save()
    sign_in(client, "office")
    return client


@pytest.mark.parametrize("state", ["idle", "codeless", "unchanged"])
def test_whom_the_gate_keeps_out_reads_the_public_pages(request, state):
    browser = request.getfixturevalue(state)
    missing = browser.get("/nowhere/at/all/")
    browser.handler.enforce_csrf_checks = True
    stale = browser.post(DESK, {"csrfmiddlewaretoken": "x" * 64}, headers={"Referer": f"http://testserver{DESK}"})
    for response, status, says in ((missing, 404, "没有这个页面"), (stale, 403, "没有保存任何内容")):
        page = response.content.decode()
        assert (response.status_code, says in page) == (status, True)
        assert [word for word in (NOT_YOURS, "office-bar", "office-user") if word in page] == []
    # What is not there is no use of the session.
    browser.handler.enforce_csrf_checks = False
    assert browser.get("/office/").status_code == 302


def test_missing_right_is_said_like_a_missing_page(as_, everyone):
    client = as_("reporter")
    request = RequestFactory().get("/office/")
    request.user, request.session, request.resolver_match = everyone["reporter"], client.session, None
    response = forbidden(request, PermissionDenied())
    assert (response.status_code, NOT_YOURS in response.content.decode()) == (403, True)
