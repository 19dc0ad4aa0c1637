"""Signing in and out: the session's id, its end when nothing is done, what the log says."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from contests.models import AuditEvent
from tests.accounts.conftest import sign_in


def test_session_has_a_new_id_after_the_sign_in(client, everyone):
    client.get("/login/")
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    sign_in(client, "office")
    assert client.cookies["sessionid"].value != before


def test_doing_nothing_ends_the_session(client, everyone):
    sign_in(client, "office")
    with time_machine.travel(timezone.now() + timedelta(minutes=31, seconds=5)):
        response = client.get("/office/?a=b")
        assert response["Location"] == "/login/?next=/office/%3Fa%3Db&idle=1"
        assert "已自动退出" in client.get(response["Location"]).content.decode()
        assert client.get("/office/")["Location"] == "/login/?next=/office/"
    event = AuditEvent.objects.get(action="sign_out.done")
    assert (event.actor, event.details["idle"]) == (everyone["office"], True)


def test_doing_something_keeps_the_session(client, everyone):
    sign_in(client, "office")
    start = timezone.now()
    for minutes in (20, 40, 60, 80):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            assert client.get("/office/").status_code == 200


def test_session_is_not_written_with_every_request(client, everyone, django_assert_num_queries):
    sign_in(client, "office")
    with django_assert_num_queries(2):
        client.get("/accounts/me/second-step/begin")


def test_part_of_a_page_leads_the_whole_page_to_the_sign_in(client, everyone):
    sign_in(client, "office")
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/office/bisai/"}
        response = client.get("/office/", headers=headers)
    assert (response.status_code, response["HX-Redirect"]) == (200, "/login/?next=/office/bisai/&idle=1")


@pytest.mark.parametrize(
    ("referrer", "address"),
    [
        ("http://testserver/office/bisai/", "/login/?next=http%3A//testserver/office/bisai/"),
        ("http://elsewhere/", "/login/"),
        ("", "/login/"),
    ],
)
def test_form_sent_without_a_session_leads_back_to_its_page(client, contest, referrer, address):
    response = client.post("/office/bisai/2022-09/compute", headers={"Referer": referrer} if referrer else {})
    assert response["Location"] == address


def test_log_says_who_came_and_went_and_that_a_session_is_still_open(client, everyone, client_elsewhere):
    sign_in(client, "office", REMOTE_ADDR="10.0.0.1")
    sign_in(client_elsewhere, "office", REMOTE_ADDR="10.0.0.2")
    client_elsewhere.post("/logout/", REMOTE_ADDR="10.0.0.2")
    sign_in(client_elsewhere, "office", REMOTE_ADDR="10.0.0.2")
    events = AuditEvent.objects.filter(actor=everyone["office"]).order_by("pk")
    assert [(event.action, event.details) for event in events] == [
        ("sign_in.done", {"address": "10.0.0.1"}),
        ("sign_in.done", {"address": "10.0.0.2", "still_open_at": "10.0.0.1"}),
        ("sign_out.done", {"address": "10.0.0.2", "idle": False}),
        ("sign_in.done", {"address": "10.0.0.2"}),
    ]


@pytest.fixture
def client_elsewhere():
    from django.test import Client

    return Client()
