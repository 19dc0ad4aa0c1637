"""What a computed run would be as the next issue: for those who see it before everyone does."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from contests.models import RankingRun, Release
from contests.scoring.board import BLACK
from contests.selectors.issues import last_day
from contests.selectors.payloads import Payload
from contests.selectors.public_view import lapsed_on, without_lapsed
from contests.selectors.published import Issue
from contests.selectors.releases import canonical, next_payload, released_before


@dataclass(frozen=True, slots=True)
class Unreleased:
    """The document as it would be released now, and its line in the archive; nothing of it is stored."""

    payload: dict[str, Any]
    issue: Issue

    @property
    def board(self) -> Payload:
        """Return the document as everyone would see it, to be looked things up in."""
        return Payload(without_lapsed(self.payload, lapsed_on(self.issue, timezone.localdate(self.issue.released_at))))


def unreleased(run: RankingRun, now: datetime, reason: str = "") -> Unreleased:
    """Return a run (done, with its period, contest and host) as the contest's next issue: seven queries."""
    corrects = released_before(run)
    payload = next_payload(run=run, corrects=corrects, reason=reason, now=now)
    return Unreleased(payload, _issue(payload, run.period.contest.black_days, now, corrects))


def _issue(payload: dict[str, Any], black_days: int, now: datetime, corrects: Release | None) -> Issue:
    """Return the line that the archive would have for a document."""
    contest, period = payload["contest"], payload["period"]
    has_black = any(entry["colour"] == BLACK for entry in payload["entries"])
    changed = (payload["changes"] or {"standings": ()})["standings"]
    quotes_black = any(row["old"] and row["old"]["list"] == BLACK for row in changed)
    return Issue(
        contest=contest["slug"],
        number=payload["number"],
        sha256=hashlib.sha256(canonical(payload).encode()).hexdigest(),
        released_at=now,
        corrects=payload["corrects"],
        corrected_by=None,
        reissues=payload.get("reissues"),
        correction_sha256="",
        name=contest["name"],
        publisher=contest["publisher"],
        is_sample=contest["is_sample"],
        score_label=contest["score_label"],
        cadence=period["cadence"],
        period_code=period["code"],
        period_label=period["label"],
        ends_on=date.fromisoformat(period["ends_on"]),
        has_black=has_black,
        black_until=last_day(now if has_black else None, black_days),
        quotes_black=quotes_black,
        told_until=last_day(corrects.released_at if corrects and quotes_black else None, black_days),
    )
