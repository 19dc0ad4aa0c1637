"""加扣分: bonus, deduction and veto events; a matter counts once, where it is greatest, within the cap of its kind."""

from contests.exchange.audit_workbook.book import Book
from contests.exchange.audit_workbook.facts import Facts
from contests.exchange.audit_workbook.formulas import quoted
from contests.exchange.audit_workbook.rules_sheet import RulesSheet
from contests.exchange.audit_workbook.table import Table
from contests.scoring.adjust import EFFECTS, KINDS
from contests.scoring.document import TOTAL
from contests.scoring.inputs import Adjustment, Entrant

GIVEN = ("组别", "单位代码", "单位", "范围代码", "范围", "类别", "分值", "否决效力", "事项", "依据")


class AdjustmentsSheet:
    """The events by entrant, in the order in which they draw on the caps: the dimensions, then the total."""

    def __init__(self, book: Book, facts: Facts, rules: RulesSheet) -> None:
        """Write the events; the sheet is there even when there are none."""
        sheet = book.sheet("加扣分")
        sheet.shape(widths=(16, 14, 20, 14, 16, 10, 10, 18, 40, 24, 10, 10), frozen="A2")
        self._table = Table(sheet, GIVEN, ("计一次", "计入分值"))
        self._facts, self._rules = facts, rules
        self._blocks: dict[str, range] = {}
        order = [*(dimension.code for dimension in facts.rules.dimensions), TOTAL]
        for entrant in facts.entrants:
            own = [event for event in facts.inputs.adjustments if event.entrant == entrant.code]
            own.sort(key=lambda event: order.index(event.scope))
            block = self._blocks[entrant.code] = range(self._table.next, self._table.next + len(own))
            for event in own:
                self._write(entrant, event, self._computed(event, block))

    def points(self, entrant: Entrant, scope: str) -> str:
        """Return the formula of the signed points that count in a scope."""
        rows = self._blocks[entrant.code]
        if not rows:
            return "0"
        return f"SUMPRODUCT({self._in(rows, scope)}*{self._table.over('计入分值', rows)})"

    def has(self, entrant: Entrant, effects: tuple[str, ...], *scopes: str) -> str:
        """Return the formula that counts the vetoes with one of these effects in these scopes."""
        rows = self._blocks[entrant.code]
        if not rows:
            return "0"
        cells = self._table.over("否决效力", rows)
        effect = "+".join(f"({cells}={quoted(EFFECTS[effect])})" for effect in effects)
        within = "+".join(self._in(rows, scope) for scope in scopes)
        return f"SUMPRODUCT(({effect})*({within}))"

    def _in(self, rows: range, scope: str) -> str:
        return f"EXACT({self._table.over('范围代码', rows)},{quoted(scope)})"

    def _write(self, entrant: Entrant, event: Adjustment, computed: list[str]) -> None:
        scope = [event.scope, self._facts.scopes[event.scope]]
        given = [*scope, KINDS.get(event.kind, "一票否决"), event.points, EFFECTS.get(event.effect, "")]
        self._table.add([*self._facts.label(entrant), *given, event.matter, event.document], computed)

    def _computed(self, event: Adjustment, block: range) -> list[str]:
        if event.effect:
            return ["", "0"]
        row = self._table.next
        once, points = self._table.here("计一次", row), self._table.here("分值", row)
        return [self._counts_once(block, row), f"IF({once}=1,SIGN({points})*{self._size(event.kind, block, row)},0)"]

    def _counts_once(self, block: range, row: int) -> str:
        """Return the formula that is 1 where no event of its kind and matter is greater, or as great and before."""
        table = self._table
        kinds, matters, points = (table.over(title, block) for title in ("类别", "事项", "分值"))
        own = f"ABS({table.here('分值', row)})"
        outdone = f"((ABS({points})>{own})+(ABS({points})={own})*(ROW({points})<ROW()))"
        same = f"EXACT({kinds},{table.here('类别', row)})*EXACT({matters},{table.here('事项', row)})"
        return f"IF(SUMPRODUCT({same}*{outdone})=0,1,0)"

    def _size(self, kind: str, block: range, row: int) -> str:
        """Return the formula of the size of an event within what the events before it left of the cap."""
        table, cap = self._table, self._rules.general(f"{KINDS[kind]}封顶")
        size = f"ABS({table.here('分值', row)})"
        left = cap
        if before := range(block.start, row):
            own = f"({table.over('类别', before)}={quoted(KINDS[kind])})"
            left += f"-SUMPRODUCT({own}*ABS({table.over('计入分值', before)}))"
        return f'IF({cap}="",{size},MIN({size},{left}))'
