"""规则: every figure of the rules as a cell, which the formulas refer to."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from contests.enums import Cadence
from contests.exchange.audit_workbook.book import Book, Sheet
from contests.exchange.audit_workbook.facts import Facts
from contests.exchange.audit_workbook.params_table import ParamsTable
from contests.exchange.audit_workbook.table import Table
from contests.scoring.rules import Criterion, Dimension

MODES = {"half_up": "四舍五入", "half_even": "四舍六入五成双"}
ROLL_UPS = {"mean": "平均", "weighted": "加权平均", "sum": "合计", "last": "取最后一期"}
MISSING = {"unranked": "不排名", "zero": "计 0 分", "skip": "不计，其余折算"}
STAGED = {"skip": "未填报不计", "zero": "未填报计 0 分"}
ZEROED, UNRANKED = MISSING["zero"], MISSING["unranked"]
WIDTHS = (16, 20, 16, 24, 14, 40, 16, 16, 12, 12, 12, 12, 12)


class RulesSheet:
    """The addresses of the rules."""

    def __init__(self, book: Book, facts: Facts) -> None:
        """Write the rules, criteria before the dimensions that sum over them."""
        sheet = book.sheet("规则")
        sheet.shape(widths=WIDTHS)
        self._facts = facts
        self._general = self._write_general(sheet)
        sheet.add([])
        _write_keys(sheet, facts)
        sheet.add([])
        self._criteria = self._write_criteria(sheet)
        sheet.add([])
        self._dimensions = self._write_dimensions(sheet)
        sheet.add([])
        self.params = ParamsTable(sheet, facts.criteria)

    def _write_general(self, sheet: Sheet) -> dict[str, str]:
        rules = self._facts.rules
        values: dict[str, Any] = {
            "总分小数位": self._facts.total_places,
            "舍入方式": MODES[self._facts.mode],
            "加分封顶": rules.caps["bonus"],
            "扣分封顶": rules.caps["deduction"],
            "总分下限": rules.floor,
            "总分上限": rules.ceiling,
        }
        table = Table(sheet, ("项目", "值"))
        return {name: table.at("值", table.add([name, value])) for name, value in values.items()}

    def _write_criteria(self, sheet: Sheet) -> Table:
        facts = self._facts
        marks = [f"满分 {code} {name}" for code, name in facts.divisions.items()]
        given = ("维度代码", "维度", "指标代码", "指标", "计分方法", "规则", "汇总", "缺项", "小数位", "权重", *marks)
        table = Table(sheet, given, ("决定性",))
        self._rows: dict[str, int] = {}
        self._blocks: dict[str, range] = {}
        for dimension in facts.rules.dimensions:
            block = self._blocks[dimension.code] = range(table.next, table.next + len(dimension.criteria))
            weights = table.over("权重", block)
            for criterion in dimension.criteria:
                own = table.here("权重", table.next)
                row = table.add(self._words(dimension, criterion), [_decides(own, weights)])
                self._rows[criterion.code] = row
        return table

    def _words(self, dimension: Dimension, criterion: Criterion) -> list[Any]:
        method = criterion.method
        stages = "；".join(
            f"{Cadence(stage.to).label}：{ROLL_UPS[stage.by]}（{STAGED[stage.missing]}）" for stage in criterion.stages
        )
        return [
            dimension.code,
            dimension.name,
            criterion.code,
            criterion.name,
            method.label,
            method.rule(criterion.full_marks),
            stages or ROLL_UPS[criterion.roll_up],
            MISSING[criterion.missing],
            self._facts.criterion_places[criterion.code],
            criterion.weight,
            *(criterion.marks_in(division) for division in self._facts.divisions),
        ]

    def _write_dimensions(self, sheet: Sheet) -> Table:
        """Write the weights; the share of a part is in them, and shown."""
        given = {row["code"]: row for row in self._facts.document["rules"]["dimensions"]}
        parts: Mapping[str | None, Mapping[str, str]] = {
            part["code"]: part for part in self._facts.document["rules"]["parts"]
        }
        table = Table(sheet, ("维度代码", "维度", "权重", "部分", "占比"), ("计入权重", "有效权重", "决定性"))
        dimensions = self._facts.rules.dimensions
        block = range(table.next, table.next + len(dimensions))
        self._dimension_rows: dict[str, int] = {}
        for dimension in dimensions:
            row, own = table.next, given[dimension.code]
            part = parts.get(own["part"], {"name": "", "share": "1"})
            weights = self._criteria.over("权重", self._blocks[dimension.code])
            self._dimension_rows[dimension.code] = table.add(
                [dimension.code, dimension.name, Decimal(own["weight"]), part["name"], Decimal(part["share"])],
                [
                    f"{table.here('权重', row)}*{table.here('占比', row)}",
                    f"{table.here('计入权重', row)}*SUM({weights})",
                    _decides(table.here("有效权重", row), table.over("有效权重", block)),
                ],
            )
        return table

    def general(self, name: str) -> str:
        """Return the address of a general rule."""
        return self._general[name]

    def criterion(self, title: str, criterion: Criterion) -> str:
        """Return the address of something about a criterion: 小数位, 权重, 缺项, 决定性."""
        return self._criteria.at(title, self._rows[criterion.code])

    def marks(self, criterion: Criterion, division: str) -> str:
        """Return the address of a criterion's full marks in a division."""
        return self.criterion(f"满分 {division} {self._facts.divisions[division]}", criterion)

    def dimension(self, title: str, dimension: Dimension) -> str:
        """Return the address of something about a dimension: 计入权重, 决定性."""
        return self._dimensions.at(title, self._dimension_rows[dimension.code])


def _write_keys(sheet: Sheet, facts: Facts) -> None:
    """Write by what totals are ranked; this shapes the formulas of the places."""
    table = Table(sheet, ("次序", "排名依据", "方向"))
    for at, key in enumerate(facts.rules.rank_by, start=1):
        table.add([at, key.name, "高者在前" if key.descending else "低者在前"])


def _decides(own: str, all_of_them: str) -> str:
    """Return the formula that is 1 for what has a weight, and for all where nothing has one."""
    return f"IF(OR({own}>0,SUM({all_of_them})=0),1,0)"
