"""What goes out goes out once, however many workers there are and however often they are asked."""

import time

import pytest
from django.utils import timezone

from contests.enums import DeliveryState
from contests.models import Delivery, Notice, Robot
from contests.services.notices.nudge import nudge
from contests.tasks import deliver, watch_notices
from tests.factories import make_contest, make_people
from tests.platform import SECRET
from tests.worker import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def nudged(platform):
    """September was pressed for; a robot of each platform waits to say so."""
    contest = make_contest(entrants=3, criteria=2)
    for kind in ("wecom", "dingtalk", "feishu"):
        address = platform.address(kind)
        Robot.objects.create(contest=contest, name=kind, kind=kind, address=address, secret=SECRET, kinds=["nudge"])
    people = make_people(contest)
    period = contest.periods.select_related("contest__host").get(code="2022-09")
    nudge(period=period, entrants=None, actor=people.office, by_email=False, now=timezone.now())
    return people


def sent():
    return Delivery.objects.filter(state=DeliveryState.SENT).count() == 3


def test_nudge_arrives_once_while_two_workers_run(nudged, platform, start):
    start(), start()
    for _ in range(10):
        watch_notices.delay()
        for pk in Delivery.objects.values_list("pk", flat=True):
            deliver.delay(pk)
    wait_until(sent)
    # Whoever would send it a second time has time to.
    time.sleep(2)
    assert len(platform.heard) == 3
    (said,) = set(platform.heard)
    assert said.startswith("【测试竞赛】2022年9月催报：部门0、部门1、部门2还缺 6 项，")
    assert platform.asked == 3
    assert Notice.objects.get().person == nudged.reporter


def test_worker_that_dies_while_it_sends_is_not_followed_by_another(nudged, platform, start):
    Robot.objects.exclude(kind="wecom").delete()
    platform.moods = ["silence"]
    first = start()
    deliver.delay(Delivery.objects.get().pk)
    wait_until(lambda: platform.asked)
    first.kill()
    first.wait()
    start()
    watch_notices.delay()
    time.sleep(3)
    assert platform.asked == 1
    assert Delivery.objects.get().state == DeliveryState.SENDING
