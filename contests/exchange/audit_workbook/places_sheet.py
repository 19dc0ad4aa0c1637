"""名次加分: what the places of shorter periods bring."""

from contests.exchange.audit_workbook.book import Book
from contests.exchange.audit_workbook.facts import Facts
from contests.exchange.audit_workbook.table import Table
from contests.scoring.inputs import Entrant


class PlacesSheet:
    """The places by entrant, beside what each place is worth; without the rule nothing is written."""

    def __init__(self, book: Book, facts: Facts) -> None:
        """Write the rule, then the places."""
        self._blocks: dict[str, range] = {}
        bonus = facts.rules.place_bonus
        if bonus is None:
            return
        sheet = book.sheet("名次加分")
        sheet.shape(widths=(16, 14, 20, 12, 10, 10))
        worth = Table(sheet, ("规则", "值"))
        self._limit = worth.at("值", worth.add(["封顶", bonus.limit]))
        first = worth.next
        for place, points in bonus.points.items():
            worth.add([place, points])
        rules = range(first, worth.next)
        sheet.add([])
        self._table = Table(sheet, ("组别", "单位代码", "单位", "期次", "名次"), ("加分",))
        for entrant in facts.entrants:
            first = self._table.next
            for period, rank in facts.inputs.places.get(entrant.code, ()):
                own = self._table.here("名次", self._table.next)
                found = f"SUMIF({worth.over('规则', rules)},{own},{worth.over('值', rules)})"
                self._table.add([*facts.label(entrant), period, rank], [found])
            self._blocks[entrant.code] = range(first, self._table.next)

    def points(self, entrant: Entrant) -> str:
        """Return the formula of the points that an entrant's places bring."""
        rows = self._blocks.get(entrant.code)
        if not rows:
            return "0"
        won = f"SUM({self._table.over('加分', rows)})"
        return f'IF({self._limit}="",{won},MIN({self._limit},{won}))'
