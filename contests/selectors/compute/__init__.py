"""What a computation reads: rules and approved inputs of one or many periods, ready for the engine."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from contests.enums import Cadence, RatingStatus
from contests.errors import ScoreboardError
from contests.models import Period, RankingRun, RulesVersion
from contests.scoring.methods import METHODS
from contests.selectors.compute.document import FINENESS, Facts, build_document, in_force
from contests.selectors.compute.history import ledger_of, places_in, standings_before
from contests.selectors.compute.rows import Placed, events_of, placements_of, readings_of, rules_of

APPROVED = (RatingStatus.APPROVED,)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A run, the document that the engine takes, and the ids behind the document's codes."""

    run: RankingRun
    document: dict[str, Any]
    entrants: dict[str, int]
    divisions: dict[str, int]


def prepare(runs: Sequence[RankingRun], statuses: Collection[RatingStatus] = APPROVED) -> list[Prepared]:
    """Return the runs (given with period and contest) prepared for the engine: seven queries however many there are.

    Where the rules look at the ledger or at the places of shorter periods, these cost a query more. Only a look ahead,
    of which nothing is stored, takes figures of other `statuses` than approved.
    """
    periods = [run.period for run in runs]
    versions = _versions(periods)
    placements = placements_of({period.contest_id for period in periods})
    readings = readings_of(periods, statuses)
    events = events_of(periods)
    previous = standings_before(periods)
    ledger = ledger_of({period.contest_id for period in periods if _uses_ledger(versions[period.pk].rules)})
    places = places_in(_with_place_bonus(periods, versions))
    prepared = []
    for run in runs:
        period, version = run.period, versions[run.period.pk]
        placed = in_force(placements[period.contest_id], period)
        adjustments, findings = events[period.pk]
        facts = Facts(
            rules=version.rules,
            rules_version=version.number,
            placed=placed,
            readings=readings[period.contest_id],
            adjustments=adjustments,
            findings=findings,
            previous=previous[period.pk],
            ledger=ledger.get(period.contest_id, {}),
            places=places[period.pk],
        )
        prepared.append(
            Prepared(
                run=run,
                document=build_document(period, facts, _joined(placements[period.contest_id])),
                entrants={row.code: row.entrant for row in placed},
                divisions={row.division_code: row.division for row in placed},
            )
        )
    return prepared


def _versions(periods: Sequence[Period]) -> dict[int, RulesVersion]:
    """Return the rules that hold in each period. Raises ScoreboardError for a period before all rules."""
    versions = rules_of({period.contest_id for period in periods})
    found = {}
    for period in periods:
        day = period.placement_day
        valid = (v for v in versions[period.contest_id] if v.valid_from is None or v.valid_from <= day)
        version = next(valid, None)
        if version is None:
            raise ScoreboardError(f"{period.label}没有可用的规则")
        found[period.pk] = version
    return found


def _uses_ledger(rules: Mapping[str, Any]) -> bool:
    methods = (criterion["method"] for dimension in rules["dimensions"] for criterion in dimension["criteria"])
    return any(METHODS[method].ledger for method in methods)


def _with_place_bonus(periods: Sequence[Period], versions: Mapping[int, RulesVersion]) -> dict[Period, str]:
    """Return the periods in which places of shorter ones bring points, each with the cadence of these."""
    found = {}
    for period in periods:
        bonus = versions[period.pk].rules["place_bonus"]
        if bonus is not None and FINENESS[Cadence(bonus["cadence"])] < FINENESS[Cadence(period.cadence)]:
            found[period] = bonus["cadence"]
    return found


def _joined(placements: Sequence[Placed]) -> dict[int, date]:
    """Return the first day of each entrant."""
    return {row.entrant: row.starts_on for row in reversed(placements)}


def outdated(runs: Sequence[RankingRun]) -> set[int]:
    """Return the ids of the runs that would be computed from other rules or inputs if they were computed now."""
    return {one.run.pk for one in prepare(runs) if one.document != one.run.document} if runs else set()
