"""Sending what waits: claimed by one worker, tried again when it failed, never sent twice by itself."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from contests.enums import AuditAction, DeliveryState
from contests.errors import ForbiddenError, NotReadyError
from contests.models import AuditEvent, Delivery, User
from contests.models.notices import TRIAL
from contests.rules import access_of
from contests.selectors.robot_addresses import Allowed
from contests.services.notices.channels import NotSentError, UnknownError, send_by_robot, send_mail

# After so many minutes a failed message is tried again; after the last of them it has failed.
RETRIES = (1, 2, 5, 15, 60)
# Longer than any sending takes: the worker that claimed it is gone.
LEASE = timedelta(minutes=2)
ERROR_LENGTH = 300
DIED = "发送时中断，不知是否送达"


def send_delivery(*, delivery_id: int, allowed: Allowed, site: str, now: datetime) -> DeliveryState | None:
    """Send a message if this worker can claim it; return what became of it, None where another one has it.

    It is marked as being sent, and that is committed, before it goes out. Whoever dies in between leaves it so; then
    `settle_abandoned` calls it unconfirmed, and only the office has it sent again.
    """
    claimed = Delivery.objects.filter(pk=delivery_id, state=DeliveryState.WAITING, due_at__lte=now).update(
        state=DeliveryState.SENDING, claimed_at=now, attempts=F("attempts") + 1
    )
    if claimed != 1:
        return None
    delivery = Delivery.objects.select_related("robot", "notice__person", "notice__contest").get(pk=delivery_id)
    try:
        _send(delivery, allowed, site, now)
    except NotSentError as error:
        return _failed(delivery, str(error), now)
    except UnknownError as error:
        return _settle(delivery, DeliveryState.UNCONFIRMED, error=str(error)[:ERROR_LENGTH])
    return _settle(delivery, DeliveryState.SENT, sent_at=now, error="")


def _send(delivery: Delivery, allowed: Allowed, site: str, now: datetime) -> None:
    """Send by mail or robot. Raises NotSentError, UnknownError; a robot that is off says nothing but what tries it."""
    robot = delivery.robot
    if robot is None:
        send_mail(delivery=delivery, site=site)
    elif robot.is_on or delivery.key.startswith(TRIAL):
        send_by_robot(robot=robot, text=delivery.text, allowed=allowed, now=now)
    else:
        raise NotSentError("机器人已停用")


def _failed(delivery: Delivery, error: str, now: datetime) -> DeliveryState:
    if delivery.attempts > len(RETRIES):
        return _settle(delivery, DeliveryState.FAILED, error=error[:ERROR_LENGTH])
    due = now + timedelta(minutes=RETRIES[delivery.attempts - 1])
    return _settle(delivery, DeliveryState.WAITING, error=error[:ERROR_LENGTH], due_at=due)


def _settle(delivery: Delivery, state: DeliveryState, **values: object) -> DeliveryState:
    """Store the end of this attempt, if nobody has begun another one; it may have been called abandoned meanwhile."""
    mine = Delivery.objects.filter(
        pk=delivery.pk,
        attempts=delivery.attempts,
        claimed_at=delivery.claimed_at,
        state__in=[DeliveryState.SENDING, DeliveryState.UNCONFIRMED],
    )
    mine.update(state=state, **values)
    return state


def settle_abandoned(*, now: datetime) -> int:
    """Call unconfirmed what a worker began to send and never ended; return how many."""
    left = Delivery.objects.filter(state=DeliveryState.SENDING, claimed_at__lt=now - LEASE)
    return left.update(state=DeliveryState.UNCONFIRMED, error=DIED)


@transaction.atomic
def resend(*, delivery: Delivery, actor: User, now: datetime) -> None:
    """Have a message sent again that failed or whose arrival nobody confirmed.

    Raises ForbiddenError for who is not of the contest's office, NotReadyError for one that waits or was sent.
    """
    if not access_of(actor).runs(delivery.contest):
        raise ForbiddenError("只有本竞赛的竞赛办可以重新发送")
    stuck = Delivery.objects.filter(pk=delivery.pk, state__in=[DeliveryState.FAILED, DeliveryState.UNCONFIRMED])
    if not stuck.update(state=DeliveryState.WAITING, attempts=0, due_at=now, error=""):
        raise NotReadyError("这条消息正在等待发送，或已发送，不必重新发送")
    AuditEvent.objects.record(
        action=AuditAction.DELIVERY_RESENT,
        actor_id=actor.pk,
        subject=delivery.contest.slug,
        details={"delivery": delivery.pk, "old": delivery.state, "new": DeliveryState.WAITING},
    )
