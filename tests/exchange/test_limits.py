import io
import time
from difflib import get_close_matches

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from contests.errors import FileError
from contests.exchange.events_file import read_events
from contests.exchange.ratings_file import read_ratings
from contests.exchange.sheets import read_sheet
from contests.forms.upload import UploadForm
from contests.scoring.methods.grade import Grade
from contests.selectors.entry import entry_guide
from tests.exchange.files import csv
from tests.factories import make_contest

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    return entry_guide(make_contest())


def faults(read, *args):
    with pytest.raises(FileError) as caught:
        read("文件.csv", *args)
    return caught.value.faults


def test_ratings_tell_1000_faults_and_count_the_rest(guide):
    found = faults(read_ratings, csv(*[f"2022-09,部门{n}号,指标0,1," for n in range(3, 1503)]), guide)
    assert len(found) == 1001
    assert found[999].where == "第 1001 行“单位”"
    assert str(found[1000]) == "其余 500 行：错误已达 1000 处，其余未列出，请先改正以上错误再导入"


def test_ratings_with_exactly_1000_faults_are_all_told(guide):
    found = faults(read_ratings, csv(*[f"2022-09,部门{n}号,指标0,1," for n in range(1000)]), guide)
    assert [fault.where for fault in found] == [f"第 {n} 行“单位”" for n in range(2, 1002)]


def test_events_tell_1000_faults_and_count_the_rest(guide):
    lines = ["期次,单位,范围,类别,事由,来源", *[f"2022-09,部门0,总分,红旗,事{n},工作成果" for n in range(1200)]]
    found = faults(read_events, "\n".join(lines).encode(), guide)
    assert found[-1].where.startswith("其余 ")
    assert len(found) <= 1010


def test_many_rows_with_an_unknown_name_are_told_quickly(guide):
    start = time.process_time()
    faults(read_ratings, csv(*["2022-09,没有这个单位的名称,指标0,1,"] * 49_000), guide)
    assert time.process_time() - start < 5


def test_same_unknown_name_is_answered_the_same_each_time(guide):
    first, second = faults(read_ratings, csv(*["2022-09,部门9,指标0,1,"] * 2), guide)
    near = get_close_matches("部门9", ["部门0", "部门1", "部门2"], n=2, cutoff=0.5)
    assert first.expected == second.expected == f"没有这个单位，是不是“{'”或“'.join(near)}”？"


def test_header_of_very_many_columns_is_one_fault(guide):
    wide = ",".join(["a"] * 101).encode()
    assert [str(fault) for fault in faults(read_ratings, wide + b"\nx", guide)] == [
        "第 1 行：最多 100 列，请删去多余的列（现为：101 列）"
    ]


@pytest.mark.parametrize("data", [b"a," * 2_000_000, b'"\n",a,' * 1_000_000])
def test_row_of_very_many_commas_is_one_fault(data):
    (fault,) = faults(read_sheet, data)
    assert fault.expected == "不是规范的 CSV：一行有 10000 个以上逗号"


def test_long_unknown_title_is_shown_shortened(guide):
    found = faults(read_ratings, ("期次,单位,指标,数值," + "长" * 5000 + "\nx").encode(), guide)
    assert found[0].found == "长" * 60


def test_merged_ranges_are_told_up_to_1000():
    book = Workbook()
    for row in range(1, 1103):
        book.active.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
    book.active["A1"] = "x"
    file = io.BytesIO()
    book.save(file)
    found = faults(read_sheet, file.getvalue())
    assert (len(found), found[-1].where) == (1001, "其余 102 处")


def test_csv_is_not_read_beyond_the_row_limit():
    start = time.process_time()
    (fault,) = faults(read_sheet, b"x,y\n" * 5_000_000)
    assert str(fault) == "文件：最多 50000 行，请分期导入（现为：50000 行以上）"
    assert time.process_time() - start < 2


@pytest.mark.parametrize("word", ["", "非常非常非常非常非常好"])
def test_grade_word_that_no_rating_can_keep_is_refused(word):
    with pytest.raises(ValueError, match="名称应为 1 到 10 个字"):
        Grade.parse({"scale": {word: 100}})


@pytest.mark.parametrize(
    ("name", "end"), [("长" * 295 + ".xlsx", "长.xlsx"), ("长" * 300, "长长"), ("短.csv", "短.csv")]
)
def test_name_too_long_to_be_kept_is_shortened(name, end):
    form = UploadForm({"kind": "ratings"}, {"file": SimpleUploadedFile(name, b"x")})
    assert form.is_valid()
    kept = form.cleaned_data["file"].name
    assert kept.endswith(end)
    assert len(kept) == min(200, len(name))
