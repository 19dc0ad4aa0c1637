"""A comparison in short: how many ranks and grades change, who comes on a list and who leaves it."""

from collections.abc import Mapping, Sequence
from typing import Any

from contests.enums import Colour
from contests.scoring.document import TOTAL

Row = Mapping[str, Any]


def summarised(scopes: Sequence[Row], lists: Sequence[Row]) -> dict[str, Any]:
    """Return how many entrants change rank, grade and score in the total, ranks elsewhere, and the moves of the lists.

    Each of `lists` has its name, and the names of who enters and who leaves.
    """
    total = next(scope["rows"] for scope in scopes if scope["code"] == TOTAL)
    parts = [row for scope in scopes if scope["code"] != TOTAL for row in scope["rows"]]
    return {
        "ranks": sum(_differ(row, "rank") for row in total),
        "grades": sum(_differ(row, "grade") for row in total),
        "scores": sum(row["changed"] and _differ(row, "score") for row in total),
        "part_ranks": sum(_differ(row, "rank") for row in parts),
        "lists": [
            {"name": list_name(row), "enters": _who(row["new"]), "leaves": _who(row["old"])}
            for row in lists
            if _who(row["new"]) or _who(row["old"])
        ],
    }


def headline(summary: Row) -> str:
    """Return the summary in one line of Chinese."""
    words = []
    if summary["ranks"]:
        words.append(f"{summary['ranks']} 个单位名次变化")
    if summary["part_ranks"]:
        words.append(f"单项名次变化 {summary['part_ranks']} 处")
    if summary["grades"]:
        words.append(f"{summary['grades']} 个单位等次变化")
    for row in summary["lists"]:
        words += [f"{len(row['enters'])} 个单位进入{row['name']}"] if row["enters"] else []
        words += [f"{len(row['leaves'])} 个单位退出{row['name']}"] if row["leaves"] else []
    if words:
        return "，".join(words)
    scores = f"，{summary['scores']} 个单位得分变化" if summary["scores"] else ""
    return f"名次、等次和红黑榜都不变{scores}"


def list_name(row: Row) -> str:
    """Return the name of a list; those of the total need no further word."""
    label = str(Colour(row["colour"]).label)
    return label if row["scope"] == TOTAL else f"{row['name']}{label}"


def _differ(row: Row, what: str) -> bool:
    old, new = row["old"] or {}, row["new"] or {}
    # Who has no grade and who takes no part are alike in this.
    return (old.get(what) or None) != (new.get(what) or None)


def _who(entries: Sequence[Row]) -> list[str]:
    return [entry["entrant"] for entry in entries if entry["change"]]
