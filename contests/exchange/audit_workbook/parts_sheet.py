"""分项: the figures that together make one, a row each."""

from contests.exchange.audit_workbook.book import Book
from contests.exchange.audit_workbook.facts import Facts
from contests.exchange.audit_workbook.rules_sheet import RulesSheet
from contests.exchange.audit_workbook.table import Table
from contests.scoring.inputs import Entrant, Reported
from contests.scoring.methods.deduction import Deduction
from contests.scoring.rules import Criterion


class PartsSheet:
    """Assessors' points, and faults with how often they were found; an assessor is a number here, never a name."""

    def __init__(self, book: Book, facts: Facts, rules: RulesSheet) -> None:
        """Begin with none."""
        sheet = book.sheet("分项数据")
        sheet.shape(widths=(16, 14, 24, 24, 12, 24, 12, 12), frozen="A2")
        self._facts = facts
        self._rules = rules
        self._table = Table(sheet, ("组别", "单位代码", "单位", "指标", "期次", "分项", "数值"), ("计分",))

    def add(self, criterion: Criterion, entrant: Entrant, reported: Reported) -> tuple[str, str]:
        """Append the parts of a reading; return how they are written in one, and the address of what they count."""
        first = self._table.next
        written = []
        for at, (name, figure) in enumerate(reported.reading.parts, start=1):
            priced = isinstance(criterion.method, Deduction)
            shown = name if priced else f"评委 {at}"
            own, amount = (self._table.here(title, self._table.next) for title in ("分项", "数值"))
            formula = f"{self._price(criterion, own)}*{amount}" if priced else amount
            cells = [*self._facts.label(entrant), criterion.name, reported.period, shown, figure]
            self._table.add(cells, [formula])
            written.append(f"{name}={figure:f}" if priced else f"{figure:f}")
        rows = range(first, self._table.next)
        return "；".join(written), self._table.over("计分", rows) if rows else ""

    def _price(self, criterion: Criterion, item: str) -> str:
        """Return the formula of what an item costs each time it is found."""
        params = self._rules.params
        return f"SUMPRODUCT(EXACT({params.names(criterion, 'items')},{item})*{params.values(criterion, 'items')})"
