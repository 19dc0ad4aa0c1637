"""What the matrix of addresses does not say of notices and robots: nobody reaches another's rows, no GET writes."""

import pytest
from django.urls import reverse

from contests.enums import DeliveryState, NoticeKind
from contests.models import Delivery, Notice, Robot
from tests.factories import NOW, make_contest

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6"


@pytest.fixture
def robot(contest):
    robot = Robot.objects.create(contest=contest, name="群", kind="wecom", address=WECOM, kinds=["nudge"])
    Delivery.objects.create(
        contest=contest, robot=robot, key="x", text="x", state=DeliveryState.FAILED, created_at=NOW, due_at=NOW
    )
    return robot


def test_robots_of_one_contest_are_not_reached_through_another(as_, people, robot):
    other = make_contest(slug="bieren")
    people.office.memberships.create(department=other.host, role="office")
    client, stuck = as_("office"), Delivery.objects.get()
    for name, pk in (("robot", robot.pk), ("test_robot", robot.pk), ("resend", stuck.pk)):
        assert client.post(reverse(f"office:{name}", args=["bieren", pk])).status_code == 404


def test_a_get_changes_nothing(as_, robot):
    client, stuck = as_("office"), Delivery.objects.get()
    addresses = [
        reverse("office:nudge", args=["bisai", "2022-09"]),
        reverse("office:test_robot", args=["bisai", robot.pk]),
        reverse("office:resend", args=["bisai", stuck.pk]),
        reverse("notices:read_all"),
        reverse("notices:read", args=[1]),
        reverse("notices:follow", args=[1]),
    ]
    assert [client.get(address).status_code for address in addresses] == [302] * 6


@pytest.mark.parametrize("role", ["reporter", "reviewer", "leader"])
def test_notices_of_another_are_not_there(as_, contest, people, role):
    notice = Notice.objects.create(
        person=people.office, contest=contest, kind=NoticeKind.NUDGE, key="x", text="催报", link="/", created_at=NOW
    )
    client = as_(role)
    for name in ("read", "follow"):
        assert client.post(reverse(f"notices:{name}", args=[notice.pk])).status_code == 404
    client.post(reverse("notices:read_all"))
    notice.refresh_from_db()
    assert notice.read_at is None
    assert "催报" not in client.get(reverse("notices:list")).content.decode()
