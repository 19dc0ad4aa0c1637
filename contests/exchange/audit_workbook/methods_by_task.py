"""The methods that hold a value against its task, as formulas (domain, scoring methods)."""

from contests.exchange.audit_workbook.cells import Cells, Steps
from contests.exchange.audit_workbook.formulas import plus, quoted
from contests.scoring.marks import NOT_APPLICABLE


def completion(cells: Cells) -> Steps:
    """W·min(r, cap), or with a bonus for each unit over the task: whole units, or in proportion."""
    done, task, marks, bonus = cells.value, cells.target, cells.marks, cells.option("bonus")
    points = f"{marks}*{done}/{task}"
    if bonus is None:
        if cells.option("cap") is None:
            return Steps("", points)
        most = cells.at("cap")
        return Steps("", f"IF({done}>{task}*{most},{marks}*{most},{points})")
    units = f"100*({done}-{task})/({cells.at('bonus', 'unit')}*{task})"
    won = f"{cells.at('bonus', 'step')}*{cells.step}"
    if bonus.limit is not None:
        won = f"MIN({cells.at('bonus', 'limit')},{won})"
    return Steps(f"TRUNC(ROUND({units},8))" if bonus.whole else units, f"IF({done}>{task},{marks}+{won},{points})")


def count_bonus(cells: Cells) -> Steps:
    """W + k·(A − T), the latter within ±limit."""
    change = f"{cells.at('k')}*({cells.value}-{cells.target})"
    if cells.option("limit") is None:
        return Steps(change, f"{cells.marks}+{cells.step}")
    most = cells.at("limit")
    return Steps(change, f"{cells.marks}+MAX(-{most},MIN({most},{cells.step}))")


def banded(cells: Cells) -> Steps:
    """B + Σ slope·(percentage points inside the band), the first step times the task; then within the bounds."""
    task, at = cells.target, cells.at
    base = cells.marks if cells.option("base") is None else at("base")
    ends = f"100*{cells.value},{at('at')}*{task}"
    terms = [f"{base}*{task}"]
    for index, band in enumerate(cells.option("bands")):
        start = "" if band.start is None else f",{at('bands', index, 'start')}*{task}"
        end = "" if band.end is None else f",{at('bands', index, 'end')}*{task}"
        terms.append(f"{at('bands', index, 'slope')}*MAX(0,MIN(MAX({ends}){end})-MAX(MIN({ends}){start}))")
    points = f"{cells.step}/{task}"
    if cells.option("limit") is not None:
        points = f"MAX({base}-{at('limit')},MIN({base}+{at('limit')},{points}))"
    if cells.option("ceiling") is not None:
        points = f"MIN({at('ceiling')},{points})"
    if cells.option("floor") is not None:
        points = f"MAX({at('floor')},{points})"
    return Steps(plus(terms), points)


def pass_fail(cells: Cells) -> Steps:
    """A ≥ T ? W : 0, where less is better A ≤ T."""
    met = "<=" if cells.option("reverse") else ">="
    return Steps("", f"IF({cells.value}{met}{cells.target},{cells.marks},0)")


def shortfall(cells: Cells) -> Steps:
    """W − k·(T − A), at least the floor, where less is better with A − T."""
    more, less = (cells.value, cells.target) if cells.option("reverse") else (cells.target, cells.value)
    points = f"{cells.marks}-{cells.at('k')}*{cells.step}"
    return Steps(f"MAX(0,{more}-{less})", f"MAX(MIN({cells.at('floor')},{cells.marks}),{points})")


def schedule(cells: Cells) -> Steps:
    """100·A/T − 100·elapsed share: months, days, or the planned percent of the month."""
    done = f"100*{cells.value}/{cells.target}"
    time = cells.option("time")
    if time == "curve":
        if cells.month not in cells.option("curve"):
            return Steps("", quoted(NOT_APPLICABLE))
        return Steps(cells.at("curve", cells.month), f"{done}-{cells.step}")
    unit = "天" if time == "day" else "月"
    return Steps(f"100*{cells.period(f'已过{unit}数')}/{cells.period(f'总{unit}数')}", f"{done}-{cells.step}")


def closure(cells: Cells) -> Steps:
    """W·closed / assigned; both are counted in the ledger."""
    return Steps("", f"{cells.marks}*{cells.value}/{cells.target}")
