"""The rules of a contest as the engine takes them: parsed from plain JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from contests.scoring.decimals import ONE, ZERO, Rounding
from contests.scoring.document import CADENCES
from contests.scoring.methods import METHODS
from contests.scoring.methods.base import Method


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a roll-up: the periods inside one of `to` become one, those without a figure skipped or zero."""

    to: str
    by: str
    missing: str
    weights: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """指标: full marks (of all, or of a division), weight, method, what several readings or a missing one count as.

    `places` is the unit that its points are rounded to, None for that of the contest.
    """

    code: str
    name: str
    full_marks: Decimal
    division_marks: Mapping[str, Decimal]
    weight: Decimal
    method: Method
    cadence: str
    roll_up: str
    stages: tuple[Stage, ...]
    missing: str
    places: Decimal | None

    def marks_in(self, division: str) -> Decimal:
        """Return the full marks of this criterion in a division."""
        return self.division_marks.get(division, self.full_marks)


@dataclass(frozen=True, slots=True)
class Dimension:
    """维度: its criteria, and its weight in the total.

    `weight` has the share of its part in it, `weighed` shows both. `deciding` are the codes of the criteria that decide
    whether anything counted: those with a weight, or all where none has one, as in a table ranked by criteria that are
    only shown. `weighted`: they do not all weigh 1.
    """

    code: str
    name: str
    weight: Decimal
    weighed: str
    criteria: tuple[Criterion, ...]
    deciding: frozenset[str]
    weighted: bool


@dataclass(frozen=True, slots=True)
class RankKey:
    """One key of the tie chain: the total, a dimension or a criterion, more or less of it being better."""

    by: str
    descending: bool
    name: str


@dataclass(frozen=True, slots=True)
class BoardRule:
    """Who comes on a list of a scope; bounds are scores, `places` counts from the top (red) or bottom (black).

    `divisions` are those it holds for, none meaning all.
    """

    scope: str
    colour: str
    divisions: frozenset[str]
    places: int | None
    border_ties: str
    at_least: Decimal | None
    above: Decimal | None
    at_most: Decimal | None
    below: Decimal | None
    combine: str


@dataclass(frozen=True, slots=True)
class Grade:
    """等次: the least score for it, and the most entrants of a division that may have it, in percent (None: any)."""

    name: str
    at_least: Decimal | None
    quota: Decimal | None


@dataclass(frozen=True, slots=True)
class PlaceBonus:
    """Points that places of shorter periods bring in a longer one, by place; all of them up to a limit."""

    cadence: str
    points: Mapping[int, Decimal]
    limit: Decimal | None


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that decides a result besides the figures.

    `deciding` are the codes of the dimensions that decide whether anything counted in the total: those that can bring
    points into it, or all where none can. `escalation` names what follows the n-th black entry in a row.
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
    grades: tuple[Grade, ...]
    quota_rounding: str
    quota_ties: str
    combined: bool
    place_bonus: PlaceBonus | None
    escalation: Mapping[int, str]


def number(text: str | None) -> Decimal | None:
    """Return the decimal written in a document, None for null."""
    return None if text is None else Decimal(text)


def parse_rules(rules: Mapping[str, Any]) -> Rules:
    """Return the rules of a document. Raises KeyError or ValueError where a validated contest file would not."""
    rounding, limits, quota = rules["rounding"], rules["limits"], rules["quota"]
    shares = {part["code"]: part for part in rules["parts"]}
    dimensions = tuple(_dimension(dimension, shares) for dimension in rules["dimensions"])
    return Rules(
        rounding=Rounding.of(
            criterion_places=rounding["criterion"], total_places=rounding["total"], mode=rounding["mode"]
        ),
        score_label=rules["score_label"],
        rank_by=_rank_keys(rules["rank_by"], rules["score_label"], dimensions),
        dimensions=dimensions,
        boards=tuple(_board_rule(board) for board in rules["boards"]),
        caps={"bonus": number(limits["bonus"]), "deduction": number(limits["deduction"])},
        floor=number(limits["floor"]),
        ceiling=number(limits["ceiling"]),
        deciding=_with_weight(
            (dimension.code, dimension.weight * sum(criterion.weight for criterion in dimension.criteria))
            for dimension in dimensions
        ),
        grades=tuple(Grade(row["name"], number(row["at_least"]), number(row["quota"])) for row in rules["grades"]),
        quota_rounding=quota["rounding"],
        quota_ties=quota["ties"],
        combined=rules["combined"],
        place_bonus=_place_bonus(rules["place_bonus"]),
        escalation={int(times): name for times, name in rules["escalation"].items()},
    )


def _rank_keys(keys: Iterable[Mapping[str, str]], label: str, dimensions: Iterable[Dimension]) -> tuple[RankKey, ...]:
    names = {"total": label}
    for dimension in dimensions:
        names[dimension.code] = dimension.name
        names |= {criterion.code: criterion.name for criterion in dimension.criteria}
    return tuple(RankKey(key["by"], key["order"] == "desc", names.get(key["by"], key["by"])) for key in keys)


def _with_weight(weights: Iterable[tuple[str, Decimal]]) -> frozenset[str]:
    """Return the codes that have a weight, all of them where none has."""
    found = dict(weights)
    return frozenset(code for code, weight in found.items() if weight > 0) or frozenset(found)


def _dimension(dimension: Mapping[str, Any], shares: Mapping[str, Mapping[str, str]]) -> Dimension:
    criteria = tuple(_criterion(criterion) for criterion in dimension["criteria"])
    share = shares.get(dimension["part"])
    return Dimension(
        code=dimension["code"],
        name=dimension["name"],
        weight=Decimal(dimension["weight"]) * (Decimal(share["share"]) if share else ONE),
        weighed=dimension["weight"] + (f" × {share['name']} {share['share']}" if share else ""),
        criteria=criteria,
        deciding=_with_weight((criterion.code, criterion.weight) for criterion in criteria),
        weighted=any(criterion.weight != 1 for criterion in criteria),
    )


def _criterion(criterion: Mapping[str, Any]) -> Criterion:
    roll_up = criterion["roll_up"]
    staged = isinstance(roll_up, dict)
    return Criterion(
        code=criterion["code"],
        name=criterion["name"],
        full_marks=Decimal(criterion["full_marks"]),
        division_marks={code: Decimal(marks) for code, marks in criterion["division_marks"].items()},
        weight=Decimal(criterion["weight"]),
        method=METHODS[criterion["method"]].parse(criterion["params"]),
        cadence=criterion["cadence"],
        roll_up="mean" if staged else roll_up,
        stages=tuple(_stage(to, roll_up[to]) for to in CADENCES if to in roll_up) if staged else (),
        missing=criterion["missing"],
        places=None if (places := criterion.get("places")) is None else ONE.scaleb(-places),
    )


def _stage(to: str, stage: Mapping[str, Any]) -> Stage:
    return Stage(to, stage["by"], stage["missing"], tuple(Decimal(weight) for weight in stage["weights"]))


def _board_rule(board: Mapping[str, Any]) -> BoardRule:
    bounds = {name: number(board.get(name)) for name in ("at_least", "above", "at_most", "below")}
    return BoardRule(
        scope=board["scope"],
        colour=board["colour"],
        divisions=frozenset(board.get("divisions", ())),
        places=board.get("places"),
        border_ties=board.get("border_ties", "in"),
        combine=board.get("combine", "all"),
        **bounds,
    )


def _place_bonus(bonus: Mapping[str, Any] | None) -> PlaceBonus | None:
    if bonus is None:
        return None
    points = {int(place): Decimal(points) for place, points in bonus["points"].items()}
    return PlaceBonus(bonus["cadence"], points, number(bonus["limit"]))


def full_marks(rules: Rules, division: str) -> Decimal:
    """Return the full marks of the total in a division."""
    return sum(
        (
            dimension.weight * criterion.weight * criterion.marks_in(division)
            for dimension in rules.dimensions
            for criterion in dimension.criteria
        ),
        ZERO,
    )
