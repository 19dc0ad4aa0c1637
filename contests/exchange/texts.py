"""Bytes to text: UTF-8 with or without a mark, or the GB18030 that Excel writes here."""

from contests.errors import Fault, FileError


def decode(name: str, data: bytes) -> str:
    """Return the text of a file. Raises FileError where it is neither UTF-8 nor GB18030."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileError(name, [Fault("文件", "", "不是文字文件，应为 UTF-8 或 GB18030 编码")])
