"""Writing down what people and group chats are told; what goes out waits in the same transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from contests.enums import NoticeKind
from contests.models import Contest, Delivery, Notice, Period, Robot, User

TEXT_LENGTH = 400


class Draft(NamedTuple):
    """What one person is to be told of one thing."""

    person: int
    kind: NoticeKind
    key: str
    contest: Contest
    period: Period | None
    text: str
    link: str


class GroupDraft(NamedTuple):
    """What group chats are to be told of one thing: units and numbers, no person, no score."""

    kind: NoticeKind
    key: str
    contest: Contest
    text: str


def post(*, drafts: Iterable[Draft], group: Iterable[GroupDraft], by_email: bool, now: datetime) -> list[Notice]:
    """Store, inside the caller's transaction, what was not told yet; return the new notices.

    With `by_email` each one also waits to be sent to a person who has an address.
    """
    fresh = _fresh(list({(draft.person, draft.key): draft for draft in drafts}.values()))
    notices = Notice.objects.bulk_create(
        Notice(
            person_id=draft.person,
            kind=draft.kind,
            key=draft.key,
            contest=draft.contest,
            period=draft.period,
            text=draft.text[:TEXT_LENGTH],
            link=draft.link,
            created_at=now,
        )
        for draft in fresh
    )
    if by_email:
        _mail(notices, now)
    _tell_robots(list(group), now)
    return notices


def _fresh(drafts: Sequence[Draft]) -> list[Draft]:
    people, keys = {draft.person for draft in drafts}, {draft.key for draft in drafts}
    known = set(Notice.objects.filter(person__in=people, key__in=keys).values_list("person_id", "key"))
    return [draft for draft in drafts if (draft.person, draft.key) not in known]


def _mail(notices: Sequence[Notice], now: datetime) -> None:
    reached = set(
        User.objects.filter(pk__in={notice.person_id for notice in notices})
        .exclude(email="")
        .values_list("pk", flat=True)
    )
    Delivery.objects.bulk_create(
        Delivery(
            notice=notice, contest_id=notice.contest_id, key=notice.key, text=notice.text, created_at=now, due_at=now
        )
        for notice in notices
        if notice.person_id in reached
    )


def _tell_robots(group: Sequence[GroupDraft], now: datetime) -> None:
    robots = list(Robot.objects.filter(contest__in={draft.contest.pk for draft in group}, is_on=True))
    Delivery.objects.bulk_create(
        (
            Delivery(
                robot=robot,
                contest=draft.contest,
                key=draft.key,
                text=f"【{draft.contest.name}】{draft.text}",
                created_at=now,
                due_at=now,
            )
            for draft in group
            for robot in robots
            if robot.contest_id == draft.contest.pk and draft.kind in robot.kinds
        ),
        ignore_conflicts=True,
    )
