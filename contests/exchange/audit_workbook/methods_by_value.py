"""The methods that look at a value, a grade or parts alone, as formulas (domain, scoring methods)."""

from contests.exchange.audit_workbook.cells import Cells, Steps


def points(cells: Cells) -> Steps:
    """What was given, or the mean of several, without the highest and the lowest where there are three or more."""
    assessors, given = cells.option("assessors"), cells.parts
    if assessors is None:
        return Steps("", cells.value)
    if assessors == "mean":
        return Steps("", f"AVERAGE({given})")
    trimmed = f"(SUM({given})-MAX({given})-MIN({given}))/({cells.step}-2)"
    return Steps(f"COUNT({given})", f"IF({cells.step}<3,AVERAGE({given}),{trimmed})")


def grade(cells: Cells) -> Steps:
    """Points of the grade × W/100."""
    names, figures = (find(cells.criterion, "scale") for find in (cells.params.names, cells.params.values))
    return Steps(f"SUMPRODUCT(EXACT({names},{cells.grade})*{figures})", f"{cells.step}*{cells.marks}/100")


def efficacy(cells: Cells) -> Steps:
    """((A − L)/(U − L)·C + D) within 0 to C + D, × W/100; where less is better with U − A."""
    at = cells.at
    gone = f"{at('upper')}-{cells.value}" if cells.option("reverse") else f"{cells.value}-{at('lower')}"
    coefficient = f"({gone})/({at('upper')}-{at('lower')})*{at('c')}+{at('d')}"
    return Steps(coefficient, f"MAX(0,MIN({at('c')}+{at('d')},{cells.step}))*{cells.marks}/100")


def rank_points(cells: Cells) -> Steps:
    """W·max(0, 1 − s·(rank − 1)), or what the table says of the rank."""
    rank = f"1+{cells.better('<' if cells.option('reverse') else '>')}"
    if cells.option("table") is None:
        return Steps(rank, f"{cells.marks}*MAX(0,100-{cells.at('step')}*({cells.step}-1))/100")
    table = cells.params.values(cells.criterion, "table")
    return Steps(rank, f"IF({cells.step}<=ROWS({table}),INDEX({table},{cells.step}),{cells.at('beyond')})")


def deduction(cells: Cells) -> Steps:
    """max(0, W − Σ d·n); full marks where nothing was found."""
    return Steps("", f"MAX(0,{cells.marks}-SUM({cells.parts}))" if cells.parts else cells.marks)


def additive(cells: Cells) -> Steps:
    """The value as it stands."""
    return Steps("", cells.value)
