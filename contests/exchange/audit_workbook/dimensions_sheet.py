"""维度: one row per entrant and dimension, what is missing rescaled, bonus and deduction added, rounded once."""

from contests.exchange.audit_workbook.adjustments_sheet import AdjustmentsSheet
from contests.exchange.audit_workbook.book import Book
from contests.exchange.audit_workbook.criteria_sheet import CriteriaSheet
from contests.exchange.audit_workbook.facts import Facts, figure
from contests.exchange.audit_workbook.formulas import NOTHING, quoted, rounded, same_number, units
from contests.exchange.audit_workbook.rules_sheet import RulesSheet
from contests.exchange.audit_workbook.table import Table
from contests.scoring.inputs import Entrant
from contests.scoring.rules import Dimension

SCORED, SKIPPED, UNRANKED = "有分", "无分", "不排名"
COMPUTED = (
    *("计入权重", "决定性", "有填报", "无活动", "状态", "指标合计", "计入满分", "全部满分"),
    *("折算后", "加扣分", "否决计零", "指标部分", "精确值", "取整前", "得分", "有得分"),
)


class DimensionsSheet:
    """The scores of the dimensions; those of an entrant stand together."""

    def __init__(
        self, book: Book, facts: Facts, rules: RulesSheet, criteria: CriteriaSheet, adjustments: AdjustmentsSheet
    ) -> None:
        """Write the dimensions of every entrant."""
        sheet = book.sheet("维度")
        sheet.shape(widths=(16, 14, 20, 16, *(11,) * 17), frozen="A2")
        self.table = Table(
            sheet, ("组别", "单位代码", "单位", "维度"), COMPUTED, ("公布得分",), places=facts.total_places
        )
        self._facts, self._rules, self._criteria, self._adjustments = facts, rules, criteria, adjustments
        self._rows: dict[tuple[str, str], int] = {}
        self._blocks: dict[str, range] = {}
        for entrant in facts.entrants:
            dimensions = facts.rules.dimensions
            block = self._blocks[entrant.code] = range(self.table.next, self.table.next + len(dimensions))
            for dimension in dimensions:
                self._rows[entrant.code, dimension.code] = self._write(entrant, dimension, block)

    def score(self, entrant: Entrant, code: str) -> str:
        """Return the address of the score of a dimension."""
        return self.table.at("得分", self._rows[entrant.code, code])

    def over(self, title: str, entrant: Entrant) -> str:
        """Return the addresses of a column for the dimensions of an entrant."""
        return self.table.over(title, self._blocks[entrant.code])

    def _write(self, entrant: Entrant, dimension: Dimension, block: range) -> int:
        row = self.table.next
        here = {title: self.table.here(title, row) for title in (*COMPUTED, "公布得分")}
        readings = self._over("填报数", entrant, dimension)
        decides, reported = self.table.over("决定性", block), self.table.over("有填报", block)
        return self.table.add(
            [*self._facts.label(entrant), dimension.name],
            [
                self._rules.dimension("计入权重", dimension),
                self._rules.dimension("决定性", dimension),
                f"IF(SUMPRODUCT({self._over('决定性', entrant, dimension)}*{readings})>0,1,0)",
                f"IF(SUMPRODUCT({decides}*{reported})=0,1,0)",
                *self._earned(entrant, dimension, here),
                *self._scored(entrant, dimension, here),
            ],
            [figure(self._facts.standings[dimension.code, entrant.code].score)],
            same_number(here["得分"], here["公布得分"]),
        )

    def _over(self, title: str, entrant: Entrant, dimension: Dimension) -> str:
        return self._criteria.over(title, entrant, dimension)

    def _earned(self, entrant: Entrant, dimension: Dimension, here: dict[str, str]) -> list[str]:
        """Return the formulas from the state to what was earned, as if what counted had the marks of the whole."""
        decides, scored, earned, marks, lacking = (
            self._over(title, entrant, dimension) for title in ("决定性", "有分", "加权得分", "加权满分", "缺项")
        )
        state = f"IF(SUMPRODUCT({decides}*{scored})=0,{quoted(SKIPPED)},{quoted(SCORED)})"
        return [
            f"IF(SUM({lacking})>0,{quoted(UNRANKED)},{state})",
            f"SUM({earned})",
            f"SUMPRODUCT({scored}*{marks})",
            f"SUM({marks})",
            rescaled(here["指标合计"], here["计入满分"], here["全部满分"]),
        ]

    def _scored(self, entrant: Entrant, dimension: Dimension, here: dict[str, str]) -> list[str]:
        """Return the formulas from bonus and deduction to the score; a veto scores where all was skipped, too."""
        state, zeroed, exact = here["状态"], here["否决计零"], here["精确值"]
        has_score = f"OR({state}={quoted(SCORED)},AND({state}={quoted(SKIPPED)},{zeroed}=1))"
        idle = f"AND({here['无活动']}=1,{here['有填报']}=0)"
        places = self._rules.general("总分小数位")
        points = rounded(here["取整前"], places, self._facts.mode)
        return [
            self._adjustments.points(entrant, dimension.code),
            f"IF({self._adjustments.has(entrant, ('zero',), dimension.code)}>0,1,0)",
            f"IF(AND({state}={quoted(SCORED)},{zeroed}=0),{here['折算后']},0)",
            f"IF(AND({state}<>{quoted(UNRANKED)},{zeroed}=1),0,{here['指标部分']}+{here['加扣分']})",
            units(exact, places),
            f"IF(AND({has_score},NOT({idle})),{points},{NOTHING})",
            f"IF(ISNUMBER({here['得分']}),1,0)",
        ]


def rescaled(earned: str, counted: str, whole: str) -> str:
    """Return the formula of what was earned of the marks that counted, as of the whole."""
    return f"IF(OR({counted}=0,{counted}={whole}),{earned},{earned}*{whole}/{counted})"
