"""Why nobody has a grade that is given to a share of the ranked entrants: its rule, beside how many there were."""

from collections.abc import Mapping, Sequence
from typing import Any

from contests.selectors.trials.rule_lines import QUOTA_ROUNDINGS, TIES


def quota_notes(rules: Mapping[str, Any], given: Sequence[str]) -> tuple[str, ...]:
    """Return a line for every grade with a quota that none of a division's ranked entrants was given.

    `given` has their grades as they were released; nothing is counted anew but how many there are.
    """
    quota = rules.get("quota", {})
    return tuple(
        f"“{grade['name']}”本期无人评上：{_least(grade)}名额为有名次的 {len(given)} 个单位的 {grade['quota']}%，"
        f"{QUOTA_ROUNDINGS[quota['rounding']]}，名额边界上{TIES[quota['ties']]}"
        for grade in rules.get("grades", ())
        if given and grade["quota"] is not None and grade["name"] not in given
    )


def _least(grade: Mapping[str, Any]) -> str:
    return "" if grade["at_least"] is None else f"须不低于 {grade['at_least']}；"
