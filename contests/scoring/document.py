"""The rules of a contest and the inputs of a period, as the engine takes them: parsed from plain JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from contests.scoring.decimals import Rounding
from contests.scoring.methods import METHODS
from contests.scoring.methods.base import Method, Reading, Setting

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
    """维度: its criteria, and its weight in the total.

    `deciding` are the codes of the criteria that decide whether anything counted: those with a weight, or all where
    none has one, as in a table ranked by criteria that are only shown. `weighted`: they do not all weigh 1.
    """

    code: str
    name: str
    weight: Decimal
    criteria: tuple[Criterion, ...]
    deciding: frozenset[str]
    weighted: bool


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
    """Everything that decides a result besides the figures.

    `deciding` are the codes of the dimensions that decide whether anything counted in the total: those that can bring
    points into it, or all where none can.
    """

    rounding: Rounding
    score_label: str
    rank_by: tuple[RankKey, ...]
    dimensions: tuple[Dimension, ...]
    boards: tuple[BoardRule, ...]
    caps: Mapping[str, Decimal | None]
    floor: Decimal | None
    ceiling: Decimal | None
    deciding: frozenset[str]


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
    """The figures of a period: readings by (entrant, criterion), in the order of their periods.

    `previous` has the ranks of the period before by (entrant, scope), of those that stay in their division.
    """

    setting: Setting
    entrants: tuple[Entrant, ...]
    readings: Mapping[tuple[str, str], Sequence[Reading]]
    adjustments: tuple[Adjustment, ...]
    findings: tuple[Finding, ...]
    previous: Mapping[tuple[str, str], int]


def number(text: str | None) -> Decimal | None:
    """Return the decimal written in a document, None for null."""
    return None if text is None else Decimal(text)


def parse_rules(rules: Mapping[str, Any]) -> Rules:
    """Return the rules of a document. Raises KeyError or ValueError where a validated contest file would not."""
    rounding = rules["rounding"]
    limits = rules["limits"]
    dimensions = tuple(_dimension(dimension) for dimension in rules["dimensions"])
    return Rules(
        rounding=Rounding.of(
            criterion_places=rounding["criterion"], total_places=rounding["total"], mode=rounding["mode"]
        ),
        score_label=rules["score_label"],
        rank_by=tuple(RankKey(key["by"], key["order"] == "desc") for key in rules["rank_by"]),
        dimensions=dimensions,
        boards=tuple(_board_rule(board) for board in rules["boards"]),
        caps={"bonus": number(limits["bonus"]), "deduction": number(limits["deduction"])},
        floor=number(limits["floor"]),
        ceiling=number(limits["ceiling"]),
        deciding=_with_weight(
            (dimension.code, dimension.weight * sum(criterion.weight for criterion in dimension.criteria))
            for dimension in dimensions
        ),
    )


def _with_weight(weights: Iterable[tuple[str, Decimal]]) -> frozenset[str]:
    """Return the codes that have a weight, all of them where none has."""
    found = dict(weights)
    return frozenset(code for code, weight in found.items() if weight > 0) or frozenset(found)


def _dimension(dimension: Mapping[str, Any]) -> Dimension:
    criteria = tuple(_criterion(criterion) for criterion in dimension["criteria"])
    return Dimension(
        code=dimension["code"],
        name=dimension["name"],
        weight=Decimal(dimension["weight"]),
        criteria=criteria,
        deciding=_with_weight((criterion.code, criterion.weight) for criterion in criteria),
        weighted=any(criterion.weight != 1 for criterion in criteria),
    )


def _criterion(criterion: Mapping[str, Any]) -> Criterion:
    return Criterion(
        code=criterion["code"],
        name=criterion["name"],
        full_marks=Decimal(criterion["full_marks"]),
        division_marks={code: Decimal(marks) for code, marks in criterion["division_marks"].items()},
        weight=Decimal(criterion["weight"]),
        method=METHODS[criterion["method"]].parse(criterion["params"]),
        roll_up=criterion["roll_up"],
        missing=criterion["missing"],
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
        setting=Setting(**document["timing"]),
        entrants=tuple(Entrant(*entrant) for entrant in document["entrants"]),
        readings=readings,
        adjustments=tuple(Adjustment(**{**row, "points": Decimal(row["points"])}) for row in document["adjustments"]),
        findings=tuple(Finding(**row) for row in document["findings"]),
        previous={(entrant, scope): rank for entrant, scope, rank in document.get("previous", ())},
    )
