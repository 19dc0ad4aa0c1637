import io

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from contests.errors import Fault, FileError
from contests.exchange.marking import AUTHOR, RED, marked_file
from contests.exchange.ratings_file import read_ratings
from contests.selectors.entry import entry_guide
from tests.exchange.files import csv, workbook
from tests.factories import make_contest

WRONG = ["2022-09", "部门0", "指标0", 99]


@pytest.fixture
def guide(db):
    return entry_guide(make_contest())


def faults_of(guide, data, name="九月.xlsx"):
    with pytest.raises(FileError) as raised:
        read_ratings(name, data, guide)
    return raised.value.faults


def marked(guide, data):
    return load_workbook(io.BytesIO(marked_file("九月.xlsx", data, faults_of(guide, data)))).worksheets[0]


def test_cell_is_red_with_a_note_and_the_row_says_what_is_wrong(guide):
    sheet = marked(guide, workbook([["2022-09", "部门1", "指标0", 3], WRONG]))
    assert [cell.value for cell in sheet["F"]] == ["错误", None, "“数值”应在 0 到满分 20 之间"]
    assert sheet["D3"].fill.fgColor.rgb == RED
    assert sheet["D3"].comment.text == "应在 0 到满分 20 之间"
    assert sheet["D2"].fill.fgColor.rgb != RED


def test_mended_file_is_read_with_the_column_of_faults_in_it(guide):
    data = workbook([WRONG])
    once = marked_file("九月.xlsx", data, faults_of(guide, data))
    book = load_workbook(io.BytesIO(once))
    book.worksheets[0]["D2"] = 9
    file = io.BytesIO()
    book.save(file)
    assert [figure.value for figure in read_ratings("九月.xlsx", file.getvalue(), guide)] == [9]


def test_marks_of_an_earlier_check_are_taken_away(guide):
    data = workbook([WRONG, ["2022-09", "部门1", "指标0", 88]])
    book = load_workbook(io.BytesIO(marked_file("九月.xlsx", data, faults_of(guide, data))))
    book.worksheets[0]["D2"] = 9
    file = io.BytesIO()
    book.save(file)
    sheet = marked(guide, file.getvalue())
    assert [cell.value for cell in sheet["F"]] == ["错误", None, "“数值”应在 0 到满分 20 之间"]
    assert sheet["D2"].comment is None
    assert sheet["D2"].fill.fgColor.rgb != RED
    assert sheet["D3"].comment.author == AUTHOR


def test_widths_and_notes_of_the_person_stay(guide):
    book = Workbook()
    for row in (["期次", "单位", "指标", "得分"], WRONG):
        book.active.append(row)
    book.active.column_dimensions["B"].width = 33
    book.active["A1"].comment = Comment("按月", "张三")
    file = io.BytesIO()
    book.save(file)
    sheet = marked(guide, file.getvalue())
    assert sheet.column_dimensions["B"].width == 33
    assert sheet["E2"].value == "“数值”应在 0 到满分 20 之间"
    assert sheet["D2"].fill.fgColor.rgb == RED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_comes_back_in_the_encoding_that_came_in(guide, encoding):
    data = csv("2022-09,部门0,指标0,99,", "2022-09,部门1,指标0,3,", encoding=encoding)
    back = marked_file("九月.csv", data, faults_of(guide, data, "九月.csv"))
    assert back.startswith(b"\xef\xbb\xbf") is (encoding == "utf-8-sig")
    assert back.decode(encoding).splitlines() == [
        "期次,单位,指标,数值,任务数,错误",
        "2022-09,部门0,指标0,99,,“数值”应在 0 到满分 20 之间",
        "2022-09,部门1,指标0,3,,",
    ]


def test_csv_row_over_several_lines_keeps_its_fault(guide):
    data = '期次,单位,指标,数值,备注\n2022-09,部门0,指标0,99,"一\n二"\n'.encode()
    back = marked_file("九月.csv", data, faults_of(guide, data, "九月.csv")).decode()
    assert back.endswith('"一\n二",“数值”应在 0 到满分 20 之间\r\n')


def test_large_workbook_comes_back_as_its_bare_cells(guide, monkeypatch):
    monkeypatch.setattr("contests.exchange.marking.WHOLE_LIMIT", 10)
    sheet = marked(guide, workbook([WRONG]))
    assert [cell.value for cell in sheet[2]][:4] == WRONG
    assert sheet["F2"].value == "“数值”应在 0 到满分 20 之间"


def test_text_of_a_file_does_not_become_a_formula(guide):
    data = workbook([["2022-09", "部门0", "指标0", "3"]])
    fault = Fault("第 2 行“数值”", "", "=1+1", 2, 3)
    sheet = load_workbook(io.BytesIO(marked_file("九月.xlsx", data, [fault]))).worksheets[0]
    assert sheet["F2"].data_type == "s"
