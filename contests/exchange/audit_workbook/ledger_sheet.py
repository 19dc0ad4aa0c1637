"""问题台账: the problems of each entrant, and the formulas that count them."""

from datetime import date

from contests.exchange.audit_workbook.book import Book
from contests.exchange.audit_workbook.calendar_sheets import PeriodsSheet
from contests.exchange.audit_workbook.facts import Facts
from contests.exchange.audit_workbook.table import Table
from contests.scoring.inputs import Entrant
from contests.scoring.methods.closure import Closure


class LedgerSheet:
    """The problems by entrant."""

    def __init__(self, book: Book, facts: Facts, periods: PeriodsSheet) -> None:
        """Write the problems; the sheet is there even when there are none."""
        sheet = book.sheet("问题台账")
        sheet.shape(widths=(16, 14, 24, 16, 12, 12, 12), frozen="A2")
        self._table = Table(sheet, ("组别", "单位代码", "单位", "编号", "交办日", "到期日", "销号日"))
        self._start, self._end = (periods.at(title, facts.inputs.span.code) for title in ("起", "止"))
        self._blocks: dict[str, range] = {}
        for entrant in facts.entrants:
            first = self._table.next
            for number, *days in facts.inputs.ledger.get(entrant.code, ()):
                self._table.add([*facts.label(entrant), number, *(day and date.fromisoformat(day) for day in days)])
            self._blocks[entrant.code] = range(first, self._table.next)

    def closed(self, entrant: Entrant, closure: Closure) -> str:
        """Return the formula of how many problems count and are closed at the end of the period."""
        by_due = closure.by == "due"
        return self._count(entrant, closure, f'({{销号日}}<>"")*({{销号日}}<={"{到期日}" if by_due else self._end})')

    def counted(self, entrant: Entrant, closure: Closure) -> str:
        """Return the formula of how many problems count at the end of the period."""
        return self._count(entrant, closure, "1")

    def _count(self, entrant: Entrant, closure: Closure, condition: str) -> str:
        rows = self._blocks[entrant.code]
        if not rows:
            return "0"
        day = "{到期日}" if closure.by == "due" else "{交办日}"
        within = f"*({day}>={self._start})" if closure.window == "period" else ""
        counts = f'SUMPRODUCT(({day}<>"")*({day}<={self._end}){within}*{condition})'
        return counts.format(**{title: self._table.over(title, rows) for title in ("交办日", "到期日", "销号日")})
