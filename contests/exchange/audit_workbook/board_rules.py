"""上榜规则: who comes on a list, as cells and as the formulas that ask them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from contests.enums import Colour
from contests.exchange.audit_workbook.book import Sheet
from contests.exchange.audit_workbook.facts import Facts
from contests.exchange.audit_workbook.formulas import plus, quoted
from contests.exchange.audit_workbook.table import Table
from contests.scoring.board import BLACK
from contests.scoring.rules import BoardRule

TIES = {"in": "并列的都上", "out": "并列的都不上"}
COMBINE = {"all": "同时满足", "any": "满足其一"}
BOUNDS = {"不低于": (">=", "at_least"), "高于": (">", "above"), "不高于": ("<=", "at_most"), "低于": ("<", "below")}


class BoardRules:
    """The rules by scope, and what follows repeated black entries."""

    def __init__(self, sheet: Sheet, facts: Facts) -> None:
        """Write the rules."""
        self._table = Table(sheet, ("范围", "组别", "榜别", "名额", "边界", *BOUNDS, "条件之间"))
        self._rules = facts.rules.boards
        self._divisions = facts.divisions
        self._rows = [self._write(rule, facts.scopes.get(rule.scope, rule.scope)) for rule in self._rules]
        sheet.add([])
        self._follows = Table(sheet, ("连续上黑榜次数", "措施"))
        first = self._follows.next
        for times, name in sorted(facts.rules.escalation.items()):
            self._follows.add([times, name])
        self._times = range(first, self._follows.next)
        sheet.add([])

    def _write(self, rule: BoardRule, scope: str) -> int:
        bounds = (getattr(rule, name) for _, name in BOUNDS.values())
        places = [rule.places, TIES[rule.border_ties] if rule.places else ""]
        divisions = "、".join(name for code, name in self._divisions.items() if code in rule.divisions)
        head = [scope, divisions if rule.divisions else "全部", Colour(rule.colour).label]
        return self._table.add([*head, *places, *bounds, COMBINE[rule.combine]])

    @property
    def most(self) -> int:
        """Return the number of rules of the scope that has most of them."""
        scopes = [rule.scope for rule in self._rules]
        return max(map(scopes.count, scopes), default=0)

    def of(self, scope: str) -> list[tuple[int, BoardRule]]:
        """Return the rules of a scope, each with its number."""
        return [(at, rule) for at, rule in enumerate(self._rules) if rule.scope == scope]

    def met(self, at: int, cells: Mapping[str, str], division: str, places: Mapping[str, str] | None) -> str:
        """Return the formula that is 1 for a ranked entrant that meets a rule; one without a condition nobody meets.

        `places` has the addresses of the places by division where several divisions are ranked together.
        """
        rule = self._rules[at]
        if rule.divisions and division not in rule.divisions:
            return "0"
        conditions = []
        if rule.places is not None:
            counted = [cells_of for code, cells_of in (places or {}).items() if code in rule.divisions]
            conditions.append(self._by_place(at, cells, counted))
        for title, (sign, name) in BOUNDS.items():
            bound: Decimal | None = getattr(rule, name)
            if bound is not None:
                conditions.append(f"{cells['得分']}{sign}{self._cell(title, at)}")
        if not conditions:
            return "0"
        joined = f"{'AND' if rule.combine == 'all' else 'OR'}({','.join(conditions)})"
        return f"IF(ISNUMBER({cells['名次']}),IF({joined},1,0),0)"

    def _by_place(self, at: int, cells: Mapping[str, str], counted: Sequence[str]) -> str:
        """Return whether a place is among the first (red) or last (black); a tie at the border is all in or all out.

        `counted` are the places among which it is counted, where these are not all that are ranked together.
        """
        black, rank, shared = self._rules[at].colour == BLACK, cells["名次"], cells["同名次数"]
        beyond = f"{cells['有名次数']}-{rank}-{shared}+1" if black else f"{rank}-1"
        if counted:
            beyond = plus(f'COUNTIF({places},"{">" if black else "<"}"&{rank})' for places in counted)
            shared = plus(f"COUNTIF({places},{rank})" for places in counted)
        if self._rules[at].border_ties == "out":
            return f"{beyond}+{shared}<={self._cell('名额', at)}"
        return f"{beyond}<{self._cell('名额', at)}"

    def _cell(self, title: str, at: int) -> str:
        return self._table.at(title, self._rows[at])

    def follows(self, times: str) -> str:
        """Return the formula of what follows so many black entries in a row; what is last goes on for more of them."""
        if not self._times:
            return '""'
        numbers, names = self._follows.over("连续上黑榜次数", self._times), self._follows.over("措施", self._times)
        found = f"MATCH(MIN({times},MAX({numbers})),{numbers},0)"
        return f"IF(ISNUMBER({found}),INDEX({names},{found}),{quoted('')})"
