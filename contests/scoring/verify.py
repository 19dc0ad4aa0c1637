"""Checking a published document against the engine, with nothing but the document."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from contests.scoring.decimals import plain
from contests.scoring.evaluate import Standing, evaluate

COMPARED = ("score", "rank", "tied", "not_ranked_reason", "previous_rank", "breakdown", "division", "grade")

HASH = re.compile("[0-9a-f]{64}")

Row = Mapping[str, Any]


def differences(payload: Mapping[str, Any]) -> list[str]:
    """Return, in Chinese, every standing and entry of a release that its own rules and inputs do not give.

    A recall gives none: what is wrong with it is said of `recall_faults`.
    """
    if is_recall(payload):
        return recall_faults(payload)
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


def is_recall(payload: Mapping[str, Any]) -> bool:
    """Return whether a document says that it takes an issue back."""
    return "recalled" in payload


def recall_faults(payload: Mapping[str, Any]) -> list[str]:
    """Return, in Chinese, what a recall must not have, or lacks: no result passes unverified by calling itself one."""
    found = [f"撤回不应有 {name}" for name in ("document", "standings", "entries", "changes") if name in payload]
    if payload["recalled"] is not True:
        found.append(f"recalled 应为 true，现为 {payload['recalled']}")
    if not (isinstance(payload["corrects"], int) and 0 < payload["corrects"] < payload["number"]):
        found.append(f"撤回的应是此前的一期，现为 {payload['corrects']}")
    if not payload["correction_reason"]:
        found.append("没有写明撤回原因")
    if not HASH.fullmatch(payload["corrects_sha256"]):
        found.append(f"被撤回一期的 SHA-256 不完整：{payload['corrects_sha256']}")
    return found


def recall_words(payload: Mapping[str, Any]) -> list[str]:
    """Return what a recall says, a line a fact."""
    return [
        f"本期是撤回：撤回第{payload['corrects']}期，不含得分、名次和榜单",
        f"撤回原因：{payload['correction_reason']}",
        f"被撤回一期的 SHA-256 {payload['corrects_sha256']}",
        f"上一期的 SHA-256 {payload['previous_sha256']}",
    ]


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
