from datetime import date

import pytest

from contests.errors import FileError
from contests.exchange.problems_file import read_problems
from contests.selectors.entry import entry_guide
from contests.services.ledger import ProblemRow
from tests.exchange.files import workbook
from tests.factories import make_contest

pytestmark = pytest.mark.django_db

COLUMNS = ["编号", "责任单位", "问题", "交办日期", "整改期限", "销号日期", "销号依据"]
TODAY = date(2022, 10, 14)


@pytest.fixture
def guide():
    return entry_guide(make_contest(entrants=3))


def lines(*rows, header=COLUMNS, encoding="utf-8"):
    return "\n".join([",".join(header), *rows]).encode(encoding)


def read(guide, data):
    return read_problems("清单.csv", data, guide, TODAY)


def faults(guide, data):
    with pytest.raises(FileError) as caught:
        read(guide, data)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_open_and_closed_problems_are_read(guide, encoding):
    data = lines(
        "〔2022〕1号,部门0,路灯不亮,2022-09-01,2022-12-31,,",
        "〔2022〕2号,e1,道路积水,2022-09-01,,2022-10-14,现场照片",
        encoding=encoding,
    )
    assert read(guide, data) == [
        ProblemRow("〔2022〕1号", guide.entrants["e0"].pk, "路灯不亮", date(2022, 9, 1), date(2022, 12, 31), None, ""),
        ProblemRow("〔2022〕2号", guide.entrants["e1"].pk, "道路积水", date(2022, 9, 1), None, TODAY, "现场照片"),
    ]


@pytest.mark.parametrize("written", ["2022-09-01", "2022/9/1", "2022.9.1", "2022年9月1日"])
def test_days_are_read_as_people_and_excel_write_them(guide, written):
    (row,) = read(guide, lines(f"1,部门0,路灯不亮,{written},,,"))
    assert row.assigned_on == date(2022, 9, 1)


def test_first_of_a_month_in_a_workbook_is_a_day(guide):
    cells = ["1", "部门0", "路灯不亮", date(2022, 9, 1), date(2022, 10, 1), date(2022, 9, 2), "现场照片"]
    (row,) = read(guide, workbook([cells], header=COLUMNS))
    assert (row.assigned_on, row.due_on, row.closed_on) == (date(2022, 9, 1), date(2022, 10, 1), date(2022, 9, 2))


def test_number_that_a_workbook_holds_as_a_number_is_its_digits(guide):
    (row,) = read(guide, workbook([[2022001, "部门0", "路灯不亮", "2022-09-01"]], header=COLUMNS))
    assert row.number == "2022001"


def test_later_columns_may_be_left_out(guide):
    (row,) = read(guide, lines("1,部门0,路灯不亮,2022-09-01", header=["编号", "单位", "问题", "交办日期"]))
    assert (row.due_on, row.closed_on, row.document) == (None, None, "")


def test_every_fault_is_listed_with_row_column_value_and_what_was_expected(guide):
    data = lines(
        "1,部门9,路灯不亮,2022-09-01,,,",
        ",部门0,,,,,",
        "2,部门0,路灯不亮,九月,2022-02-30,2022-09,",
        "3,部门0,路灯不亮,2022-09-10,2022-09-09,2022-09-09,照片",
        "4,部门0,路灯不亮,2022-10-15,,2022-10-16,照片",
        "5,部门0,路灯不亮,2022-09-01,,2022-09-02,",
        "6,部门0,路灯不亮,2022-09-01,,,照片",
        "5,部门0,路灯不亮,2022-09-01,,,,多",
    )
    assert faults(guide, data) == [
        "第 2 行“责任单位”：没有这个责任单位，是不是“部门2”或“部门1”？（现为：部门9）",
        "第 3 行“编号”：应填写编号",
        "第 3 行“问题”：应填写问题",
        "第 3 行“交办日期”：应填写交办日期",
        "第 4 行“交办日期”：应为日期，如 2023-05-31（现为：九月）",
        "第 4 行“整改期限”：没有这一天，请核对（现为：2022-02-30）",
        "第 4 行“销号日期”：应为日期，如 2023-05-31（现为：2022-09）",
        "第 4 行“销号依据”：应填写销号依据",
        "第 5 行“整改期限”：不能早于交办日期 2022-09-10（现为：2022-09-09）",
        "第 5 行“销号日期”：不能早于交办日期 2022-09-10（现为：2022-09-09）",
        "第 6 行“交办日期”：不能晚于今天（2022-10-14）（现为：2022-10-15）",
        "第 6 行“销号日期”：不能晚于今天（2022-10-14）（现为：2022-10-16）",
        "第 7 行“销号依据”：应填写销号依据",
        "第 8 行“销号依据”：没有销号日期；已销号的请填写，未销号的不填依据（现为：照片）",
        "第 9 行“末尾”：多出没有列名的内容（现为：多）",
        "第 9 行“编号”：与第 7 行重复（现为：5）",
    ]


def test_texts_longer_than_what_keeps_them_are_told(guide):
    row = f"{'1' * 41},部门0,{'问' * 201},2022-09-01,,2022-09-02,{'据' * 121}"
    assert faults(guide, lines(row)) == [
        "第 2 行“编号”：最长 40 字（现为：41 字）",
        "第 2 行“问题”：最长 200 字（现为：201 字）",
        "第 2 行“销号依据”：最长 120 字（现为：121 字）",
    ]
    fitting = f"{'1' * 40},部门0,{'问' * 200},2022-09-01,,2022-09-02,{'据' * 120}"
    assert len(read(guide, lines(fitting))) == 1


def test_missing_column_is_named(guide):
    assert faults(guide, lines("1,部门0,2022-09-01", header=["编号", "责任单位", "交办日期"])) == [
        "第 1 行：缺少列“问题”，应有：编号、责任单位、问题、交办日期"
    ]


def test_header_without_rows_is_told_so(guide):
    assert faults(guide, lines()) == ["文件：只有列名，没有数据行"]


def test_name_of_two_entrants_asks_for_the_code(guide):
    guide.ambiguous.add("部门0")
    assert faults(guide, lines("1,部门0,路灯不亮,2022-09-01,,,")) == [
        "第 2 行“责任单位”：有两个同名的，请填代码（现为：部门0）"
    ]
