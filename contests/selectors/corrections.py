"""What a correction changes: of the rules, and of whose score, rank, grade and place on the lists."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from contests.enums import Colour
from contests.scoring.decimals import ONE
from contests.scoring.document import FORMAT
from contests.selectors.trials.lines import differences
from contests.selectors.trials.rule_lines import rule_lines, scope_names

# A release's document, or as much of one: document, standings and entries.
Issue = Mapping[str, Any]
Sides = dict[tuple[str, str], dict[str, Any]]

NO_GRADE, NO_ENTRY = "未定等次", "未上榜"
# Said of everyone but the red list once the black one is no longer public: true of all, and it points at nobody.
NOT_RED = "未上红榜"
# Of a scope that has neither list, so that nobody could be on one.
NO_LIST = "本项不设榜"
OLD_FORMAT = ["规则", "旧版程序的写法", "现行写法，未逐条比较"]


def changes_between(old: Issue, new: Issue) -> dict[str, Any]:
    """Return what differs, as plain values to be frozen with the correction.

    `rules` has [what, old, new]; `standings` a row for every scope and entrant that stands otherwise, with `old` and
    `new` (None where it takes no part): score, rank, tied, grade, list (colour) and the reason of the entry. As public
    after the window of the black list, `list` is None for all but the red list.
    """
    return {"rules": _rules(old["document"], new["document"]), "standings": list(_standings(old, new))}


def _rules(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[list[str]]:
    if old["format"] != FORMAT:
        return [OLD_FORMAT]
    divisions: dict[str, str] = dict([*new["divisions"], *old["divisions"]])
    return differences(rule_lines(old["rules"], divisions), rule_lines(new["rules"], divisions))


def _standings(old: Issue, new: Issue) -> Iterator[dict[str, Any]]:
    before, after = _sides(old), _sides(new)
    names = {row[0]: row[1] for row in [*old["document"]["entrants"], *new["document"]["entrants"]]}
    scopes = scope_names(new["document"]["rules"])
    for scope, entrant in {**after, **before}:
        was, is_now = before.get((scope, entrant)), after.get((scope, entrant))
        if _exact(was) != _exact(is_now):
            yield {
                "scope": scope,
                "scope_name": scopes.get(scope, scope),
                "entrant": entrant,
                "name": names[entrant],
                "old": was,
                "new": is_now,
            }


def _sides(issue: Issue) -> Sides:
    """Return how everyone stands, by scope and entrant, in the order of the standings."""
    listed = {(row["scope"], row["entrant"]): row for row in issue["entries"]}
    ranked = {(row["scope"], row["entrant"]): row for row in issue["standings"]}
    return {
        key: {word: ranked.get(key, {}).get(word) for word in ("score", "rank", "tied", "grade")}
        | {"list": listed.get(key, {}).get("colour", ""), "reason": listed.get(key, {}).get("reason", "")}
        for key in {**ranked, **listed}
    }


def _exact(side: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Return a side with its score as a number: 90.0 and 90 are the same."""
    return side and {**side, "score": None if side["score"] is None else Decimal(side["score"])}


class ChangedLine(NamedTuple):
    """A changed standing in words: what changed as old → new, what stayed with a word that it did.

    `grade` is empty in all lines where nobody has one.
    """

    name: str
    scope: str
    score: str
    rank: str
    grade: str
    board: str


def changed_lines(changes: Mapping[str, Any], rules: Mapping[str, Any]) -> list[ChangedLine]:
    """Return the changed standings in words, as the rules round; an only dimension is told by its lists alone."""
    dimensions = [dimension["code"] for dimension in rules["dimensions"]]
    lines = [
        _line(row, rules)
        for row in changes["standings"]
        if [row["scope"]] != dimensions or _listed(row["old"]) != _listed(row["new"])
    ]
    graded = any(side and side["grade"] for row in changes["standings"] for side in (row["old"], row["new"]))
    return lines if graded else [line._replace(grade="") for line in lines]


def _line(row: Mapping[str, Any], rules: Mapping[str, Any]) -> ChangedLine:
    sides = (row["old"], row["new"])
    old, new = (_words(side, rules["rounding"]["total"]) for side in sides)
    line = ChangedLine(row["name"], row["scope_name"], *map(_arrow, old, new))
    has_list = any(board["scope"] == row["scope"] for board in rules.get("boards", ()))
    return line if has_list or any(side and side["list"] for side in sides) else line._replace(board=NO_LIST)


def _listed(side: Mapping[str, Any] | None) -> tuple[str, str] | None:
    return None if side is None else (side["list"], side["reason"])


def _words(side: Mapping[str, Any] | None, places: int) -> tuple[str, str, str, str]:
    if side is None:
        return "未参赛", "未参赛", NO_GRADE, "未参赛"
    score = "没有得分" if side["score"] is None else str(Decimal(side["score"]).quantize(ONE.scaleb(-places)))
    rank = f"第 {side['rank']} 名{'（并列）' if side['tied'] else ''}" if side["rank"] else "未排名"
    return score, rank, side["grade"] or NO_GRADE, _board(side)


def _board(side: Mapping[str, Any]) -> str:
    if side["list"] is None:
        return NOT_RED
    return f"{Colour(side['list']).label}：{side['reason']}" if side["list"] else NO_ENTRY


def _arrow(old: str, new: str) -> str:
    return f"{old}（不变）" if old == new else f"{old} → {new}"
