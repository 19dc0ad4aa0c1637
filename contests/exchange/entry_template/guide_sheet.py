"""The second sheet of the template: how to fill it in, and the rule of every criterion in full."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from contests.scoring.decimals import plain
from contests.scoring.methods.grade import Grade
from contests.selectors.entry import EntryCriterion
from contests.selectors.entry_form import FormCell

STEPS = (
    "一、只填“填报”表中淡黄色的格子：数值、任务数、备注；期次、单位、指标请勿改动。",
    "二、没有数的填 不适用 或 无活动；数值和备注都不填的行不导入，可以分几次填。",
    "三、数字写半角，不带百分号和千分位逗号，最多 4 位小数。",
    "四、填好后在“导入数据”页上传；先预览，确认后才保存，有一处错误就不保存，错误会标在退回的文件里。",
)
WIDTHS = (28, 10, 34, 70)


def add_guide(book: Workbook, contest: str, closing: str, cells: Sequence[FormCell]) -> None:
    """Add the sheet."""
    sheet = book.create_sheet("说明")
    for letter, width in zip("ABCD", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    lines = [contest, f"填报截止：{closing}", *STEPS, ""]
    for line in lines:
        sheet.append([line])
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    sheet.append(["指标", "满分", "填什么", "计分办法"])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    seen = {(cell.criterion.pk, cell.full_marks): cell for cell in cells}
    for cell in seen.values():
        criterion = cell.criterion
        rule = criterion.method.rule(cell.full_marks)
        sheet.append([criterion.name, plain(cell.full_marks), _what(criterion), rule])
        for written in sheet[sheet.max_row]:
            written.data_type = "s"
            written.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.protection.sheet = True


def _what(criterion: EntryCriterion) -> str:
    """Return what is written into the cell."""
    method = criterion.method
    if isinstance(method, Grade):
        return f"等次：{'、'.join(method.scale)}"
    if "parts" in method.needs:
        return "几个数，如 18；19；17 或 迟报=2；错报=1，没有的填 无"
    if "target" in method.needs:
        return "数值填完成数，另填任务数"
    return "0 到满分之间的分数" if method.bounded else "数"
