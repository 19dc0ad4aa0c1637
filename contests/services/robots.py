"""The robots of group chats: set up, changed, switched on and off, tried out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from contests.enums import AuditAction
from contests.errors import ForbiddenError, ScoreboardError
from contests.models import AuditEvent, Contest, Delivery, Robot, User
from contests.models.notices import TRIAL
from contests.rules import access_of
from contests.selectors.robot_addresses import Allowed, masked, refusal


@dataclass(frozen=True, slots=True)
class RobotValues:
    """What a robot is to be; an empty address or secret of one that exists stays as it is."""

    name: str
    kind: str
    address: str
    secret: str
    kinds: Sequence[str]
    is_on: bool


@transaction.atomic
def store_robot(*, contest: Contest, robot: Robot | None, values: RobotValues, allowed: Allowed, actor: User) -> Robot:
    """Set up a robot of a contest, or change one. The log keeps neither address nor secret.

    Raises ForbiddenError for who is not of the contest's office, ScoreboardError for an address that is not allowed or
    a name that is taken.
    """
    _must_run(contest, actor)
    old = _shown(robot) if robot else None
    changed = robot or Robot(contest=contest)
    changed.name, changed.kind = values.name, values.kind
    changed.kinds, changed.is_on = list(values.kinds), values.is_on
    changed.address = values.address or changed.address
    changed.secret = values.secret or changed.secret
    if why_not := refusal(changed.kind, changed.address, allowed):
        raise ScoreboardError(why_not)
    try:
        with transaction.atomic():
            changed.save()
    except IntegrityError:
        raise ScoreboardError(f"本竞赛已有名为“{values.name}”的机器人") from None
    _log(AuditAction.ROBOT_CHANGED, changed, actor, {"old": old, "new": _shown(changed), "secret": bool(values.secret)})
    return changed


@transaction.atomic
def try_robot(*, robot: Robot, actor: User, now: datetime) -> Delivery:
    """Return a test message of a robot that waits to be sent. Raises ForbiddenError."""
    _must_run(robot.contest, actor)
    delivery = Delivery.objects.create(
        robot=robot,
        contest=robot.contest,
        key=f"{TRIAL}{now.isoformat()}",
        text=f"【{robot.contest.name}】测试消息：群机器人已接通",
        created_at=now,
        due_at=now,
    )
    _log(AuditAction.ROBOT_TESTED, robot, actor, {"delivery": delivery.pk})
    return delivery


def _must_run(contest: Contest, actor: User) -> None:
    if not access_of(actor).runs(contest):
        raise ForbiddenError("只有本竞赛的竞赛办可以管理群机器人")


def _shown(robot: Robot) -> dict[str, object]:
    return {
        "name": robot.name,
        "kind": robot.kind,
        "address": masked(robot.address),
        "kinds": robot.kinds,
        "is_on": robot.is_on,
    }


def _log(action: AuditAction, robot: Robot, actor: User, details: dict[str, object]) -> None:
    AuditEvent.objects.record(
        action=action, actor_id=actor.pk, subject=robot.contest.slug, details={"robot": robot.pk} | details
    )
