"""Standings as a table: CSV with a mark that Excel knows, or .xlsx."""

import csv
import io
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from contests.scoring.document import COMBINED, TOTAL
from contests.selectors.payloads import Payload

HEADER = ("组别", "范围", "名次", "并列", "单位", "得分", "等次", "上期名次", "未排名原因")
# A text that begins so would be taken for a formula by the program that opens the table.
FORMULA_START = ("=", "+", "-", "@", "\t", "\r")


def standing_rows(payload: Mapping[str, Any]) -> Iterator[list[Any]]:
    """Yield a release's standings in the order of division, scope, rank and the office's order.

    Scores are numbers with as many places as they are published with.
    """
    document = payload["document"]
    entrants = {code: (at, name) for at, (code, name, _) in enumerate(document["entrants"])}
    divisions = {code: (at, name) for at, (code, name) in enumerate(document["divisions"])}
    dimensions = document["rules"]["dimensions"]
    scopes = {TOTAL: (-1, "总分")} | {row["code"]: (at, row["name"]) for at, row in enumerate(dimensions)}
    scopes[COMBINED] = (len(scopes), "综合榜")
    score = Payload(payload).score

    def order(row: Mapping[str, Any]) -> tuple[Any, ...]:
        place = (row["rank"] is None, row["rank"] or 0)
        return divisions[row["division"]][0], scopes[row["scope"]][0], *place, entrants[row["entrant"]][0]

    for row in sorted(payload["standings"], key=order):
        yield [
            divisions[row["division"]][1],
            scopes[row["scope"]][1],
            row["rank"],
            "是" if row["tied"] else "",
            entrants[row["entrant"]][1],
            score(row["score"]),
            row.get("grade", ""),
            row["previous_rank"],
            row["not_ranked_reason"],
        ]


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_START) else value


def _cell(sheet: Any, value: Any) -> Any:
    """Return what the workbook has in a cell: a score with the places that it is published with."""
    if not isinstance(value, Decimal):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = f"{Decimal(0).quantize(value):f}"
    return cell


def write_csv(payload: Mapping[str, Any]) -> bytes:
    """Return the standings as UTF-8 CSV with a byte order mark."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows([_harmless(value) for value in row] for row in standing_rows(payload))
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(payload: Mapping[str, Any]) -> bytes:
    """Return the standings as a workbook of one sheet; scores are numbers that are shown as published."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名次")
    sheet.append(list(HEADER))
    for row in standing_rows(payload):
        sheet.append([_cell(sheet, _harmless(value)) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
