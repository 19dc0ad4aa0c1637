"""Reading the tables of a recomputed workbook, and what the engine says in the same words."""

from decimal import Decimal
from typing import Any, NamedTuple

from contests.scoring.board import BLACK, RED
from contests.scoring.evaluate import evaluate

Sheets = dict[str, list[list[Any]]]
COLOURS = {"红榜": RED, "黑榜": BLACK, "": ""}


def rows(sheets: Sheets, title: str) -> list[dict[str, Any]]:
    """Return the rows of the table that is checked on a sheet, by their headings."""
    lines = sheets[title]
    at = next(at for at, line in enumerate(lines) if "是否一致" in line)
    heads = [head for head in lines[at] if head]
    return [dict(zip(heads, line, strict=False)) for line in lines[at + 1 :]]


def checked(sheets: Sheets) -> list[str]:
    """Return the sheets whose rows are held against what was published."""
    return [title for title, lines in sheets.items() if any("是否一致" in line for line in lines)]


def number(cell: Any) -> Decimal | None:
    """Return the figure of a cell, None for one that shows a word or nothing."""
    return Decimal(repr(cell)) if isinstance(cell, float) else None


class Found(NamedTuple):
    """What a release comes to: points, scores, places, lists and grades, by the codes they belong to."""

    points: dict[tuple[str, str], Decimal | None]
    scores: dict[tuple[str, str], Decimal | None]
    places: dict[tuple[str, str], tuple[int | None, bool]]
    lists: dict[tuple[str, str], tuple[str, int, str]]
    grades: dict[str, str]


def recomputed(sheets: Sheets) -> Found:
    """Return what the formulas came to."""
    ranks = rows(sheets, "名次")
    boards = rows(sheets, "红黑榜")
    return Found(
        points={(row["单位代码"], row["指标代码"]): number(row["得分"]) for row in rows(sheets, "指标得分")},
        scores={(row["范围代码"], row["单位代码"]): number(row["得分"]) for row in ranks},
        places={
            (row["范围代码"], row["单位代码"]): (int(row["名次"]) if row["名次"] else None, row["并列"] == "是")
            for row in ranks
        },
        lists={
            (row["范围代码"], row["单位代码"]): (COLOURS[row["榜别"]], int(row["连续次数"]), row["措施"])
            for row in boards
            if row["榜别"]
        },
        grades={row["单位代码"]: row["等次"] for row in rows(sheets, "等次")} if "等次" in sheets else {},
    )


def derived(document: dict[str, Any]) -> Found:
    """Return what the engine comes to."""
    standings, entries = evaluate(document)
    return Found(
        points={
            (row.entrant, line["criterion"]): None if line["points"] is None else Decimal(line["points"])
            for row in standings
            for line in row.breakdown
            if "criterion" in line
        },
        scores={(row.scope, row.entrant): row.score for row in standings},
        places={(row.scope, row.entrant): (row.rank, row.tied) for row in standings},
        lists={(row.scope, row.entrant): (row.colour, row.streak, row.escalation) for row in entries},
        grades={row.entrant: row.grade for row in standings if row.scope == "total"}
        if document["rules"]["grades"]
        else {},
    )
