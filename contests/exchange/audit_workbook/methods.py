"""The formulas of a reading's points: its method, and what is shown where the method has nothing to go by."""

from collections.abc import Callable

from contests.exchange.audit_workbook import methods_by_task, methods_by_value
from contests.exchange.audit_workbook.cells import Cells, Steps
from contests.exchange.audit_workbook.formulas import NOTHING, quoted
from contests.scoring.marks import NOT_APPLICABLE

FORMULAS: dict[str, Callable[[Cells], Steps]] = {
    "points": methods_by_value.points,
    "grade": methods_by_value.grade,
    "completion": methods_by_task.completion,
    "count_bonus": methods_by_task.count_bonus,
    "banded": methods_by_task.banded,
    "pass_fail": methods_by_task.pass_fail,
    "shortfall": methods_by_task.shortfall,
    "efficacy": methods_by_value.efficacy,
    "rank_points": methods_by_value.rank_points,
    "deduction": methods_by_value.deduction,
    "schedule": methods_by_task.schedule,
    "closure": methods_by_task.closure,
    "additive": methods_by_value.additive,
}


def reading_steps(cells: Cells) -> Steps:
    """Return the formulas of a reading: nothing where it was not reported, a word where it does not apply."""
    method = cells.criterion.method
    missing, lacking = [f'{cells.reported}=""'], [f'{cells.word}<>""']
    if "parts" not in method.needs:
        figure = cells.grade if "grade" in method.needs else cells.value
        missing.append(f'AND({cells.word}="",{figure}="")')
    if "target" in method.needs:
        lacking.append(f"{cells.target}=0")
    first, points = FORMULAS[method.name](cells)
    unreported, without = (f"OR({','.join(conditions)})" for conditions in (missing, missing + lacking))
    return Steps(
        f"IF({without},{NOTHING},{first})" if first else "",
        f"IF({unreported},{NOTHING},IF(OR({','.join(lacking)}),{quoted(NOT_APPLICABLE)},{points}))",
    )
