"""What the API gives and takes, as its OpenAPI document describes it. Scores are decimal texts, as published."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field, StrictInt, StringConstraints

MOST_ROWS = 2_000

Word = Annotated[str, StringConstraints(strict=True, max_length=100)]
Note = Annotated[str, StringConstraints(strict=True, max_length=1_000)]
# A number, or the text that stands in the cell of a file: 85.5, "优秀", "18；19；17", "不适用".
Cell = StrictInt | Annotated[float, Field(strict=True, allow_inf_nan=False)] | Note | None


class IssueOut(Schema):
    """One issue (第N期), in the words it was released with."""

    number: int
    name: str
    is_sample: bool
    score_label: str
    cadence: str
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
    """A row of an issue; without a rank there is a reason."""

    entrant: str
    name: str
    division: str
    scope: str
    score: str | None
    rank: int | None
    tied: bool
    grade: str
    not_ranked_reason: str
    previous_rank: int | None


class StandingsOut(Schema):
    """Standings of an issue: `count` is how many there are, `standings` those from `offset` on."""

    number: int
    period: str
    sha256: str
    is_sample: bool
    count: int
    offset: int
    standings: list[StandingOut]


class LineOut(Schema):
    """A line of a score sheet; `points` are none where the criterion does not count."""

    name: str
    full_marks: str
    weight: str
    rule: str
    formula: str
    points: str | None
    adjustment: str


class PartOut(Schema):
    """A dimension or the total of a score sheet."""

    code: str
    name: str
    score: str | None
    rank: int | None
    tied: bool
    grade: str
    not_ranked_reason: str
    lines: list[LineOut]


class SheetOut(Schema):
    """Why an entrant has its place in an issue."""

    number: int
    period: str
    sha256: str
    entrant: str
    name: str
    division: str
    rounding: str
    parts: list[PartOut]
    total: PartOut


class RowIn(Schema):
    """A figure, written as a row of a ratings file would be: codes or names, and what the method needs."""

    model_config = ConfigDict(extra="forbid")

    period: Word
    entrant: Word
    criterion: Word
    value: Cell = None
    target: Cell = None
    note: Note = ""


class RatingsIn(Schema):
    """Figures that are stored all together or not at all."""

    model_config = ConfigDict(extra="forbid")

    rows: Annotated[list[RowIn], Field(min_length=1, max_length=MOST_ROWS)]


class StoredOut(Schema):
    """How many figures were new, changed and left as they were; all of them wait for approval."""

    new: int
    changed: int
    unchanged: int


class FaultOut(Schema):
    """One fault: the row counted from 1 (0: of the whole request), its field, what was found, what was expected."""

    row: int
    field: str
    found: str
    expected: str


class Faults(Schema):
    """Every fault at once; nothing was stored."""

    detail: str
    faults: list[FaultOut]


class Problem(Schema):
    """Why there is no answer."""

    detail: str
