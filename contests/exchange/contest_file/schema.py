"""What a contest file may say, and of what kind."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from contests.enums import Cadence, Colour, DepartmentKind

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
# No control characters: they cannot be seen, and PostgreSQL refuses the first of them.
TEXT = r"^[^\x00-\x1f\x7f]*$"
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=TEXT)]
LongName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=TEXT)]
Figure = Annotated[Decimal, Field(max_digits=15, decimal_places=4, allow_inf_nan=False)]
Positive = Annotated[Figure, Field(gt=0)]
Weight = Annotated[Figure, Field(ge=0)]


class Part(BaseModel):
    """A part of the file: what is not known is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DepartmentPart(Part):
    """A department of the tree, after its parent."""

    code: Code
    name: Name
    kind: DepartmentKind = DepartmentKind.DEPARTMENT
    parent: Code | None = None


class CalendarPart(Part):
    """Which periods are ranked, and how many days after its end a period may be entered."""

    starts_on: date
    ends_on: date
    ranked: Annotated[list[Cadence], Field(min_length=1)]
    entry_days: Annotated[int, Field(ge=0, le=60)] = 5


class RoundingPart(Part):
    """Decimal places of a criterion and of the published score, and the mode."""

    criterion: Annotated[int, Field(ge=0, le=4)] = 2
    total: Annotated[int, Field(ge=0, le=4)] = 2
    mode: Literal["half_up", "half_even"] = "half_up"


class LimitsPart(Part):
    """Caps of bonus and deduction, floor and ceiling of the total; null means none."""

    bonus: Weight | None = None
    deduction: Weight | None = None
    floor: Figure | None = None
    ceiling: Figure | None = None


class RankKeyPart(Part):
    """One key of the tie chain."""

    by: Code
    order: Literal["asc", "desc"] = "desc"


def _key(found: object) -> object:
    return {"by": found} if isinstance(found, str) else found


class DivisionPart(Part):
    """组别/赛道."""

    code: Code
    name: Name


class PlacementPart(Part):
    """The division of an entrant from a day on."""

    division: Code
    starts_on: date


class ProjectPart(Part):
    """What makes an entrant a project."""

    category: Annotated[str, StringConstraints(max_length=40)] = ""


class EntrantPart(Part):
    """参赛单位: its responsible department, its division, and where it moved to later."""

    code: Code
    name: LongName
    department: Code
    division: Code
    moves: list[PlacementPart] = []
    project: ProjectPart | None = None


class CriterionPart(Part):
    """指标."""

    code: Code
    name: Name
    full_marks: Positive
    division_marks: dict[Code, Positive] = {}
    weight: Weight = Decimal(1)
    cadence: Cadence
    method: str
    params: dict[str, object] = {}
    roll_up: Literal["mean", "sum", "last"] = "mean"
    missing: Literal["unranked", "zero", "skip"] = "unranked"
    unit: Annotated[str, StringConstraints(max_length=20)] = ""


class DimensionPart(Part):
    """维度."""

    code: Code
    name: Name
    weight: Weight = Decimal(1)
    criteria: Annotated[list[CriterionPart], Field(min_length=1)]


class BoardPart(Part):
    """Who comes on a list; without a condition only entries by hand do."""

    scope: Code
    colour: Colour
    places: Annotated[int, Field(ge=1, le=1000)] | None = None
    border_ties: Literal["in", "out"] = "in"
    at_least: Figure | None = None
    above: Figure | None = None
    at_most: Figure | None = None
    below: Figure | None = None
    combine: Literal["all", "any"] = "all"


class ContestPart(Part):
    """The whole file."""

    format: Literal[1]
    slug: Code
    name: Name
    sample: bool = False
    publisher: Name
    host: Code
    score_label: Annotated[str, StringConstraints(min_length=1, max_length=20)] = "得分"
    calendar: CalendarPart
    rounding: RoundingPart = RoundingPart()
    rank_by: Annotated[list[Annotated[RankKeyPart, BeforeValidator(_key)]], Field(min_length=1)] = [
        RankKeyPart(by="total")
    ]
    limits: LimitsPart = LimitsPart()
    departments: list[DepartmentPart]
    divisions: Annotated[list[DivisionPart], Field(min_length=1)]
    entrants: Annotated[list[EntrantPart], Field(min_length=1)]
    dimensions: Annotated[list[DimensionPart], Field(min_length=1)]
    boards: list[BoardPart] = []
