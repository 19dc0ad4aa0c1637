"""The departments and projects that a leader is linked to: where they stand, and what they lack."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from contests.enums import Colour
from contests.models import Contest, Entrant, Liaison, Problem, User
from contests.selectors.leaders.gaps import Gaps
from contests.selectors.leaders.links import sheet_link, trends_link
from contests.selectors.leaders.newest import Newest, Placing
from contests.selectors.leaders.overdue import is_overdue
from contests.selectors.liaisons import current, entrants_of

# A county may answer for dozens of projects.
AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class LinkedUnit:
    """An entrant of a linked department or project in a contest's newest result (`placing` None: not in it).

    `change` is in places gained, `size` how many are ranked with it; `missing` counts figures of periods
    that have closed or soon do.
    """

    entrant: Entrant
    newest: Newest
    placing: Placing | None
    change: int | None
    size: int
    score: Decimal | None
    is_red: bool
    is_black: bool
    open: int
    overdue: int
    missing: int
    address: str

    @property
    def is_calm(self) -> bool:
        """Return whether there is nothing to worry about."""
        fell = self.change is not None and self.change < 0
        return not (self.is_black or self.open or self.missing or fell)


@dataclass(frozen=True, slots=True)
class LinkedTarget:
    """A liaison with the entrants of its department or project, those to worry about first."""

    liaison: Liaison
    units: Sequence[LinkedUnit]

    @property
    def is_alone(self) -> bool:
        """Return whether it competes as itself, once."""
        return len(self.units) == 1 and self.units[0].entrant.name == str(self.liaison.target)

    @property
    def first(self) -> Sequence[LinkedUnit]:
        """Return the entrants that are shown at once."""
        return self.units[:AT_ONCE]

    @property
    def others(self) -> Sequence[LinkedUnit]:
        """Return the entrants that are shown when asked for."""
        return self.units[AT_ONCE:]


def linked_to(
    user: User, newest: Sequence[Newest], gaps: Gaps, problems: Mapping[int, Sequence[Problem]], now: datetime
) -> list[LinkedTarget]:
    """Return what a person is linked to today, in two queries.

    A department has the entrants of its whole subtree with it, so that the projects it answers for are among them.
    """
    today = timezone.localdate(now)
    rows = Liaison.objects.filter(current(today), person=user).select_related("department", "project__department")
    liaisons = list(rows.order_by("department__path", "project__code", "pk"))
    by_contest = {one.contest.pk: one for one in newest}
    lacking = _lacking(gaps, now)
    entrants = _entrants(liaisons, [one.contest for one in newest])
    targets = []
    for liaison in liaisons:
        mine = [
            _unit(one, by_contest[one.contest_id], problems, lacking, today) for one in entrants if _of(liaison, one)
        ]
        targets.append(LinkedTarget(liaison, sorted(mine, key=lambda unit: unit.is_calm)))
    return targets


def _entrants(liaisons: Sequence[Liaison], contests: Sequence[Contest]) -> list[Entrant]:
    rows = Entrant.objects.filter(entrants_of(liaisons), contest__in=contests).select_related("department")
    return list(rows.order_by("contest__starts_on", "contest__slug", "order"))


def _of(liaison: Liaison, entrant: Entrant) -> bool:
    if liaison.project_id:
        return entrant.project_id == liaison.project_id
    return liaison.department is not None and entrant.department.path.startswith(liaison.department.path)


def _lacking(gaps: Gaps, now: datetime) -> Counter[int]:
    """Return how many figures of periods that have closed, or soon do, each entrant lacks."""
    pressing = gaps.pressing(now)
    return Counter(entrant for period in pressing for entrant, _ in gaps.cells[period.pk].missing)


def _unit(
    entrant: Entrant, newest: Newest, problems: Mapping[int, Sequence[Problem]], lacking: Counter[int], today: date
) -> LinkedUnit:
    placing = next((row for row in newest.placings if row.entrant == entrant.pk), None)
    moved = next((row for row in newest.moves if row.entrant == entrant.pk), None)
    lists = {line.colour for line in newest.listed if line.code == entrant.code}
    own, slug, leading = problems.get(entrant.pk, ()), newest.contest.slug, newest.leading
    score = placing.score.quantize(Decimal(1).scaleb(-newest.places)) if placing and placing.score is not None else None
    return LinkedUnit(
        entrant=entrant,
        newest=newest,
        placing=placing,
        change=-moved.fall if moved and moved.previous and moved.rank else None,
        size=newest.sizes.get(placing.pool, 0) if placing else 0,
        score=score,
        is_red=Colour.RED in lists,
        is_black=Colour.BLACK in lists,
        open=len(own),
        overdue=sum(is_overdue(problem, today) for problem in own),
        missing=lacking[entrant.pk],
        address=sheet_link(slug, leading.period.code, entrant.code) if leading and placing else trends_link(slug),
    )
