import datetime
import io
import zipfile
from decimal import Decimal

import pytest

from contests.errors import FileError
from contests.exchange.ratings_file import read_ratings
from contests.selectors.entry import entry_guide
from tests.exchange.files import csv, workbook
from tests.factories import contest_spec, make_contest

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    spec = contest_spec(entrants=3)
    criteria = spec["dimensions"][0]["criteria"]
    criteria.append(criteria[0] | {"code": "rate", "name": "完成率", "method": "completion"})
    criteria.append(criteria[0] | {"code": "mark", "name": "周评", "method": "grade", "cadence": "week"})
    return entry_guide(make_contest(dimensions=spec["dimensions"]))


def read(guide, data):
    return read_ratings("九月.csv", data, guide)


def faults(guide, data):
    with pytest.raises(FileError) as caught:
        read(guide, data)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_the_encodings_of_excel(guide, encoding):
    (row,) = read(guide, csv("2022-09,部门0,指标0,18.5,", encoding=encoding))
    assert (row.value, row.target, row.grade) == (Decimal("18.5"), None, None)
    assert (row.entrant, row.period) == (guide.entrants["e0"].pk, guide.periods["2022-09"].pk)


def test_workbook_gives_the_same_rows_as_csv(guide):
    lines = ["2022-09,部门0,指标0,18.5,", "2022-09,e1,rate,3,4", "2022-W36,部门2,周评,优秀,"]
    cells = [
        ["2022-09", "部门0", "指标0", 18.5],
        ["2022-09", "e1", "rate", 3, 4],
        ["2022-W36", "部门2", "周评", "优秀"],
    ]
    assert read(guide, workbook(cells)) == read(guide, csv(*lines))


def test_float_of_a_workbook_is_what_the_user_sees(guide):
    rows = read(guide, workbook([["2022-09", "部门0", "完成率", 0.1 + 0.2, 1]]))
    assert rows[0].value == Decimal("0.3")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("85%", "不带百分号，请写 85"),
        ("1e400", "应为普通写法的数，整数部分最多 11 位，不用科学计数法"),
        ("NaN", "应为数，如 85 或 85.5"),
        ("inf", "应为数，如 85 或 85.5"),
        ("十八", "应为数，如 85 或 85.5"),
        ("18.55555", "最多 4 位小数，请先四舍五入"),
        ("123456789012", "数值过大，整数部分最多 11 位"),
        ("", "应填写数值；若是公式，请在 Excel 中打开并保存一次，使其有结果"),
        ("-1", "应在 0 到满分 20 之间"),
        ("20.5", "应在 0 到满分 20 之间"),
    ],
)
def test_wrong_figure_is_told_what_was_expected(guide, cell, expected):
    shown = f"（现为：{cell}）" if cell else ""
    assert faults(guide, csv(f"2022-09,部门0,指标0,{cell},")) == [f"第 2 行“数值”：{expected}{shown}"]


def test_full_width_digits_are_told_how_to_be_written(guide):
    wide = "\uff11\uff18"
    (fault,) = faults(guide, csv(f"2022-09,部门0,指标0,{wide},"))
    assert fault == f"第 2 行“数值”：应为半角数字，请写 18（现为：{wide}）"


def test_every_fault_of_a_file_is_listed(guide):
    lines = [
        "2022-09,部门9,指标0,18,",
        "2022-09,部门0,指标0,18,",
        "2022-09,部门0,指标0,17,",
        "2022-9,部门0,指标1,18,",
        "2022-09,部门0,周评,优秀,",
        "2022-W36,部门0,周评,很好,",
        "2022-09,部门1,完成率,5,-1",
        "2022-09,部门2,完成率,5,",
    ]
    found = faults(guide, csv(*lines))
    assert [fault.split("：")[0] for fault in found] == [
        "第 2 行“单位”",
        "第 4 行“指标”",
        "第 5 行“期次”",
        "第 6 行“期次”",
        "第 7 行“数值”",
        "第 8 行“任务数”",
        "第 9 行“任务数”",
    ]
    assert "没有这个单位，是不是“部门" in found[0]
    assert "与第 3 行重复" in found[1]
    assert "是不是“2022-09”" in found[2]
    assert "按周填报" in found[3]
    assert "应为等次：优秀、良好、一般、较差（现为：很好）" in found[4]
    assert "任务数不能为负" in found[5]


def test_missing_unknown_and_double_columns_are_named(guide):
    data = "期次,单位,数值,单位,颜色\n2022-09,部门0,1,,".encode()
    assert faults(guide, data) == [
        "第 1 行第 4 列：与第 2 列重复（现为：单位）",
        "第 1 行第 5 列：不认识的列名，可用：期次、单位、指标、数值、任务数、备注（现为：颜色）",
        "第 1 行：缺少列“指标”，应有：期次、单位、指标、数值",
    ]


@pytest.mark.parametrize("data", [b"", b"\n\n", workbook([], header=None)])
def test_empty_sheet_is_told_so(guide, data):
    assert faults(guide, data) == ["文件：是空表，第一行应为列名"]


def test_header_without_rows_is_told_so(guide):
    assert faults(guide, csv()) == ["文件：只有列名，没有数据行"]


def test_merged_cells_are_located(guide):
    data = workbook([["2022-09", "部门0", "指标0", 1], ["2022-09", "部门0", "指标1", 1]], merge="B2:B3")
    assert faults(guide, data) == ["第 2 行第 2 列至第 3 行第 2 列：不能有合并单元格，请取消合并并逐格填写"]


def test_merged_cells_hide_no_other_fault(guide):
    rows = [
        ["2022-09", "部门0", "指标0", 1],
        ["2022-09", "部门0", None, 1],
        ["2022-09", "部门9", "指标1", 1],
        ["2022-09", "部门1", "指标1", 99],
    ]
    found = faults(guide, workbook(rows, merge="C2:C3"))
    assert [fault.split("：")[0] for fault in found] == [
        "第 2 行第 3 列至第 3 行第 3 列",
        "第 4 行“单位”",
        "第 5 行“数值”",
    ]


def test_merged_cells_hide_no_fault_of_the_header(guide):
    rows = [["2022-09", "部门0", "指标0", 1], ["2022-09", "部门0", "指标1", 1]]
    found = faults(guide, workbook(rows, merge="B2:B3", header=["期次", "单位", "指标", "分数"]))
    assert [fault.split("：")[0] for fault in found] == ["第 2 行第 2 列至第 3 行第 2 列", "第 1 行第 4 列", "第 1 行"]


def test_merged_header_is_the_only_fault_that_can_be_told(guide):
    rows = [["2022-09", "部门9", "指标0", 1]]
    found = faults(guide, workbook(rows, merge="A1:B1"))
    assert found == ["第 1 行第 1 列至第 1 行第 2 列：不能有合并单元格，请取消合并并逐格填写"]


def test_formula_without_a_stored_result_is_told_so(guide):
    (fault,) = faults(guide, workbook([["2022-09", "部门0", "指标0", "=9+9"]]))
    assert fault.startswith("第 2 行“数值”：应填写数值；若是公式")


def test_month_that_excel_made_a_date_is_read(guide):
    (row,) = read(guide, workbook([[datetime.date(2022, 9, 1), "部门0", "指标0", 1]]))
    assert row.period == guide.periods["2022-09"].pk


def zipped(name, content, *, stated=None):
    """Return an archive with one deflated member, its stated size changed to `stated`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    data = file.getvalue()
    if stated is not None:
        data = data.replace(len(content).to_bytes(4, "little"), stated.to_bytes(4, "little"))
    return data


@pytest.mark.parametrize("stated", [None, 1000])
def test_zip_bomb_is_refused_whatever_size_it_states(guide, stated):
    bomb = zipped("xl/worksheets/sheet1.xml", bytes(210 * 1024 * 1024), stated=stated)
    assert len(bomb) < 1024 * 1024
    assert faults(guide, bomb) == ["文件：解压后过大（超过 200 MB），拒绝打开"]


def test_cell_far_away_is_refused_before_the_sheet_is_laid_out(guide):
    far = zipped("xl/worksheets/sheet1.xml", b'<c r="XFD1048576"/>')
    assert faults(guide, far) == ["文件：表格过大：最多 52 列、99,999 行，请删去远处的单元格"]


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", zipped("word/document.xml", b"<w/>")])
def test_what_is_no_workbook_is_told_so(guide, data):
    assert faults(guide, data) == ["文件：打不开，不是完好的 .xlsx 文件"]


def test_file_of_200_mb_is_refused_by_its_size(guide):
    assert faults(guide, bytes(200 * 1024 * 1024)) == ["文件：文件最大 20 MB，请分期导入（现为：200 MB）"]


def test_old_workbook_and_binary_are_told_what_to_do(guide):
    assert faults(guide, b"\xd0\xcf\x11\xe0" + bytes(100)) == [
        "文件：旧版 .xls 请在 Excel 或 WPS 中另存为 .xlsx 再导入"
    ]
    assert faults(guide, b"\x89PNG\0\0") == ["文件：不是文字文件，应为 UTF-8 或 GB18030 编码"]


def test_too_many_rows_are_refused(guide):
    assert faults(guide, csv(*["x"] * 50_001)) == ["文件：最多 50000 行，请分期导入（现为：50000 行以上）"]


def test_ambiguous_name_asks_for_the_code(guide):
    guide.ambiguous.add("指标0")
    assert faults(guide, csv("2022-09,部门0,指标0,1,")) == ["第 2 行“指标”：有两个同名的，请填代码（现为：指标0）"]


def test_judge_refuses_what_a_person_may_not_enter(guide):
    with pytest.raises(FileError) as caught:
        read_ratings(
            "九月.csv", csv("2022-09,部门0,指标0,1,"), guide, lambda period, entrant, criterion: "不属于您负责的单位"
        )
    assert [str(fault) for fault in caught.value.faults] == ["第 2 行“单位”：不属于您负责的单位（现为：部门0）"]
