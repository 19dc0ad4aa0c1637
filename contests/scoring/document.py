"""The rules of a contest and the inputs of a period, as the engine takes them: parsed from plain JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from contests.scoring.decimals import Rounding
from contests.scoring.methods import METHODS
from contests.scoring.methods.base import Method, Reading, Timing

FORMAT = 1
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Criterion:
    """指标: full marks (of all, or of a division), weight, method, what several readings or a missing one count as."""

    code: str
    name: str
    full_marks: Decimal
    division_marks: Mapping[str, Decimal]
    weight: Decimal
    method: Method
    roll_up: str
    missing: str

    def marks_in(self, division: str) -> Decimal:
        """Return the full marks of this criterion in a division."""
        return self.division_marks.get(division, self.full_marks)


@dataclass(frozen=True, slots=True)
class Dimension:
    """维度: its criteria, and its weight in the total."""

    code: str
    name: str
    weight: Decimal
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class RankKey:
    """One key of the tie chain: the total, a dimension or a criterion, more or less of it being better."""

    by: str
    descending: bool


@dataclass(frozen=True, slots=True)
class BoardRule:
    """Who comes on a list of a scope; bounds are scores, `places` counts from the top (red) or bottom (black)."""

    scope: str
    colour: str
    places: int | None
    border_ties: str
    at_least: Decimal | None
    above: Decimal | None
    at_most: Decimal | None
    below: Decimal | None
    combine: str


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that decides a result besides the figures."""

    rounding: Rounding
    score_label: str
    rank_by: tuple[RankKey, ...]
    dimensions: tuple[Dimension, ...]
    boards: tuple[BoardRule, ...]
    caps: Mapping[str, Decimal | None]
    floor: Decimal | None
    ceiling: Decimal | None


@dataclass(frozen=True, slots=True)
class Entrant:
    """参赛单位 and its 组别 in this period; they are listed in the office's fixed order."""

    code: str
    name: str
    division: str


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An approved bonus (points > 0), deduction (< 0) or veto of one entrant in a scope."""

    entrant: str
    scope: str
    kind: str
    points: Decimal
    effect: str
    matter: str


@dataclass(frozen=True, slots=True)
class Finding:
    """An approved deed or fault of one entrant in a scope: the reason that stands on the board."""

    entrant: str
    scope: str
    colour: str
    by_hand: bool
    fact: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """The figures of a period: readings by (entrant, criterion), in the order of their periods."""

    timing: Timing
    entrants: tuple[Entrant, ...]
    readings: Mapping[tuple[str, str], Sequence[Reading]]
    adjustments: tuple[Adjustment, ...]
    findings: tuple[Finding, ...]


def number(text: str | None) -> Decimal | None:
    """Return the decimal written in a document, None for null."""
    return None if text is None else Decimal(text)


def parse_rules(rules: Mapping[str, Any]) -> Rules:
    """Return the rules of a document. Raises KeyError or ValueError where a validated contest file would not."""
    rounding = rules["rounding"]
    limits = rules["limits"]
    return Rules(
        rounding=Rounding.of(
            criterion_places=rounding["criterion"], total_places=rounding["total"], mode=rounding["mode"]
        ),
        score_label=rules["score_label"],
        rank_by=tuple(RankKey(key["by"], key["order"] == "desc") for key in rules["rank_by"]),
        dimensions=tuple(_dimension(dimension) for dimension in rules["dimensions"]),
        boards=tuple(_board_rule(board) for board in rules["boards"]),
        caps={"bonus": number(limits["bonus"]), "deduction": number(limits["deduction"])},
        floor=number(limits["floor"]),
        ceiling=number(limits["ceiling"]),
    )


def _dimension(dimension: Mapping[str, Any]) -> Dimension:
    return Dimension(
        code=dimension["code"],
        name=dimension["name"],
        weight=Decimal(dimension["weight"]),
        criteria=tuple(
            Criterion(
                code=criterion["code"],
                name=criterion["name"],
                full_marks=Decimal(criterion["full_marks"]),
                division_marks={code: Decimal(marks) for code, marks in criterion["division_marks"].items()},
                weight=Decimal(criterion["weight"]),
                method=METHODS[criterion["method"]].parse(criterion["params"]),
                roll_up=criterion["roll_up"],
                missing=criterion["missing"],
            )
            for criterion in dimension["criteria"]
        ),
    )


def _board_rule(board: Mapping[str, Any]) -> BoardRule:
    bounds = {name: number(board.get(name)) for name in ("at_least", "above", "at_most", "below")}
    return BoardRule(
        scope=board["scope"],
        colour=board["colour"],
        places=board.get("places"),
        border_ties=board.get("border_ties", "in"),
        combine=board.get("combine", "all"),
        **bounds,
    )


def parse_inputs(document: Mapping[str, Any]) -> Inputs:
    """Return the inputs of a document; a reading is [entrant, criterion, period, value, target, grade]."""
    readings: dict[tuple[str, str], list[Reading]] = {}
    for entrant, criterion, _period, value, target, grade in document["readings"]:
        reading = Reading(None if value is None else Decimal(value), None if target is None else Decimal(target), grade)
        readings.setdefault((entrant, criterion), []).append(reading)
    return Inputs(
        timing=Timing(**document["timing"]),
        entrants=tuple(Entrant(*entrant) for entrant in document["entrants"]),
        readings=readings,
        adjustments=tuple(Adjustment(**{**row, "points": Decimal(row["points"])}) for row in document["adjustments"]),
        findings=tuple(Finding(**row) for row in document["findings"]),
    )
