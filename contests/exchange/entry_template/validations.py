"""What each cell of the template takes: drop-downs, bounds, and the rule beside the cell."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from contests.enums import Absence
from contests.scoring.decimals import plain
from contests.scoring.methods.grade import Grade
from contests.selectors.entry import EntryCriterion
from contests.selectors.entry_form import FormCell

WORDS = Absence.values[1:]
# What the program that opens the workbook takes.
LONGEST_TITLE, LONGEST_PROMPT, LONGEST_LIST = 32, 255, 255
VALUE, TARGET = "D", "E"


def add_validations(sheet: Worksheet, cells: Sequence[FormCell]) -> None:
    """Add one validation for each criterion and full marks, over all rows in which these stand."""
    rows: dict[tuple[int, Decimal], list[int]] = defaultdict(list)
    criteria = {}
    for row, cell in enumerate(cells, start=2):
        rows[cell.criterion.pk, cell.full_marks].append(row)
        criteria[cell.criterion.pk] = cell.criterion
    for (pk, full_marks), found in rows.items():
        criterion = criteria[pk]
        check = _check(criterion, full_marks, found[0])
        check.promptTitle, check.prompt = _short(criterion.name, LONGEST_TITLE), prompt(criterion, full_marks)
        check.showInputMessage = True
        check.allow_blank = True
        check.errorTitle = "填写有误"
        check.sqref = _ranges(VALUE, found)
        sheet.add_data_validation(check)
    targets = [row for row, cell in enumerate(cells, start=2) if "target" in cell.criterion.method.needs]
    if targets:
        sheet.add_data_validation(_target(targets))


def prompt(criterion: EntryCriterion, full_marks: Decimal) -> str:
    """Return the rule of a criterion and what may stand for a figure, as the cell shows it."""
    hint = f"没有数的填 {' 或 '.join(WORDS)}；不填的行不导入。"
    rule = criterion.method.rule(full_marks)
    return f"{_short(rule, LONGEST_PROMPT - len(hint) - 1)}\n{hint}"


def _check(criterion: EntryCriterion, full_marks: Decimal, first: int) -> DataValidation:
    method = criterion.method
    if isinstance(method, Grade):
        choices = [*method.scale, *WORDS]
        said = f"请从下拉列表中选择：{'、'.join(choices)}"
        return _list(choices, said)
    if "parts" in method.needs:
        # The words are offered, anything else may be written: 18；19；17.
        return _list(WORDS, None)
    cell = f"{VALUE}{first}"
    bound, said = "", "应填数"
    if method.bounded:
        bound, said = f",{cell}>=0,{cell}<={plain(full_marks)}", f"应在 0 到满分 {plain(full_marks)} 之间"
    words = ",".join(f'{cell}="{word}"' for word in WORDS)
    check = DataValidation(type="custom", formula1=f"OR(AND(ISNUMBER({cell}){bound}),{words})")
    check.error, check.showErrorMessage = f"{said}；没有数的填 {' 或 '.join(WORDS)}", True
    return check


def _list(choices: Sequence[str], said: str | None) -> DataValidation:
    text = ",".join(choices)
    # A scale whose words are too long for a list, or have commas, is left to the import to judge.
    fits = len(text) <= LONGEST_LIST and not any("," in choice or '"' in choice for choice in choices)
    check = DataValidation(type="list", formula1=f'"{text if fits else ",".join(WORDS)}"')
    check.showErrorMessage = fits and said is not None
    check.error = _short(said, LONGEST_PROMPT) if said else None
    return check


def _target(rows: Sequence[int]) -> DataValidation:
    check = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    check.showErrorMessage, check.errorTitle, check.error = True, "填写有误", "任务数应为不小于 0 的数；没有任务的填 0"
    check.sqref = _ranges(TARGET, rows)
    return check


def _ranges(column: str, rows: Iterable[int]) -> str:
    """Return the rows of a column as ranges: neighbours together."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return " ".join(f"{column}{first}:{column}{last}" for first, last in runs)


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
