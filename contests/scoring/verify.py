"""Checking a published document against the engine, with nothing but the document."""

from collections.abc import Mapping
from typing import Any

from contests.scoring.decimals import plain
from contests.scoring.evaluate import evaluate

COMPARED = ("score", "rank", "tied", "not_ranked_reason", "breakdown", "division")


def differences(payload: Mapping[str, Any]) -> list[str]:
    """Return, in Chinese, every standing and entry of a release that its own rules and inputs do not give."""
    result = evaluate(payload["document"])
    derived = {
        (standing.scope, standing.entrant): standing._asdict()
        | {"score": None if standing.score is None else plain(standing.score)}
        for standing in result.standings
    }
    published = {(row["scope"], row["entrant"]): row for row in payload["standings"]}
    found = []
    for key in sorted(derived.keys() | published.keys()):
        if key not in published or key not in derived:
            found.append(f"{key[0]} {key[1]}：{'多' if key in published else '缺'}一条名次")
            continue
        found += [
            f"{key[0]} {key[1]}：{field} 应为 {derived[key][field]}，发布的是 {published[key][field]}"
            for field in COMPARED
            if published[key][field] != derived[key][field]
        ]
    entries = [entry._asdict() for entry in result.entries]
    if entries != payload["entries"]:
        found.append(f"红黑榜应为 {entries}，发布的是 {payload['entries']}")
    return found
