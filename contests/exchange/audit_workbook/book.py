"""A workbook of formulas: sheets that are written from the top down, saved as the same bytes every time."""

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

BOLD = Font(bold=True)
ALARM = PatternFill(bgColor="F8B4B4")


class Formula(str):
    """What the program that opens the workbook computes; any other text is shown as it stands."""

    __slots__ = ()


class Sheet:
    """One sheet; rows are appended, and are known by their number from then on."""

    def __init__(self, book: Workbook, title: str) -> None:
        """Add the sheet after those that are there."""
        self.title = title
        self.rows = 0
        self._sheet = book.create_sheet(title)

    def shape(self, *, widths: Iterable[float], frozen: str | None = None) -> None:
        """Set the widths of the columns and what stays in view; before the first row."""
        for at, width in enumerate(widths, start=1):
            self._sheet.column_dimensions[get_column_letter(at)].width = width
        self._sheet.freeze_panes = frozen

    def add(self, values: Iterable[Any]) -> int:
        """Append a row and return its number."""
        self._sheet.append([self._harmless(value) if type(value) is str else value for value in values])
        self.rows += 1
        return self.rows

    def head(self, values: Iterable[str], colours: Iterable[str]) -> None:
        """Append a row of headings on grounds of these colours."""
        cells = []
        for value, colour in zip(values, colours, strict=True):
            cell = self._text(value)
            cell.font, cell.fill = BOLD, PatternFill("solid", fgColor=colour)
            cells.append(cell)
        self.add(cells)

    def figure(self, value: Any, shown: str) -> WriteOnlyCell:
        """Return a cell that shows a figure in this format."""
        cell = WriteOnlyCell(self._sheet, value)
        cell.number_format = shown
        return cell

    def alarm(self, column: str, text: str) -> None:
        """Colour the cells of a column that hold this text."""
        rule = CellIsRule(operator="equal", formula=[f'"{text}"'], fill=ALARM)
        self._sheet.conditional_formatting.add(f"{column}1:{column}{self.rows}", rule)

    def _harmless(self, text: str) -> Any:
        """Return a text that no program takes for a formula or an error, nor refuses to read."""
        clean = ILLEGAL_CHARACTERS_RE.sub("", text)
        return self._text(clean) if clean[:1] in ("=", "#") else clean

    def _text(self, text: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"
        return cell


class Book:
    """The workbook; everything in it bears the time of the release."""

    def __init__(self, released_at: str) -> None:
        """Take the time as a release writes it."""
        self._time = datetime.fromisoformat(released_at).astimezone(UTC).replace(tzinfo=None)
        self._book = Workbook(write_only=True)
        self._book.calculation.fullCalcOnLoad = True
        properties = self._book.properties
        properties.creator = ""
        properties.created = properties.modified = self._time

    def sheet(self, title: str) -> Sheet:
        """Add a sheet."""
        return Sheet(self._book, title)

    def save(self) -> bytes:
        """Return the file; `Workbook.save` would write the time of day into it."""
        written = io.BytesIO()
        ExcelWriter(self._book, zipfile.ZipFile(written, "w", zipfile.ZIP_STORED)).save()
        dated = io.BytesIO()
        stamp = self._time.timetuple()[:6]
        with zipfile.ZipFile(written) as source, zipfile.ZipFile(dated, "w") as target:
            for name in source.namelist():
                target.writestr(zipfile.ZipInfo(name, stamp), source.read(name), zipfile.ZIP_DEFLATED)
        return dated.getvalue()
