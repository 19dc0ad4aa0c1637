"""Figures that new rules, valid from inside a longer period, would read otherwise than they were entered."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from contests.enums import Cadence
from contests.models import Contest, Period, Rating
from contests.models.rules_versions import version_on
from contests.scoring.methods import METHODS

FINENESS = Cadence.values

# The parameters that say what a figure means; the others only say how many points it makes.
MEANING = ("scale", "items", "assessors")


class Misread(NamedTuple):
    """A criterion by name, the longer period that counts its figures, and the first day on which it may change."""

    criterion: str
    period: Period
    earliest: date


def first_misread(contest: Contest, rules: Mapping[str, Any], valid_from: date) -> Misread | None:
    """Return what new rules would misread, in three queries; None where every figure keeps its meaning.

    A figure is entered by the rules of its own period and counted by those of the ranked period around it.
    """
    new = _meanings(rules)
    older = [(version, _meanings(version.rules)) for version in contest.rules_versions.order_by("-number")]
    meanings = {version.number: found for version, found in older}
    versions = [version for version, _ in older]
    changed = {key[0] for found in meanings.values() for key in found if new.get(key, found[key]) != found[key]}
    periods = {period.pk: period for period in Period.objects.filter(contest=contest).select_related("contest")}
    ratings = Rating.objects.filter(criterion__contest=contest, criterion__code__in=changed)
    columns = ("criterion__code", "criterion__name", "period_id")
    for code, name, pk in ratings.order_by(*columns).values_list(*columns).distinct():
        part = periods[pk]
        version = version_on(versions, part.placement_day)
        key = (code, part.cadence)
        old = meanings[version.number].get(key) if version else None
        if valid_from <= part.placement_day or old is None or new.get(key, old) == old:
            continue
        around = [period for period in periods.values() if _counts(period, part) and valid_from <= period.placement_day]
        if around:
            longest = max(around, key=lambda period: FINENESS.index(period.cadence))
            return Misread(name, longest, _after(longest, part))
    return None


def _meanings(rules: Mapping[str, Any]) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Return by code and cadence what figures of a criterion mean; those of another cadence are not counted."""
    found = {}
    for dimension in rules["dimensions"]:
        for part in dimension["criteria"]:
            method = METHODS[part["method"]].parse(part["params"])
            found[part["code"], part["cadence"]] = (method.name, *(getattr(method, name, None) for name in MEANING))
    return found


def _counts(period: Period, part: Period) -> bool:
    """Return whether a period is ranked and counts the figures of a shorter one."""
    longer = FINENESS.index(period.cadence) > FINENESS.index(part.cadence)
    return longer and period.cadence in period.contest.cadences and period.starts_on <= part.ends_on <= period.ends_on


def _after(period: Period, part: Period) -> date:
    """Return the day after a period; for weekly figures the Monday of the first week that closes after it."""
    day = period.ends_on + timedelta(days=1)
    return day - timedelta(days=day.weekday()) if part.cadence == Cadence.WEEK else day
