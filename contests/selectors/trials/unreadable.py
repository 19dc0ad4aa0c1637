"""Figures that were entered already and that the methods of a draft could not read."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from contests.scoring.methods import METHODS
from contests.scoring.methods.base import Method

Problem = tuple[tuple[str | int, ...], object, str]


def unreadable(rules: Mapping[str, Any], document: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield (path, found, expected) of the parameters in rules that do not know what a document's readings say."""
    rows: dict[str, list[Any]] = {}
    for criteria in document["readings"].values():
        for code, entrants in criteria.items():
            rows.setdefault(code, []).extend(entrants.values())
    for at, dimension in enumerate(rules["dimensions"]):
        for index, part in enumerate(dimension["criteria"]):
            method = METHODS[part["method"]].parse(part["params"])
            if why := next((why for row in rows.get(part["code"], ()) if (why := _refusal(method, row))), ""):
                yield ("dimensions", at, "criteria", index, "params"), part["params"], f"与本期已填报的不合：{why}"


def _refusal(method: Method, row: list[Any]) -> str:
    """Return why a method cannot read a reading, [source, value, target, grade, parts, word]; empty where it can."""
    value, _, grade, parts, word = (row[at] if at < len(row) else None for at in range(1, 6))
    if word:
        return ""
    if "grade" in method.needs:
        scale = method.scale  # type: ignore[attr-defined]  # the methods that need a grade have a scale
        return "" if grade in scale else f"已有等次“{grade}”"
    if "value" in method.needs:
        return "已按各评委分别填报" if value is None else ""
    if value is not None:
        return "已按一个评分填报"
    try:
        method.check_parts([(name, Decimal(figure)) for name, figure in parts or ()])
    except ValueError as error:
        return str(error)
    return ""
