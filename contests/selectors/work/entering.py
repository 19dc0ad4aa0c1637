"""What a person has to enter: what is due, what came back; and what the office still waits for."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from contests.enums import RatingStatus, Role
from contests.models import Period, Rating
from contests.selectors.entry_rights import EntryRights
from contests.selectors.links import entry_link, unreported_link
from contests.selectors.missing import Cell, cells_of
from contests.selectors.open_periods import wanted_periods
from contests.selectors.work.task import Desk, Task, place
from contests.selectors.work.words import deadline_words

# What nobody has entered for so long is one line a contest, however many periods it is.
OLD = timedelta(days=30)
# The office is told of a gap when there is still time to press.
OFFICE_LOOKS = timedelta(days=7)


def due(desk: Desk, rights: dict[int, EntryRights]) -> Iterator[Task]:
    """Yield the periods for which the person must still enter figures, or as the office see to it, in six queries."""
    periods = wanted_periods([pk for pk, right in rights.items() if right.office or _has_part(right)], desk.now)
    offices = any(right.office for right in rights.values())
    mine = None if offices else {pk for right in rights.values() for pk in (*right.reported, *right.scored)}
    found = cells_of(periods, mine) if periods else {}
    lines = []
    for period in periods:
        right = rights[period.contest_id]
        missing = [cell for cell in found[period.pk].missing if right.office or right.role(*cell)]
        if missing and not (right.office and period.closes_at > desk.now + OFFICE_LOOKS):
            lines.append((period, missing))
    for same in _folded(lines, desk):
        yield _line(desk, same, rights[same[-1][0].contest_id])


Line = tuple[Period, Sequence[Cell]]


def _has_part(right: EntryRights) -> bool:
    return bool(right.reported or right.scored)


def _folded(lines: Iterable[Line], desk: Desk) -> Iterator[list[Line]]:
    """Yield the lines one by one, those long overdue together by contest, the newest of them last."""
    old: dict[int, list[Line]] = {}
    for period, missing in lines:
        if period.closes_at <= desk.now - OLD:
            old.setdefault(period.contest_id, []).append((period, missing))
        else:
            yield [(period, missing)]
    yield from old.values()


def _line(desk: Desk, same: Sequence[Line], right: EntryRights) -> Task:
    period = same[-1][0]
    number = sum(len(missing) for _, missing in same)
    where = place(period) + (f" 等 {len(same)} 期" if len(same) > 1 else "")
    units = len({entrant for _, missing in same for entrant, _ in missing})
    slug, code = period.contest.slug, period.code
    return Task(
        kind="unreported" if right.office else "due",
        what=f"{units} 个单位未报，缺 {number} 项" if right.office else f"待填报 {number} 项",
        where=where,
        when=deadline_words(period.closes_at, desk.now),
        action="查看未报" if right.office else "去填报",
        address=unreported_link(slug, code) if right.office else entry_link(slug, code),
        late=period.closes_at <= desk.now,
        urgency=same[0][0].closes_at,
        note="" if right.office or period.closes_at > desk.now else "填报已截止，补报请联系竞赛办重新开放",
    )


def returned(desk: Desk, rights: dict[int, EntryRights]) -> Iterator[Task]:
    """Yield what came back to the person, figures of one period with one note together, in one query."""
    rows = Rating.objects.filter(period__contest__in=list(rights), status=RatingStatus.RETURNED)
    rows = rows.select_related("period__contest", "entrant", "criterion")
    groups: dict[tuple[int, str], list[Rating]] = {}
    for rating in rows.order_by("period__ends_on", "entrant__order", "criterion__order"):
        if _is_mine(rating, desk, rights[rating.period.contest_id]):
            groups.setdefault((rating.period_id, rating.review_note), []).append(rating)
    for same in groups.values():
        first = same[0]
        period = first.period
        yield Task(
            kind="returned",
            what=f"退回：{first.entrant.name}·{first.criterion.name}" + (f" 等 {len(same)} 项" if same[1:] else ""),
            where=place(period),
            when=deadline_words(period.closes_at, desk.now),
            action="去改正",
            address=entry_link(period.contest.slug, period.code),
            late=period.closes_at <= desk.now,
            urgency=period.closes_at,
            figure=first,
            note=first.review_note,
        )


def _is_mine(rating: Rating, desk: Desk, right: EntryRights) -> bool:
    """Return whether a figure came back to the person: the office puts right only what it entered itself."""
    if right.office:
        return rating.entered_by_id in (None, desk.user.pk) or rating.entered_role == Role.OFFICE
    return rating.entered_by_id == desk.user.pk or right.role(rating.entrant_id, rating.criterion_id) is not None
