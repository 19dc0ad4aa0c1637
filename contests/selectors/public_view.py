"""What of an issue is public on a day: a black list goes from view after its window, the places and scores stay.

The document is frozen and stays whole as the proof; what is shown of it is not. Everything that is given to everyone
passes here.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from contests.enums import Colour
from contests.selectors.payloads import Payload
from contests.selectors.published import Issue, payload_of

# What stands where points for a fault were explained.
LAPSED = "（已过公示期）"


def is_lapsed(issue: Issue, today: date) -> bool:
    """Return whether an issue had a black list whose window is over."""
    return issue.black_until is not None and today > issue.black_until


def version_on(issue: Issue, today: date) -> str:
    """Return what tells apart whatever is shown of an issue: its own version, and the window of its black list."""
    return f"{issue.version}:{issue.black_until}:{is_lapsed(issue, today)}"


def public_document(issue: Issue, today: date) -> dict[str, Any]:
    """Return the document of an issue as it is public; once the window is over `lapsed` is true in it."""
    whole = payload_of(issue)
    return without_black(whole) if is_lapsed(issue, today) else whole


def public_payload(issue: Issue, today: date) -> Payload:
    """Return the document of an issue as it is public, to be looked things up in."""
    return Payload(public_document(issue, today))


def without_black(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document without its black list, the faults that stand behind it, and what a correction changed of it.

    It no longer has the hash of the document, and says so by `lapsed`.
    """
    document = payload["document"]
    changes = payload.get("changes")
    findings = document.get("findings", ())
    faults = {(one["entrant"], one["fact"]) for one in findings if one["colour"] == Colour.BLACK}
    return {
        **payload,
        "lapsed": True,
        "entries": [entry for entry in payload["entries"] if entry["colour"] != Colour.BLACK],
        "standings": [_untold(standing, faults) for standing in payload["standings"]],
        "document": {
            **document,
            "findings": [one for one in findings if one["colour"] != Colour.BLACK],
            "adjustments": [
                {**one, "matter": LAPSED, "document": ""} if (one["entrant"], one["matter"]) in faults else one
                for one in document.get("adjustments", ())
            ],
            "streaks": [],
        },
        "changes": changes and {**changes, "standings": list(_unlisted(changes["standings"]))},
    }


def _untold(standing: dict[str, Any], faults: Collection[tuple[str, str]]) -> dict[str, Any]:
    """Return a standing whose points for a fault are still there, and no longer what for."""
    told = [fact for entrant, fact in faults if entrant == standing["entrant"]]
    if not told:
        return standing
    return {**standing, "breakdown": [_without(row, told) for row in standing["breakdown"]]}


def _without(row: dict[str, Any], facts: list[str]) -> dict[str, Any]:
    for fact in facts:
        before, found, _ = row.get("adjustment", "").partition(fact)
        if found:
            # What follows the fact is the document that it stands in.
            return {**row, "adjustment": before + LAPSED}
    return row


def _unlisted(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield what a correction changed, without who came to the black list or left it."""
    for row in rows:
        old, new = _side(row["old"]), _side(row["new"])
        if old != new:
            yield {**row, "old": old, "new": new}


def _side(side: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    if side is None or side["list"] != Colour.BLACK:
        return side
    return {**side, "list": "", "reason": ""}
