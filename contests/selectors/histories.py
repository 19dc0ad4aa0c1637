"""Where an entrant stood in every issue of a contest."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from contests.selectors.published import Archive, Issue, headlines


@dataclass(frozen=True, slots=True)
class Placing:
    """Where an entrant stood in an issue, and what it was called there; of one that was recalled, no longer where."""

    issue: Issue
    name: str
    division: str
    rank: int | None
    tied: bool
    score: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class History:
    """The placings of one cadence, the earliest period first; corrected and recalled issues stay among them."""

    cadence: str
    placings: tuple[Placing, ...]

    @property
    def label(self) -> str:
        """Return what scores are called in the last of the issues."""
        return self.placings[-1].issue.score_label

    @property
    def is_charted(self) -> bool:
        """Return whether there is more than one point to draw."""
        return sum(placing.rank is not None for placing in self.standing) > 1

    @property
    def standing(self) -> tuple[Placing, ...]:
        """Return the placings that no later issue corrects or recalls."""
        return tuple(placing for placing in self.placings if placing.issue.stands)


def entrant_history(archive: Archive, code: str) -> list[History]:
    """Return an entrant's placings by cadence, in one query; empty for who never was in an issue that is public."""
    found = headlines(archive.issues)
    issues = sorted(archive.issues, key=lambda issue: (issue.cadence, issue.ends_on, issue.number))
    placings = [_placing(issue, found[issue.sha256], code) for issue in issues]
    present = [placing for placing in placings if placing]
    if all(placing.issue.recall for placing in present):
        return []
    return [
        History(cadence, tuple(group)) for cadence, group in groupby(present, key=lambda placing: placing.issue.cadence)
    ]


def last_name(history: list[History]) -> str:
    """Return what the entrant is called in the latest of the issues."""
    placings = (placing for line in history for placing in line.placings if not placing.issue.recall)
    return max(placings, key=lambda placing: placing.issue.number).name


def _placing(issue: Issue, headline: Mapping[str, Any], code: str) -> Placing | None:
    if code not in headline["standings"]:
        return None
    name, division, rank, tied, score, reason = headline["standings"][code]
    if issue.recall:
        return Placing(issue, name, division, rank=None, tied=False, score=None, reason="")
    places = Decimal(1).scaleb(-headline["places"])
    return Placing(
        issue, name, division, rank, tied, None if score is None else Decimal(score).quantize(places), reason
    )
