"""The inputs of a document in words, line by line."""

from collections.abc import Mapping, Sequence
from typing import Any

from contests.enums import AdjustmentKind, Colour, VetoEffect
from contests.selectors.trials.lines import Line, Lines
from contests.selectors.trials.rule_lines import scope_names

Document = Mapping[str, Any]


class Names:
    """The names behind the codes of some documents, as the last of them has them."""

    def __init__(self, *documents: Document) -> None:
        """Read the names; a code that no document knows stands for itself."""
        self.divisions: dict[str, str] = {}
        self.entrants: dict[str, str] = {}
        self.scopes: dict[str, str] = {}
        self.criteria: dict[str, str] = {}
        for document in documents:
            rules = document["rules"]
            self.divisions |= dict(document["divisions"])
            self.entrants |= {code: name for code, name, _ in document["entrants"]}
            self.scopes |= scope_names(rules)
            for dimension in rules["dimensions"]:
                self.criteria |= {criterion["code"]: criterion["name"] for criterion in dimension["criteria"]}

    def of(self, entrant: str, scope: str) -> str:
        """Return entrant and scope."""
        return f"{self.entrants.get(entrant, entrant)}·{self.scopes.get(scope, scope)}"


def input_lines(document: Document, names: Names) -> dict[str, Line]:
    """Return all figures and events of a document, by headings; where a figure came from is left out."""
    lines = Lines()
    for entrant, _, division in document["entrants"]:
        lines.add(f"参赛单位 {names.entrants[entrant]}", names.divisions[division])
    for period, criteria in document["readings"].items():
        for criterion, entrants in criteria.items():
            for entrant, row in entrants.items():
                lines.add(f"{period} {names.entrants[entrant]}·{names.criteria[criterion]}", _reading(row))
    _events(lines, names, document)
    _history(lines, names, document)
    return lines.found


def _reading(row: Sequence[Any]) -> str:
    """Return a figure as people write it; [source, value, target, grade, parts, word] without what is null at the end.

    What has a word has no figure, and what has a grade or parts has these.
    """
    value, target, grade, parts, word = (row[at] if at < len(row) else None for at in range(1, 6))
    if word or grade:
        return str(word or grade)
    shown = "；".join(f"{name}={figure}" if name else figure for name, figure in parts) if parts else str(value)
    return f"{shown}（任务数 {target}）" if target is not None else shown


def _events(lines: Lines, names: Names, document: Document) -> None:
    for event in document["adjustments"]:
        heading = f"{AdjustmentKind(event['kind']).label} {names.of(event['entrant'], event['scope'])}"
        what = VetoEffect(event["effect"]).label if event["effect"] else f"{event['points']} 分"
        lines.add(f"{heading}：{event['matter']}", _with_document(what, event))
    for event in document["findings"]:
        heading = f"{Colour(event['colour']).label}事项 {names.of(event['entrant'], event['scope'])}"
        what = "直接上榜" if event["by_hand"] else "作为上榜事由"
        lines.add(f"{heading}：{event['fact']}", _with_document(what, event))


def _with_document(what: str, event: Document) -> str:
    return f"{what}（依据：{event['document']}）" if event["document"] else what


def _history(lines: Lines, names: Names, document: Document) -> None:
    for entrant, problems in document["ledger"].items():
        for number, assigned, due, closed in problems:
            text = f"交办 {assigned}，期限 {due or '无'}，{f'销号 {closed}' if closed else '未销号'}"
            lines.add(f"台账 {names.entrants[entrant]}·{number}", text)
    for entrant, scope, rank in document["previous"]:
        lines.add(f"上期名次 {names.of(entrant, scope)}", f"第 {rank} 名")
    for entrant, scope, times in document["streaks"]:
        lines.add(f"此前连续上黑榜 {names.of(entrant, scope)}", f"{times} 次")
    for entrant, period, rank in document["places"]:
        lines.add(f"{period} 名次 {names.entrants[entrant]}", f"第 {rank} 名")
