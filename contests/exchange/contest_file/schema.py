"""What a contest file may say, and of what kind."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from contests.enums import Cadence, DepartmentKind
from contests.exchange.contest_file.kinds import TEXT, Code, Figure, LongName, Name, Part, Positive, Short
from contests.exchange.contest_file.rules_schema import (
    BoardPart,
    DimensionPart,
    GradePart,
    LimitsPart,
    PlaceBonusPart,
    QuotaPart,
    RankKeyPart,
    RoundingPart,
    SharePart,
    rank_key,
)

Category = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40, pattern=TEXT)]


class DepartmentPart(Part):
    """A department of the tree, after its parent."""

    code: Code
    name: Name
    kind: DepartmentKind = DepartmentKind.DEPARTMENT
    parent: Code | None = None


class CalendarPart(Part):
    """Which periods are ranked, how many days after its end a period may be entered, how many to appeal.

    `appeal_days` are working days after a release; 0 is no appeals. `black_days` are the days after a release in which
    its black list is public; 0 is for ever.
    """

    starts_on: date
    ends_on: date
    ranked: Annotated[list[Cadence], Field(min_length=1)]
    entry_days: Annotated[int, Field(ge=0, le=60)] = 5
    appeal_days: Annotated[int, Field(ge=0, le=60)] = 5
    black_days: Annotated[int, Field(ge=0, le=3650)] = 30


class DivisionPart(Part):
    """组别/赛道; those of one category are also listed together."""

    code: Code
    name: Name
    category: Category = ""


class PlacementPart(Part):
    """The division of an entrant from a day on."""

    division: Code
    starts_on: date


class ProjectPart(Part):
    """What makes an entrant a project."""

    category: Category = ""


class EntrantPart(Part):
    """参赛单位: its responsible department, its division and the day it joined, and where it moved to later."""

    code: Code
    name: LongName
    department: Code
    division: Code
    joins_on: date | None = None
    moves: list[PlacementPart] = []
    project: ProjectPart | None = None


class HeadPart(Part):
    """What holds whatever the rules are."""

    format: Literal[1]
    slug: Code
    name: Name
    sample: bool = False
    publisher: Name
    host: Code
    supervision_phone: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] = ""
    calendar: CalendarPart
    jump_factor: Annotated[Figure, Field(gt=1, le=100, decimal_places=2)] = Decimal(3)
    departments: list[DepartmentPart]
    divisions: Annotated[list[DivisionPart], Field(min_length=1)]
    entrants: Annotated[list[EntrantPart], Field(min_length=1)]


class RulesPart(Part):
    """The rules, valid from a day on; without one from the contest's beginning."""

    rules_from: date | None = None
    score_label: Short = "得分"
    rounding: RoundingPart = RoundingPart()
    rank_by: Annotated[list[Annotated[RankKeyPart, BeforeValidator(rank_key)]], Field(min_length=1)] = [
        RankKeyPart(by="total")
    ]
    limits: LimitsPart = LimitsPart()
    dimensions: Annotated[list[DimensionPart], Field(min_length=1)]
    weight_sum: Positive | None = None
    parts: list[SharePart] = []
    boards: list[BoardPart] = []
    grades: list[GradePart] = []
    quota: QuotaPart = QuotaPart()
    combined: bool = False
    place_bonus: PlaceBonusPart | None = None
    escalation: dict[Annotated[int, Field(ge=1, le=99)], Short] = {}


class ContestPart(RulesPart, HeadPart):
    """The whole file: the newest rules, and those that hold before them, the oldest first."""

    earlier_rules: list[RulesPart] = []
