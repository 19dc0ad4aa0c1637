"""事项: approved deeds and faults; those by hand put their entrant on a list by themselves."""

from contests.enums import Colour
from contests.exchange.audit_workbook.book import Book
from contests.exchange.audit_workbook.facts import Facts
from contests.exchange.audit_workbook.formulas import quoted
from contests.exchange.audit_workbook.table import NO, YES, Table
from contests.scoring.inputs import Entrant


class FindingsSheet:
    """The findings by entrant."""

    def __init__(self, book: Book, facts: Facts) -> None:
        """Write the findings; the sheet is there even when there are none."""
        sheet = book.sheet("事项")
        sheet.shape(widths=(16, 14, 20, 14, 16, 8, 10, 60, 24), frozen="A2")
        given = ("组别", "单位代码", "单位", "范围代码", "范围", "榜别", "直接上榜", "事实", "依据")
        self._table = Table(sheet, given)
        self._blocks: dict[str, range] = {}
        for entrant in facts.entrants:
            first = self._table.next
            for finding in facts.inputs.findings:
                if finding.entrant == entrant.code:
                    scope = [finding.scope, facts.scopes[finding.scope]]
                    kind = [Colour(finding.colour).label, YES if finding.by_hand else NO]
                    self._table.add([*facts.label(entrant), *scope, *kind, finding.fact, finding.document])
            self._blocks[entrant.code] = range(first, self._table.next)

    def by_hand(self, entrant: Entrant, scope: str, colour: str) -> str:
        """Return the formula that counts the findings which put an entrant on a list."""
        rows = self._blocks[entrant.code]
        if not rows:
            return "0"
        conditions = (("范围代码", scope), ("榜别", Colour(colour).label), ("直接上榜", YES))
        terms = (f"EXACT({self._table.over(title, rows)},{quoted(word)})" for title, word in conditions)
        return f"SUMPRODUCT({'*'.join(terms)})"
