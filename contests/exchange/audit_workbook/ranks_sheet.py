"""名次: one row per scope and entrant; shared places by the chain of keys, inside the division."""

from collections.abc import Sequence

from contests.exchange.audit_workbook.book import Book
from contests.exchange.audit_workbook.combined_sheet import CombinedSheet
from contests.exchange.audit_workbook.criteria_sheet import CriteriaSheet
from contests.exchange.audit_workbook.dimensions_sheet import DimensionsSheet
from contests.exchange.audit_workbook.facts import Facts
from contests.exchange.audit_workbook.formulas import NOTHING, quoted, same_number
from contests.exchange.audit_workbook.table import NO, YES, Table
from contests.exchange.audit_workbook.totals_sheet import TotalsSheet
from contests.scoring.document import COMBINED, TOTAL
from contests.scoring.inputs import Entrant

# Beyond any score: who has no value under a key comes after all who have, who has no score is not compared at all.
NO_VALUE, NO_SCORE = "1E+299", "1E+300"


class RanksSheet:
    """The places in every scope."""

    def __init__(
        self,
        book: Book,
        facts: Facts,
        criteria: CriteriaSheet,
        dimensions: DimensionsSheet,
        totals: TotalsSheet,
        combined: CombinedSheet | None,
    ) -> None:
        """Write the scopes one after the other."""
        sheet = book.sheet("名次")
        keys = [f"排序键{at}" for at, _ in enumerate(facts.rules.rank_by, start=1)]
        sheet.shape(widths=(14, 16, 16, 14, 20, *(11,) * (len(keys) + 8)), frozen="A2")
        computed = ("得分", *keys, "名次", "同名次数", "有名次数", "并列")
        self.table = Table(
            sheet,
            ("范围代码", "范围", "组别", "单位代码", "单位"),
            computed,
            ("公布名次", "公布并列", "未排名原因"),
            places=facts.total_places,
        )
        self._facts, self._keys = facts, keys
        self._criteria, self._dimensions, self._totals, self._combined = criteria, dimensions, totals, combined
        self._rows: dict[tuple[str, str], int] = {}
        for scope in facts.scopes:
            for pool in [facts.entrants] if scope == COMBINED else facts.pools():
                block = range(self.table.next, self.table.next + len(pool))
                for entrant in pool:
                    self._rows[scope, entrant.code] = self._write(scope, entrant, block)

    def at(self, title: str, scope: str, entrant: Entrant) -> str:
        """Return the address of a column of an entrant in a scope."""
        return self.table.at(title, self._rows[scope, entrant.code])

    def _write(self, scope: str, entrant: Entrant, block: range) -> int:
        table, row = self.table, self.table.next
        score, rank, shared, tied = (table.here(title, row) for title in ("得分", "名次", "同名次数", "并列"))
        fact = self._facts.standings[scope, entrant.code]
        keys = self._chain(scope, entrant, score)
        used = self._keys[: len(keys)]
        equal = "*".join(f"({table.over(key, block)}={table.here(key, row)})" for key in used)
        scored = f"ISNUMBER({score})"
        given = [scope, self._facts.scopes[scope], *self._facts.label(entrant)]
        return table.add(
            given,
            [
                self._score(scope, entrant),
                *keys,
                *[""] * (len(self._keys) - len(keys)),
                f"IF({scored},1+SUMPRODUCT({self._above(used, block, row)}),{NOTHING})",
                f"IF({scored},SUMPRODUCT({equal}),{NOTHING})",
                f"COUNT({table.over('得分', block)})",
                f"IF({scored},IF({shared}>1,{quoted(YES)},{quoted(NO)}),{NOTHING})",
            ],
            [fact.rank, "" if fact.rank is None else YES if fact.tied else NO, fact.reason],
            f"AND({same_number(rank, table.here('公布名次', row))},{tied}={table.here('公布并列', row)})",
        )

    def _score(self, scope: str, entrant: Entrant) -> str:
        """Return the address of a score, or of the points of a criterion that breaks ties."""
        if scope == TOTAL:
            return self._totals.at("得分", entrant)
        if scope == COMBINED and self._combined:
            return self._combined.score(entrant)
        if scope in self._facts.scopes:
            return self._dimensions.score(entrant, scope)
        return self._criteria.score(entrant, scope)

    def _chain(self, scope: str, entrant: Entrant, score: str) -> list[str]:
        """Return the formulas of the keys, less being better in each."""
        chain = [(key.by, key.descending) for key in self._facts.rules.rank_by] if scope == TOTAL else [(scope, True)]
        keys = []
        for by, descending in chain:
            value = self._score(by, entrant)
            keys.append(f"IF(ISNUMBER({value}),{'-' if descending else ''}{value},{NO_VALUE})")
        return [f"IF(ISNUMBER({score}),{keys[0]},{NO_SCORE})", *keys[1:]]

    def _above(self, keys: Sequence[str], block: range, row: int) -> str:
        """Return the formula that is 1 for who stands strictly above: better in a key, equal in all before it."""
        key, *others = keys
        cells, own = self.table.over(key, block), self.table.here(key, row)
        if not others:
            return f"({cells}<{own})*1"
        return f"({cells}<{own})+({cells}={own})*({self._above(others, block, row)})"
