"""Rows of a CSV or .xlsx file, whatever the encoding, without trusting what the file claims of itself."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from contests.errors import Fault, FileError
from contests.exchange.texts import decode

FILE_LIMIT = 20 * 1024 * 1024
UNPACKED_LIMIT = 200 * 1024 * 1024
ROW_LIMIT = 50_000

# A cell beyond column AZ or row 99,999 makes the reader lay out the whole rectangle before it.
FAR_CELL = re.compile(rb'r="(?:[B-Z][A-Z]|[A-Z]{3}|[A-Z]*[0-9]{6})')

Row = tuple[int, list[Any]]


def read_sheet(name: str, data: bytes) -> list[Row]:
    """Return (row number, cells) of every row that is not blank, the header first; a cell is text or a float.

    Raises FileError for a file that is too large, of another kind, or has merged cells or no rows.
    """
    if len(data) > FILE_LIMIT:
        raise FileError(name, [Fault("文件", f"{len(data) / 1024 / 1024:.0f} MB", "文件最大 20 MB，请分期导入")])
    if data[:4] == b"PK\x03\x04":
        rows = _xlsx(name, data)
    elif data[:4] == b"\xd0\xcf\x11\xe0":
        raise FileError(name, [Fault("文件", "", "旧版 .xls 请在 Excel 或 WPS 中另存为 .xlsx 再导入")])
    else:
        rows = _csv(name, data)
    if not rows:
        raise FileError(name, [Fault("文件", "", "是空表，第一行应为列名")])
    if len(rows) > ROW_LIMIT:
        raise FileError(name, [Fault("文件", f"{len(rows)} 行", f"最多 {ROW_LIMIT} 行，请分期导入")])
    return rows


def _csv(name: str, data: bytes) -> list[Row]:
    reader = csv.reader(io.StringIO(decode(name, data), newline=""))
    try:
        return [(reader.line_num, row) for row in reader if any(row)]
    except csv.Error as error:
        raise FileError(name, [Fault(f"第 {reader.line_num} 行", "", f"不是规范的 CSV：{error}")]) from error


def _xlsx(name: str, data: bytes) -> list[Row]:
    _refuse_bombs(name, data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = workbook.get_sheet_by_index(0)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise FileError(name, [Fault("文件", "", "打不开，不是完好的 .xlsx 文件")]) from error
    if sheet.merged_cell_ranges:
        faults = [
            Fault(_cell_range(*bounds), "", "不能有合并单元格，请取消合并并逐格填写")
            for bounds in sheet.merged_cell_ranges
        ]
        raise FileError(name, faults)
    first = sheet.start[0] + 1 if sheet.start else 1
    rows = enumerate(sheet.to_python(skip_empty_area=True), start=first)
    return [(number, [_cell(value) for value in row]) for number, row in rows if any(value != "" for value in row)]


def _cell(value: Any) -> Any:
    if isinstance(value, str | float) and not isinstance(value, bool):
        return value
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m}" if value.day == 1 else f"{value:%Y-%m-%d}"
    return str(value)


def _cell_range(start: tuple[int, int], end: tuple[int, int]) -> str:
    return f"第 {start[0] + 1} 行第 {start[1] + 1} 列至第 {end[0] + 1} 行第 {end[1] + 1} 列"


def _refuse_bombs(name: str, data: bytes) -> None:
    """Unpack every member in pieces and count; sizes that the archive states of itself prove nothing."""
    unpacked = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
        if len(members) > 1000 or sum(member.compress_size for member in members) > len(data):
            raise FileError(name, [Fault("文件", "", "压缩包内容异常，拒绝打开")])
        for member in members:
            for piece in _pieces(data, member):
                unpacked += len(piece)
                if unpacked > UNPACKED_LIMIT:
                    raise FileError(name, [Fault("文件", "", "解压后过大（超过 200 MB），拒绝打开")])
                if member.filename.startswith("xl/worksheets/") and FAR_CELL.search(piece):
                    raise FileError(name, [Fault("文件", "", "表格过大：最多 52 列、99,999 行，请删去远处的单元格")])
    except (zipfile.BadZipFile, zlib.error, ValueError, IndexError) as error:
        raise FileError(name, [Fault("文件", "", "打不开，不是完好的 .xlsx 文件")]) from error


def _pieces(data: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the unpacked content in pieces of at most 1 MB, each with the tail of the one before."""
    head = member.header_offset
    start = (
        head
        + 30
        + int.from_bytes(data[head + 26 : head + 28], "little")
        + int.from_bytes(data[head + 28 : head + 30], "little")
    )
    packed = data[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    unpacker = zlib.decompressobj(-15)
    tail = b""
    while packed and not unpacker.eof:
        piece = unpacker.decompress(packed, 1024 * 1024)
        packed = unpacker.unconsumed_tail
        yield tail + piece
        tail = piece[-16:]
