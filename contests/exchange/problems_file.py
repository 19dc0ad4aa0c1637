"""The ledger of problems as a file: 编号, 责任单位, 问题, 交办日期, 整改期限, 销号日期, 销号依据."""

from datetime import date
from typing import Any

from contests.errors import Fault, FileError
from contests.exchange.cells import read_day, read_text
from contests.exchange.columns import MARKS, Suggestions, beyond
from contests.exchange.faults import Watch, until_too_many
from contests.exchange.headed_file import HeadedFile, read_headed
from contests.selectors.entry import EntryEntrant, EntryGuide
from contests.services.ledger import ProblemRow

REQUIRED = ("编号", "责任单位", "问题", "交办日期")
OPTIONAL = ("整改期限", "销号日期", "销号依据")
KNOWN = {
    "编号": "number",
    "责任单位": "entrant",
    "单位": "entrant",
    "参赛单位": "entrant",
    "项目": "entrant",
    "问题": "matter",
    "交办日期": "assigned_on",
    "整改期限": "due_on",
    "销号日期": "closed_on",
    "销号依据": "document",
} | MARKS
# The widths of the columns that keep them.
LONGEST = {"编号": 40, "问题": 200, "销号依据": 120}


def read_problems(
    name: str, data: bytes, guide: EntryGuide, today: date, watch: Watch | None = None
) -> list[ProblemRow]:
    """Return the problems of a file. Raises FileError with every fault (row, column, value, expected).

    What was assigned or closed lies not after `today`; a due day may.
    """
    file = read_headed(name, data, KNOWN, REQUIRED, OPTIONAL, days=True)
    reader = _Reader(guide, file, today)
    looked_at = until_too_many(file.body, reader.faults, watch)
    rows = [row for number, cells in looked_at if (row := reader.read(number, cells)) is not None]
    if reader.faults:
        raise FileError(name, reader.faults, rows)
    return rows


class _Reader:
    """Reads row after row, keeping every fault and what was already seen."""

    def __init__(self, guide: EntryGuide, file: HeadedFile, today: date) -> None:
        self.guide = guide
        self.header = file.header
        self.at = file.columns
        self.today = today
        self.faults = file.faults
        self._seen: dict[str, int] = {}
        self._suggestions = Suggestions()

    def read(self, number: int, cells: list[Any]) -> ProblemRow | None:
        """Return the row, or None when it has faults, which are kept."""
        before = len(self.faults)
        texts = {field: read_text(cells[at]) if at < len(cells) else "" for field, at in self.at.items()}
        if len(cells) > len(self.header) and (text := beyond(cells, self.header)):
            self._fault(number, "末尾", text, "多出没有列名的内容")
        self._words(number, "编号", texts["number"])
        if texts["number"] in self._seen:
            self._fault(number, "编号", texts["number"], f"与第 {self._seen[texts['number']]} 行重复")
        self._seen.setdefault(texts["number"], number)
        entrant = self._entrant(number, texts["entrant"])
        self._words(number, "问题", texts["matter"])
        assigned, due, closed = self._days(number, texts)
        document = self._document(number, texts)
        if len(self.faults) > before or entrant is None or assigned is None:
            return None
        return ProblemRow(texts["number"], entrant.pk, texts["matter"], assigned, due, closed, document)

    def _words(self, number: int, title: str, text: str) -> None:
        if not text:
            self._fault(number, title, "", f"应填写{title}")
        elif len(text) > LONGEST[title]:
            self._fault(number, title, f"{len(text)} 字", f"最长 {LONGEST[title]} 字")

    def _entrant(self, number: int, text: str) -> EntryEntrant | None:
        if text in self.guide.ambiguous:
            self._fault(number, "责任单位", text, "有两个同名的，请填代码")
        elif text in self.guide.entrants:
            return self.guide.entrants[text]
        else:
            names = (entrant.name for entrant in self.guide.entrants.values())
            self._fault(number, "责任单位", text, self._suggestions.unknown("责任单位", text, names))
        return None

    def _days(self, number: int, texts: dict[str, str]) -> tuple[date | None, date | None, date | None]:
        """Return the days of assigning, due and closing; none of the later two lies before the first."""
        if not texts["assigned_on"]:
            self._fault(number, "交办日期", "", "应填写交办日期")
        assigned = self._day(number, "交办日期", texts["assigned_on"])
        due = self._day(number, "整改期限", texts.get("due_on", ""))
        closed = self._day(number, "销号日期", texts.get("closed_on", ""))
        for title, day in (("交办日期", assigned), ("销号日期", closed)):
            if day and day > self.today:
                self._fault(number, title, str(day), f"不能晚于今天（{self.today}）")
        for title, day in (("整改期限", due), ("销号日期", closed)):
            if day and assigned and day < assigned:
                self._fault(number, title, str(day), f"不能早于交办日期 {assigned}")
        return assigned, due, closed

    def _day(self, number: int, title: str, text: str) -> date | None:
        try:
            return read_day(text) if text else None
        except ValueError as error:
            self._fault(number, title, text, str(error))
            return None

    def _document(self, number: int, texts: dict[str, str]) -> str:
        """Return the document by which a problem was closed: one that is closed has one, an open one has none."""
        document = texts.get("document", "")
        if texts.get("closed_on"):
            self._words(number, "销号依据", document)
        elif document:
            self._fault(number, "销号依据", document, "没有销号日期；已销号的请填写，未销号的不填依据")
        return document

    def _fault(self, number: int, title: str, found: str, expected: str) -> None:
        column = self.at.get(KNOWN.get(title, ""))
        self.faults.append(Fault(f"第 {number} 行“{title}”", found[:60], expected, number, column))
