"""A template that the office made: looked through before it is kept, and every fault named."""

import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePath
from zipfile import BadZipFile

from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml.etree import LxmlError

from contests.errors import Fault, FileError
from contests.exchange.archives import Member, members
from contests.exchange.bulletin.document import bulletin_docx
from contests.exchange.bulletin.tag_checks import tag_faults
from contests.exchange.bulletin.tags import example
from contests.models.bulletins import LARGEST_TEMPLATE

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BUILT_IN = Path(__file__).with_name("bulletin.docx")
LARGEST_UNPACKED = 30 * 1024 * 1024
MACROS = re.compile(r"vba(project|data)|macroenabled|activex", re.IGNORECASE)
EMBEDDED = re.compile(r"^word/embeddings/|oleobject", re.IGNORECASE)
OUTSIDE = re.compile(rb'<[^>]*TargetMode\s*=\s*["\']External["\'][^>]*>')
EXPECTED = "Word 文档（.docx）"


def check_template(name: str, data: bytes) -> None:
    """Refuse a file that is no safe and complete template. Raises FileError with every fault."""
    faults = list(_file_faults(name, data))
    if not faults:
        faults = list(_text_faults(data))
    if faults:
        raise FileError(name, faults)


def _file_faults(name: str, data: bytes) -> Iterator[Fault]:
    suffix = PurePath(name).suffix.lower()
    if suffix in (".docm", ".dotm"):
        yield Fault("文件", suffix, "不接受带宏的文件，请另存为 .docx")
        return
    if suffix != ".docx":
        yield Fault("文件", suffix or name, f"应为{EXPECTED}")
        return
    if len(data) > LARGEST_TEMPLATE:
        yield Fault("文件", f"{len(data) / 1024 / 1024:.1f} MB", "最大 2 MB")
        return
    try:
        found = members(data)
        yield from _part_faults(found)
    except (BadZipFile, zlib.error, OverflowError, ValueError):
        yield Fault("文件", "打不开", f"应为{EXPECTED}")


def _part_faults(found: list[Member]) -> Iterator[Fault]:
    names = [member.name for member in found]
    if len(set(names)) != len(names) or "word/document.xml" not in names or "[Content_Types].xml" not in names:
        yield Fault("文件", "打不开", f"应为{EXPECTED}")
        return
    room = LARGEST_UNPACKED
    for member in found:
        content = bytearray()
        for piece in member.pieces():
            room -= len(piece)
            if room < 0:
                yield Fault("文件", "解压后超过 30 MB", "请压缩其中的图片")
                return
            if member.name.endswith((".rels", ".xml")):
                content += piece
        yield from _member_faults(member.name, bytes(content))


def _member_faults(name: str, content: bytes) -> Iterator[Fault]:
    if MACROS.search(name) or (name == "[Content_Types].xml" and MACROS.search(content.decode("utf-8", "replace"))):
        yield Fault(name, "宏或控件", "不接受带宏的文件，请另存为不带宏的 .docx")
    if EMBEDDED.search(name):
        yield Fault(name, "嵌入的对象", "请删去嵌入的文件和对象")
    if b"<!DOCTYPE" in content:
        yield Fault(name, "DOCTYPE", f"应为{EXPECTED}")
    if name.endswith(".rels"):
        for link in OUTSIDE.findall(content):
            if b"/hyperlink" not in link:
                yield Fault(name, "引用外部文件", "请断开链接的图片、模板等外部文件")


def _text_faults(data: bytes) -> Iterator[Fault]:
    """Yield what is wrong with the tags; a template without a fault is tried out too."""
    try:
        template = DocxTemplate(io.BytesIO(data))
        template.init_docx()
        faults = list(tag_faults(template))
        yield from faults
        if not faults:
            bulletin_docx(example(), data, "2026-08-05T00:00:00+00:00")
    except (TemplateError, LxmlError, KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        yield Fault("模板", str(error)[:200], "填不进内容，请检查标记的写法和成对的循环")
