"""期次 and 单位: the days that roll-ups and scheduled progress look at."""

from datetime import date

from contests.enums import Cadence
from contests.exchange.audit_workbook.book import Book
from contests.exchange.audit_workbook.facts import Facts
from contests.exchange.audit_workbook.table import Table
from contests.scoring.inputs import Entrant, Span

PERIODS = ("期次", "周期", "起", "止", "已过月数", "总月数", "已过天数", "总天数", "月份")


class PeriodsSheet:
    """The addresses of what is known of a period."""

    def __init__(self, book: Book, facts: Facts) -> None:
        """Write every period that a figure was reported for, or that lies between."""
        sheet = book.sheet("期次")
        sheet.shape(widths=(12,) * len(PERIODS), frozen="A2")
        self._table = Table(sheet, PERIODS)
        self._rows = {span.code: self._table.add(_period(span)) for span in facts.inputs.spans.values()}

    def at(self, title: str, period: str) -> str:
        """Return the address of a column of a period."""
        return self._table.at(title, self._rows[period])


def _period(span: Span) -> list[object]:
    months_gone, months_all, days_gone, days_all, month, *_ = span.setting
    days = [date.fromisoformat(day) for day in (span.start, span.end)]
    return [span.code, Cadence(span.cadence).label, *days, months_gone, months_all, days_gone, days_all, month]


class EntrantsSheet:
    """The addresses of the days on which entrants joined."""

    def __init__(self, book: Book, facts: Facts) -> None:
        """Write the entrants by divisions."""
        sheet = book.sheet("单位")
        sheet.shape(widths=(16, 14, 24, 14), frozen="A2")
        self._table = Table(sheet, ("组别", "单位代码", "单位", "参加日"))
        self._rows = {
            entrant.code: self._table.add(
                [*facts.label(entrant), date.fromisoformat(entrant.since) if entrant.since else None]
            )
            for entrant in facts.entrants
        }

    def since(self, entrant: Entrant) -> str:
        """Return the address of the day on which an entrant joined; the cell is empty for the contest's first."""
        return self._table.at("参加日", self._rows[entrant.code])
