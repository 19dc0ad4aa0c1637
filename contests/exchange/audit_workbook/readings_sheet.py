"""原始数据: one row per reading, and its unrounded points by the method of its criterion."""

from collections.abc import Sequence

from contests.exchange.audit_workbook.book import Book, Formula
from contests.exchange.audit_workbook.calendar_sheets import EntrantsSheet, PeriodsSheet
from contests.exchange.audit_workbook.cells import Cells
from contests.exchange.audit_workbook.facts import Facts
from contests.exchange.audit_workbook.formulas import NOTHING
from contests.exchange.audit_workbook.ledger_sheet import LedgerSheet
from contests.exchange.audit_workbook.methods import reading_steps
from contests.exchange.audit_workbook.parts_sheet import PartsSheet
from contests.exchange.audit_workbook.rules_sheet import RulesSheet
from contests.exchange.audit_workbook.stages import applied_stages, spans_of
from contests.exchange.audit_workbook.table import YES, Table
from contests.scoring.inputs import Entrant, Reported
from contests.scoring.methods.base import Reading
from contests.scoring.methods.closure import Closure
from contests.scoring.rules import Criterion

GIVEN = (
    *("指标代码", "指标", "组别", "单位代码", "单位", "期次"),
    *("填报", "数值", "任务数", "等次", "分项", "说明", "来源"),
)
STEP, POINTS, FILLED = "过程值", "得分（未舍入）", "计入汇总"
WIDTHS = (14, 20, 14, 12, 20, 11, 6, 14, 14, 9, 16, 9, 24, 14, 14, 14)


def zero_filled(points: str, end: str, since: str) -> str:
    """Return the formula of the points, 0 for a period in whose last week the entrant had joined and has none."""
    return f"IF({points}<>{NOTHING},{points},IF({end}-6>={since},0,{NOTHING}))"


class ReadingsSheet:
    """The readings by criterion, then entrant, then period; `rows` has their numbers by period."""

    def __init__(
        self,
        book: Book,
        facts: Facts,
        rules: RulesSheet,
        periods: PeriodsSheet,
        entrants: EntrantsSheet,
        ledger: LedgerSheet,
        parts: PartsSheet,
    ) -> None:
        """Write every reading; who reported nothing has an empty row, and in a staged roll-up one for each period."""
        sheet = book.sheet("原始数据")
        sheet.shape(widths=WIDTHS, frozen="G2")
        self.table = Table(sheet, GIVEN, (STEP, POINTS, FILLED))
        self._facts, self._rules, self._periods, self._entrants = facts, rules, periods, entrants
        self._ledger, self._parts = ledger, parts
        self.rows: dict[tuple[str, str], dict[str, int]] = {}
        for criterion in facts.criteria:
            for division in facts.pools():
                self._write(criterion, [(entrant, self._reported(criterion, entrant)) for entrant in division])

    def _reported(self, criterion: Criterion, entrant: Entrant) -> dict[str, Reported | None]:
        """Return what was reported by period, None where a row stays empty."""
        inputs = self._facts.inputs
        if isinstance(criterion.method, Closure):
            return {inputs.span.code: Reported(inputs.span.code, Reading(None), "")}
        own = inputs.readings.get(criterion.code, {}).get(entrant.code, ())
        found: dict[str, Reported | None] = {reported.period: reported for reported in own}
        if applied_stages(criterion, inputs.span):
            found = {span.code: found.get(span.code) for span in spans_of(criterion.cadence, inputs.spans)}
        return found or {inputs.span.code: None}

    def _write(self, criterion: Criterion, rows: Sequence[tuple[Entrant, dict[str, Reported | None]]]) -> None:
        """Write the readings of those that are ranked together."""
        first = self.table.next
        block = range(first, first + sum(len(reported) for _, reported in rows))
        fills = any(stage.missing == "zero" for stage in applied_stages(criterion, self._facts.inputs.span)[:1])
        for entrant, reported in rows:
            own = self.rows[criterion.code, entrant.code] = {}
            for period, reading in reported.items():
                own[period] = self._row(criterion, entrant, period, reading, block, fills)

    def _row(
        self,
        criterion: Criterion,
        entrant: Entrant,
        period: str,
        reported: Reported | None,
        block: range,
        fills: bool,
    ) -> int:
        row = self.table.next
        written, parts = self._parts.add(criterion, entrant, reported) if reported else ("", "")
        steps = reading_steps(self._cells(criterion, entrant, period, parts, block, row))
        filled = ""
        if fills:
            end, since = self._periods.at("止", period), self._entrants.since(entrant)
            filled = zero_filled(self.table.here(POINTS, row), end, since)
        head = [criterion.code, criterion.name, *self._facts.label(entrant), period]
        return self.table.add([*head, *self._given(criterion, entrant, reported, written)], [*steps, filled])

    def _cells(self, criterion: Criterion, entrant: Entrant, period: str, parts: str, block: range, row: int) -> Cells:
        here, over = self.table.here, self.table.over

        def better(sign: str) -> str:
            return (
                f"SUMPRODUCT(({over('期次', block)}={here('期次', row)})*ISNUMBER({over('数值', block)})"
                f'*({over("说明", block)}="")*({over("数值", block)}{sign}{here("数值", row)}))'
            )

        return Cells(
            criterion=criterion,
            params=self._rules.params,
            reported=here("填报", row),
            word=here("说明", row),
            value=here("数值", row),
            target=here("任务数", row),
            grade=here("等次", row),
            parts=parts,
            marks=self._rules.marks(criterion, entrant.division),
            step=here(STEP, row),
            month=self._facts.inputs.spans[period].setting.month,
            period=lambda title: self._periods.at(title, period),
            better=better,
        )

    def _given(self, criterion: Criterion, entrant: Entrant, reported: Reported | None, parts: str) -> list[object]:
        if reported is None:
            return [None] * 7
        if isinstance(criterion.method, Closure):
            counts = (self._ledger.closed(entrant, criterion.method), self._ledger.counted(entrant, criterion.method))
            return [YES, *(Formula(f"={count}") for count in counts), None, "", "", "问题台账"]
        value, target, grade, _ = reported.reading
        source = self._facts.source(reported.period, criterion.code, entrant.code)
        return [YES, value, target, grade, parts, reported.word, source]

    def block(self, criterion: Criterion, entrant: Entrant) -> range:
        """Return the rows of an entrant's criterion."""
        rows = self.rows[criterion.code, entrant.code].values()
        return range(min(rows), max(rows) + 1)
