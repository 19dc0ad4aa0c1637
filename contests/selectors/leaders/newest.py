"""The newest result of each contest: who stands where by the total, and who is on its lists."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from contests.models import BoardEntry, Contest, Criterion, RulesVersion, Standing
from contests.models.rules_versions import version_on
from contests.scoring.document import COMBINED, TOTAL
from contests.selectors.compute.rows import rules_of
from contests.selectors.leaders.results import Result, results_in


class Placing(NamedTuple):
    """Where an entrant stands by the total of a run; `pool` is its division."""

    run: int
    entrant: int
    code: str
    name: str
    pool: str
    rank: int | None
    tied: bool
    score: Decimal | None
    previous: int | None
    reason: str

    @property
    def fall(self) -> int:
        """Return the places lost since the last period, negative for places gained, 0 without two ranks."""
        return self.rank - self.previous if self.rank and self.previous else 0


class Listed(NamedTuple):
    """A line of a red or black list; `scope` is in words, nothing for the total."""

    code: str
    name: str
    colour: str
    scope: str
    reason: str
    streak: int
    escalation: str


@dataclass(frozen=True, slots=True)
class Newest:
    """A contest's newest result with what is in it; `moved` is the one whose changes of rank are told.

    Where a week, a month and a quarter end on one day the quarter leads, as on the board, and has no quarter before it
    to compare with; changes of rank are then those of the longest one that has.
    """

    contest: Contest
    leading: Result | None = None
    placings: Sequence[Placing] = ()
    listed: Sequence[Listed] = ()
    moved: Result | None = None
    moves: Sequence[Placing] = ()
    places: int = 2
    label: str = "得分"
    sizes: Mapping[str, int] = field(default_factory=dict)

    def names(self, colour: str) -> list[str]:
        """Return who is on a list, each once, in the order of the board."""
        return list(dict.fromkeys(line.name for line in self.listed if line.colour == colour))


def newest_in(contests: Sequence[Contest]) -> list[Newest]:
    """Return the newest result of each contest, in the given order, in seven queries however many there are."""
    latest = {pk: _together(results) for pk, results in results_in(contests).items()}
    runs = {result.run for results in latest.values() for result in results}
    placings, listed = _placings(runs), _listed(runs, {contest.pk for contest in contests})
    rules = rules_of({contest.pk for contest in contests})
    return [
        _newest(contest, latest[contest.pk], placings, listed, rules[contest.pk])
        if latest[contest.pk]
        else Newest(contest)
        for contest in contests
    ]


def _together(results: Sequence[Result]) -> list[Result]:
    """Return the newest result and those that end on the same day."""
    return [result for result in results if result.period.ends_on == results[0].period.ends_on]


def _newest(
    contest: Contest,
    results: Sequence[Result],
    placings: Mapping[int, Sequence[Placing]],
    listed: Mapping[int, Sequence[Listed]],
    rules: Sequence[RulesVersion],
) -> Newest:
    leading = results[0]
    mine = placings.get(leading.run, ())
    moved = next((one for one in results if any(row.previous for row in placings.get(one.run, ()))), None)
    sizes: dict[str, int] = defaultdict(int)
    for row in mine:
        sizes[row.pool] += row.rank is not None
    # Before a release the rules of the day say what a release would freeze.
    version = version_on(rules, leading.period.placement_day)
    shown = version.rules if version else None
    return Newest(
        contest=contest,
        leading=leading,
        placings=mine,
        listed=listed.get(leading.run, ()),
        moved=moved,
        moves=placings[moved.run] if moved else (),
        places=leading.places if leading.places is not None else shown["rounding"]["total"] if shown else 2,
        label=leading.label or (shown["score_label"] if shown else "得分"),
        sizes=dict(sizes),
    )


def _placings(runs: Collection[int]) -> dict[int, list[Placing]]:
    """Return the totals of runs, in the office's order."""
    rows = Standing.objects.filter(run__in=runs, scope=TOTAL).order_by("division__order", "entrant__order")
    told = rows.values_list(
        "run_id", "entrant_id", "entrant__code", "entrant__name", "division__name", "rank", "tied", "score",
        "previous_rank", "not_ranked_reason",
    )  # fmt: skip
    found: dict[int, list[Placing]] = defaultdict(list)
    for row in told:
        found[row[0]].append(Placing(*row))
    return found


def _listed(runs: Collection[int], contests: Collection[int]) -> dict[int, list[Listed]]:
    """Return the lines of the lists of runs, in their order."""
    dimensions = Criterion.objects.filter(contest__in=contests, parent__isnull=True)
    names = {(contest, code): name for contest, code, name in dimensions.values_list("contest_id", "code", "name")}
    general = {TOTAL: "", COMBINED: "综合榜"}
    rows = BoardEntry.objects.filter(run__in=runs).order_by("order")
    told = rows.values_list(
        "run_id", "entrant__contest_id", "entrant__code", "entrant__name", "colour", "scope", "reason", "streak",
        "escalation",
    )  # fmt: skip
    found: dict[int, list[Listed]] = defaultdict(list)
    for run, contest, code, name, colour, scope, reason, streak, escalation in told:
        in_words = general[scope] if scope in general else names.get((contest, scope), scope)
        found[run].append(Listed(code, name, colour, in_words, reason, streak, escalation))
    return found
