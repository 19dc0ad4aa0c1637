import re

import pytest

from contests.enums import Role
from contests.errors import ForbiddenError, ScoreboardError
from contests.models import AuditEvent, Department, User
from contests.services.accounts import (
    create_account,
    edit_account,
    reset_password,
    reset_second_step,
    switch_account,
    unlock_account,
)
from tests.accounts.conftest import grant, sign_in
from tests.factories import PASSWORD


def make(contest, number=1):
    place = Department.objects.get(code="bisai-d1")
    for at in range(number):
        user = User.objects.create(username=f"u{at:02}", display_name=f"张{at}", department=place)
        user.memberships.create(department=place, role=Role.REPORTER)


def test_new_account_is_shown_its_password_once_and_must_change_it(as_, client):
    place = Department.objects.get(code="bisai-d0")
    words = {"username": "li", "display_name": "李某", "department": place.pk, "email": ""}
    page = as_("system").post("/accounts/new/", words).content.decode()
    password = re.search(r'office-secret">([^<]+)<', page)[1]
    user = User.objects.get(username="li")
    assert password not in as_("system").get(f"/accounts/{user.pk}/").content.decode()
    client.logout()
    sign_in(client, "li", password)
    assert client.get("/office/")["Location"] == "/accounts/me/password/"
    event = AuditEvent.objects.filter(action="account.created").first()
    expected = {"new": {"name": "李某", "department": "bisai-d0", "email": ""}, "address": "127.0.0.1"}
    assert (event.subject, event.details) == ("li", expected)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"username": "office"}, "已有人使用"),
        ({"username": "李某"}, "小写字母开头"),
        ({"department": ""}, "必填"),
        ({"department": "bieren"}, "选择一个有效"),
        ({"email": "x"}, "应为邮箱"),
        ({"display_name": ""}, "必填"),
    ],
)
def test_new_account_says_what_is_wrong(as_, stranger, changes, said):
    if changes.get("department"):
        changes = {"department": stranger.department_id}
    place = Department.objects.get(code="bisai-d0")
    words = {"username": "li", "display_name": "李某", "department": place.pk, "email": ""} | changes
    response = as_("system").post("/accounts/new/", words)
    assert response.status_code == 422
    assert re.search(f'class="office-fault"[^>]*>[^<]*{said}', response.content.decode())
    assert not User.objects.filter(username="li").exists()


def test_change_is_logged_old_and_new(as_, clerk):
    place = Department.objects.get(code="bisai-d1")
    as_("system").post(f"/accounts/{clerk.pk}/", {"display_name": "王二", "department": place.pk, "email": ""})
    event = AuditEvent.objects.get(action="account.changed")
    assert event.details == {
        "address": "127.0.0.1",
        "name": {"old": "王某", "new": "王二"},
        "department": {"old": "bisai-d0", "new": "bisai-d1"},
    }


def test_switching_off_ends_the_sessions_and_on_lets_in_again(client, clerk, everyone):
    User.objects.filter(pk=clerk.pk).update(must_change_password=False)
    sign_in(client, "wang")
    switch_account(account=clerk, active=False, actor=everyone["system"])
    assert client.get("/office/")["Location"] == "/login/?next=/office/"
    assert sign_in(client, "wang").status_code == 200
    with pytest.raises(ScoreboardError, match="已经是这个状态"):
        switch_account(account=clerk, active=False, actor=everyone["system"])
    switch_account(account=clerk, active=True, actor=everyone["system"])
    assert sign_in(client, "wang").status_code == 302


SERVICES = {
    "edit": lambda account, actor: edit_account(
        account=account, display_name="x", department=account.department, email="", actor=actor
    ),
    "reset": lambda account, actor: reset_password(account=account, password=PASSWORD, actor=actor),
    "switch": lambda account, actor: switch_account(account=account, active=False, actor=actor),
    "code": lambda account, actor: reset_second_step(account=account, actor=actor),
    "unlock": lambda account, actor: unlock_account(account=account, actor=actor),
}


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("actor", ["office", "security", "auditor", "system"])
def test_service_refuses_who_does_not_keep_the_account(everyone, stranger, service, actor):
    with pytest.raises(ForbiddenError):
        SERVICES[service](stranger, everyone[actor])
    assert not AuditEvent.objects.filter(subject="stranger", actor=everyone[actor]).exists()


@pytest.mark.parametrize("service", [name for name in SERVICES if name != "unlock"])
@pytest.mark.parametrize("account", ["security", "auditor", "system"])
def test_administrator_s_account_is_the_console_s(everyone, service, account):
    with pytest.raises(ForbiddenError, match="只能由运维人员"):
        SERVICES[service](everyone[account], everyone["system"])
    SERVICES[service](everyone[account], None)


@pytest.mark.parametrize("service", ["reset", "code"])
def test_account_with_a_role_elsewhere_is_not_taken_over(everyone, clerk, stranger, service):
    grant("wang", "bieren-park", Role.OFFICE)
    with pytest.raises(ForbiddenError, match="另有角色"):
        SERVICES[service](clerk, everyone["system"])


def test_account_is_not_made_or_moved_outside(everyone, clerk, stranger):
    outside = stranger.department
    with pytest.raises(ForbiddenError, match="管理范围内"):
        create_account(
            username="li", display_name="", department=outside, email="", password=PASSWORD, actor=everyone["system"]
        )
    with pytest.raises(ForbiddenError, match="管理范围内"):
        edit_account(account=clerk, display_name="", department=outside, email="", actor=everyone["system"])


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("name=王", {"wang"}),
        ("name=U0", {"u00"}),
        ("role=reporter", {"reporter", "u00"}),
        ("state=initial", {"wang"}),
        ("state=off", {"reviewer"}),
    ],
)
def test_list_is_searched(as_, everyone, contest, clerk, query, names):
    make(contest)
    User.objects.filter(username="reviewer").update(is_active=False)
    page = as_("system").get(f"/accounts/?{query}").content.decode()
    found = set(re.findall(r"<td[^>]*>(\w+)</td>", page)) & set(User.objects.values_list("username", flat=True))
    assert found == names


def test_list_is_searched_by_department_and_lock(as_, client, contest, clerk, everyone):
    make(contest)
    place = Department.objects.get(code="bisai-d0")
    page = as_("system").get(f"/accounts/?department={place.pk}").content.decode()
    assert "wang" in page
    assert "u00" not in page
    client.logout()
    for _ in range(5):
        sign_in(client, "u00", "bu-dui")
    page = as_("system").get("/accounts/?state=locked").content.decode()
    assert "u00" in page
    assert "已锁定" in page
    assert "wang" not in page


@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_the_same_queries_whatever_the_accounts(as_, contest, number, django_assert_num_queries):
    make(contest, number)
    client = as_("system")
    with django_assert_num_queries(12):
        client.get("/accounts/")
    client = as_("security")
    with django_assert_num_queries(10):
        client.get("/accounts/rights/")
