"""What the API gives, as its OpenAPI document describes it. Scores are decimal texts, exactly as published."""

from datetime import datetime
from typing import Any

from ninja import Schema


class IssueOut(Schema):
    """One issue (第N期), in the words it was released with."""

    number: int
    name: str
    is_sample: bool
    score_label: str
    period: str
    period_label: str
    released_at: datetime
    sha256: str
    corrects: int | None
    corrected_by: int | None


class ReleaseOut(IssueOut):
    """One issue with its document; once its black list is no longer public that is left out, and `is_whole` false."""

    is_whole: bool
    payload: dict[str, Any]


class ContestOut(Schema):
    """A contest and its newest issue, in whose words it is described once there is one."""

    slug: str
    name: str
    publisher: str
    is_sample: bool
    score_label: str
    newest: IssueOut | None


class StandingOut(Schema):
    """A row of the newest issue; without a rank there is a reason."""

    entrant: str
    name: str
    division: str
    scope: str
    score: str | None
    rank: int | None
    tied: bool
    not_ranked_reason: str
    previous_rank: int | None


class StandingsOut(Schema):
    """Standings of the newest issue."""

    number: int
    period: str
    sha256: str
    is_sample: bool
    standings: list[StandingOut]


class Problem(Schema):
    """Why there is no answer."""

    detail: str
