"""The thirteen ways to make points, from the table of the field; None where a criterion does not apply."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from tests.reference.figures import figure, given, held, mean

CUSTOMARY = {"优秀": 100, "良好": 80, "一般": 60, "较差": 40}


class Reading(NamedTuple):
    """What was reported; `word` says why there is no figure."""

    value: Fraction | None = None
    target: Fraction | None = None
    grade: str | None = None
    parts: Sequence[tuple[str, Fraction]] = ()
    word: str = ""


class Around(NamedTuple):
    """How far the contest has come (months gone, all, days gone, all, month), and everybody's values."""

    setting: Sequence[Any]
    values: Sequence[Fraction]


Params = Mapping[str, Any]
Points = Fraction | None


def points(params: Params, full: Fraction, read: Reading, around: Around) -> Points:
    if "assessors" not in params:
        return read.value
    marks = sorted(mark for _, mark in read.parts)
    if params["assessors"] == "trimmed" and len(marks) >= 3:
        marks = marks[1:-1]
    return mean(marks)


def grade(params: Params, full: Fraction, read: Reading, around: Around) -> Points:
    return figure(params.get("scale", CUSTOMARY)[read.grade]) * full / 100


def completion(params: Params, full: Fraction, read: Reading, around: Around) -> Points:
    if not read.target:
        return None
    rate = read.value / read.target
    if "bonus" not in params:
        return full * held(rate, None, given(params, "cap", 1))
    bonus = params["bonus"]
    units = max(rate - 1, 0) * 100 / figure(bonus["unit"])
    if bonus.get("whole", True):
        units = units // 1
    return full * min(rate, 1) + held(figure(bonus["step"]) * units, None, given(bonus, "limit"))


def count_bonus(params: Params, full: Fraction, read: Reading, around: Around) -> Points:
    if not read.target:
        return None
    limit = given(params, "limit")
    change = given(params, "k") * (read.value - read.target)
    return full + (change if limit is None else held(change, -limit, limit))


def banded(params: Params, full: Fraction, read: Reading, around: Around) -> Points:
    if not read.target:
        return None
    rate, start = read.value / read.target * 100, given(params, "at", 100)
    base = full if "base" not in params else given(params, "base")
    found = base
    for band in params["bands"]:
        inside = [held(end, figure(band["from"]), figure(band["to"])) for end in (rate, start)]
        found += figure(band["slope"]) * abs(inside[0] - inside[1])
    limit = given(params, "limit")
    if limit is not None:
        return held(found, base - limit, base + limit)
    return held(found, given(params, "floor"), given(params, "ceiling"))


def pass_fail(params: Params, full: Fraction, read: Reading, around: Around) -> Points:
    if not read.target:
        return None
    return full if _short(params, read) <= 0 else Fraction(0)


def shortfall(params: Params, full: Fraction, read: Reading, around: Around) -> Points:
    if not read.target:
        return None
    floor = min(given(params, "floor", 0), full)
    return max(floor, full - given(params, "k") * max(_short(params, read), 0))


def _short(params: Params, read: Reading) -> Fraction:
    """Return how much is lacking to the task; where less is better, how much is over it."""
    lacking = read.target - read.value
    return -lacking if params.get("reverse") else lacking


def efficacy(params: Params, full: Fraction, read: Reading, around: Around) -> Points:
    worst, best = given(params, "lower"), given(params, "upper")
    if params.get("reverse"):
        worst, best = best, worst
    c, d = given(params, "c", 40), given(params, "d", 60)
    return held((read.value - worst) / (best - worst) * c + d, Fraction(0), c + d) * full / 100


def rank_points(params: Params, full: Fraction, read: Reading, around: Around) -> Points:
    sign = -1 if params.get("reverse") else 1
    place = 1 + len([value for value in around.values if sign * value > sign * read.value])
    if "table" in params:
        table = {int(row): figure(won) for row, won in params["table"].items()}
        return table[place] if place in table else given(params, "beyond", 0)
    return full * max(Fraction(0), 1 - given(params, "step") / 100 * (place - 1))


def deduction(params: Params, full: Fraction, read: Reading, around: Around) -> Points:
    return max(Fraction(0), full - sum(figure(params["items"][item]) * times for item, times in read.parts))


def schedule(params: Params, full: Fraction, read: Reading, around: Around) -> Points:
    if not read.target:
        return None
    months, all_months, days, all_days, month = around.setting
    time = params.get("time", "month")
    if time == "curve":
        if month not in params["curve"]:
            return None
        elapsed = figure(params["curve"][month])
    else:
        elapsed = 100 * (Fraction(days, all_days) if time == "day" else Fraction(months, all_months))
    return 100 * read.value / read.target - elapsed


def closure(params: Params, full: Fraction, read: Reading, around: Around) -> Points:
    return full * read.value / read.target if read.target else None


def additive(params: Params, full: Fraction, read: Reading, around: Around) -> Points:
    return read.value


METHODS = {
    method.__name__: method
    for method in (
        points, grade, completion, count_bonus, banded, pass_fail, shortfall,
        efficacy, rank_points, deduction, schedule, closure, additive,
    )
}  # fmt: skip


def closed_of_all(params: Params, problems: Sequence[Sequence[str | None]], start: str, end: str) -> Reading:
    """Return how many problems are closed of those assigned, or of those due how many by their day."""
    by_due = params.get("by") == "due"
    done = counted = 0
    for _, assigned, due, closed in problems:
        day = due if by_due else assigned
        if day is None or day > end or (params.get("window") == "period" and day < start):
            continue
        counted += 1
        if closed is not None and closed <= (due if by_due else end):
            done += 1
    return Reading(Fraction(done), Fraction(counted))
