"""What the people of the office see: their contests, the state of each period, the rows that wait for them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone

from contests.enums import BUSINESS, Decision, RatingStatus, Role
from contests.models import Adjustment, Contest, Finding, Period, RankingRun, Rating, Release, User
from contests.rules import Access, under
from contests.scoring.document import COMBINED, TOTAL
from contests.selectors.calendar import closes_in
from contests.selectors.review import proposed

# The scopes that are no dimension.
GENERAL = {TOTAL: "总榜", COMBINED: "综合榜"}


def contests_for(access: Access) -> QuerySet[Contest]:
    """Return the contests in which a person has a part, at the host or at one of the entrants' departments."""
    paths = access.to(*BUSINESS)
    visible = under("host__path", paths) | under("entrants__department__path", paths)
    return Contest.objects.filter(visible).select_related("host").distinct().order_by("starts_on", "slug")


def contests_run_by(access: Access, *roles: Role) -> QuerySet[Contest]:
    """Return the contests at whose host a person has one of the roles."""
    visible = under("host__path", access.to(*roles))
    return Contest.objects.filter(visible).select_related("host").order_by("starts_on", "slug")


def contests_entered_by(access: Access, *roles: Role) -> set[int]:
    """Return the ids of the contests for whose entrants a person has one of the roles, or which they run."""
    entered = under("host__path", access.to(Role.OFFICE))
    entered |= under("entrants__department__path", access.to(*roles))
    return set(Contest.objects.filter(entered).values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A period on the desk: how far it has come, and what waits."""

    period: Period
    counts: Counter[str]
    events: int
    run: RankingRun | None
    release: Release | None
    closed: bool
    ranked: bool

    @property
    def entered(self) -> int:
        """Return how many figures the period holds."""
        return sum(self.counts.values())

    @property
    def submitted(self) -> int:
        """Return how many figures wait for approval."""
        return self.counts[RatingStatus.SUBMITTED]

    @property
    def approved(self) -> int:
        """Return how many figures are approved."""
        return self.counts[RatingStatus.APPROVED]

    @property
    def returned(self) -> int:
        """Return how many figures went back to their reporters."""
        return self.counts[RatingStatus.RETURNED]


def period_lines(contests: Sequence[Contest], now: datetime) -> dict[int, list[PeriodLine]]:
    """Return each contest's periods that have begun, the newest first: six queries however many contests there are.

    A longer period counts the figures of the shorter ones that close in it.
    """
    figures = Rating.objects.filter(period__contest__in=contests).order_by()
    counted: dict[int, list[Any]] = defaultdict(list)
    for contest, *row in figures.values_list(
        "period__contest_id", "period__ends_on", "period__cadence", "status"
    ).annotate(Count("pk")):
        counted[contest].append(row)
    events: Counter[int] = Counter()
    for waiting in proposed(period__contest__in=contests):
        events.update(dict(waiting.values_list("period").annotate(Count("pk")).order_by()))
    begun = Period.objects.filter(contest__in=contests, starts_on__lte=timezone.localdate(now))
    runs = RankingRun.objects.defer("document").order_by("revision")
    releases = Release.objects.defer("payload", "headline").order_by("number")
    ranked = {contest.pk: contest.cadences for contest in contests}
    lines: dict[int, list[PeriodLine]] = {contest.pk: [] for contest in contests}
    for period in begun.order_by("-ends_on", "cadence").prefetch_related(
        Prefetch("runs", runs), Prefetch("releases", releases)
    ):
        lines[period.contest_id].append(
            PeriodLine(
                period=period,
                counts=_counts_in(period, counted[period.contest_id]),
                events=events[period.pk],
                run=next(reversed(period.runs.all()), None),
                release=next(reversed(period.releases.all()), None),
                closed=period.closes_at <= now,
                ranked=period.cadence in ranked[period.contest_id],
            )
        )
    return lines


def _counts_in(period: Period, counted: Iterable[Any]) -> Counter[str]:
    """Return the number of figures by status: of the period itself, and of the shorter ones that close in it."""
    counts: Counter[str] = Counter()
    for ends_on, cadence, status, number in counted:
        if closes_in(cadence, ends_on, period):
            counts[status] += number
    return counts


def lines_at_hand(lines: list[PeriodLine]) -> list[PeriodLine]:
    """Return the periods that matter now: the newest ones with figures or events, and the next two to be entered."""
    busy = [at for at, line in enumerate(lines) if line.entered or line.events or line.run]
    first = max((busy[0] if busy else len(lines)) - 2, 0)
    return lines[first : first + 8]


def open_periods(contest: Contest, now: datetime) -> list[Period]:
    """Return the periods of a contest that have begun and whose entry is open, the newest first."""
    return [period for period in begun_periods(contest, now) if period.closes_at > now]


def begun_periods(contest: Contest, now: datetime) -> QuerySet[Period]:
    """Return the periods of a contest that have begun, the newest first."""
    return Period.objects.filter(contest=contest, starts_on__lte=timezone.localdate(now)).order_by("-ends_on")


def own_waiting(user: User, period: Period) -> int:
    """Return how many submitted ratings of a period a person entered and so may not judge."""
    return Rating.objects.filter(period=period, status=RatingStatus.SUBMITTED, entered_by=user).count()


def events_in(user: User, period: Period, decision: Decision) -> list[Any]:
    """Return the findings and adjustments of a period at a stage of decision that a person did not propose.

    Findings have with them the adjustments that came with them, and all of them their evidence.
    """
    of = Q(period=period, decision=decision) & ~Q(proposed_by=user)
    findings = Finding.objects.filter(of).prefetch_related("evidence", "adjustments")
    alone = Adjustment.objects.filter(of, finding__isnull=True).prefetch_related("evidence")
    rows: list[Any] = []
    for found in (findings, alone):
        rows += found.select_related("entrant", "proposed_by").order_by("entrant__order", "pk")
    return rows


def returned_to(access: Access, contest: Contest) -> QuerySet[Rating]:
    """Return the ratings of a contest that were returned, with the note, to those who enter them."""
    paths = access.to(Role.REPORTER)
    rows = Rating.objects.filter(period__contest=contest, status=RatingStatus.RETURNED)
    if not access.runs(contest):
        rows = rows.filter(under("entrant__department__path", paths))
    return rows.select_related("period", "entrant", "criterion").order_by("-period__ends_on", "entrant__order", "pk")


def run_summary(run: RankingRun) -> dict[str, Any]:
    """Return the scores and the lists of a computed run, to be looked through before it is checked and approved."""
    assert run.document is not None
    scopes = {row["code"]: row["name"] for row in run.document["rules"]["dimensions"]}
    entries = list(run.entries.select_related("entrant", "division").order_by("order"))
    for entry in entries:
        entry.scope_name = scopes.get(entry.scope, GENERAL.get(entry.scope, entry.scope))  # type: ignore[attr-defined]  # shown by the page
    parts: dict[int, dict[str, Any]] = defaultdict(dict)
    for entrant, scope, score in run.standings.values_list("entrant_id", "scope", "score"):
        parts[entrant][scope] = score
    rows = run.standings.filter(scope="total").select_related("entrant", "division")
    standings = list(rows.order_by("division__order", F("rank").asc(nulls_last=True), "entrant__order"))
    for row in standings:
        row.parts = [parts[row.entrant_id].get(scope) for scope in scopes]  # type: ignore[attr-defined]  # likewise
        row.adjusted = [line["adjustment"] for line in row.breakdown if "adjustment" in line]  # type: ignore[attr-defined]
    rules = run.document["rules"]
    return {
        "standings": standings,
        "entries": entries,
        "scopes": list(scopes.values()),
        "score_label": rules["score_label"],
        "places": rules["rounding"]["total"],
        "graded": bool(rules["grades"]),
    }
