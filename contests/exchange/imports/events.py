"""Findings and adjustments: read with the person's rights, compared with what is registered, proposed."""

from collections.abc import Iterator, Sequence
from typing import Any

from contests.enums import AdjustmentKind, Colour, Decision
from contests.errors import Fault, FileError
from contests.exchange.events_file import Events, read_events
from contests.exchange.imports.kind import Incoming, Line, preview_of
from contests.models import Adjustment, Finding
from contests.scoring.decimals import plain
from contests.selectors.entry import entry_guide
from contests.selectors.entry_rights import entry_rights
from contests.services.events import ADJUSTMENT_KEY, FINDING_KEY, differs, propose_events, registered
from contests.services.uploads import Preview

SETTLED = "已登记且内容不同，请先退回或撤销，再重新提出"


def read(file: Incoming) -> Events:
    """Return the events of a file. Raises FileError, also for what is the office's, or is registered otherwise."""
    rights = entry_rights(file.contest, file.user)
    events = read_events(
        file.name,
        file.data,
        entry_guide(file.contest),
        lambda period, entrant, criterion: rights.refusal(period, entrant, criterion, file.now),
        file.watch,
    )
    faults = [] if rights.office else list(_vetoes(events))
    faults += _clashes(file, events)
    if faults:
        raise FileError(file.name, faults, events)
    return events


def _vetoes(events: Events) -> Iterator[Fault]:
    for row, values in zip(events.adjustment_rows, events.adjustments, strict=True):
        if values["kind"] == AdjustmentKind.VETO:
            yield Fault(f"第 {row} 行“类别”", AdjustmentKind.VETO.label, "一票否决由竞赛办提出", row)


def _clashes(file: Incoming, events: Events) -> Iterator[Fault]:
    """Yield a fault for each matter that waits or is approved with other content."""
    for model, key, rows, numbers in _both(events):
        known = registered(model, file.contest, key)
        for row, values in zip(numbers, rows, strict=True):
            found = known.get(tuple(values[name] for name in key))
            if found and found.decision != Decision.REJECTED and differs(found, values):
                yield Fault(f"第 {row} 行“事由”", str(found)[:60], SETTLED, row)


def compare(file: Incoming, events: Events) -> Preview:
    """Return what proposing the events would do, first what is to be looked at once more."""
    lines = sorted(_lines(file, events), key=lambda pair: not pair[0])
    return preview_of(line for _, line in lines)


def _lines(file: Incoming, events: Events) -> Iterator[tuple[str, Line]]:
    """Yield each row as it is compared, with what makes one doubt it."""
    periods = dict(file.contest.periods.values_list("pk", "code"))
    entrants = dict(file.contest.entrants.values_list("pk", "name"))
    for model, key, rows, numbers in _both(events):
        known = registered(model, file.contest, key)
        for number, values in zip(numbers, rows, strict=True):
            about = (periods[values["period_id"]], entrants[values["entrant_id"]])
            doubt = events.doubts.get(number, "")
            found = known.get(tuple(values[name] for name in key))
            yield doubt, _line(about, found, _words(values) + (f"（{doubt}）" if doubt else ""))


def _line(about: tuple[str, ...], found: Finding | Adjustment | None, new: str) -> Line:
    if found is None:
        return Line("new", about, "", new)
    if found.decision == Decision.REJECTED:
        return Line("changed", about, f"曾提出（{found.get_decision_display()}）", f"重新提出：{new}")
    return Line("unchanged", about, new, new)


def _both(events: Events) -> Sequence[tuple[Any, Sequence[str], list[dict[str, Any]], list[int]]]:
    return (
        (Finding, FINDING_KEY, events.findings, events.finding_rows),
        (Adjustment, ADJUSTMENT_KEY, events.adjustments, events.adjustment_rows),
    )


def _words(values: dict[str, Any]) -> str:
    if "colour" in values:
        return f"{Colour(values['colour']).label}：{values['fact']}"
    points = f" {plain(values['points'])}" if values["points"] else ""
    return f"{AdjustmentKind(values['kind']).label}{points}：{values['matter']}"


def store(file: Incoming, events: Events) -> str:
    """Propose the events; return what to tell the person."""
    proposed = propose_events(
        contest=file.contest,
        findings=events.findings,
        adjustments=events.adjustments,
        proposed_by=file.user,
        source=file.name,
    )
    return f"新增事项 {proposed.findings} 件，加扣分 {proposed.adjustments} 件，未变 {proposed.unchanged} 件，待审批"


def count(events: Events) -> int:
    """Return how many rows these are."""
    return len(events.findings) + len(events.adjustments)
