"""Checking a published document against the engine, with nothing but the document."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from contests.scoring.decimals import plain
from contests.scoring.evaluate import Standing, evaluate

COMPARED = ("score", "rank", "tied", "not_ranked_reason", "previous_rank", "breakdown", "division", "grade")

Row = Mapping[str, Any]


def differences(payload: Mapping[str, Any]) -> list[str]:
    """Return, in Chinese, every standing and entry of a release that its own rules and inputs do not give."""
    result = evaluate(payload["document"])
    derived = _by_place(_written(standing) for standing in result.standings)
    published = _by_place(payload["standings"])
    found = []
    for key in sorted(derived.keys() | published.keys()):
        name = f"{key[0]} {key[1]}"
        expected, given = derived.get(key, []), published.get(key, [])
        if len(expected) != len(given):
            found.append(f"{name}：{_wrong_number(len(expected), len(given))}")
        found += [fault for row in given for fault in _faults(name, expected, row)]
    entries = [entry._asdict() for entry in result.entries]
    if not _same(entries, payload["entries"]):
        found.append(f"红黑榜应为 {entries}，发布的是 {payload['entries']}")
    return found


def _written(standing: Standing) -> Row:
    """Return a standing as a release writes it."""
    return standing._asdict() | {"score": None if standing.score is None else plain(standing.score)}


def _by_place(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """Return every row, however often it is there, by scope and entrant."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row["scope"], row["entrant"]), []).append(row)
    return found


def _wrong_number(expected: int, given: int) -> str:
    if not given:
        return "缺一条名次"
    return f"名次重复，应为 {expected} 条，发布了 {given} 条" if expected else "多一条名次"


def _faults(name: str, expected: list[Row], given: Row) -> list[str]:
    """Return what of a published row differs from what is expected there."""
    return [
        f"{name}：{field} 应为 {row[field]}，发布的是 {given[field]}"
        for row in expected[:1]
        for field in COMPARED
        if not _same(row[field], given[field])
    ]


def _same(one: object, other: object) -> bool:
    """Whether two values are written alike: in Python 1 equals true and 1.0, in a release they differ."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
