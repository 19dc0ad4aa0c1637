"""催报: pressing those who have not reported yet."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from contests.enums import AuditAction, NoticeKind
from contests.errors import ForbiddenError, NotReadyError
from contests.models import AuditEvent, Contest, Notice, Period, User
from contests.rules import access_of
from contests.selectors.links import entry_link
from contests.selectors.missing import cells_of, units_of
from contests.selectors.people import duties_in
from contests.selectors.unreported import lacking_by_person, lacking_of
from contests.services.notices.post import Draft, GroupDraft, post

# Nobody is pressed for the same period more often.
PAUSE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Nudged:
    """How many people were pressed, and how many had been within the hour."""

    told: int
    spared: int


@transaction.atomic
def nudge(*, period: Period, entrants: Collection[int] | None, actor: User, by_email: bool, now: datetime) -> Nudged:
    """Tell whoever must still report figures of a period (given with contest and host), of all units or of some.

    Group chats are told when a person was. Raises ForbiddenError for who is not of the contest's office, NotReadyError
    where nothing is missing or nobody is responsible for it.
    """
    contest = period.contest
    if not access_of(actor).runs(contest):
        raise ForbiddenError("只有本竞赛的竞赛办可以催报")
    # Two who press at once press once.
    Contest.objects.select_for_update().get(pk=contest.pk)
    cells, units = cells_of([period], entrants)[period.pk], units_of([contest.pk])
    if not cells.missing:
        raise NotReadyError("已全部填报，不必催报")
    lacking = lacking_by_person(cells, units, duties_in([contest]))
    if not lacking:
        raise NotReadyError("所缺的数据没有填报员或考核组成员负责，请先授予角色")
    recent = Notice.objects.filter(period=period, kind=NoticeKind.NUDGE, created_at__gt=now - PAUSE)
    spared = set(recent.filter(person__in=lacking).values_list("person_id", flat=True))
    told = {pk: found for pk, found in lacking.items() if pk not in spared}
    if told:
        key, link = f"nudge:{period.pk}:{now.isoformat()}", entry_link(contest.slug, period.code)
        until = _until(period, now)
        drafts = [
            Draft(pk, NoticeKind.NUDGE, key, contest, period, f"请尽快填报{period.label}：{found.words}，{until}", link)
            for pk, found in told.items()
        ]
        text = f"{period.label}催报：{lacking_of(cells.missing, units).words}，{until}"
        post(drafts=drafts, group=[GroupDraft(NoticeKind.NUDGE, key, contest, text)], by_email=by_email, now=now)
        AuditEvent.objects.record(
            action=AuditAction.PEOPLE_NUDGED,
            actor_id=actor.pk,
            subject=f"{contest.slug} {period.code}",
            details={"people": sorted(told), "spared": sorted(spared), "missing": len(cells.missing)},
        )
    return Nudged(len(told), len(spared))


def _until(period: Period, now: datetime) -> str:
    """Return the deadline in words; once it is over nobody can report without the office."""
    if period.closes_at > now:
        return f"填报截止 {period.closing_label}"
    return f"填报已于 {period.closing_label} 截止，补报请联系竞赛办重新开放"
