"""Rows of a CSV or .xlsx file, whatever the encoding, without trusting what the file claims of itself."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from contests.errors import Fault, FileError
from contests.exchange.faults import shown
from contests.exchange.texts import decode
from contests.exchange.workbooks import safe_workbook

FILE_LIMIT = 20 * 1024 * 1024
ROW_LIMIT = 50_000
# Commas in one row of a CSV file: far more than columns that anyone needs, far fewer than fill the memory.
COMMA_LIMIT = 10_000
MERGED = "不能有合并单元格，请取消合并并逐格填写"

Row = tuple[int, list[Any]]
# The upper left and the lower right cell, counted from 0.
Range = tuple[tuple[int, int], tuple[int, int]]


class MergedError(FileError):
    """A workbook with merged cells; the rows outside of them may still be judged."""

    def __init__(self, name: str, ranges: Sequence[Range], rows: Sequence[Row]) -> None:
        """Keep each range as a fault, and the rows that no range touches."""
        super().__init__(name, shown((Fault(_cell_range(*bounds), "", MERGED) for bounds in ranges), len(ranges)))
        touched = _rows_of(ranges, rows[-1][0] if rows else 0)
        self.rows = [row for row in rows if row[0] not in touched]
        self.header_is_whole = bool(rows) and rows[0][0] not in touched


def read_sheet(name: str, data: bytes, *, days: bool = False) -> list[Row]:
    """Return (row number, cells) of every row that is not blank, the header first; a cell is text or a float.

    Of a workbook's dates the first of a month is the month, since Excel makes a date of 2022-09; with `days` it is the
    day. Raises FileError for a file that is too large, of another kind or without rows, MergedError for merged cells.
    """
    if len(data) > FILE_LIMIT:
        raise FileError(name, [Fault("文件", f"{len(data) / 1024 / 1024:.0f} MB", "文件最大 20 MB，请分期导入")])
    if data[:4] == b"PK\x03\x04":
        rows = _xlsx(name, data, days)
    elif data[:4] == b"\xd0\xcf\x11\xe0":
        raise FileError(name, [Fault("文件", "", "旧版 .xls 请在 Excel 或 WPS 中另存为 .xlsx 再导入")])
    else:
        rows = _csv(name, data)
    if not rows:
        raise FileError(name, [Fault("文件", "", "是空表，第一行应为列名")])
    if len(rows) > ROW_LIMIT:
        raise FileError(name, [Fault("文件", f"{ROW_LIMIT} 行以上", f"最多 {ROW_LIMIT} 行，请分期导入")])
    return rows


class _Lines:
    """The lines of a CSV file, with the commas since `commas` was last set to 0: a row may go over many lines."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.commas = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.commas += line.count(",")
            if self.commas > COMMA_LIMIT:
                raise csv.Error(f"一行有 {COMMA_LIMIT} 个以上逗号")
            yield line


def _csv(name: str, data: bytes) -> list[Row]:
    lines = _Lines(decode(name, data))
    reader = csv.reader(lines)
    rows: list[Row] = []
    try:
        for row in reader:
            lines.commas = 0
            if any(row):
                rows.append((reader.line_num, row))
            if len(rows) > ROW_LIMIT:
                break
    except csv.Error as error:
        where = f"第 {max(reader.line_num, 1)} 行"
        raise FileError(name, [Fault(where, "", f"不是规范的 CSV：{error}")]) from error
    return rows


def _xlsx(name: str, data: bytes, days: bool) -> list[Row]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(safe_workbook(name, data)))
        sheet = workbook.get_sheet_by_index(0)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise FileError(name, [Fault("文件", "", "打不开，不是完好的 .xlsx 文件")]) from error
    first = sheet.start[0] + 1 if sheet.start else 1
    found = enumerate(sheet.to_python(skip_empty_area=True), start=first)
    rows = [
        (number, [_cell(value, days) for value in row]) for number, row in found if any(value != "" for value in row)
    ]
    if sheet.merged_cell_ranges:
        raise MergedError(name, sheet.merged_cell_ranges, rows[:ROW_LIMIT])
    return rows


def _cell(value: Any, days: bool) -> Any:
    if isinstance(value, str | float) and not isinstance(value, bool):
        return value
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}" if days or value.day > 1 else f"{value:%Y-%m}"
    return str(value)


def _cell_range(start: tuple[int, int], end: tuple[int, int]) -> str:
    return f"第 {start[0] + 1} 行第 {start[1] + 1} 列至第 {end[0] + 1} 行第 {end[1] + 1} 列"


def _rows_of(ranges: Sequence[Range], last_row: int) -> set[int]:
    """Return the numbers of the rows that a range touches, each counted once however many ranges overlap."""
    touched: set[int] = set()
    looked_at = 0
    for (first, _), (last, _) in sorted(ranges):
        touched.update(range(max(first, looked_at) + 1, min(last + 1, last_row) + 1))
        looked_at = max(looked_at, last + 1)
    return touched
