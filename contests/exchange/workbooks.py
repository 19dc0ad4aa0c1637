"""What a workbook may hold: XML whose cells, marks and texts the reader can lay out in bounded memory."""

import re
import struct
import zipfile
import zlib
from xml.parsers.expat import ExpatError

from contests.errors import Fault, FileError
from contests.exchange.archives import Member, Seen, members, pack
from contests.exchange.xml_parts import COLUMNS, ROWS, FarCellError, PartReader

UNPACKED_LIMIT = 200 * 1024 * 1024
# Each mark, merged range and text costs the reader many times its size in the file.
TAG_LIMIT = 5_000_000
MERGED_LIMIT = 20_000
# A text that many cells share is copied for each of them; 400 characters in each of 250,000 cells reach this.
TEXT_LIMIT = 100_000_000

# The form that programs write. A part that begins so, with neither NUL, "<!" nor a further "<?", says the same to every
# parser; where each cell is written so, with its place in bounds, no cell can be elsewhere.
OPENING = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml version=["']1\.0["'](?: encoding=["'](?i:utf-8)["'])?"""
    rb"""(?: standalone=["'][a-z]+["'])? ?\?>|(?=\s*<[A-Za-z]))"""
)
UNUSUAL_CELL = re.compile(rb'<c(?=[\s/>])(?! r="A?[A-Z][1-9][0-9]{0,4}"(?: (?:s|t|cm|vm|ph|i|l|a)="[^"<>&]*")* ?/?>)')
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, ExpatError),
    *(ValueError, LookupError, EOFError, OSError, NotImplementedError),
)
PREFIXED = re.compile(rb":(?:c|si)[\s/>]")


def safe_workbook(name: str, data: bytes) -> bytes:
    """Return the workbook with its checked XML parts only.

    Raises FileError for a workbook that is damaged or whose layout would fill the memory.
    """
    check = _Check(name)
    try:
        found = members(data)
        kept = [seen for member in found if (seen := check.see(member))]
    except BROKEN as error:
        raise FileError(name, [Fault("文件", "", "打不开，不是完好的 .xlsx 文件")]) from error
    except FarCellError as error:
        what = f"表格过大：最多 {COLUMNS} 列、{ROWS:,} 行，请删去远处的单元格"
        raise FileError(name, [Fault("文件", "", what)]) from error
    if check.longest * check.shared > TEXT_LIMIT:
        raise check.refusal(f"单元格文字过长：最长的有 {check.longest} 字，请删短")
    return pack(kept)


class _Check:
    """Sees every member in turn; the sizes that an archive states of itself prove nothing."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.unpacked = self.tags = self.merged = self.shared = self.longest = 0

    def see(self, member: Member) -> Seen | None:
        """Return the member when the reader may have it, None for what is no XML: pictures, macros, other formats."""
        is_xml = member.name.lower().endswith((".xml", ".rels"))
        size = crc = shared = 0
        rest, plain = b"", is_xml
        for piece in member.pieces():
            first = not size
            size, crc = size + len(piece), zlib.crc32(piece, crc)
            self._count(piece, is_xml)
            if plain:
                # A mark may go on in the next piece: its beginning waits for it.
                text = rest + piece
                whole, rest = text[: text.rfind(b"<")], text[text.rfind(b"<") :]
                plain = b"<" in whole and _is_plain(whole, first)
                shared += whole.count(b't="s"')
        if not is_xml:
            return None
        if plain and size and _is_plain(rest, first=False):
            self.shared += shared + rest.count(b't="s"')
        else:
            self._parse(member)
        return Seen(member, size, crc)

    def _count(self, piece: bytes, is_xml: bool) -> None:
        self.unpacked += len(piece)
        if self.unpacked > UNPACKED_LIMIT:
            raise self.refusal("解压后过大（超过 200 MB），拒绝打开")
        if is_xml:
            self.tags += piece.count(b"<")
            self.merged += piece.count(b"mergeCell")
        if self.tags > TAG_LIMIT:
            raise self.refusal("内容过多，请删去空白处的格式和多余的工作表，或分期导入")
        if self.merged > MERGED_LIMIT:
            raise self.refusal("合并单元格过多，请取消合并并逐格填写")

    def _parse(self, member: Member) -> None:
        reader = PartReader()
        for piece in member.pieces():
            reader.feed(piece)
        reader.close()
        self.shared += reader.shared
        self.longest = max(self.longest, reader.longest)

    def refusal(self, what: str) -> FileError:
        """Return the error that says what is too much."""
        return FileError(self.name, [Fault("文件", "", what)])


def _is_plain(text: bytes, first: bool) -> bool:
    opening = OPENING.match(text) if first else None
    if first and not opening:
        return False
    start = opening.end() if opening else 0
    # A search for one byte costs a twentieth of one for two: it goes first, and says how far to look.
    declared = text.find(b"?", start) >= 0 and text.find(b"<?", start) >= 0
    if b"\0" in text or (b"!" in text and b"<!" in text) or declared or b"<si" in text:
        return False
    return not PREFIXED.search(text, 0, text.rfind(b":") + 4) and not UNUSUAL_CELL.search(text)
