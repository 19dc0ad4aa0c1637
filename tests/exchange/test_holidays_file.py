from datetime import date

import pytest

from contests.enums import DayKind
from contests.errors import FileError
from contests.exchange.holidays_file import read_holidays
from contests.services.holidays import SpecialDay
from tests.exchange.files import workbook

HEADER = "日期,类型,名称"


def read(*lines, header=HEADER, encoding="utf-8"):
    return read_holidays("放假.csv", "\n".join([header, *lines]).encode(encoding))


def faults(*lines, header=HEADER):
    with pytest.raises(FileError) as caught:
        read(*lines, header=header)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_days_are_read_as_excel_writes_them_too(encoding):
    assert read("2022-10-01,放假,国庆节", "2022/10/8,调休上班,国庆节", encoding=encoding) == [
        SpecialDay(date(2022, 10, 1), DayKind.HOLIDAY, "国庆节"),
        SpecialDay(date(2022, 10, 8), DayKind.WORKDAY, "国庆节"),
    ]


def test_every_fault_is_listed():
    assert faults(
        "2022-10-32,放假,国庆节",
        "2022-10,放假,国庆节",
        "2022-10-01,休息,国庆节",
        "2022-10-02,放假,",
        "2022-10-02,放假,国庆节",
        "2022-10-10,调休上班,国庆节",
        "2022-10-03,放假,国庆节,多余",
        f"2022-10-04,放假,{'节' * 41}",
    ) == [
        "第 2 行“日期”：应为日期，如 2022-10-01（现为：2022-10-32）",
        "第 3 行“日期”：应为日期，如 2022-10-01（现为：2022-10）",
        "第 4 行“类型”：没有这个类型，可填：放假、调休上班（现为：休息）",
        "第 5 行“名称”：应为节日名称，1 到 40 字（现为：0 字）",
        "第 6 行“日期”：与第 5 行重复（现为：2022-10-02）",
        "第 7 行“日期”：调休上班应为星期六或星期日（现为：2022-10-10）",
        "第 8 行“末尾”：多出没有列名的内容（现为：多余）",
        "第 9 行“名称”：应为节日名称，1 到 40 字（现为：41 字）",
    ]


def test_file_without_rows_or_columns_says_so():
    assert faults() == ["文件：只有列名，没有数据行"]
    assert "缺少列“类型”" in "".join(faults("2022-10-01,国庆节", header="日期,名称"))


def test_workbook_is_asked_for_as_csv():
    with pytest.raises(FileError) as caught:
        read_holidays("放假.xlsx", workbook([["2022-10-01", "放假", "国庆节"]], header=["日期", "类型", "名称"]))
    assert [str(fault) for fault in caught.value.faults] == ["文件：请在 Excel 或 WPS 中另存为 CSV 再导入"]
