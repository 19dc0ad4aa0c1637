"""排名赋分: points by the place among the peers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, ClassVar, Self

from contests.scoring.decimals import HUNDRED, ZERO, plain
from contests.scoring.methods.base import Outcome, ParamError, ParamFault, Plain, Reading, Setting
from contests.scoring.methods.params import check_params, flag, mapping, not_negative, positive

PLACE = re.compile(r"[1-9][0-9]{0,3}")


def _place(found: object) -> int:
    text = str(found)
    if not PLACE.fullmatch(text):
        raise ValueError("应为名次，如 1")
    return int(text)


_read_table = mapping(_place, not_negative, "应为「名次: 分值」的对照，如 1: 6")


def _table(found: object) -> dict[int, Decimal]:
    """Read a table of every place from 1 to its last, in this order."""
    table = dict(sorted(_read_table(found).items()))
    faults = [
        ParamFault(str(place), table[place], f"应从第 {before + 1} 名起逐名列出")
        for before, place in pairwise((0, *table))
        if place != before + 1
    ]
    faults += [
        ParamFault(str(place), table[place], f"不应高于第 {before} 名的 {plain(table[before])}")
        for before, place in pairwise(table)
        if table[place] > table[before]
    ]
    if faults:
        raise ParamError(faults)
    return table


def _clashes(params: Mapping[str, object], read: Mapping[str, Any]) -> Iterator[ParamFault]:
    if "step" not in params and "table" not in params:
        yield ParamFault("step", "", "step 与 table 应写其一")
    if "step" in params and "table" in params:
        yield ParamFault("table", "", "step 与 table 只能写其一")
    if "beyond" in params and "table" not in params:
        yield ParamFault("beyond", params["beyond"], "只与 table 同用")
    if "beyond" in read and "table" in read and read["beyond"] > (last := list(read["table"].values())[-1]):
        yield ParamFault("beyond", params["beyond"], f"不应高于末一名次的 {plain(last)}")


@dataclass(frozen=True, slots=True)
class RankPoints(Plain):
    """W·max(0, 1 − step%·(rank − 1)), or the points of the rank in a table (domain, scoring methods: rank points).

    The rank is 1 and the number of peers that are strictly better; `reverse`: less is better. Places after the last
    of the table have `beyond`.
    """

    name: ClassVar[str] = "rank_points"
    label: ClassVar[str] = "排名赋分"
    relative: ClassVar[bool] = True

    step: Decimal = ZERO
    table: Mapping[int, Decimal] | None = None
    beyond: Decimal = ZERO
    reverse: bool = False

    @classmethod
    def parse(cls, params: Mapping[str, object]) -> Self:
        """Return the method with its step (percent of full marks) or table (points by rank). Raises ParamError."""
        readers = {"step": positive, "table": _table, "beyond": not_negative, "reverse": flag}
        return cls(**check_params(params, readers, clashes=_clashes))

    def rule(self, full_marks: Decimal) -> str:
        """Return the rule in words."""
        order = "从低到高" if self.reverse else "从高到低"
        if self.table is None:
            return f"按数值{order}排名，第 1 名 {plain(full_marks)}，每后一名减 {plain(self.step)}%，减完为止"
        places = "、".join(f"第 {place} 名 {plain(points)}" for place, points in self.table.items())
        return f"按数值{order}排名，{places}，其后 {plain(self.beyond)}"

    def score(self, reading: Reading, full_marks: Decimal, setting: Setting) -> Outcome:
        """Return the points of the value's rank among the peers."""
        value = reading.value
        assert value is not None
        rank = 1 + sum(peer < value if self.reverse else peer > value for peer in setting.peers)
        place = f"（数值 {plain(value)}，{len(setting.peers)} 个中第 {rank} 名）"
        if self.table is not None:
            points = self.table.get(rank, self.beyond)
            return Outcome(points, f"{plain(points)}{place}")
        left = HUNDRED - self.step * (rank - 1)
        if left <= 0:
            return Outcome(ZERO, f"0{place}")
        if rank == 1:
            return Outcome(full_marks, f"{plain(full_marks)}{place}")
        step = f"{plain(full_marks)} × (1 − {plain(self.step)}% × {rank - 1})"
        return Outcome(full_marks * left / HUNDRED, f"{step}{place}")
