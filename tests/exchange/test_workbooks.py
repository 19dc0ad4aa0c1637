import io
import re
import resource
import subprocess
import sys
import zipfile

import pytest

from contests.errors import FileError
from contests.exchange.sheets import read_sheet
from tests.exchange.files import workbook

FAR = ["文件：表格过大：最多 52 列、99,999 行，请删去远处的单元格"]
BROKEN = ["文件：打不开，不是完好的 .xlsx 文件"]
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STRINGS = (
    '<Relationship Id="rId9" Target="sharedStrings.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)


def sheet(cells, opening=""):
    return f"{opening}<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>"


def rebuilt(content, *, path="xl/worksheets/sheet1.xml", strings=None, extra=None):
    """Return a workbook whose only sheet has this content and lies at this path of the archive."""
    parts = zipfile.ZipFile(io.BytesIO(workbook([])))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            text = parts.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                text = text.replace(b"/xl/worksheets/sheet1.xml", f"/{path}".encode())
                text = re.sub(b"<Relationship [^>]*sharedStrings[^>]*>", b"", text)
                text = text.replace(b"</Relationships>", ((STRINGS if strings else "") + "</Relationships>").encode())
            if name not in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
                archive.writestr(name, text)
        archive.writestr(path, content)
        for name, text in (({"xl/sharedStrings.xml": strings} if strings else {}) | (extra or {})).items():
            archive.writestr(name, text)
    return file.getvalue()


def faults(data):
    with pytest.raises(FileError) as caught:
        read_sheet("表.xlsx", data)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("path", ["xl/worksheets/sheet1.xml", "xl/sheets/s.xml", "XL/其他/S.XML"])
@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="XFD1048576"><v>1</v></c></row>',
        "<row><c r='XFD1048576'><v>1</v></c></row>",
        '<row><c r = "CZ200000"><v>1</v></c></row>',
        '<row><c\nt="n"\tr="BA1"><v>1</v></c></row>',
        '<row><c r="A100000"><v>1</v></c></row>',
        '<row><c r="$A$1"><v>1</v></c></row>',
        '<row r="1048576"><c><v>1</v></c></row>',
        "<row r='99999'/><row><c><v>1</v></c></row>",
        "<row>" + "<c><v>1</v></c>" * 53 + "</row>",
        '<row><c r="AZ1"/><c><v>1</v></c></row>',
        '<row><x:c r="BA1"><v>1</v></x:c></row>',
        '<row><c r="A1" s="r"/><c r="&#66;A1"><v>1</v></c></row>',
    ],
)
def test_cell_far_away_is_refused_however_it_is_written(cells, path):
    assert faults(rebuilt(sheet(cells, '<?xml version="1.0"?>'), path=path)) == FAR


def test_far_cell_in_any_piece_of_a_large_part_is_refused():
    many = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>甲</t></is></c></row>' for n in range(1, 60_000))
    assert faults(rebuilt(sheet(many + "<row><c r='BA7'/></row>"))) == FAR


def test_cells_at_the_edge_are_read():
    cells = "<row r='99999'>" + "<c><v>1</v></c>" * 52 + "</row>"
    assert read_sheet("表.xlsx", rebuilt(sheet(cells))) == [(99_999, [1.0] * 52)]


def test_cell_in_plain_form_is_read_across_pieces():
    many = "".join(f'<row r="{n}"><c r="A{n}" s="0"><v>{n}</v></c></row>' for n in range(1, 45_001))
    assert read_sheet("表.xlsx", rebuilt(sheet(many))) == [(n, [float(n)]) for n in range(1, 45_001)]


@pytest.mark.parametrize(
    "content",
    [
        sheet("<row><c r='A1'><v>1</v></c></row>", "<!DOCTYPE worksheet>"),
        sheet("<row><c r='A1'><v>1</v></c></row>", '<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16"),
        sheet("<row><c r='A1'><v>1</v></c></row>", '<?xml version="1.0" encoding="cp037"?>'),
        sheet("<row><c r='A1' r='XFD9'><v>1</v></c></row>"),
        sheet("<row><c r='A1'><v>1</v></row>"),
        b"",
    ],
)
def test_part_that_parsers_read_differently_is_refused(content):
    assert faults(rebuilt(content)) == BROKEN


def test_sheet_that_is_no_xml_part_is_not_opened():
    assert faults(rebuilt(sheet("<row><c r='XFD1048576'/></row>"), path="xl/sheet.png")) == BROKEN


def test_picture_beside_the_sheet_does_no_harm():
    data = rebuilt(sheet('<row r="1"><c r="A1"><v>1</v></c></row>'), extra={"xl/media/a.png": b"\x89PNG\0<c r='ZZ9'>"})
    assert read_sheet("表.xlsx", data) == [(1, [1.0])]


def test_lie_about_the_dimension_costs_nothing():
    content = sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    lie = content.replace("<sheetData>", '<dimension ref="A1:XFD1048576"></dimension><sheetData>')
    assert read_sheet("表.xlsx", rebuilt(lie)) == [(1, [1.0])]


def shared(cells, text):
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, cells + 1))
    return rebuilt(sheet(rows), strings=f"<sst {MAIN}><si><t>{text}</t></si></sst>")


def test_shared_text_is_read():
    assert read_sheet("表.xlsx", shared(2, "甲")) == [(1, ["甲"]), (2, ["甲"])]


def test_long_text_that_many_cells_share_is_refused():
    assert faults(shared(1001, "x" * 100_000)) == ["文件：单元格文字过长：最长的有 100000 字，请删短"]


def test_more_marks_than_the_reader_bears_are_refused():
    assert faults(rebuilt(sheet("<c/>" * 5_000_001))) == [
        "文件：内容过多，请删去空白处的格式和多余的工作表，或分期导入"
    ]


def test_merged_ranges_without_number_are_refused():
    content = sheet("").replace("</worksheet>", '<mergeCell ref="A1:B2"/>' * 20_001 + "</worksheet>")
    assert faults(rebuilt(content)) == ["文件：合并单元格过多，请取消合并并逐格填写"]


def test_small_bomb_is_refused_within_little_memory(tmp_path):
    file = tmp_path / "bomb.xlsx"
    file.write_bytes(rebuilt(sheet("<row><c r='CZ200000'><v>1</v></c></row>"), path="xl/sheets/s.xml"))
    code = (
        "import sys; from contests.exchange.sheets import read_sheet; from contests.errors import FileError\n"
        "try: read_sheet('x', open(sys.argv[1], 'rb').read())\nexcept FileError: sys.exit(7)"
    )
    limit = 700 * 1024 * 1024
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 7, done.stderr
