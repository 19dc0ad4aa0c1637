"""What of an issue is public on a day: a black list goes from view after its window, the places and scores stay.

The document is frozen and stays whole as the proof; what is shown of it is not. Everything that is given to everyone
passes here.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils import timezone

from contests.enums import Colour
from contests.errors import RecalledError
from contests.selectors.payloads import Payload
from contests.selectors.published import PARSED, Issue, parsed

# What stands where points for a fault were explained.
LAPSED = "（已过公示期）"
# What stands on the screen for a person.
SOMEBODY = "有关同志"


class Lapsed(NamedTuple):
    """Whether the window is over: of the `own` black list, of the corrected issue's list where the changes quote it."""

    own: bool
    told: bool


def lapsed_on(issue: Issue, today: date) -> Lapsed:
    """Return what of an issue is no longer public on a day."""
    return Lapsed(*(until is not None and today > until for until in (issue.black_until, issue.told_until)))


def is_lapsed(issue: Issue, today: date) -> bool:
    """Return whether an issue has a black list whose window is over."""
    return lapsed_on(issue, today).own


def is_whole(issue: Issue, today: date) -> bool:
    """Return whether the whole document of an issue is public, so that its hash can be taken."""
    return not any(lapsed_on(issue, today))


def version_on(issue: Issue, today: date) -> str:
    """Return what tells apart whatever is shown of an issue: its own version, and the windows of what is black."""
    own, told = lapsed_on(issue, today)
    return f"{issue.version}:{issue.black_until}:{own}:{issue.told_until}:{told}"


def public_until(issues: Iterable[Issue], today: date) -> datetime | None:
    """Return when the first of what is black and public today no longer is, None where nothing ever lapses."""
    days = [day for issue in issues for day in (issue.black_until, issue.told_until) if day and day >= today]
    if not days:
        return None
    return timezone.make_aware(datetime.combine(min(days) + timedelta(days=1), time.min))


def public_document(issue: Issue, today: date) -> Mapping[str, Any]:
    """Return the document of an issue as it is public; where anything is left out `lapsed` is true in it.

    Raises RecalledError for one that was recalled: whoever asks has to say that instead.
    """
    return _shown(issue.sha256, _lapsed_now(issue, today))


def public_payload(issue: Issue, today: date) -> Payload:
    """Return the document of an issue as it is public, to be looked things up in. Raises as `public_document`."""
    return looked_up(issue.sha256, _lapsed_now(issue, today))


def _lapsed_now(issue: Issue, today: date) -> Lapsed:
    if issue.recall:
        raise RecalledError(f"第{issue.number}期已撤回")
    return lapsed_on(issue, today)


def _shown(sha256: str, lapsed: Lapsed) -> Mapping[str, Any]:
    return without_lapsed(parsed(sha256), lapsed)


@lru_cache(maxsize=PARSED)
def looked_up(sha256: str, lapsed: Lapsed) -> Payload:
    """Return the public document with a hash, to be looked things up in."""
    return Payload(_shown(sha256, lapsed))


def without_lapsed(payload: Mapping[str, Any], lapsed: Lapsed) -> Mapping[str, Any]:
    """Return a document without what is no longer public.

    It no longer has the hash of the document, and says so by `lapsed`; `black_lapsed` is true where its own list is
    left out.
    """
    if not any(lapsed):
        return payload
    changes = payload.get("changes")
    return {
        **(_without_list(payload) if lapsed.own else payload),
        "lapsed": True,
        "black_lapsed": lapsed.own,
        "changes": changes and {**changes, "standings": list(_unlisted(changes["standings"], has_list=not lapsed.own))},
    }


def _without_list(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document without its black list and the faults that stand behind it."""
    document = payload["document"]
    findings = document.get("findings", ())
    faults = {(one["entrant"], one["fact"]) for one in findings if one["colour"] == Colour.BLACK}
    return {
        **payload,
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
    }


def without_names(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a document whose lists name no person, not even one who may be: for the screen in the hall."""
    names = payload.get("named", ())
    if not names:
        return payload
    return {
        **payload,
        "entries": [{**entry, "reason": _unnamed(entry["reason"], names)} for entry in payload["entries"]],
    }


def _unnamed(text: str, names: Collection[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(f"{name}同志", SOMEBODY).replace(name, SOMEBODY)
    return re.sub(rf"{SOMEBODY}(?:[、，和及与]{SOMEBODY})+", SOMEBODY, text)


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


def _unlisted(rows: list[dict[str, Any]], *, has_list: bool) -> Iterator[dict[str, Any]]:
    """Yield what a correction changed, without who left the black list, nor who came to it unless it `has_list` still.

    Whoever is not on that list had the same said of before, so that nothing tells who was on the one corrected.
    """
    for row in rows:
        old, new = _side(row["old"]), _side(row["new"])
        if has_list and row["new"] and row["new"]["list"] == Colour.BLACK:
            new = row["new"]
        if old != new:
            yield {**row, "old": old, "new": new}


def _side(side: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Return a side whose `list` is red or None: whoever was on the black list stands as those on no list do."""
    if side is None or side["list"] == Colour.RED:
        return side
    return {**side, "list": None, "reason": ""}
