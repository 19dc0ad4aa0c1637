"""等次: the best grade whose least score is reached, whose quota is not used up, and from which no veto keeps."""

from contests.exchange.audit_workbook.adjustments_sheet import AdjustmentsSheet
from contests.exchange.audit_workbook.book import Book
from contests.exchange.audit_workbook.facts import Facts
from contests.exchange.audit_workbook.formulas import NOTHING, quoted
from contests.exchange.audit_workbook.ranks_sheet import RanksSheet
from contests.exchange.audit_workbook.table import Table
from contests.scoring.document import TOTAL
from contests.scoring.inputs import Entrant
from contests.scoring.rules import Grade

ROUNDINGS = {"down": ("ROUNDDOWN", "舍去"), "up": ("ROUNDUP", "进一"), "half_up": ("ROUND", "四舍五入")}
TIES = {"in": "同名次一并计入", "out": "同名次一并不计"}


class GradesSheet:
    """The grades, with what they may be had for; written only where the contest gives grades."""

    def __init__(self, book: Book, facts: Facts, ranks: RanksSheet, adjustments: AdjustmentsSheet) -> None:
        """Write the rule, then the grade of every entrant."""
        sheet = book.sheet("等次")
        *better, self._last = facts.rules.grades
        sheet.shape(widths=(16, 14, 20, *(13,) * (3 * len(better) + 8)))
        self._facts, self._ranks, self._adjustments, self._better = facts, ranks, adjustments, better
        words = f"名额{ROUNDINGS[facts.rules.quota_rounding][1]}，名额边界上{TIES[facts.rules.quota_ties]}"
        self._rules = Table(sheet, ("等次", "最低得分", "名额（%）", "说明"))
        self._rule_rows = {
            grade.name: self._rules.add([grade.name, grade.at_least, grade.quota, words])
            for grade in facts.rules.grades
        }
        sheet.add([])
        steps = [f"{grade.name}·{step}" for grade in better for step in ("名额", "够格", "评定")]
        computed = ("得分", "名次", "有名次数", "评最低等次", "不得评最高", *steps, "等次")
        self.table = Table(sheet, ("组别", "单位代码", "单位"), computed, ("公布等次",), places=facts.total_places)
        for pool in facts.pools():
            block = range(self.table.next, self.table.next + len(pool))
            for entrant in pool:
                self._write(entrant, block)

    def _write(self, entrant: Entrant, block: range) -> None:
        table, row = self.table, self.table.next
        rank, final, published = (table.here(title, row) for title in ("名次", "等次", "公布等次"))
        chosen = quoted(self._last.name)
        for grade in reversed(self._better):
            chosen = f"IF({table.here(f'{grade.name}·评定', row)}=1,{quoted(grade.name)},{chosen})"
        table.add(
            self._facts.label(entrant),
            [
                *(self._ranks.at(title, TOTAL, entrant) for title in ("得分", "名次", "有名次数")),
                f"IF({self._adjustments.has(entrant, ('bottom', 'zero'), TOTAL)}>0,1,0)",
                f"IF({self._adjustments.has(entrant, ('bar_top',), TOTAL)}>0,1,0)",
                *(step for at, grade in enumerate(self._better) for step in self._steps(at, grade, block, row)),
                f"IF(ISNUMBER({rank}),{chosen},{NOTHING})",
            ],
            [self._facts.standings[TOTAL, entrant.code].grade],
            f"{final}={published}",
        )

    def _steps(self, at: int, grade: Grade, block: range, row: int) -> list[str]:
        """Return the formulas of how many may have a grade, who reaches it, and who is given it."""
        table = self.table
        most, reaches = (table.here(f"{grade.name}·{step}", row) for step in ("名额", "够格"))
        score, rank = table.here("得分", row), table.here("名次", row)
        conditions = [f"ISNUMBER({rank})", f"{table.here('评最低等次', row)}=0"]
        conditions += [f"{table.here(f'{before.name}·评定', row)}=0" for before in self._better[:at]]
        if grade.at_least is not None:
            conditions.append(f"{score}>={self._rules.at('最低得分', self._rule_rows[grade.name])}")
        if at == 0:
            conditions.append(f"{table.here('不得评最高', row)}=0")
        quota = self._quota(grade, table.here("有名次数", row))
        return [
            quota or NOTHING,
            f"IF(AND({','.join(conditions)}),1,0)",
            f"IF({reaches}=1,{self._within(grade, block, row, most)},0)" if quota else reaches,
        ]

    def _quota(self, grade: Grade, ranked: str) -> str:
        if grade.quota is None:
            return ""
        share = self._rules.at("名额（%）", self._rule_rows[grade.name])
        return f"{ROUNDINGS[self._facts.rules.quota_rounding][0]}(ROUND({share}*{ranked}/100,8),0)"

    def _within(self, grade: Grade, block: range, row: int, most: str) -> str:
        """Return the formula that is 1 where the quota has room for all of a place (ties out) or for one (ties in)."""
        table = self.table
        reaches, ranks, rank = (
            table.over(f"{grade.name}·够格", block),
            table.over("名次", block),
            table.here("名次", row),
        )
        if self._facts.rules.quota_ties == "out":
            return f"IF(SUMPRODUCT({reaches}*({ranks}<={rank}))<={most},1,0)"
        return f"IF(SUMPRODUCT({reaches}*({ranks}<{rank}))<{most},1,0)"
