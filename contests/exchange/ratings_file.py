"""Ratings as a file: 期次, 单位, 指标, 数值, and where the method needs it 任务数."""

from decimal import Decimal
from typing import Any

from contests.enums import NOTHING, Absence, Cadence
from contests.errors import Fault, FileError
from contests.exchange.cells import FORMULA, read_number, read_text
from contests.exchange.columns import MARKS, Suggestions, beyond
from contests.exchange.faults import Watch, until_too_many
from contests.exchange.headed_file import HeadedFile, read_headed
from contests.exchange.judging import Judge
from contests.scoring.decimals import plain
from contests.scoring.parts_text import read_parts
from contests.selectors.entry import EntryCriterion, EntryGuide, EntryPeriod
from contests.services.entry import Figure

REQUIRED = ("期次", "单位", "指标", "数值")
OPTIONAL = ("任务数", "备注")
KNOWN = {
    "期次": "period",
    "考评期": "period",
    "单位": "entrant",
    "参赛单位": "entrant",
    "项目": "entrant",
    "指标": "criterion",
    "数值": "value",
    "明细": "value",
    "完成数": "value",
    "得分": "value",
    "等次": "value",
    "任务数": "target",
    "备注": "note",
} | MARKS

# The columns in the order in which one cell is read.
COLUMNS = ("期次", "单位", "指标", "数值", "任务数", "备注")

ABSENCES = frozenset(absence.value for absence in Absence if absence.value)


def read_ratings(
    name: str,
    data: bytes,
    guide: EntryGuide,
    judge: Judge | None = None,
    watch: Watch | None = None,
    *,
    skip_blank: bool = False,
) -> list[Figure]:
    """Return the rows of a ratings file. Raises FileError with every fault (row, column, value, expected).

    `judge` says why a person may not enter this entrant in this period, None where they may; `watch` is told how far
    the reading has come. `skip_blank` passes over rows with neither figure nor note, as a template has them, but not
    over a file of nothing else.
    """
    file = read_headed(name, data, KNOWN, REQUIRED, OPTIONAL)
    reader = _Reader(guide, file, judge)
    reader.skips_blank = skip_blank
    looked_at = until_too_many(file.body, reader.faults, watch)
    rows = [row for number, cells in looked_at if (row := reader.read(number, cells)) is not None]
    if not rows and not reader.faults:
        reader.faults.append(Fault("文件", "", "没有填写任何数值"))
    if reader.faults:
        raise FileError(name, reader.faults, rows)
    return rows


def read_cell(
    guide: EntryGuide, judge: Judge, *, period: str, entrant: str, criterion: str, value: str, target: str, note: str
) -> tuple[Figure | None, list[Fault]]:
    """Return the figure that was typed into one cell, or every fault: judged as a row of a file would be."""
    columns = {KNOWN[title]: at for at, title in enumerate(COLUMNS)}
    reader = _Reader(guide, HeadedFile(list(COLUMNS), columns, [], []), judge)
    return reader.read(1, [period, entrant, criterion, value, target, note]), reader.faults


class _Reader:
    """Reads row after row, keeping every fault and what was already seen."""

    def __init__(self, guide: EntryGuide, file: HeadedFile, judge: Judge | None) -> None:
        self.guide = guide
        self.header = file.header
        self.at = file.columns
        self.judge = judge
        self.skips_blank = False
        self.faults = file.faults
        self._seen: dict[tuple[int, int, int], int] = {}
        self._suggestions = Suggestions()

    def read(self, number: int, cells: list[Any]) -> Figure | None:
        """Return the row, or None when it has faults, which are kept."""
        before = len(self.faults)
        guide = self.guide
        if len(cells) > len(self.header) and (text := beyond(cells, self.header)):
            self._fault(number, "末尾", text, "多出没有列名的内容；数中有逗号时请去掉千分位")
        period = self._find(number, cells, "period", "期次", guide.periods)
        entrant = self._find(number, cells, "entrant", "单位", guide.entrants)
        criterion = self._criterion(number, cells, period)
        if period is None or entrant is None or criterion is None or self._is_blank(cells):
            return None
        if criterion.cadence != period.cadence:
            self._fault(number, "期次", period.code, f"指标“{criterion.name}”按{Cadence(criterion.cadence).label}填报")
        if self.judge and (refusal := self.judge(period, entrant, criterion)):
            self._fault(number, "单位", entrant.name, refusal)
        key = (period.pk, entrant.pk, criterion.pk)
        if key in self._seen:
            self._fault(number, "指标", criterion.name, f"与第 {self._seen[key]} 行重复")
        self._seen.setdefault(key, number)
        most = criterion.marks_in(entrant.division_in(period)) if criterion.method.bounded else None
        value, target, grade, parts, word = self._figures(number, cells, criterion, most)
        note = self._text(cells, "note") if "note" in self.at else ""
        if len(note) > 200:
            self._fault(number, "备注", f"{len(note)} 字", "最长 200 字")
        return Figure(*key, value, target, grade, note, parts, word) if len(self.faults) == before else None

    def _is_blank(self, cells: list[Any]) -> bool:
        """Return whether a row was left as the template has it: neither a figure nor a word about it."""
        fields = [field for field in ("value", "note") if field in self.at]
        return self.skips_blank and not any(self._text(cells, field) for field in fields)

    def _find(self, number: int, cells: list[Any], field: str, title: str, known: dict[str, Any]) -> Any:
        cell = cells[self.at[field]] if self.at[field] < len(cells) else ""
        found = known.get(cell) if isinstance(cell, str) else None
        if found is not None and cell not in self.guide.ambiguous:
            return found
        text = read_text(cell)
        if text in self.guide.ambiguous:
            self._fault(number, title, text, "有两个同名的，请填代码")
        elif text in known:
            return known[text]
        else:
            names = (getattr(item, "name", item.code) for item in known.values())
            what = self._suggestions.unknown(title, text, names) if text else f"应填写{title}"
            self._fault(number, title, text, what)
        return None

    def _criterion(self, number: int, cells: list[Any], period: EntryPeriod | None) -> EntryCriterion | None:
        """Return the criterion as the rules of the period have it; without a period any that is known."""
        known = period.criteria if period else self.guide.criteria
        text = self._text(cells, "criterion")
        if text in self.guide.criteria and text not in known:
            self._fault(number, "指标", text, "本期规则没有这个指标")
            return None
        found: EntryCriterion | None = self._find(number, cells, "criterion", "指标", known)
        return found

    def _figures(
        self, number: int, cells: list[Any], criterion: EntryCriterion, most: Decimal | None
    ) -> tuple[Any, ...]:
        """Return value, target, grade, parts and word of a row; what the method does not need is not read.

        `most` is what a figure may be at most, None where it has no bounds.
        """
        needs = criterion.method.needs
        if criterion.method.ledger:
            self._fault(number, "指标", criterion.name, "由问题清单自动计算，不用填报")
            return None, None, None, "", ""
        written = self._text(cells, "value")
        if written in ABSENCES:
            return None, None, None, "", written
        if "grade" in needs:
            return None, None, self._grade(number, cells, criterion), "", ""
        if "parts" in needs:
            return None, None, None, self._parts(number, written, criterion, most), ""
        value = self._number(number, cells, "value", "数值")
        target = self._number(number, cells, "target", "任务数") if "target" in needs else None
        if value is not None and most is not None:
            self._bound(number, value, most)
        if target is not None and target < 0:
            self._fault(number, "任务数", str(target), "任务数不能为负；没有任务的填 0")
        return value, target, None, "", ""

    def _text(self, cells: list[Any], field: str) -> str:
        return read_text(cells[self.at[field]]) if self.at[field] < len(cells) else ""

    def _bound(self, number: int, value: Decimal, most: Decimal) -> None:
        if not 0 <= value <= most:
            self._fault(number, "数值", plain(value), f"应在 0 到满分 {plain(most)} 之间")

    def _parts(self, number: int, text: str, criterion: EntryCriterion, most: Decimal | None) -> str:
        """Return several figures that make one as they are stored; what they must be is the method's to say."""
        try:
            if not text:
                raise ValueError("应写成 18；19；17，或 迟报=2；错报=1；没有的填 无")
            parts = [] if text == NOTHING else read_parts(text)
            criterion.method.check_parts(parts)
        except ValueError as error:
            self._fault(number, "数值", text, str(error))
            return ""
        if most is not None:
            for _, figure in parts:
                self._bound(number, figure, most)
        return "；".join(f"{name}={plain(figure)}" if name else plain(figure) for name, figure in parts)

    def _grade(self, number: int, cells: list[Any], criterion: EntryCriterion) -> str | None:
        grade = self._text(cells, "value")
        scale = criterion.method.scale  # type: ignore[attr-defined]  # the methods that need a grade have a scale
        if grade in scale:
            return grade
        expected = f"应为等次：{'、'.join(scale)}" if grade else FORMULA.replace("数值", "等次", 1)
        self._fault(number, "数值", grade, expected)
        return None

    def _number(self, number: int, cells: list[Any], field: str, title: str) -> Decimal | None:
        position = self.at.get(field)
        if position is None:
            self._fault(number, title, "", f"缺少列“{title}”，本指标按完成率计分")
            return None
        cell = cells[position] if position < len(cells) else ""
        try:
            return read_number(cell)
        except ValueError as error:
            self._fault(number, title, read_text(cell), str(error))
            return None

    def _fault(self, number: int, title: str, found: str, expected: str) -> None:
        column = self.at.get(KNOWN.get(title, ""))
        self.faults.append(Fault(f"第 {number} 行“{title}”", found[:60], expected, number, column))
