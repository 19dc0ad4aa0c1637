"""What the people of the office see: their contests, the state of each period, the rows that wait for them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet

from contests.enums import Cadence, Decision, RatingStatus, Role
from contests.models import Adjustment, Contest, Finding, Period, RankingRun, Rating, Release, User
from contests.rules import covers, paths_of


def contests_for(user: User) -> QuerySet[Contest]:
    """Return the contests in which a person has a role, at the host or at one of the entrants' departments."""
    visible = Q(pk__in=[])
    for path in paths_of(user, *Role):
        visible |= Q(host__path__startswith=path) | Q(entrants__department__path__startswith=path)
    return Contest.objects.filter(visible).select_related("host").distinct().order_by("starts_on", "slug")


def contests_run_by(user: User, *roles: Role) -> QuerySet[Contest]:
    """Return the contests at whose host a person has one of the roles."""
    visible = Q(pk__in=[])
    for path in paths_of(user, *roles):
        visible |= Q(host__path__startswith=path)
    return Contest.objects.filter(visible).select_related("host").order_by("starts_on", "slug")


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


def period_lines(contest: Contest, now: datetime) -> list[PeriodLine]:
    """Return the contest's periods that have begun, the newest first, in a fixed number of queries.

    A longer period counts the figures of the shorter ones that close in it.
    """
    figures = Rating.objects.filter(period__contest=contest).order_by()
    counted = list(figures.values_list("period__ends_on", "period__cadence", "status").annotate(Count("pk")))
    events: Counter[int] = Counter()
    for model in (Finding, Adjustment):
        waiting = model.objects.filter(period__contest=contest, decision=Decision.PROPOSED)
        events.update(dict(waiting.values_list("period").annotate(Count("pk")).order_by()))
    periods = contest.periods.filter(starts_on__lte=now.date()).order_by("-ends_on", "cadence")
    runs = RankingRun.objects.defer("document").order_by("revision")
    releases = Release.objects.defer("payload").order_by("number")
    return [
        PeriodLine(
            period=period,
            counts=_counts_in(period, counted),
            events=events[period.pk],
            run=next(reversed(period.runs.all()), None),
            release=next(reversed(period.releases.all()), None),
            closed=period.entry_closes_at <= now,
            ranked=period.cadence in contest.cadences,
        )
        for period in periods.prefetch_related(Prefetch("runs", runs), Prefetch("releases", releases))
    ]


def _counts_in(period: Period, counted: list[Any]) -> Counter[str]:
    """Return the number of figures by status: of the period itself, and of the weeks that close in a longer one."""
    counts: Counter[str] = Counter()
    for ends_on, cadence, status, number in counted:
        if period.starts_on <= ends_on <= period.ends_on and cadence in (period.cadence, Cadence.WEEK):
            counts[status] += number
    return counts


def lines_at_hand(lines: list[PeriodLine]) -> list[PeriodLine]:
    """Return the periods that matter now: the newest ones with figures or events, and the next two to be entered."""
    busy = [at for at, line in enumerate(lines) if line.entered or line.events or line.run]
    first = max((busy[0] if busy else len(lines)) - 2, 0)
    return lines[first : first + 8]


def queue_for(user: User, period: Period) -> QuerySet[Rating]:
    """Return the submitted ratings of a period that a person may judge: of their subtree, not entered by themselves."""
    paths = paths_of(user, Role.REVIEWER, Role.OFFICE)
    rows = Rating.objects.filter(period=period, status=RatingStatus.SUBMITTED)
    if not covers(paths, period.contest.host.path):
        within = Q(pk__in=[])
        for path in paths:
            within |= Q(entrant__department__path__startswith=path)
        rows = rows.filter(within)
    return (
        rows.exclude(entered_by=user)
        .select_related("entrant", "criterion", "entered_by")
        .order_by("entrant__order", "criterion__order")
    )


def own_waiting(user: User, period: Period) -> int:
    """Return how many submitted ratings of a period a person entered and so may not judge."""
    return Rating.objects.filter(period=period, status=RatingStatus.SUBMITTED, entered_by=user).count()


def events_for(user: User, period: Period) -> list[Any]:
    """Return the proposed findings and adjustments that a person of the office, or its reviewer, may decide."""
    if not covers(paths_of(user, Role.REVIEWER, Role.OFFICE), period.contest.host.path):
        return []
    rows: list[Any] = []
    for model in (Finding, Adjustment):
        waiting = model.objects.filter(period=period, decision=Decision.PROPOSED).exclude(proposed_by=user)
        rows += waiting.select_related("entrant", "proposed_by").order_by("entrant__order", "pk")
    return rows


def run_summary(run: RankingRun) -> dict[str, Any]:
    """Return the totals and the lists of a computed run, to be looked through before it is checked and approved."""
    standings = run.standings.filter(scope="total").select_related("entrant", "division")
    names = {
        dimension["code"]: dimension["name"]
        for dimension in (run.document or {"rules": {"dimensions": []}})["rules"]["dimensions"]
    }
    entries = list(run.entries.select_related("entrant", "division").order_by("order"))
    for entry in entries:
        entry.scope_name = names.get(entry.scope, "总榜")  # type: ignore[attr-defined]  # shown by the page
    return {
        "standings": standings.order_by("division__order", F("rank").asc(nulls_last=True), "entrant__order"),
        "entries": entries,
    }
