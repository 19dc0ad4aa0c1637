"""Documents: a PDF by its two ends, an Office file by every member of its archive."""

import io
import struct
import zipfile
import zlib

from contests.errors import EvidenceError
from contests.exchange.archives import Member, members

UNPACKED_LIMIT = 200 * 1024 * 1024
CONTENT_TYPES = "[Content_Types].xml"
END = b"PK\x05\x06"
END_SIZE = 22
TAIL = 2048
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, ValueError, LookupError, EOFError, OSError, NotImplementedError)


def check_pdf(data: bytes) -> None:
    """Raise EvidenceError for what is no whole PDF, or is an archive as well."""
    tail = data[-TAIL:]
    if not data.startswith(b"%PDF-") or b"startxref" not in tail or b"%%EOF" not in tail:
        raise EvidenceError("PDF 损坏或不完整，打不开")
    if zipfile.is_zipfile(io.BytesIO(data)):
        raise EvidenceError("PDF 里混有压缩包，拒绝接收")


def check_office(data: bytes, main: str) -> None:
    """Raise EvidenceError for what is no whole Office file of this main type, or has macros or too much in it."""
    if not _fills(data):
        raise EvidenceError("文件损坏或不完整，打不开")
    try:
        found = members(data)
        names = [member.name for member in found]
        types = _look_through(found)
    except BROKEN as error:
        raise EvidenceError("文件损坏或不完整，打不开") from error
    if len(set(names)) != len(names) or f"{main}.main+xml".encode() not in types:
        raise EvidenceError("内容与扩展名不符，请用 Office 或 WPS 另存后再传")
    if any(name.lower().endswith("vbaproject.bin") for name in names) or b"macroEnabled" in types:
        raise EvidenceError("文件含有宏，请另存为不含宏的文件再传")


def _fills(data: bytes) -> bool:
    """Return whether an archive begins and ends where its bytes do: more of them would be another file beside it."""
    if len(data) < END_SIZE or data[:4] != b"PK\x03\x04" or data[-END_SIZE : -END_SIZE + 4] != END:
        return False
    size, start = struct.unpack_from("<2I", data, len(data) - END_SIZE + 12)
    return bool(start + size == len(data) - END_SIZE)


def _look_through(found: list[Member]) -> bytes:
    """Return the list of types of an archive, after unpacking all of it piece by piece."""
    unpacked, types = 0, b""
    for member in found:
        for piece in member.pieces():
            unpacked += len(piece)
            if unpacked > UNPACKED_LIMIT:
                raise EvidenceError("解压后过大（超过 200 MB），拒绝接收")
            if member.name == CONTENT_TYPES and not types:
                types = piece
    return types
