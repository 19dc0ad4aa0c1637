import re

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

import scoreboard.settings as product
from contests.models import AuditEvent, User
from contests.services.accounts import change_password, make_initial_password, reset_password
from tests.accounts.conftest import sign_in
from tests.factories import PASSWORD

CHANGE = "/accounts/me/password/"


@pytest.fixture
def user(everyone):
    return everyone["reviewer"]


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("Abc-12345", "至少 10 个字符"),
        ("abcdefghijk", "至少 3 种"),
        ("ABCDEFGH1234", "至少 3 种"),
        ("12345-67890", "至少 3 种"),
        ("Password-123", None),
        ("password123", "常见"),
        ("Reviewer-1", "太相似"),
    ],
)
def test_rule_is_said_in_chinese(user, password, said):
    if said is None:
        validate_password(password, user)
        return
    with pytest.raises(ValidationError) as raised:
        validate_password(password, user)
    messages = "".join(raised.value.messages)
    assert said in messages
    assert not re.search(r"[a-z]{4}", messages)


def test_initial_password_fits_the_rules(user):
    passwords = {make_initial_password() for _ in range(50)}
    assert len(passwords) == 50
    for password in passwords:
        validate_password(password, user)


def test_last_five_passwords_are_not_taken_again(user):
    used = [PASSWORD, *(f"Yi-ci-xin-mima-{number}" for number in range(5))]
    for password in used[1:]:
        validate_password(password, User.objects.get(pk=user.pk))
        user = change_password(user=user, password=password, now=timezone.now())
    for password in used[1:]:
        with pytest.raises(ValidationError, match="最近 5 次"):
            validate_password(password, user)
    validate_password(PASSWORD, user)
    assert user.earlier_passwords.count() == 4


def test_new_hashes_are_argon2_and_old_ones_are_made_anew_at_the_sign_in(client, user, settings):
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    User.objects.filter(pk=user.pk).update(password=make_password(PASSWORD, hasher="pbkdf2_sha256"))
    assert sign_in(client, "reviewer").status_code == 302
    user.refresh_from_db()
    assert user.password.startswith("argon2$argon2id$")
    assert user.check_password(PASSWORD)


def test_page_changes_the_password_and_keeps_the_session(client, clerk):
    sign_in(client, "wang")
    before = client.session.session_key
    words = {"old_password": PASSWORD, "new_password1": "Xin-mima-2026", "new_password2": "Xin-mima-2026"}
    assert client.post(CHANGE, words)["Location"] == "/office/"
    clerk.refresh_from_db()
    assert (clerk.check_password("Xin-mima-2026"), clerk.must_change_password) == (True, False)
    assert client.get("/office/").status_code == 200
    assert client.session.session_key != before
    event = AuditEvent.objects.get(action="password.changed")
    assert (event.actor, event.details) == (
        clerk,
        {"address": "127.0.0.1", "initial": {"old": True, "new": False}},
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("bu-dui", "Xin-mima-2026", "旧密码"), (PASSWORD, PASSWORD, "最近 5 次"), (PASSWORD, "jian-dan-de-mima", "3 种")],
)
def test_page_says_what_is_wrong_with_a_password(client, clerk, old, new, said):
    sign_in(client, "wang")
    response = client.post(CHANGE, {"old_password": old, "new_password1": new, "new_password2": new})
    assert response.status_code == 422
    assert said in response.content.decode()
    clerk.refresh_from_db()
    assert clerk.must_change_password


def test_reset_ends_the_sessions_and_asks_for_a_new_password(client, clerk):
    change_password(user=clerk, password="Xin-mima-2026", now=timezone.now())
    sign_in(client, "wang", "Xin-mima-2026")
    assert client.get("/office/").status_code == 200
    reset_password(account=clerk, password="Chushi-2026-ab", actor=None)
    assert client.get("/office/")["Location"] == "/login/?next=/office/"
    sign_in(client, "wang", "Chushi-2026-ab")
    assert client.get("/office/")["Location"] == CHANGE
