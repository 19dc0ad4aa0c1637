"""Old and new side by side: what was computed and stored, and what would be instead."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from contests.enums import Colour
from contests.models import RankingRun
from contests.scoring.decimals import ONE
from contests.scoring.document import COMBINED
from contests.scoring.evaluate import Result
from contests.selectors.trials.input_lines import Names, input_lines
from contests.selectors.trials.lines import differences
from contests.selectors.trials.rule_lines import rule_lines, scope_names
from contests.selectors.trials.summary import headline, summarised

Document = Mapping[str, Any]
# Of one scope and entrant, and what is shown of it: score, rank, tied, grade, reason, list.
Sides = dict[tuple[str, str], dict[str, Any]]
# The entries of a list, in its order: entrant (code), division (code), reason.
Lists = dict[tuple[str, str], list[tuple[str, str, str]]]

# More changes than these nobody reads; the rest is counted.
CHANGES = 200
STANDING = ("rank", "tied", "grade", "list")
OTHER = ["来源、规则版次等不影响得分的内容", "", "有变动"]


def compared(base: RankingRun, document: Document, result: Result) -> dict[str, Any]:
    """Return a stored run and the result of a document side by side, as plain values, in short and in full.

    `changes` is what differs between the two documents as [what, old, new]; `scopes` has a row for every entrant with
    `old` and `new` (None where it takes no part), `moved` (places gained, None without two ranks), `changed`,
    and `shifted` where that is more than the score;
    `lists` has the entries of each list that is not empty on both sides, with `enters` or `leaves` where one does.
    """
    before = base.document
    assert before is not None
    names = _Names(before, document)
    old, old_lists = _stored(base, before["rules"]["rounding"]["total"])
    new, new_lists = _computed(result)
    changes = _changes(before, document)
    scopes = [
        {"code": scope, "name": name, "rows": _rows(scope, names, old, new)} for scope, name in names.scopes.items()
    ]
    lists = _lists(names, old_lists, new_lists)
    summary = summarised(scopes, lists)
    return {
        "headline": headline(summary),
        "summary": summary,
        "changes": changes[:CHANGES],
        "unlisted": max(len(changes) - CHANGES, 0),
        "score_label": document["rules"]["score_label"],
        "graded": bool(before["rules"]["grades"] or document["rules"]["grades"]),
        "divided": len(names.divisions) > 1,
        "scopes": scopes,
        "lists": lists,
    }


def _changes(old: Document, new: Document) -> list[list[str]]:
    names = Names(old, new)
    found = differences(*(rule_lines(document["rules"], names.divisions) for document in (old, new)))
    found += differences(input_lines(old, names), input_lines(new, names))
    return [OTHER] if old != new and not found else found


class _Names:
    """The names behind the codes of both documents, the new ones first, in their order."""

    def __init__(self, old: Document, new: Document) -> None:
        scopes = scope_names(new["rules"])
        self.scopes = scopes | {code: name for code, name in scope_names(old["rules"]).items() if code not in scopes}
        self.divisions: dict[str, str] = dict([*new["divisions"], *old["divisions"]])
        entrants = {row[0]: row for row in [*old["entrants"], *new["entrants"]]}
        order = dict.fromkeys([row[0] for row in [*new["entrants"], *old["entrants"]]])
        self.entrants = {code: entrants[code][1] for code in order}
        self.division_of = {code: entrants[code][2] for code in order}


def _stored(base: RankingRun, places: int) -> tuple[Sides, Lists]:
    lists: Lists = {}
    rows = base.entries.order_by("order").values_list("scope", "colour", "entrant__code", "division__code", "reason")
    for scope, colour, entrant, division, reason in rows:
        lists.setdefault((scope, colour), []).append((entrant, division, reason))
    listed = _colours(lists)
    sides = {}
    for scope, entrant, score, rank, tied, grade, reason in base.standings.values_list(
        "scope", "entrant__code", "score", "rank", "tied", "grade", "not_ranked_reason"
    ):
        text = None if score is None else str(score.quantize(ONE.scaleb(-places)))
        sides[scope, entrant] = _side(text, rank, tied, grade, reason, listed.get((scope, entrant), ""))
    return sides, lists


def _computed(result: Result) -> tuple[Sides, Lists]:
    lists: Lists = {}
    for entry in result.entries:
        lists.setdefault((entry.scope, entry.colour), []).append((entry.entrant, entry.division, entry.reason))
    listed = _colours(lists)
    sides = {}
    for row in result.standings:
        text = None if row.score is None else str(row.score)
        colour = listed.get((row.scope, row.entrant), "")
        sides[row.scope, row.entrant] = _side(text, row.rank, row.tied, row.grade, row.not_ranked_reason, colour)
    return sides, lists


def _colours(lists: Lists) -> dict[tuple[str, str], str]:
    """Return the list that an entrant stands on, by scope and entrant."""
    return {(scope, entrant): colour for (scope, colour), rows in lists.items() for entrant, _, _ in rows}


def _side(score: str | None, rank: int | None, tied: bool, grade: str, reason: str, colour: str) -> dict[str, Any]:
    return {"score": score, "rank": rank, "tied": tied, "grade": grade, "reason": reason, "list": colour}


def _rows(scope: str, names: _Names, old: Sides, new: Sides) -> list[dict[str, Any]]:
    """Return a row for every entrant, by division (together in the combined list), new rank and the office's order."""
    divisions = list(names.divisions)
    rows = []
    for at, (entrant, name) in enumerate(names.entrants.items()):
        before, after = old.get((scope, entrant)), new.get((scope, entrant))
        if before is None and after is None:
            continue
        division = names.division_of[entrant]
        was, is_now = (side["rank"] if side else None for side in (before, after))
        row = {
            "entrant": name,
            "division": names.divisions[division],
            "old": before,
            "new": after,
            "moved": None if was is None or is_now is None else was - is_now,
            "changed": not _alike(before, after),
            "shifted": any((before or {}).get(word) != (after or {}).get(word) for word in STANDING),
        }
        pool = 0 if scope == COMBINED else divisions.index(division)
        rows.append(((pool, is_now is None, is_now or 0, at), row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _alike(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    """Whether two sides say the same; a score written with other places is the same."""
    if one is None or other is None or None in (one["score"], other["score"]):
        return one == other
    return {**one, "score": Decimal(one["score"])} == {**other, "score": Decimal(other["score"])}


def _lists(names: _Names, old: Lists, new: Lists) -> list[dict[str, Any]]:
    pairs = [(scope, colour) for scope in names.scopes for colour in Colour.values]
    return [
        {
            "scope": scope,
            "name": names.scopes[scope],
            "colour": colour,
            "old": _entries(names, old.get((scope, colour), []), new.get((scope, colour), []), "leaves"),
            "new": _entries(names, new.get((scope, colour), []), old.get((scope, colour), []), "enters"),
        }
        for scope, colour in pairs
        if (scope, colour) in old or (scope, colour) in new
    ]


def _entries(
    names: _Names, rows: Sequence[tuple[str, str, str]], others: Iterable[tuple[str, str, str]], word: str
) -> list[dict[str, str]]:
    """Return the entries of one side; who is not on the other has the word for it."""
    there = {entrant for entrant, _, _ in others}
    return [
        {
            "entrant": names.entrants.get(entrant, entrant),
            "division": names.divisions.get(division, division),
            "reason": reason,
            "change": "" if entrant in there else word,
        }
        for entrant, division, reason in rows
    ]
