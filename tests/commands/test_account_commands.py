import io
import re

import pytest
from django.core.management import CommandError, call_command

from contests.models import AuditEvent, User
from contests.services.accounts import create_account
from tests.accounts.conftest import sign_in
from tests.audit.conftest import record, unsealed
from tests.factories import PASSWORD, make_contest

__all__ = ["unsealed"]

pytestmark = pytest.mark.django_db


def run(*command, **options):
    out = io.StringIO()
    call_command(*command, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def contest():
    return make_contest(entrants=2, criteria=1)


def test_three_administrators_are_made_at_once(client, contest):
    said = run("create_administrators", "bisai-park")
    made = re.findall(r"^(\w+) / (\S+)  (\S+)$", said, re.MULTILINE)
    assert [(name, role) for name, _, role in made] == [
        ("sysadmin", "系统管理员"),
        ("secadmin", "安全管理员"),
        ("auditor", "审计管理员"),
    ]
    for name, password, _ in made:
        sign_in(client, name, password)
        assert client.get("/office/")["Location"] == "/accounts/me/password/"
        client.logout()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("bisai-park", "--system", "x", "--audit", "x"), "三个不同"),
        (("bisai-park", "--system", "office"), "已有人使用：office"),
        (("wu",), "没有代码为 wu 的单位"),
    ],
)
def test_three_administrators_or_none(contest, arguments, said):
    User.objects.create(username="office")
    with pytest.raises(CommandError, match=said):
        run("create_administrators", *arguments)
    assert User.objects.count() == 1


def test_administrator_is_let_in_again_at_the_console(client, contest):
    run("create_administrators", "bisai-park")
    for _ in range(5):
        sign_in(client, "secadmin", "bu-dui")
    run("reset_account", "secadmin", "--off")
    name, password = run("reset_account", "secadmin", "--code").splitlines()[0].split(" / ")
    assert sign_in(client, name, password).status_code == 302
    actions = list(AuditEvent.objects.filter(subject="secadmin").values_list("action", flat=True)[:6])
    assert actions == [
        "sign_in.done", "password.reset", "code.reset", "account.switched", "account.unlocked", "account.switched",
    ]  # fmt: skip


def test_account_that_is_not_there_is_not_reset(contest):
    with pytest.raises(CommandError, match="没有用户名为 wu 的账号"):
        run("reset_account", "wu")


def test_member_of_the_console_must_change_the_password(client, contest, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("Chushi-mima-1\n"))
    run("add_member", "xin", "bisai-d0", "reporter")
    sign_in(client, "xin", "Chushi-mima-1")
    assert client.get("/office/")["Location"] == "/accounts/me/password/"


def test_member_who_is_an_administrator_is_given_no_other_role(contest):
    run("create_administrators", "bisai-park")
    with pytest.raises(CommandError, match="不能兼任业务角色"):
        run("add_member", "auditor", "bisai-park", "office")


def test_log_is_verified(contest):
    record(1)
    last = AuditEvent.objects.first().sha256
    said = run("verify_audit")
    assert f"最后一条 SHA-256 {last}" in said
    assert "--expect" in said
    record(2)
    assert "日志完整" in run("verify_audit", "--expect", last.upper())


def test_log_that_does_not_go_so_far_is_said(contest):
    with pytest.raises(CommandError, match="0 处异常"):
        run("verify_audit", "--expect", "0" * 64)


def test_tampering_is_named(contest, unsealed):
    first = record(1)
    record(2)
    unsealed("UPDATE contests_auditevent SET subject = %s WHERE id = %s", ["x", first.pk])
    with pytest.raises(CommandError, match="1 处异常"):
        run("verify_audit")


def test_person_of_the_site_is_made_with_a_department(contest):
    place = contest.entrants.first().department
    made = create_account(username="li", display_name="", department=place, email="", password=PASSWORD, actor=None)
    assert made.must_change_password
