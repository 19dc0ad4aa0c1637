"""What a contest file may say of its rules, and of what kind."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, StringConstraints, Tag

from contests.enums import Cadence, Colour
from contests.exchange.contest_file.kinds import Code, Figure, Name, Part, Positive, Short, Weight


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


def rank_key(found: object) -> object:
    """Return a key of the tie chain that was written as its bare name in full."""
    return {"by": found} if isinstance(found, str) else found


class StagePart(Part):
    """One step of a roll-up: how the periods inside a longer one become one, and what one without a figure counts."""

    by: Literal["mean", "weighted", "sum", "last"]
    of: Cadence | None = None
    missing: Literal["skip", "zero"] = "skip"
    weights: list[Positive] = []


def _stage(found: object) -> object:
    return {"by": found} if isinstance(found, str) else found


HOW, STAGES = "how", "stages"
Stages = dict[Cadence, Annotated[StagePart, BeforeValidator(_stage)]]
RollUp = Annotated[
    Annotated[Literal["mean", "sum", "last"], Tag(HOW)] | Annotated[Stages, Tag(STAGES)],
    Discriminator(lambda found: STAGES if isinstance(found, dict) else HOW),
]


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
    roll_up: RollUp = "mean"
    missing: Literal["unranked", "zero", "skip"] = "unranked"
    unit: Annotated[str, StringConstraints(max_length=20)] = ""
    places: Annotated[int, Field(ge=0, le=4)] | None = None


class DimensionPart(Part):
    """维度; `part` is the 过程 or 结果 it belongs to, `full_marks` what its criteria must sum to."""

    code: Code
    name: Name
    weight: Weight = Decimal(1)
    part: Code | None = None
    full_marks: Positive | None = None
    criteria: Annotated[list[CriterionPart], Field(min_length=1)]


class SharePart(Part):
    """过程 or 结果, and its share of the total."""

    code: Code
    name: Short
    share: Annotated[Figure, Field(gt=0, lt=1)]


class GradePart(Part):
    """等次: its least score, and the most that may have it, in percent of the ranked entrants."""

    name: Annotated[Short, StringConstraints(max_length=10)]
    at_least: Figure | None = None
    quota: Annotated[Figure, Field(gt=0, le=100)] | None = None


class QuotaPart(Part):
    """How a quota becomes a number, and whether who is tied at its border is in or out."""

    rounding: Literal["down", "up", "half_up"] = "down"
    ties: Literal["in", "out"] = "out"


class PlaceBonusPart(Part):
    """Points that places of shorter periods bring in a longer one."""

    cadence: Cadence
    points: dict[Annotated[int, Field(ge=1, le=1000)], Positive]
    limit: Positive | None = None


class BoardPart(Part):
    """Who comes on a list, of all divisions or of some; without a condition only entries by hand do."""

    scope: Code
    colour: Colour
    divisions: list[Code] = []
    places: Annotated[int, Field(ge=1, le=1000)] | None = None
    border_ties: Literal["in", "out"] = "in"
    at_least: Figure | None = None
    above: Figure | None = None
    at_most: Figure | None = None
    below: Figure | None = None
    combine: Literal["all", "any"] = "all"
