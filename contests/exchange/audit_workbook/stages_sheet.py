"""分级汇总: weeks into months, months into quarters and years, one row per entrant and longer period."""

from collections.abc import Sequence

from contests.enums import Cadence
from contests.exchange.audit_workbook.book import Book
from contests.exchange.audit_workbook.calendar_sheets import EntrantsSheet, PeriodsSheet
from contests.exchange.audit_workbook.facts import Facts
from contests.exchange.audit_workbook.formulas import NOTHING, quoted
from contests.exchange.audit_workbook.readings_sheet import FILLED, POINTS, ReadingsSheet, zero_filled
from contests.exchange.audit_workbook.rules_sheet import RulesSheet
from contests.exchange.audit_workbook.stages import applied_stages, spans_of
from contests.exchange.audit_workbook.table import Table
from contests.scoring.inputs import Entrant, Span
from contests.scoring.marks import NOT_APPLICABLE
from contests.scoring.roll_up import place_in
from contests.scoring.rules import Criterion, Stage

GIVEN = ("指标代码", "指标", "组别", "单位代码", "单位", "级别", "期次")


class StagesSheet:
    """The steps between readings and the points of a criterion."""

    def __init__(
        self,
        book: Book,
        facts: Facts,
        rules: RulesSheet,
        periods: PeriodsSheet,
        entrants: EntrantsSheet,
        readings: ReadingsSheet,
    ) -> None:
        """Write the steps of every criterion that is rolled up in stages."""
        sheet = book.sheet("分级汇总")
        sheet.shape(widths=(14, 20, 16, 14, 20, 8, 12, 16, 16), frozen="A2")
        self._table = Table(sheet, GIVEN, (POINTS, FILLED))
        self._facts, self._rules = facts, rules
        self._periods, self._entrants = periods, entrants
        self._last: dict[tuple[str, str], range] = {}
        for criterion in facts.criteria:
            if stages := applied_stages(criterion, facts.inputs.span):
                for entrant in facts.entrants:
                    self._write(criterion, entrant, stages, readings)

    def points(self, criterion: Criterion, entrant: Entrant) -> str:
        """Return the addresses of the points at the end of the last stage, empty where there is no stage."""
        rows = self._last.get((criterion.code, entrant.code))
        return self._table.over(POINTS, rows) if rows else ""

    def _write(self, criterion: Criterion, entrant: Entrant, stages: Sequence[Stage], readings: ReadingsSheet) -> None:
        level, table, rows = criterion.cadence, readings.table, readings.rows[criterion.code, entrant.code]
        spans = self._facts.inputs.spans
        for stage, above in zip(stages, (*stages[1:], None), strict=True):
            inside: dict[str, list[Span]] = {}
            for span in spans_of(level, spans):
                inside.setdefault(span.within.get(stage.to, ""), []).append(span)
            below = rows
            first, rows = self._table.next, {}
            for span in spans_of(stage.to, spans):
                row = self._table.next
                own = inside.get(span.code)
                merged = ""
                if own:
                    taken = range(below[own[0].code], below[own[-1].code] + 1)
                    merged = self._merged(criterion, stage, table, taken, own[0])
                filled = ""
                if above and above.missing == "zero":
                    filled = zero_filled(
                        self._table.here(POINTS, row), self._periods.at("止", span.code), self._entrants.since(entrant)
                    )
                head = [criterion.code, criterion.name, *self._facts.label(entrant), Cadence(stage.to).label, span.code]
                rows[span.code] = self._table.add(head, [merged, filled])
            level, table = stage.to, self._table
        self._last[criterion.code, entrant.code] = range(first, self._table.next)

    def _merged(self, criterion: Criterion, stage: Stage, table: Table, rows: range, first: Span) -> str:
        """Return the formula that makes one of the periods inside a longer one, of which `first` is the earliest."""
        title = FILLED if stage.missing == "zero" else POINTS
        cells = table.over(title, rows)
        if stage.by == "last":
            merged = table.last_number(title, rows)
        elif stage.by == "weighted":
            start = place_in(first, stage.to)
            weights = self._rules.params.values(criterion, "roll_up", stage.to, start=start, length=len(rows))
            merged = f"SUMPRODUCT({cells},{weights})/SUMPRODUCT(ISNUMBER({cells})*{weights})"
        else:
            merged = f"{MERGES[stage.by]}({cells})"
        word = quoted(NOT_APPLICABLE)
        return f"IF(COUNT({cells})=0,IF(COUNTIF({cells},{word})>0,{word},{NOTHING}),{merged})"


MERGES = {"mean": "AVERAGE", "sum": "SUM"}
