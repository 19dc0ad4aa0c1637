"""Bonus, deduction and veto events of one entrant: what each counts for, kind by kind, over all its scopes."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from contests.scoring.decimals import ZERO, plain
from contests.scoring.document import TOTAL
from contests.scoring.inputs import Adjustment
from contests.scoring.rules import Rules

KINDS = {"bonus": "加分", "deduction": "扣分"}

BAR_TOP, BOTTOM, ZEROED = "bar_top", "bottom", "zero"
EFFECTS = {"bar_red": "不得进入红榜", BAR_TOP: "不得评为最高等次", BOTTOM: "直接评为最低等次", ZEROED: "计零分"}
ONCE = "（同一事项只计一次，不另计）"


class Share(NamedTuple):
    """What the events of one scope come to: signed points within the caps, their lines, whether a veto zeroes it."""

    points: Decimal = ZERO
    lines: tuple[str, ...] = ()
    zeroed: bool = False


NO_SHARE = Share()


def shares(adjustments: Sequence[Adjustment], rules: Rules) -> dict[str, Share]:
    """Return the share of each scope that has events.

    A matter counts once for its kind, where its points are greatest in size. What remains draws on the cap of its kind
    in the order of the dimensions, the total last (domain.md §2: caps per kind; one matter once, at its highest level).
    """
    if not adjustments:
        return {}
    order = {code: at for at, code in enumerate((*(dimension.code for dimension in rules.dimensions), TOTAL))}
    events = sorted((event for event in adjustments if event.scope in order), key=lambda event: order[event.scope])
    highest = _highest(events)
    left = dict(rules.caps)
    found: dict[str, Share] = {}
    for event in events:
        share = found.get(event.scope, NO_SHARE)
        if event.kind not in KINDS:
            line = f"一票否决（{EFFECTS[event.effect]}）：{_matter(event)}"
            found[event.scope] = Share(share.points, (*share.lines, line), share.zeroed or event.effect == ZEROED)
            continue
        points, note = _counted(event, left, rules) if event is highest[event.kind, event.matter] else (ZERO, ONCE)
        found[event.scope] = Share(share.points + points, (*share.lines, _line(event) + note), share.zeroed)
    return found


def _highest(events: Sequence[Adjustment]) -> dict[tuple[str, str], Adjustment]:
    """Return the event that counts of each kind and matter; of equals the first."""
    highest: dict[tuple[str, str], Adjustment] = {}
    for event in events:
        key = (event.kind, event.matter)
        if key not in highest or abs(event.points) > abs(highest[key].points):
            highest[key] = event
    return highest


def _counted(event: Adjustment, left: dict[str, Decimal | None], rules: Rules) -> tuple[Decimal, str]:
    """Return the signed points that the cap leaves to an event, and the note where it held; `left` is drawn on."""
    room, cap = left[event.kind], rules.caps[event.kind]
    if room is None or cap is None:
        return event.points, ""
    size = min(abs(event.points), room)
    left[event.kind] = room - size
    points = size.copy_sign(event.points) if size else ZERO
    if points == event.points:
        return points, ""
    return points, f"（{KINDS[event.kind]}封顶 {plain(cap)}，计 {signed(points)}）"


def _line(event: Adjustment) -> str:
    return f"{signed(event.points)} {_matter(event)}"


def _matter(event: Adjustment) -> str:
    return f"{event.matter}（依据：{event.document}）" if event.document else event.matter


def signed(points: Decimal) -> str:
    """Return points with their sign: +3, -2, 0."""
    return f"{'+' if points > 0 else ''}{plain(points)}"


def barred_from_red(adjustments: Sequence[Adjustment]) -> Mapping[str, frozenset[str]]:
    """Return who is barred from the red list, by the scope of the veto; one in `total` bars from every red list.

    Every veto bars from praise, whatever else it does.
    """
    barred: dict[str, frozenset[str]] = {}
    for event in adjustments:
        if event.effect:
            barred[event.scope] = barred.get(event.scope, frozenset()) | {event.entrant}
    return barred
