"""总分: one row per entrant: weighted sum, bonus and deduction, floor and ceiling, veto, rounded once."""

from contests.exchange.audit_workbook.adjustments_sheet import AdjustmentsSheet
from contests.exchange.audit_workbook.book import Book
from contests.exchange.audit_workbook.dimensions_sheet import UNRANKED, DimensionsSheet, rescaled
from contests.exchange.audit_workbook.facts import Facts, figure
from contests.exchange.audit_workbook.formulas import NOTHING, quoted, rounded, same_number, units
from contests.exchange.audit_workbook.places_sheet import PlacesSheet
from contests.exchange.audit_workbook.rules_sheet import RulesSheet
from contests.exchange.audit_workbook.table import Table
from contests.scoring.document import TOTAL
from contests.scoring.inputs import Entrant

COMPUTED = (
    *("可排名", "指标部分", "计入满分", "全部满分", "折算后", "维度加扣分", "加扣分", "名次加分"),
    *("合计", "不低于下限", "不高于上限", "否决计零", "精确值", "取整前", "得分"),
)


class TotalsSheet:
    """The totals."""

    def __init__(
        self,
        book: Book,
        facts: Facts,
        rules: RulesSheet,
        dimensions: DimensionsSheet,
        adjustments: AdjustmentsSheet,
        places: PlacesSheet,
    ) -> None:
        """Write the total of every entrant."""
        sheet = book.sheet("总分")
        sheet.shape(widths=(16, 14, 20, *(12,) * 16), frozen="A2")
        self.table = Table(sheet, ("组别", "单位代码", "单位"), COMPUTED, ("公布得分",), places=facts.total_places)
        self._facts, self._rules, self._dimensions = facts, rules, dimensions
        self._adjustments, self._places = adjustments, places
        self._rows = {entrant.code: self._write(entrant) for entrant in facts.entrants}

    def at(self, title: str, entrant: Entrant) -> str:
        """Return the address of a column of an entrant."""
        return self.table.at(title, self._rows[entrant.code])

    def _write(self, entrant: Entrant) -> int:
        row = self.table.next
        here = {title: self.table.here(title, row) for title in (*COMPUTED, "公布得分")}
        return self.table.add(
            self._facts.label(entrant),
            [*self._summed(entrant, here), *self._bounded(entrant, here)],
            [figure(self._facts.standings[TOTAL, entrant.code].score)],
            same_number(here["得分"], here["公布得分"]),
        )

    def _summed(self, entrant: Entrant, here: dict[str, str]) -> list[str]:
        """Return the formulas of the weighted sum, as of the whole; bonus and deduction are not rescaled."""
        weight, decides, scored, state, earned, exact, marks = (
            self._dimensions.over(title, entrant)
            for title in ("计入权重", "决定性", "有得分", "状态", "指标部分", "精确值", "全部满分")
        )
        unranked = f"SUMPRODUCT({decides}*({state}={quoted(UNRANKED)}))"
        return [
            f"IF(AND({unranked}=0,SUMPRODUCT({decides}*{scored})>0),1,0)",
            f"SUMPRODUCT({earned}*{weight})",
            f"SUMPRODUCT({scored}*{marks}*{weight})",
            f"SUMPRODUCT({marks}*{weight})",
            rescaled(here["指标部分"], here["计入满分"], here["全部满分"]),
            f"SUMPRODUCT(({exact}-{earned})*{weight})",
            self._adjustments.points(entrant, TOTAL),
            self._places.points(entrant),
        ]

    def _bounded(self, entrant: Entrant, here: dict[str, str]) -> list[str]:
        """Return the formulas from the sum to the published score."""
        low, high = self._rules.general("总分下限"), self._rules.general("总分上限")
        total, raised, held, exact = here["合计"], here["不低于下限"], here["不高于上限"], here["精确值"]
        places = self._rules.general("总分小数位")
        points = rounded(here["取整前"], places, self._facts.mode)
        return [
            f"{here['折算后']}+{here['维度加扣分']}+{here['加扣分']}+{here['名次加分']}",
            f'IF({low}="",{total},MAX({low},{total}))',
            f'IF({high}="",{raised},MIN({high},{raised}))',
            f"IF({self._adjustments.has(entrant, ('zero',), TOTAL)}>0,1,0)",
            f"IF({here['否决计零']}=1,0,{held})",
            units(exact, places),
            f"IF({here['可排名']}=1,{points},{NOTHING})",
        ]
