"""What may be taken as evidence: photos, PDF and Office files, judged by what they hold and not by what they say."""

from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

import puremagic

from contests.errors import EvidenceError
from contests.exchange.evidence.documents import check_office, check_pdf
from contests.exchange.evidence.pictures import check_picture

OFFICE = "application/vnd.openxmlformats-officedocument"


class FileKind(NamedTuple):
    """A kind of file: its type, what its first bytes may be taken for, and what looks through it.

    `check` returns a thumbnail or nothing. Raises EvidenceError.
    """

    content_type: str
    signs: frozenset[str]
    check: Callable[[bytes], bytes | None]


def _picture(content_type: str, form: str, *signs: str) -> FileKind:
    return FileKind(content_type, frozenset(signs), lambda data: check_picture(data, form))


def _office(part: str, extension: str) -> FileKind:
    signs = frozenset({extension, ".docx", ".xlsx", ".pptx", ".zip"})
    return FileKind(f"{OFFICE}.{part}", signs, lambda data: check_office(data, f"{OFFICE}.{part}"))


_JPEG = _picture("image/jpeg", "JPEG", ".jpg")
_HEIF = _picture("image/heic", "HEIF", ".heif", ".heic", ".mp4")
KINDS = {
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".png": _picture("image/png", "PNG", ".png"),
    ".webp": _picture("image/webp", "WEBP", ".webp"),
    ".heic": _HEIF,
    ".heif": _HEIF,
    ".pdf": FileKind("application/pdf", frozenset({".pdf"}), check_pdf),
    ".docx": _office("wordprocessingml.document", ".docx"),
    ".xlsx": _office("spreadsheetml.sheet", ".xlsx"),
    ".pptx": _office("presentationml.presentation", ".pptx"),
}
TAKEN = "照片（JPG、PNG、WEBP、HEIC）、PDF、Word（.docx）、Excel（.xlsx）、PowerPoint（.pptx）"
OLD = {".doc": ".docx", ".xls": ".xlsx", ".ppt": ".pptx", ".wps": ".docx", ".et": ".xlsx", ".dps": ".pptx"}


class Checked(NamedTuple):
    """What a file is, and its thumbnail where it is a picture."""

    content_type: str
    thumbnail: bytes | None


def check_evidence(name: str, data: bytes, most: int) -> Checked:
    """Return what a file is. Raises EvidenceError, in one sentence, for one that is not taken."""
    if not data:
        raise EvidenceError("文件是空的")
    if len(data) > most:
        raise EvidenceError(f"文件最大 {most // 1024 // 1024} MB，请缩小后再传")
    suffix = PurePath(name).suffix.lower()
    if suffix in OLD:
        raise EvidenceError(f"旧版 {suffix} 请另存为 {OLD[suffix]} 或 PDF 再传")
    kind = KINDS.get(suffix)
    if kind is None:
        raise EvidenceError(f"不能作为佐证材料，可用：{TAKEN}")
    if kind.signs.isdisjoint(_signs(data)):
        raise EvidenceError(f"内容不是 {suffix} 文件，与扩展名不符")
    return Checked(kind.content_type, kind.check(data))


def _signs(data: bytes) -> set[str]:
    """Return the extensions that the content may have."""
    try:
        return {match.extension for match in puremagic.magic_string(data)}
    except (puremagic.PureError, ValueError):
        return set()
