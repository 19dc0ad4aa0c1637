"""The audit workbook: a release recomputed by the formulas of a spreadsheet, a second engine beside ours."""

from collections.abc import Mapping
from typing import Any

from contests.exchange.audit_workbook.adjustments_sheet import AdjustmentsSheet
from contests.exchange.audit_workbook.boards_sheet import BoardsSheet
from contests.exchange.audit_workbook.book import Book
from contests.exchange.audit_workbook.calendar_sheets import EntrantsSheet, PeriodsSheet
from contests.exchange.audit_workbook.combined_sheet import CombinedSheet
from contests.exchange.audit_workbook.cover_sheet import write_cover
from contests.exchange.audit_workbook.criteria_sheet import CriteriaSheet
from contests.exchange.audit_workbook.dimensions_sheet import DimensionsSheet
from contests.exchange.audit_workbook.facts import Facts
from contests.exchange.audit_workbook.findings_sheet import FindingsSheet
from contests.exchange.audit_workbook.grades_sheet import GradesSheet
from contests.exchange.audit_workbook.ledger_sheet import LedgerSheet
from contests.exchange.audit_workbook.parts_sheet import PartsSheet
from contests.exchange.audit_workbook.places_sheet import PlacesSheet
from contests.exchange.audit_workbook.ranks_sheet import RanksSheet
from contests.exchange.audit_workbook.readings_sheet import ReadingsSheet
from contests.exchange.audit_workbook.rules_sheet import RulesSheet
from contests.exchange.audit_workbook.stages_sheet import StagesSheet
from contests.exchange.audit_workbook.totals_sheet import TotalsSheet


def audit_workbook(payload: Mapping[str, Any], sha256: str) -> bytes:
    """Return the .xlsx file of a release: the same bytes for the same release.

    Raises KeyError or ValueError for a payload whose document is of another format.
    """
    facts, book = Facts(payload, sha256), Book(payload["released_at"])
    cover = book.sheet("说明")
    cover.shape(widths=(22, 14, 14))
    rules = RulesSheet(book, facts)
    periods, entrants = PeriodsSheet(book, facts), EntrantsSheet(book, facts)
    ledger, parts = LedgerSheet(book, facts, periods), PartsSheet(book, facts, rules)
    readings = ReadingsSheet(book, facts, rules, periods, entrants, ledger, parts)
    stages = StagesSheet(book, facts, rules, periods, entrants, readings)
    criteria = CriteriaSheet(book, facts, rules, readings, stages)
    adjustments = AdjustmentsSheet(book, facts, rules)
    dimensions = DimensionsSheet(book, facts, rules, criteria, adjustments)
    totals = TotalsSheet(book, facts, rules, dimensions, adjustments, PlacesSheet(book, facts))
    combined = CombinedSheet(book, facts, rules, totals) if facts.rules.combined else None
    ranks = RanksSheet(book, facts, criteria, dimensions, totals, combined)
    grades = GradesSheet(book, facts, ranks, adjustments) if facts.rules.grades else None
    boards = BoardsSheet(book, facts, ranks, adjustments, FindingsSheet(book, facts))
    checked = [sheet.table for sheet in (criteria, dimensions, totals, combined, ranks, grades, boards) if sheet]
    for table in checked:
        table.alarm()
    write_cover(cover, facts, checked)
    return book.save()
