"""Findings and adjustments as a file: 期次, 单位, 范围, 类别, 分值, 事由, 来源, 依据文件, 直接上榜, 否决效力."""

from decimal import Decimal
from typing import Any, NamedTuple

from contests.enums import AdjustmentKind, Colour, FindingSource, VetoEffect
from contests.errors import Fault, FileError
from contests.exchange.cells import read_number, read_text
from contests.exchange.columns import MARKS, Suggestions, beyond
from contests.exchange.faults import Watch, until_too_many
from contests.exchange.headed_file import HeadedFile, read_headed
from contests.exchange.judging import Judge
from contests.selectors.entry import EntryGuide, EntryPeriod
from contests.selectors.slips import slip

REQUIRED = ("期次", "单位", "范围", "类别", "事由")
OPTIONAL = ("分值", "来源", "依据文件", "直接上榜", "否决效力")
KNOWN = {
    "期次": "period",
    "单位": "entrant",
    "参赛单位": "entrant",
    "项目": "entrant",
    "范围": "scope",
    "类别": "kind",
    "分值": "points",
    "事由": "fact",
    "来源": "source",
    "依据文件": "document",
    "直接上榜": "by_hand",
    "否决效力": "effect",
} | MARKS
COLOURS = {colour.label: colour for colour in Colour}
KINDS = {kind.label: kind for kind in AdjustmentKind}
SOURCES = {source.label: source for source in FindingSource}
EFFECTS = {effect.label: effect for effect in VetoEffect if effect}
YES_NO = {"是": True, "否": False, "": False}


class Events(NamedTuple):
    """Field values of findings and adjustments that are fit to be proposed, and the rows in which they stand.

    `doubts` says by row why whoever sends the file should look at it once more.
    """

    findings: list[dict[str, Any]]
    adjustments: list[dict[str, Any]]
    finding_rows: list[int]
    adjustment_rows: list[int]
    doubts: dict[int, str]


def read_events(
    name: str, data: bytes, guide: EntryGuide, judge: Judge | None = None, watch: Watch | None = None
) -> Events:
    """Return the events of a file. Raises FileError with every fault (row, column, value, expected).

    `judge` says why a person may not enter this entrant in this period, None where they may.
    """
    file = read_headed(name, data, KNOWN, REQUIRED, OPTIONAL)
    reader = _Reader(guide, file, judge)
    for number, cells in until_too_many(file.body, reader.faults, watch):
        reader.read(number, cells)
    if reader.faults:
        raise FileError(name, reader.faults, reader.events)
    return reader.events


class _Reader:
    """Reads row after row, keeping every fault and what was already seen."""

    def __init__(self, guide: EntryGuide, file: HeadedFile, judge: Judge | None) -> None:
        self.guide = guide
        self.header = file.header
        self.judge = judge
        self.at = file.columns
        self.faults = file.faults
        self.events = Events([], [], [], [], {})
        self._seen: dict[tuple[Any, ...], int] = {}
        self._suggestions = Suggestions()

    def read(self, number: int, cells: list[Any]) -> None:
        """Keep the row as a finding or an adjustment, or keep its faults."""
        texts = {field: read_text(cells[at]) if at < len(cells) else "" for field, at in self.at.items()}
        before = len(self.faults)
        if len(cells) > len(self.header) and (text := beyond(cells, self.header)):
            self._fault(number, "末尾", text, "多出没有列名的内容")
        period = self._find(number, "期次", texts["period"], self.guide.periods)
        entrant = self._find(number, "单位", texts["entrant"], self.guide.entrants)
        scope = self._find(number, "范围", texts["scope"], (period or self.guide).scopes)
        kind = self._find(number, "类别", texts["kind"], COLOURS | KINDS)
        if self.judge and period and entrant and (refusal := self.judge(period, entrant, None)):
            self._fault(number, "单位", texts["entrant"], refusal)
        fact = texts["fact"]
        if not 0 < len(fact) <= 120:
            self._fault(number, "事由", f"{len(fact)} 字", "用一句话写明事由，1 到 120 字")
        if len(texts.get("document", "")) > 120:
            self._fault(number, "依据文件", texts["document"], "最长 120 字")
        key = (period and period.pk, entrant and entrant.pk, scope, kind, fact)
        if key in self._seen:
            self._fault(number, "事由", fact, f"与第 {self._seen[key]} 行重复")
        self._seen.setdefault(key, number)
        is_finding = texts["kind"] in COLOURS
        special = self._finding(number, texts) if is_finding else self._adjustment(number, texts, scope, kind, period)
        if len(self.faults) == before:
            common = {"period_id": period.pk, "entrant_id": entrant.pk, "scope": scope}
            common["document"] = texts.get("document", "")
            if is_finding:
                self.events.findings.append(common | {"colour": kind, "fact": fact} | special)
                self.events.finding_rows.append(number)
            else:
                self.events.adjustments.append(common | {"kind": kind, "matter": fact} | special)
                self.events.adjustment_rows.append(number)

    def _finding(self, number: int, texts: dict[str, str]) -> dict[str, Any]:
        source = self._find(number, "来源", texts.get("source", ""), SOURCES)
        by_hand = self._find(number, "直接上榜", texts.get("by_hand", ""), YES_NO)
        if texts.get("points"):
            self._fault(number, "分值", texts["points"], "红榜、黑榜事项不填分值；加扣分请另起一行")
        self._no_effect(number, texts)
        return {"source": source, "by_hand": by_hand}

    def _adjustment(
        self,
        number: int,
        texts: dict[str, str],
        scope: str | None,
        kind: AdjustmentKind | None,
        period: EntryPeriod | None,
    ) -> dict[str, Any]:
        if not texts.get("document"):
            self._fault(number, "依据文件", "", "加分、扣分和一票否决须写明依据文件")
        if kind == AdjustmentKind.VETO:
            return {"points": Decimal(0), "effect": self._effect(number, texts.get("effect", ""), scope)}
        if kind:
            self._no_effect(number, texts)
        points = Decimal(0)
        try:
            points = read_number(texts.get("points", ""))
            if (points > 0) != (kind == AdjustmentKind.BONUS) or not points:
                raise ValueError("加分应为正数，扣分应为负数")
            if doubt := slip(points, period.most.get(scope) if period and scope else None):
                self.events.doubts[number] = doubt
        except ValueError as error:
            self._fault(number, "分值", texts.get("points", ""), str(error))
        return {"points": points, "effect": VetoEffect.NONE}

    def _effect(self, number: int, text: str, scope: str | None) -> VetoEffect | None:
        if not text:
            return VetoEffect.BAR_RED
        effect: VetoEffect | None = self._find(number, "否决效力", text, EFFECTS)
        if effect == VetoEffect.ZERO and scope not in (None, "total"):
            self._fault(number, "否决效力", text, "总分计零的范围应为总分")
        return effect

    def _no_effect(self, number: int, texts: dict[str, str]) -> None:
        if texts.get("effect"):
            self._fault(number, "否决效力", texts["effect"], "只有一票否决填否决效力")

    def _find(self, number: int, title: str, text: str, known: dict[str, Any]) -> Any:
        if text in self.guide.ambiguous:
            self._fault(number, title, text, "有两个同名的，请填代码")
        elif text in known:
            return known[text]
        else:
            self._fault(number, title, text, self._suggestions.unknown(title, text, filter(None, known)))
        return None

    def _fault(self, number: int, title: str, found: str, expected: str) -> None:
        column = self.at.get(KNOWN.get(title, ""))
        self.faults.append(Fault(f"第 {number} 行“{title}”", found[:60], expected, number, column))
