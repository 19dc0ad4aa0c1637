"""Messages to robots, against a stand-in that judges them as the platforms do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contests.enums import DeliveryState, NoticeKind
from contests.errors import ForbiddenError, NotReadyError
from contests.models import AuditEvent, Delivery, Robot
from contests.selectors.notices import deliveries_due
from contests.selectors.robot_addresses import Allowed
from contests.services.notices import channels
from contests.services.notices.deliver import LEASE, RETRIES, resend, send_delivery, settle_abandoned
from contests.services.notices.post import GroupDraft, post
from contests.services.robots import try_robot
from tests.factories import make_contest, make_people
from tests.worker import wait_until

HERE = Allowed(loopback=True)
# Signatures are good for an hour only: the stand-in asks the real clock.
NOW = timezone.now()


def tell(contest, text="2022年9月催报：部门0还缺 2 项", key="nudge:1"):
    post(drafts=[], group=[GroupDraft(NoticeKind.NUDGE, key, contest, text)], by_email=False, now=NOW)
    return Delivery.objects.get(key=key)


def send(delivery, now=NOW, allowed=HERE):
    return send_delivery(delivery_id=delivery.pk, allowed=allowed, site="", now=now)


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu"])
def test_message_arrives_signed(contest, make_robot, platform, kind):
    make_robot(kind)
    delivery = tell(contest)
    assert send(delivery) == DeliveryState.SENT
    assert platform.heard == ["【测试竞赛】2022年9月催报：部门0还缺 2 项"]
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.sent_at, delivery.error) == ("sent", 1, NOW, "")


@pytest.mark.parametrize("kind", ["dingtalk", "feishu"])
def test_wrong_secret_is_said_in_the_platform_s_words(contest, make_robot, platform, kind):
    make_robot(kind, secret="SEC-other")
    delivery = tell(contest)
    assert send(delivery) == DeliveryState.WAITING
    delivery.refresh_from_db()
    assert "sign" in delivery.error
    assert platform.heard == []


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu"])
def test_long_text_is_cut_to_what_the_platform_takes(contest, make_robot, platform, kind):
    make_robot(kind)
    assert send(tell(contest, text="部门" * 1000)) == DeliveryState.SENT
    assert len(platform.heard) == 1


@pytest.mark.parametrize("mood", ["500", "html", "busy", "redirect"])
def test_failure_is_tried_again_later_and_then_arrives_once(contest, make_robot, platform, mood):
    make_robot()
    platform.moods = [mood, mood]
    delivery = tell(contest)
    assert send(delivery) == DeliveryState.WAITING
    assert send(delivery) is None
    first, second = NOW + timedelta(minutes=1), NOW + timedelta(minutes=3)
    assert send(delivery, now=first) == DeliveryState.WAITING
    assert deliveries_due(second - timedelta(seconds=1)) == []
    assert deliveries_due(second) == [delivery.pk]
    assert send(delivery, now=second) == DeliveryState.SENT
    assert send(delivery, now=second) is None
    assert (len(platform.heard), platform.asked) == (1, 3)


def test_what_fails_every_time_has_failed_in_the_end(contest, make_robot, platform):
    make_robot()
    platform.moods = ["500"] * 10
    delivery, now = tell(contest), NOW
    for minutes in RETRIES:
        assert send(delivery, now=now) == DeliveryState.WAITING
        now += timedelta(minutes=minutes)
    assert send(delivery, now=now) == DeliveryState.FAILED
    assert send(delivery, now=now + timedelta(days=1)) is None
    delivery.refresh_from_db()
    assert (delivery.attempts, delivery.error) == (6, "HTTP 500")


def test_no_connection_is_tried_again(contest, make_robot):
    make_robot(address="http://127.0.0.1:1/cgi-bin/webhook/send?key=k1")
    delivery = tell(contest)
    assert send(delivery) == DeliveryState.WAITING
    delivery.refresh_from_db()
    assert delivery.error == "连接不上：ConnectError"


def test_silence_is_unconfirmed_and_sent_again_only_by_the_office(contest, people, make_robot, platform, monkeypatch):
    make_robot()
    platform.moods = ["silence"]
    delivery = tell(contest)
    with monkeypatch.context() as impatient:
        impatient.setattr(channels, "ANSWER", 0.3)
        assert send(delivery) == DeliveryState.UNCONFIRMED
    # The stand-in may read the first message only after we gave up.
    wait_until(lambda: not platform.moods)
    assert send(delivery, now=NOW + timedelta(days=1)) is None
    delivery.refresh_from_db()
    assert delivery.error == "没有收到应答：ReadTimeout"
    resend(delivery=delivery, actor=people.office, now=NOW)
    assert send(delivery) == DeliveryState.SENT
    assert len(platform.heard) == 1
    event = AuditEvent.objects.first()
    assert (event.action, event.details["old"]) == ("delivery.resent", "unconfirmed")


def test_worker_that_died_while_sending_leaves_it_unconfirmed(contest, make_robot):
    make_robot()
    delivery = tell(contest)
    Delivery.objects.update(state=DeliveryState.SENDING, claimed_at=NOW, attempts=1)
    assert settle_abandoned(now=NOW + LEASE) == 0
    assert settle_abandoned(now=NOW + LEASE + timedelta(seconds=1)) == 1
    assert send(delivery, now=NOW + timedelta(days=1)) is None
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error) == ("unconfirmed", "发送时中断，不知是否送达")


def test_what_waits_or_was_sent_is_not_sent_again(contest, people, make_robot, platform):
    make_robot()
    delivery = tell(contest)
    with pytest.raises(NotReadyError):
        resend(delivery=delivery, actor=people.office, now=NOW)
    send(delivery)
    with pytest.raises(NotReadyError):
        resend(delivery=delivery, actor=people.office, now=NOW)
    assert len(platform.heard) == 1


def test_resending_is_for_the_office_of_the_contest(contest, people, make_robot):
    make_robot()
    delivery = tell(contest)
    Delivery.objects.update(state=DeliveryState.FAILED)
    stranger = make_people(make_contest(slug="bieren")).office
    stranger.memberships.filter(department=contest.host).delete()
    for person in (people.reviewer, people.leader):
        with pytest.raises(ForbiddenError):
            resend(delivery=delivery, actor=person, now=NOW)


def test_address_that_is_no_longer_allowed_is_not_asked(contest, make_robot, platform):
    make_robot()
    assert send(tell(contest), allowed=Allowed()) == DeliveryState.WAITING
    assert platform.asked == 0


def test_robot_tells_what_it_is_set_to_and_only_while_on(contest, make_robot):
    make_robot("wecom", kinds=["released"])
    make_robot("feishu", is_on=False)
    other = make_contest(slug="bieren")
    make_robot("dingtalk", contest=other)
    post(drafts=[], group=[GroupDraft(NoticeKind.NUDGE, "nudge:1", contest, "x")], by_email=False, now=NOW)
    assert not Delivery.objects.exists()


def test_robot_that_was_switched_off_meanwhile_says_nothing_but_can_be_tried(contest, people, make_robot, platform):
    robot = make_robot()
    delivery = tell(contest)
    Robot.objects.update(is_on=False)
    assert send(delivery) == DeliveryState.WAITING
    delivery.refresh_from_db()
    assert delivery.error == "机器人已停用"
    assert send(try_robot(robot=robot, actor=people.office, now=NOW)) == DeliveryState.SENT
    assert platform.heard == ["【测试竞赛】测试消息：群机器人已接通"]


def test_same_thing_told_twice_waits_once(contest, make_robot):
    make_robot()
    tell(contest)
    tell(contest)
    assert Delivery.objects.count() == 1
