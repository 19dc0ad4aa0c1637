"""The calendar of holidays as a file: 日期, 类型, 名称."""

import re
from datetime import date
from typing import Any

from contests.enums import DayKind
from contests.errors import Fault, FileError
from contests.exchange.cells import read_text
from contests.exchange.columns import Suggestions, beyond
from contests.exchange.faults import until_too_many
from contests.exchange.headed_file import HeadedFile, read_headed
from contests.selectors.working_days import is_weekend
from contests.services.holidays import SpecialDay

REQUIRED = ("日期", "类型", "名称")
KNOWN = {"日期": "on", "类型": "kind", "名称": "name"}
KINDS = {kind.label: kind for kind in DayKind}
# Excel writes the days of a CSV file with slashes when it saves it.
DAY = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})")


def read_holidays(name: str, data: bytes) -> list[SpecialDay]:
    """Return the days of a CSV file. Raises FileError with every fault (row, column, value, expected)."""
    if data[:4] == b"PK\x03\x04":
        raise FileError(name, [Fault("文件", "", "请在 Excel 或 WPS 中另存为 CSV 再导入")])
    file = read_headed(name, data, KNOWN, REQUIRED)
    reader = _Reader(file)
    for number, cells in until_too_many(file.body, reader.faults):
        reader.read(number, cells)
    if reader.faults:
        raise FileError(name, reader.faults)
    return reader.days


class _Reader:
    """Reads row after row, keeping every fault and the days already seen."""

    def __init__(self, file: HeadedFile) -> None:
        self.header = file.header
        self.at = file.columns
        self.faults = file.faults
        self.days: list[SpecialDay] = []
        self._seen: dict[date, int] = {}
        self._suggestions = Suggestions()

    def read(self, number: int, cells: list[Any]) -> None:
        """Keep the row as a day, or keep its faults."""
        texts = {field: read_text(cells[at]) if at < len(cells) else "" for field, at in self.at.items()}
        before = len(self.faults)
        if len(cells) > len(self.header) and (text := beyond(cells, self.header)):
            self._fault(number, "末尾", text, "多出没有列名的内容")
        kind, name = KINDS.get(texts["kind"]), texts["name"]
        if kind is None:
            self._fault(number, "类型", texts["kind"], self._suggestions.unknown("类型", texts["kind"], KINDS))
        if not 0 < len(name) <= 40:
            self._fault(number, "名称", f"{len(name)} 字", "应为节日名称，1 到 40 字")
        day = self._day(number, texts["on"], kind)
        if day is not None and kind is not None and len(self.faults) == before:
            self.days.append(SpecialDay(day, kind, name))

    def _day(self, number: int, text: str, kind: DayKind | None) -> date | None:
        """Return the day of a row, None for what is none; keep what is wrong with it."""
        day = read_day(text)
        if day is None:
            self._fault(number, "日期", text, "应为日期，如 2022-10-01")
            return None
        if day in self._seen:
            self._fault(number, "日期", text, f"与第 {self._seen[day]} 行重复")
        elif kind == DayKind.WORKDAY and not is_weekend(day):
            self._fault(number, "日期", text, "调休上班应为星期六或星期日")
        self._seen.setdefault(day, number)
        return day

    def _fault(self, number: int, title: str, found: str, expected: str) -> None:
        self.faults.append(Fault(f"第 {number} 行“{title}”", found[:60], expected))


def read_day(text: str) -> date | None:
    """Return a day, None for what is none."""
    if found := DAY.fullmatch(text):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            return None
    return None
