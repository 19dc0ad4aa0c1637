"""综合榜: the published total over the full marks of the division, of 100, so that divisions can be compared."""

from contests.exchange.audit_workbook.book import Book
from contests.exchange.audit_workbook.facts import Facts, figure
from contests.exchange.audit_workbook.formulas import NOTHING, rounded, same_number, units
from contests.exchange.audit_workbook.rules_sheet import RulesSheet
from contests.exchange.audit_workbook.table import Table
from contests.exchange.audit_workbook.totals_sheet import TotalsSheet
from contests.scoring.document import COMBINED
from contests.scoring.inputs import Entrant

GIVEN = ("组别", "单位代码", "单位")


class CombinedSheet:
    """The scores of the combined list."""

    def __init__(self, book: Book, facts: Facts, rules: RulesSheet, totals: TotalsSheet) -> None:
        """Write the score of every entrant."""
        sheet = book.sheet("综合榜")
        sheet.shape(widths=(16, 14, 20, *(12,) * 7), frozen="A2")
        self.table = Table(
            sheet, GIVEN, ("总分", "满分", "折合", "取整前", "得分"), ("公布得分",), places=facts.total_places
        )
        self._rows: dict[str, int] = {}
        for entrant in facts.entrants:
            row = self.table.next
            total, whole, exact, moved, score, published = (
                self.table.here(title, row) for title in ("总分", "满分", "折合", "取整前", "得分", "公布得分")
            )
            places = rules.general("总分小数位")
            self._rows[entrant.code] = self.table.add(
                facts.label(entrant),
                [
                    totals.at("得分", entrant),
                    totals.at("全部满分", entrant),
                    f"IF(ISNUMBER({total}),IF({whole}=0,{total},{total}*100/{whole}),{NOTHING})",
                    f"IF(ISNUMBER({exact}),{units(exact, places)},{NOTHING})",
                    f"IF(ISNUMBER({moved}),{rounded(moved, places, facts.mode)},{NOTHING})",
                ],
                [figure(facts.standings[COMBINED, entrant.code].score)],
                same_number(score, published),
            )

    def score(self, entrant: Entrant) -> str:
        """Return the address of the score of an entrant."""
        return self.table.at("得分", self._rows[entrant.code])
