"""红黑榜: one row per scope and entrant; red first, nobody on both lists of a scope, entries by hand before all."""

from collections.abc import Mapping

from contests.enums import Colour
from contests.exchange.audit_workbook.adjustments_sheet import AdjustmentsSheet
from contests.exchange.audit_workbook.board_rules import BoardRules
from contests.exchange.audit_workbook.book import Book
from contests.exchange.audit_workbook.facts import Facts
from contests.exchange.audit_workbook.findings_sheet import FindingsSheet
from contests.exchange.audit_workbook.formulas import NOTHING, plus, quoted
from contests.exchange.audit_workbook.ranks_sheet import RanksSheet
from contests.exchange.audit_workbook.table import Table
from contests.scoring.adjust import EFFECTS
from contests.scoring.document import COMBINED, TOTAL
from contests.scoring.inputs import Entrant

GIVEN = ("范围代码", "范围", "组别", "单位代码", "单位", "此前连续")
FROM_RANKS = ("得分", "名次", "同名次数", "有名次数")
BARS = ("不得上红榜", "直接上红榜", "直接上黑榜")
RESULTS, PUBLISHED = ("榜别", "连续次数", "措施"), ("公布榜别", "公布次数", "公布措施")


class BoardsSheet:
    """The lists of every scope that has any."""

    def __init__(
        self, book: Book, facts: Facts, ranks: RanksSheet, adjustments: AdjustmentsSheet, findings: FindingsSheet
    ) -> None:
        """Write the rules, then every entrant of a scope."""
        sheet = book.sheet("红黑榜")
        self._rules = BoardRules(sheet, facts)
        self._facts, self._ranks, self._adjustments, self._findings = facts, ranks, adjustments, findings
        self._numbered = [f"规则{at}" for at in range(1, self._rules.most + 1)]
        computed = (*FROM_RANKS, *BARS, *self._numbered, *RESULTS)
        self.table = Table(sheet, GIVEN, computed, PUBLISHED, places=facts.total_places)
        found = {finding.scope for finding in facts.inputs.findings}
        for scope in facts.scopes:
            if self._rules.of(scope) or scope in found:
                places = self._places() if scope == COMBINED else None
                for entrant in facts.entrants:
                    self._write(scope, entrant, places)

    def _places(self) -> dict[str, str]:
        """Return the addresses of the places by division in the rows that come next."""
        found, first = {}, self.table.next
        for pool in self._facts.pools():
            found[pool[0].division] = self.table.over("名次", range(first, first + len(pool)))
            first += len(pool)
        return found

    def _write(self, scope: str, entrant: Entrant, places: Mapping[str, str] | None) -> None:
        facts, row = self._facts, self.table.next
        here = {title: self.table.here(title, row) for title in self.table.columns}
        entry = facts.entries.get((scope, entrant.code))
        published = [Colour(entry["colour"]).label, entry["streak"], entry["escalation"]] if entry else ["", 0, ""]
        before = facts.inputs.streaks.get((entrant.code, scope), 0)
        rules = [self._rules.met(at, here, entrant.division, places) for at, _ in self._rules.of(scope)]
        self.table.add(
            [scope, facts.scopes[scope], *facts.label(entrant), before],
            [
                *(self._ranks.at(title, scope, entrant) for title in FROM_RANKS),
                f"IF({self._adjustments.has(entrant, tuple(EFFECTS), scope, TOTAL)}>0,1,0)",
                *(f"IF({self._findings.by_hand(entrant, scope, colour)}>0,1,0)" for colour in Colour),
                *rules,
                *[""] * (len(self._numbered) - len(rules)),
                self._listed(scope, here),
                f"IF({here['榜别']}={quoted(Colour.BLACK.label)},{here['此前连续']}+1,0)",
                f"IF({here['连续次数']}>0,{self._rules.follows(here['连续次数'])},{NOTHING})",
            ],
            published,
            f"AND({','.join(f'{here[title]}={here[given]}' for title, given in zip(RESULTS, PUBLISHED, strict=True))})",
        )

    def _listed(self, scope: str, here: dict[str, str]) -> str:
        """Return the formula of the list that an entrant is on: a fault by hand, then red, then black."""
        red, black = (
            plus(here[self._numbered[n]] for n, (_, rule) in enumerate(self._rules.of(scope)) if rule.colour == colour)
            for colour in Colour
        )
        is_red, is_black = quoted(Colour.RED.label), quoted(Colour.BLACK.label)
        may_be_red = f"AND({here['不得上红榜']}=0,{here['直接上红榜']}+{red}>0)"
        return f"IF({here['直接上黑榜']}>0,{is_black},IF({may_be_red},{is_red},IF({black}>0,{is_black},{NOTHING})))"
