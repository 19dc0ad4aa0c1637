"""A file with its faults written into it: the cell in red, what is wrong in the column 错误 of its row."""

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from contests.errors import Fault
from contests.exchange.columns import MARK
from contests.exchange.sheets import read_sheet
from contests.exchange.texts import decode_as
from contests.exchange.workbooks import safe_workbook

RED = "FFF8B4B4"
AUTHOR = "导入检查"
WIDTH = 60
# A workbook that is taken whole into memory, with styles and comments, costs about fifty times its size in the file.
WHOLE_LIMIT = 4 * 1024 * 1024

Faults = Mapping[int, Sequence[Fault]]


def marked_file(name: str, data: bytes, faults: Sequence[Fault]) -> bytes:
    """Return the file with its faults in it, as a workbook or in the encoding of a CSV file.

    It must have been read already: what cannot be read cannot be marked. Raises FileError.
    """
    by_row: dict[int, list[Fault]] = defaultdict(list)
    for fault in faults:
        if fault.row:
            by_row[fault.row].append(fault)
    return _workbook(name, data, by_row) if data[:4] == b"PK\x03\x04" else _csv(name, data, by_row)


def _sentence(faults: Sequence[Fault]) -> str:
    return "；".join(f"{fault.where.partition(' 行')[2]}{fault.expected}" for fault in faults)


def _csv(name: str, data: bytes, faults: Faults) -> bytes:
    text, encoding = decode_as(name, data)
    reader = csv.reader(io.StringIO(text, newline=""))
    marked = io.StringIO(newline="")
    writer = csv.writer(marked)
    at: int | None = None
    for row in reader:
        if at is None and any(row):
            at = row.index(MARK) if MARK in row else len(row)
            cells = [*row, *[""] * (at + 1 - len(row))]
            cells[at] = MARK
        elif at is None:
            cells = row
        else:
            cells = [*row, *[""] * (at + 1 - len(row))]
            cells[at] = _sentence(faults.get(reader.line_num, ()))
        writer.writerow(cells)
    return marked.getvalue().encode(encoding)


def _workbook(name: str, data: bytes, faults: Faults) -> bytes:
    book = _loaded(name, data)
    sheet = book.worksheets[0]
    header = [str(cell.value).strip() if cell.value is not None else "" for cell in sheet[_first_row(sheet)]]
    at = header.index(MARK) if MARK in header else len(header)
    _clean(sheet, at)
    sheet.cell(_first_row(sheet), at + 1).value = MARK
    sheet.column_dimensions[get_column_letter(at + 1)].width = WIDTH
    for row, found in faults.items():
        _write(sheet.cell(row, at + 1), _sentence(found))
        for fault in found:
            if fault.column is not None:
                cell = sheet.cell(row, fault.column + 1)
                cell.fill = PatternFill("solid", fgColor=RED)
                cell.comment = Comment(fault.expected, AUTHOR, width=320, height=80)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _loaded(name: str, data: bytes) -> Workbook:
    """Return the workbook as people made it, or its bare cells where that would be too much or cannot be read."""
    if len(data) <= WHOLE_LIMIT:
        try:
            # Pictures and macros are left behind, as for the reading.
            book: Workbook = load_workbook(io.BytesIO(safe_workbook(name, data)), keep_links=False)
        except (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError):
            pass
        else:
            if book.worksheets:
                return book
    book = Workbook()
    for number, cells in read_sheet(name, data):
        for at, value in enumerate(cells, start=1):
            if value != "":
                _write(book.active.cell(number, at), value)
    return book


def _first_row(sheet: Worksheet) -> int:
    """Return the number of the first row with anything in it, which is the header."""
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if any(value not in (None, "") for value in row):
            return number
    return 1


def _clean(sheet: Worksheet, at: int) -> None:
    """Take away the marks of an earlier check."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                cell.fill = PatternFill()
            if cell.column == at + 1:
                cell.value = None


def _write(cell: Cell, value: Any) -> None:
    """Write a value that no program takes for a formula."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
