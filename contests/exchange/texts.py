"""Bytes to text: UTF-8 with or without a mark, or the GB18030 that Excel writes here."""

from codecs import BOM_UTF8

from contests.errors import Fault, FileError


def decode(name: str, data: bytes) -> str:
    """Return the text of a file. Raises FileError where it is neither UTF-8 nor GB18030."""
    return decode_as(name, data)[0]


def decode_as(name: str, data: bytes) -> tuple[str, str]:
    """Return the text of a file and the encoding in which it came. Raises FileError as `decode` does."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            unmarked = encoding == "utf-8-sig" and not data.startswith(BOM_UTF8)
            return text, "utf-8" if unmarked else encoding
    raise FileError(name, [Fault("文件", "", "不是文字文件，应为 UTF-8 或 GB18030 编码")])
