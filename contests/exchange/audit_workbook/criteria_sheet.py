"""指标得分: one row per entrant and criterion, rolled up and rounded once."""

from contests.exchange.audit_workbook.book import Book
from contests.exchange.audit_workbook.facts import Facts, figure
from contests.exchange.audit_workbook.formulas import NOTHING, quoted, rounded, same_number, units
from contests.exchange.audit_workbook.readings_sheet import POINTS, ReadingsSheet
from contests.exchange.audit_workbook.rules_sheet import UNRANKED, ZEROED, RulesSheet
from contests.exchange.audit_workbook.stages_sheet import MERGES, StagesSheet
from contests.exchange.audit_workbook.table import Table
from contests.scoring.inputs import Entrant
from contests.scoring.marks import NOT_APPLICABLE, NOT_REPORTED
from contests.scoring.rules import Criterion, Dimension

GIVEN = ("组别", "单位代码", "单位", "维度", "指标代码", "指标")
COMPUTED = ("满分", "权重", "决定性", "填报数", "汇总值", "取整前", "得分", "有分", "加权得分", "加权满分", "缺项")


class CriteriaSheet:
    """The points of every criterion; those of an entrant's dimension stand together."""

    def __init__(
        self, book: Book, facts: Facts, rules: RulesSheet, readings: ReadingsSheet, stages: StagesSheet
    ) -> None:
        """Write the points of every entrant."""
        sheet = book.sheet("指标得分")
        sheet.shape(widths=(16, 14, 20, 16, 14, 20, *(11,) * 13), frozen="A2")
        self.table = Table(sheet, GIVEN, COMPUTED, ("公布得分",))
        self._facts, self._rules, self._readings, self._stages = facts, rules, readings, stages
        self._rows: dict[tuple[str, str], int] = {}
        self._blocks: dict[tuple[str, str], range] = {}
        for entrant in facts.entrants:
            for dimension in facts.rules.dimensions:
                first = self.table.next
                for criterion in dimension.criteria:
                    self._rows[entrant.code, criterion.code] = self._write(entrant, dimension, criterion)
                self._blocks[entrant.code, dimension.code] = range(first, self.table.next)

    def score(self, entrant: Entrant, code: str) -> str:
        """Return the address of the points of a criterion."""
        return self.table.at("得分", self._rows[entrant.code, code])

    def over(self, title: str, entrant: Entrant, dimension: Dimension) -> str:
        """Return the addresses of a column for the criteria of a dimension."""
        return self.table.over(title, self._blocks[entrant.code, dimension.code])

    def _write(self, entrant: Entrant, dimension: Dimension, criterion: Criterion) -> int:
        facts, rules, row = self._facts, self._rules, self.table.next
        here = {title: self.table.here(title, row) for title in (*COMPUTED, "公布得分")}
        points, places = here["得分"], rules.criterion("小数位", criterion)
        readings = self._over(POINTS, entrant, criterion)
        rounding = rounded(here["取整前"], places, facts.mode)
        unreported = f"{points}={quoted(NOT_REPORTED)},{rules.criterion('缺项', criterion)}={quoted(UNRANKED)}"
        return self.table.add(
            [*facts.label(entrant), dimension.name, criterion.code, criterion.name],
            [
                rules.marks(criterion, entrant.division),
                rules.criterion("权重", criterion),
                rules.criterion("决定性", criterion),
                self._reported(readings, criterion),
                self._merged(entrant, criterion),
                f"IF(ISNUMBER({here['汇总值']}),{units(here['汇总值'], places)},{NOTHING})",
                f"IF(ISNUMBER({here['取整前']}),{rounding},{self._lacking(entrant, criterion)})",
                f"IF(ISNUMBER({points}),1,0)",
                f"IF({here['有分']}=1,{points}*{here['权重']},0)",
                f"{here['满分']}*{here['权重']}",
                f"IF(AND({here['决定性']}=1,{unreported}),1,0)",
            ],
            [figure(facts.points[entrant.code, criterion.code])],
            same_number(points, here["公布得分"]),
        )

    def _over(self, title: str, entrant: Entrant, criterion: Criterion) -> str:
        return self._readings.table.over(title, self._readings.block(criterion, entrant))

    def _merged(self, entrant: Entrant, criterion: Criterion) -> str:
        """Return the formula of the points before rounding, empty where no reading has any."""
        own, staged = self._over(POINTS, entrant, criterion), self._stages.points(criterion, entrant)
        if staged:
            merged = f"AVERAGE({staged})"
        elif criterion.roll_up == "last":
            merged = self._readings.table.last_number(POINTS, self._readings.block(criterion, entrant))
        else:
            merged = f"{MERGES[criterion.roll_up]}({own})"
        return f"IF(COUNT({own})=0,{NOTHING},{merged})"

    def _reported(self, readings: str, criterion: Criterion) -> str:
        """Return the formula of how many readings there are, be it a word; an empty ledger is none."""
        words = "" if criterion.method.ledger else f"+COUNTIF({readings},{quoted(NOT_APPLICABLE)})"
        return f"COUNT({readings}){words}"

    def _lacking(self, entrant: Entrant, criterion: Criterion) -> str:
        """Return the formula of the word why a criterion has no points, 0 where a missing one counts so."""
        word, readings = quoted(NOT_APPLICABLE), self._over(POINTS, entrant, criterion)
        zero = f"{self._rules.criterion('缺项', criterion)}={quoted(ZEROED)}"
        return f"IF(COUNTIF({readings},{word})>0,{word},IF({zero},0,{quoted(NOT_REPORTED)}))"
