import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from contests.exchange.entry_template import entry_template
from contests.exchange.entry_template.validations import prompt
from contests.exchange.ratings_file import read_ratings
from contests.models import Department
from contests.selectors.entry import entry_guide
from contests.selectors.entry_form import form_cells
from contests.selectors.entry_rights import entry_rights
from contests.services.entry import Figure, store_ratings
from tests.factories import NOW, make_contest, make_people

METHODS = [
    {"code": "given", "name": "评分项", "full_marks": 20, "cadence": "month", "method": "points"},
    {"code": "word", "name": "等次项", "full_marks": 20, "cadence": "month", "method": "grade"},
    {"code": "done", "name": "完成项", "full_marks": 30, "cadence": "month", "method": "completion"},
    {"code": "found", "name": "扣分项", "full_marks": 10, "cadence": "month", "method": "deduction",
     "params": {"items": {"迟报": 2}}},
    {"code": "closed", "name": "销号项", "full_marks": 10, "cadence": "month", "method": "closure"},
    {"code": "weekly", "name": "周评项", "full_marks": 10, "cadence": "week", "method": "points"},
]  # fmt: skip
# What is entered by hand for a month.
MONTHLY = 4


@pytest.fixture
def contest(db):
    return make_contest(entrants=2, dimensions=[{"code": "work", "name": "赛业绩", "criteria": METHODS}])


@pytest.fixture
def people(contest):
    return make_people(contest)


def made(contest, user, code="2022-09"):
    guide = entry_guide(contest)
    cells = form_cells(guide, guide.periods[code], entry_rights(contest, user))
    return entry_template("测试竞赛", guide.periods[code], "2022-10-05 24:00", cells)


def sheet_of(data):
    return load_workbook(io.BytesIO(data)).worksheets[0]


def filled(data, values):
    """Return the workbook with values in the column of figures, from the first row down."""
    book = load_workbook(io.BytesIO(data))
    for row, value in enumerate(values, start=2):
        book.worksheets[0].cell(row, 4).value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def store(contest, data, user=None):
    figures = read_ratings("模板.xlsx", data, entry_guide(contest), skip_blank=True)
    return store_ratings(contest=contest, figures=figures, entered_by=user, now=NOW, source="模板.xlsx", sha256="")


def test_template_has_a_row_for_every_figure_of_the_month(contest, people):
    sheet = sheet_of(made(contest, people.office))
    rows = [row[:3] for row in sheet.iter_rows(min_row=2, values_only=True)]
    names = ["评分项", "等次项", "完成项", "扣分项"]
    assert rows == [("2022-09", entrant, name) for entrant in ("部门0", "部门1") for name in names]


def test_template_has_the_rows_that_are_the_person_s(contest, people):
    membership = people.reporter.memberships.get()
    membership.department = Department.objects.get(code="bisai-d1")
    membership.save()
    sheet = sheet_of(made(contest, people.reporter))
    assert {row[1] for row in sheet.iter_rows(min_row=2, values_only=True)} == {"部门1"}


def test_filled_template_is_stored_and_comes_back_unchanged(contest, people):
    data = filled(made(contest, people.office), [18.5, "优秀", 12, "迟报=2", "不适用", "良好", "无活动", "无"])
    # The targets are a column of their own.
    book = load_workbook(io.BytesIO(data))
    book.worksheets[0]["E4"] = 15
    file = io.BytesIO()
    book.save(file)
    assert store(contest, file.getvalue()).new == MONTHLY * 2
    again = made(contest, people.office)
    values = [row[3:6] for row in sheet_of(again).iter_rows(min_row=2, values_only=True)]
    assert values[:4] == [(18.5, None, None), ("优秀", None, None), (12, 15, None), ("迟报=2", None, None)]
    assert [row[0] for row in values[4:]] == ["不适用", "良好", "无活动", "无"]
    stored = store(contest, again)
    assert (stored.new, stored.changed, stored.unchanged) == (0, 0, MONTHLY * 2)


def test_target_of_the_month_before_is_there_to_begin_with(contest, people):
    guide = entry_guide(contest)
    key = (guide.periods["2022-08"].pk, guide.entrants["e0"].pk, guide.criteria["done"].pk)
    figure = Figure(*key, Decimal(3), Decimal(12), None, "")
    store_ratings(contest=contest, figures=[figure], entered_by=None, now=NOW, source="测试", sha256="")
    assert sheet_of(made(contest, people.office))["E4"].value == 12
    assert sheet_of(made(contest, people.office))["D4"].value is None


def test_only_what_is_filled_in_can_be_written_to(contest, people):
    sheet = sheet_of(made(contest, people.office))
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    unlocked = {cell.coordinate for row in sheet["A1:F4"] for cell in row if not cell.protection.locked}
    assert unlocked == {"D2", "F2", "D3", "F3", "D4", "E4", "F4"}
    assert sheet.freeze_panes == "D2"


def test_cells_offer_and_refuse_by_their_criterion(contest, people):
    checks = {
        str(check.sqref): check for check in sheet_of(made(contest, people.office)).data_validations.dataValidation
    }
    points, grade, done = checks["D2 D6"], checks["D3 D7"], checks["D4 D8"]
    assert points.formula1 == 'OR(AND(ISNUMBER(D2),D2>=0,D2<=20),D2="不适用",D2="无活动")'
    assert points.error == "应在 0 到满分 20 之间；没有数的填 不适用 或 无活动"
    assert points.prompt.startswith("评分，0 到 20")
    assert (grade.type, grade.formula1) == ("list", '"优秀,良好,一般,较差,不适用,无活动"')
    assert grade.showErrorMessage
    assert done.formula1 == 'OR(AND(ISNUMBER(D4)),D4="不适用",D4="无活动")'
    assert (checks["D5 D9"].formula1, checks["D5 D9"].showErrorMessage) == ('"不适用,无活动"', False)
    assert checks["E4 E8"].type == "decimal"


def test_prompt_is_no_longer_than_the_program_takes(contest, people):
    guide = entry_guide(contest)
    names = "、".join(f"很长的事项名称{n}" for n in range(60))
    criterion = guide.criteria["found"]
    method = type(criterion.method)(items={names: Decimal(1)})
    long = type(criterion)(**{name: getattr(criterion, name) for name in criterion.__slots__} | {"method": method})
    assert len(prompt(long, Decimal(10))) <= 255


def test_note_that_looks_like_a_formula_stays_a_text(contest, people):
    guide = entry_guide(contest)
    key = (guide.periods["2022-09"].pk, guide.entrants["e0"].pk, guide.criteria["given"].pk)
    figure = Figure(*key, Decimal(3), None, None, '=HYPERLINK("x")')
    store_ratings(contest=contest, figures=[figure], entered_by=None, now=NOW, source="测试", sha256="")
    cell = sheet_of(made(contest, people.office))["F2"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("x")', "s")


def test_second_sheet_says_every_rule(contest, people):
    book = load_workbook(io.BytesIO(made(contest, people.office)))
    assert book.sheetnames == ["填报", "说明"]
    rows = {row[0]: row for row in book["说明"].iter_rows(values_only=True)}
    assert rows["填报截止：2022-10-05 24:00"]
    assert rows["完成项"][3] == "30 × 完成数 ÷ 任务数，封顶 100%"
