"""Dimensions and their criteria as tables: names, weights, full marks, order."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from contests.enums import Cadence
from contests.forms.draft import ShownRow
from contests.forms.draft_tables import Table
from contests.forms.setup.rows import LINK, Block, Column, RowsForm
from contests.scoring.methods import METHODS

Spec = Mapping[str, Any]

CRITERION = (
    Column("name", "指标"),
    Column("full_marks", "满分", kind="figure"),
    Column("weight", "权重", kind="figure"),
    Column("cadence", "填报周期", dict(Cadence.choices)),
    Column("method", "计分方法和参数", {name: method.label for name, method in METHODS.items()}, kind=LINK),
)


class CriteriaForm(RowsForm):
    """Every dimension, and under it its criteria; how a criterion is scored is on a page of its own."""

    title = "维度和指标"
    note = "维度得分是各指标得分乘权重之和；总分是各维度得分乘权重之和。计分方法、参数、汇总办法在各指标自己的页上。"

    def __init__(self, data: Any = None, *, spec: Spec) -> None:
        """Lay out the dimensions and the criteria of each."""
        super().__init__(data)
        dimensions = spec["dimensions"]
        parts = {part["code"]: part["name"] for part in spec["parts"]}
        columns = [Column("name", "维度"), Column("weight", "权重", kind="figure")]
        columns.append(Column("full_marks", "满分合计（核对用，可不填）", kind="figure"))
        columns += [Column("part", "所属部分", {"": "（未分）"} | parts)] if parts else []
        note = f"权重合计 {_sum(row['weight'] for row in dimensions)}。删除维度须连同其指标。"
        self._dimensions = Block(("dimensions",), "维度", columns, dimensions, note)
        self._criteria = [
            Block(("dimensions", at, "criteria"), row["name"], CRITERION, row["criteria"], _sums(row["criteria"]))
            for at, row in enumerate(dimensions)
        ]
        for block in (self._dimensions, *self._criteria):
            self.lay(block)

    def shown(self) -> list[tuple[Table, list[ShownRow]]]:
        """Return the tables of fields."""
        return [self.table(block) for block in (self._dimensions, *self._criteria)]

    def draft(self, spec: Spec) -> dict[str, Any]:
        """Return the contest with its dimensions and criteria as filled in."""
        rows = self.taken(self._dimensions, ("dimensions",))
        for place, row in enumerate(rows):
            block = next(
                one
                for at, one in enumerate(self._criteria)
                if self._dimensions.named(at) == self.moved["dimensions", place]
            )
            row["criteria"] = self.taken(block, ("dimensions", place, "criteria"))
        return {**spec, "dimensions": rows}


def _sums(criteria: list[Spec]) -> str:
    marks, weights = _sum(row["full_marks"] for row in criteria), _sum(row["weight"] for row in criteria)
    return f"满分合计 {marks}，权重合计 {weights}"


def _sum(figures: Iterator[Any]) -> str:
    try:
        return f"{sum((Decimal(str(figure)) for figure in figures), Decimal(0)):f}"
    except InvalidOperation:
        return "—"
