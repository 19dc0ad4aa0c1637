"""From the parts of the dimensions to the part of the total."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from contests.scoring.adjust import Share, signed
from contests.scoring.decimals import ZERO, plain
from contests.scoring.inputs import Entrant, Inputs
from contests.scoring.parts import Part, check_size, full_marks, joined, rescaled, zeroed_row
from contests.scoring.rules import PlaceBonus, Rules
from contests.scoring.sheet import Row, adjustment_rows, dimension_row, exact_text, step

NO_ACTIVITY = "本期无填报"


def no_activity(rules: Rules, parts: Mapping[str, Part], general: Share) -> Part:
    """Return the total of an entrant of which nothing that counts was reported."""
    return Part(None, _dimension_rows(rules, parts) + adjustment_rows(general.lines), reason=NO_ACTIVITY)


def total_part(rules: Rules, inputs: Inputs, entrant: Entrant, parts: Mapping[str, Part], general: Share) -> Part:
    """Return the total: dimensions by their weights, bonus and deduction, floor and ceiling, veto, rounded once.

    Places in shorter periods may bring a bonus of their own.
    """
    rows = _dimension_rows(rules, parts)
    value = sum((parts[dimension.code].exact * dimension.weight for dimension in rules.dimensions), ZERO)
    if any(part.score is None for part in parts.values()):
        if reason := _why_no_total(rules, parts):
            return Part(None, rows + adjustment_rows(general.lines), reason=reason)
        value = _with_skipped(rules, entrant.division, parts, rows)
    value += general.points
    rows += adjustment_rows(general.lines)
    if rules.place_bonus and (places := inputs.places.get(entrant.code)):
        value += _for_places(rules.place_bonus, places, rows)
    value = _within_limits(rules, value, rows)
    if general.zeroed:
        rows.append(zeroed_row(rules, value))
        value = ZERO
    check_size(value, entrant, (mark for part in parts.values() for mark in part.marks))
    return Part(rules.rounding.score(value), rows)


def _for_places(bonus: PlaceBonus, places: Sequence[tuple[str, int]], rows: list[Row]) -> Decimal:
    """Return the points that the places of shorter periods bring, up to their limit."""
    terms = [(period, rank, bonus.points[rank]) for period, rank in places if rank in bonus.points]
    if not terms:
        return ZERO
    points = sum((won for _, _, won in terms), ZERO)
    formula = "，".join(f"{period} 第 {rank} 名 {signed(won)}" for period, rank, won in terms)
    if bonus.limit is not None and points > bonus.limit:
        points, formula = bonus.limit, f"{formula}（封顶 {plain(bonus.limit)}）"
    rows.append(step("名次加分", signed(points), formula))
    return points


def _within_limits(rules: Rules, value: Decimal, rows: list[Row]) -> Decimal:
    if rules.floor is not None and value < rules.floor:
        formula = f"{exact_text(value, rules.rounding)} 低于下限 {plain(rules.floor)}"
        rows.append(step("下限", plain(rules.floor), formula))
        value = rules.floor
    if rules.ceiling is not None and value > rules.ceiling:
        formula = f"{exact_text(value, rules.rounding)} 高于上限 {plain(rules.ceiling)}"
        rows.append(step("上限", plain(rules.ceiling), formula))
        value = rules.ceiling
    return value


def _dimension_rows(rules: Rules, parts: Mapping[str, Part]) -> list[Row]:
    return [
        dimension_row(dimension, part.exact, part.score, part.reason, rules.rounding)
        for dimension in rules.dimensions
        for part in (parts[dimension.code],)
    ]


def _why_no_total(rules: Rules, parts: Mapping[str, Part]) -> str:
    """Return the reason why there is no total, empty where there is one."""
    deciding = [(one.name, parts[one.code]) for one in rules.dimensions if one.code in rules.deciding]
    if unranked := [part.reason for _, part in deciding if part.score is None and not part.skipped]:
        return "；".join(unranked)
    if any(part.score is not None for _, part in deciding):
        return ""
    return joined([(name, part.reason) for name, part in deciding])


def _with_skipped(rules: Rules, division: str, parts: Mapping[str, Part], rows: list[Row]) -> Decimal:
    """Return the total without some of the dimensions: what was earned is rescaled, bonus and deduction are not."""
    counted = whole = earned = adjusted = ZERO
    terms = []
    for dimension in rules.dimensions:
        part = parts[dimension.code]
        marks = dimension.weight * full_marks(dimension.criteria, division)
        whole += marks
        counted += marks if part.score is not None else ZERO
        earned += part.earned * dimension.weight
        if points := part.exact - part.earned:
            adjusted += points * dimension.weight
            terms.append(f"{dimension.name} {signed(points)} × {plain(dimension.weight)}")
    if terms:
        rows.append(step("加减分前", exact_text(earned, rules.rounding), "各维度得分合计，不含维度加减分"))
    earned = rescaled(rules, "维度", earned, counted, whole, rows)
    if terms:
        rows.append(step("维度加减分", signed(adjusted), "，".join(terms)))
    return earned + adjusted
