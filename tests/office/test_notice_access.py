"""Who gets which of the pages of notices, robots and what is not reported."""

import pytest
from django.urls import reverse

from contests.enums import DeliveryState, NoticeKind, Role
from contests.models import Delivery, Department, Notice, Robot, User
from tests.factories import NOW, make_contest

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6"
ROLES = {
    "reporter": (Role.REPORTER, "d0"),
    "reviewer": (Role.REVIEWER, "park"),
    "unit_reviewer": (Role.REVIEWER, "d0"),
    "assessor": (Role.ASSESSOR, "park"),
    "office": (Role.OFFICE, "park"),
    "leading_group": (Role.LEADING_GROUP, "park"),
    "leader": (Role.LEADER, "park"),
    "auditor": (Role.AUDITOR, "park"),
    "system_admin": (Role.SYSTEM_ADMIN, "park"),
    "security_admin": (Role.SECURITY_ADMIN, "park"),
}
# Address, method; the office gets this, everybody else 404.
OFFICE_ONLY = {
    "unreported": ("office:unreported", ["2022-09"], "get", 200),
    "nudge": ("office:nudge", ["2022-09"], "post", 302),
    "robots": ("office:robots", [], "get", 200),
    "add_robot": ("office:robots", [], "post", 422),
    "robot": ("office:robot", [1], "get", 200),
    "change_robot": ("office:robot", [1], "post", 422),
    "test_robot": ("office:test_robot", [1], "post", 302),
    "resend": ("office:resend", [1], "post", 302),
}


@pytest.fixture
def contest(db):
    contest = make_contest(entrants=2, criteria=1)
    robot = Robot.objects.create(pk=1, contest=contest, name="群", kind="wecom", address=WECOM, kinds=["nudge"])
    Delivery.objects.create(
        pk=1, contest=contest, robot=robot, key="x", text="x", state=DeliveryState.FAILED, created_at=NOW, due_at=NOW
    )
    return contest


@pytest.fixture
def enter(client, contest):
    """A function that signs somebody in by role, of the contest's park or of another."""

    def sign_in(name, slug="bisai"):
        role, place = ROLES[name]
        user = User.objects.create(username=name)
        user.memberships.create(department=Department.objects.get(code=f"{slug}-{place}"), role=role)
        client.force_login(user)
        return client

    return sign_in


def ask(client, page, slug="bisai"):
    name, rest, method, _ = OFFICE_ONLY[page]
    return getattr(client, method)(reverse(name, args=[slug, *rest])).status_code


@pytest.mark.parametrize("role", ROLES)
def test_pages_are_the_office_s(enter, role):
    client = enter(role)
    expected = {page: row[3] if role == "office" else 404 for page, row in OFFICE_ONLY.items()}
    assert {page: ask(client, page) for page in OFFICE_ONLY} == expected


@pytest.mark.parametrize("role", ROLES)
def test_pages_of_a_sibling_park_are_not_there(enter, role):
    make_contest(slug="bieren")
    client = enter(role, "bieren")
    assert {page: ask(client, page) for page in OFFICE_ONLY} == dict.fromkeys(OFFICE_ONLY, 404)


def test_rows_of_another_contest_are_not_there(enter):
    make_contest(slug="bieren")
    client = enter("office", "bieren")
    for name in ("office:robot", "office:test_robot", "office:resend"):
        assert client.post(reverse(name, args=["bieren", 1])).status_code == 404


def test_without_signing_in_every_page_leads_to_the_sign_in(client, contest):
    assert {page: ask(client, page) for page in OFFICE_ONLY} == dict.fromkeys(OFFICE_ONLY, 302)
    for name, args in (("list", []), ("read_all", []), ("read", [1]), ("follow", [1])):
        assert client.post(reverse(f"notices:{name}", args=args))["Location"].startswith("/login/")


@pytest.mark.parametrize("page", [page for page, row in OFFICE_ONLY.items() if row[3] == 302])
def test_a_get_changes_nothing(enter, page):
    name, rest, _, _ = OFFICE_ONLY[page]
    assert enter("office").get(reverse(name, args=["bisai", *rest])).status_code == 405


@pytest.mark.parametrize("role", ROLES)
def test_everyone_has_notices_of_their_own_only(enter, contest, role):
    client = enter(role)
    assert client.get(reverse("notices:list")).status_code == 200
    other = User.objects.create(username="bieren")
    notice = Notice.objects.create(
        person=other, contest=contest, kind=NoticeKind.NUDGE, key="x", text="催报", link="/office/", created_at=NOW
    )
    for name in ("read", "follow"):
        assert client.get(reverse(f"notices:{name}", args=[notice.pk])).status_code == 405
        assert client.post(reverse(f"notices:{name}", args=[notice.pk])).status_code == 404
    client.post(reverse("notices:read_all"))
    notice.refresh_from_db()
    assert notice.read_at is None
    assert "催报" not in client.get(reverse("notices:list")).content.decode()
