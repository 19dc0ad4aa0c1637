"""One XML part of a workbook, read mark by mark: where its cells are and how long its texts."""

import re
from xml.parsers import expat

COLUMNS, ROWS = 52, 99_999
PLACE = re.compile(r"(A?[A-Z])([1-9][0-9]{0,4})", re.IGNORECASE)
ROW = re.compile(r"[1-9][0-9]{0,4}")
ENCODINGS = ("utf-8", "us-ascii", "ascii")


class FarCellError(Exception):
    """A cell is beyond column AZ or row 99,999: laying out the rectangle before it would fill the memory."""


class PartReader:
    """Takes a part in pieces. Raises FarCellError, ExpatError where it is no well-formed XML, ValueError for a DOCTYPE.

    `shared` is the number of cells with a shared text, `longest` the characters of the longest shared text.
    """

    def __init__(self) -> None:
        """Start before the first mark; bytes in another encoding than UTF-8 mean other things to other parsers."""
        self.shared = self.longest = 0
        self._row = self._column = 0
        self._text: int | None = None
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.XmlDeclHandler = self._declare
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.buffer_text = True

    def feed(self, piece: bytes) -> None:
        """Read on."""
        if b"\0" in piece:
            raise ValueError
        self._parser.Parse(piece, False)

    def close(self) -> None:
        """Read what is left."""
        self._parser.Parse(b"", True)

    def _refuse(self, *_: object) -> None:
        raise ValueError

    def _declare(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ENCODINGS:
            raise ValueError

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.partition(":")[2] or name
        if name == "row" and "r" in attributes:
            if not ROW.fullmatch(attributes["r"]):
                raise FarCellError
            self._row = int(attributes["r"]) - 1
        elif name == "c":
            self._cell(attributes)
        elif name == "si":
            self._text = 0

    def _cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            place = PLACE.fullmatch(attributes["r"])
            if not place:
                raise FarCellError
            letters = place[1].upper()
            self._column = ord(letters[-1]) - ord("A") + (26 if len(letters) == 2 else 0)
        elif self._row >= ROWS or self._column >= COLUMNS:
            raise FarCellError
        self._column += 1
        self.shared += attributes.get("t") == "s"

    def _end(self, name: str) -> None:
        name = name.partition(":")[2] or name
        if name == "row":
            self._row += 1
            self._column = 0
        elif name == "si":
            self.longest = max(self.longest, self._text or 0)
            self._text = None

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text += len(text)
