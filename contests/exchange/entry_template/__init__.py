"""The workbook that people fill in: their own rows of a period, with what is stored, and with what each row takes."""

import io
from collections.abc import Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from contests.enums import NOTHING
from contests.exchange.entry_template.guide_sheet import add_guide
from contests.exchange.entry_template.validations import add_validations
from contests.selectors.entry import EntryPeriod
from contests.selectors.entry_form import FormCell

COLUMNS = (("期次", 12), ("单位", 26), ("指标", 26), ("数值", 18), ("任务数", 14), ("备注", 36))
GIVEN = 3
VALUE, TARGET, NOTE = 3, 4, 5
HEAD = PatternFill("solid", fgColor="FFEFE6D3")
OPEN = PatternFill("solid", fgColor="FFFFFBEA")
SHUT = PatternFill("solid", fgColor="FFEDEDED")


def entry_template(contest: str, period: EntryPeriod, closing: str, cells: Sequence[FormCell]) -> bytes:
    """Return the workbook of a period, in the columns that the import reads."""
    book = Workbook()
    sheet = book.active
    sheet.title = "填报"
    _head(sheet)
    for row, cell in enumerate(cells, start=2):
        _fill(sheet, row, period, cell)
    add_validations(sheet, cells)
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(cells) + 1}"
    # On paper: the whole width on a page, the header on every one.
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    # Without a password: it keeps from slips, not from anybody.
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.autoFilter = False
    add_guide(book, contest, closing, cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _head(sheet: Worksheet) -> None:
    for at, (title, width) in enumerate(COLUMNS, start=1):
        cell = sheet.cell(1, at, title)
        cell.font, cell.fill = Font(bold=True), HEAD
        sheet.column_dimensions[get_column_letter(at)].width = width


def _fill(sheet: Worksheet, row: int, period: EntryPeriod, cell: FormCell) -> None:
    takes_target = "target" in cell.criterion.method.needs
    values = (period.code, cell.entrant.name, cell.criterion.name, _value(cell), cell.target, cell.stored.note)
    for at, value in enumerate(values):
        written = sheet.cell(row, at + 1)
        if at != TARGET or takes_target:
            _write(written, value)
        if at >= GIVEN and (at != TARGET or takes_target):
            written.protection, written.fill = Protection(locked=False), OPEN
        elif at == TARGET:
            written.fill = SHUT
        if at in (VALUE, NOTE):
            written.alignment = Alignment(wrap_text=True, vertical="top")


def _value(cell: FormCell) -> str | Decimal | None:
    """Return what is stored, in the words that the import takes."""
    stored = cell.stored
    if "parts" in cell.criterion.method.needs and not stored.is_blank and not stored.word:
        return stored.parts or NOTHING
    return stored.word or stored.grade or stored.value


def _write(cell: Cell, value: str | Decimal | None) -> None:
    """Write a value; a text is one even where it looks like a formula."""
    cell.value = value or (value if isinstance(value, Decimal) else None)
    if isinstance(value, str) and value:
        cell.data_type = "s"
