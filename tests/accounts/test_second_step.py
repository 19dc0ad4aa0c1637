from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from contests.models import AuditEvent
from tests.accounts.conftest import sign_in

ENROL, CODE, OWN = "/accounts/me/second-step/", "/accounts/me/code/", "/accounts/me/"


def code_of(user, confirmed=True):
    device = TOTPDevice.objects.get(user=user, confirmed=confirmed)
    return f"{totp(device.bin_key):06}"


def enrol(client, user):
    client.post(f"{ENROL}begin")
    return client.post(ENROL, {"code": code_of(user, confirmed=False)})


def test_person_switches_it_on_and_gives_a_code_at_the_next_sign_in(client, everyone):
    user = everyone["office"]
    sign_in(client, "office")
    client.post(f"{ENROL}begin")
    page = client.get(ENROL).content.decode()
    assert 'src="data:image/svg+xml' in page
    assert client.post(ENROL, {"code": code_of(user, confirmed=False)})["Location"] == "/office/"
    assert client.get("/office/").status_code == 200
    client.post("/logout/")
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        sign_in(client, "office")
        assert client.get("/office/bisai/")["Location"] == CODE
        assert client.post(CODE, {"code": code_of(user)})["Location"] == "/office/"
        assert client.get("/office/bisai/").status_code == 200
    assert AuditEvent.objects.filter(action="code.enabled", actor=user).count() == 1


@pytest.mark.parametrize("address", ["/office/", "/office/bisai/2022-09/", "/accounts/", OWN, "/accounts/me/password/"])
def test_no_private_page_opens_before_the_code(client, everyone, address):
    sign_in(client, "office")
    enrol(client, everyone["office"])
    client.post("/logout/")
    sign_in(client, "office")
    assert client.get(address)["Location"] == CODE
    assert client.post(address)["Location"] == CODE


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "１２３４５６"])
def test_what_is_no_code_is_refused(client, everyone, code):
    sign_in(client, "office")
    client.post(f"{ENROL}begin")
    assert client.post(ENROL, {"code": code}).status_code == 422


def test_wrong_code_is_refused_and_logged(client, everyone):
    user = everyone["office"]
    sign_in(client, "office")
    client.post(f"{ENROL}begin")
    wrong = f"{(int(code_of(user, confirmed=False)) + 1) % 10**6:06}"
    assert client.post(ENROL, {"code": wrong}).status_code == 422
    assert not TOTPDevice.objects.get(user=user).confirmed
    assert AuditEvent.objects.get(action="code.failed").actor == user


def test_code_is_good_only_once(client, everyone):
    user = everyone["office"]
    sign_in(client, "office")
    enrol(client, user)
    client.post("/logout/")
    sign_in(client, "office")
    assert client.post(CODE, {"code": code_of(user)}).status_code == 422


def test_role_that_requires_it_must_enrol_at_the_sign_in(client, everyone, settings):
    settings.SECOND_STEP_ROLES = ["system_admin"]
    sign_in(client, "office")
    assert client.get("/office/").status_code == 200
    client.post("/logout/")
    sign_in(client, "system")
    assert client.get("/accounts/")["Location"] == CODE
    assert client.get(CODE)["Location"] == ENROL
    assert enrol(client, everyone["system"]).status_code == 302
    assert client.get("/accounts/").status_code == 200


def test_second_telephone_is_not_added_to_a_session_left_open(client, everyone):
    sign_in(client, "office")
    enrol(client, everyone["office"])
    client.post(f"{ENROL}begin")
    assert TOTPDevice.objects.get(user=everyone["office"]).confirmed


def test_reset_by_the_administrator_lets_in_without_a_code(client, everyone, clerk):
    type(clerk).objects.filter(pk=clerk.pk).update(must_change_password=False)
    sign_in(client, "wang")
    enrol(client, clerk)
    client.force_login(everyone["system"])
    client.post(f"/accounts/{clerk.pk}/reset-code")
    client.post("/logout/")
    sign_in(client, "wang")
    assert client.get("/office/").status_code == 200
    assert AuditEvent.objects.get(action="code.reset").details["enabled"] == {"old": True, "new": False}
