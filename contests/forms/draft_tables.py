"""What of a contest's rules the office may try out, laid out as tables of cells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contests.enums import Colour
from contests.forms.paths import Path, name_of
from contests.scoring.document import TOTAL
from contests.scoring.methods import METHODS
from contests.selectors.trials.rule_lines import (
    BOUNDS,
    COMBINES,
    LIMITS,
    MODES,
    ORDERS,
    QUOTA_ROUNDINGS,
    TIES,
    board_name,
    scope_names,
)

Rules = Mapping[str, Any]

PLACES = {str(number): str(number) for number in range(5)}


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of the rules: where it stands in them, what it is called, what may be chosen (else it is typed).

    What `is_written` as in the contest file is `blank` where nothing is written.
    """

    path: Path
    label: str
    choices: Mapping[str, str] | None = None
    is_text: bool = False
    is_written: bool = False
    blank: Any = None

    @property
    def name(self) -> str:
        """Return the name of its field."""
        return name_of(self.path)


@dataclass(frozen=True, slots=True)
class Row:
    """A heading and its cells; a plain text stands where nothing is to be changed."""

    heading: str
    cells: tuple[Cell | str, ...]
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under one title, with the headings of the columns."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def tables(rules: Rules, divisions: Mapping[str, str]) -> list[Table]:
    """Return the tables of rules that have room for new rows; `divisions` has the names behind their codes."""
    weights = ("维度和指标", "计分方法", "权重", "满分")
    lists = ("榜", "名次数", *BOUNDS.values(), "几个条件", "末位并列")
    return [
        Table("权重和满分", "维度的满分合计只用于核对，可以不填。", weights, tuple(_weights(rules, divisions))),
        Table(
            "计分参数和汇总",
            "照竞赛文件的写法，如 {cap: 1.2}；参数不填即按方法的默认，汇总不填即取平均，如 {month: mean, year: last}。",
            ("指标", "计分方法", "参数", "汇总"),
            tuple(_methods(rules)),
        ),
        Table("红黑榜", "名次数红榜从前数、黑榜从后数；都不填时只列事项。", lists, tuple(_boards(rules, divisions))),
        Table(
            "封顶、上下限和小数",
            "不填即不限；名次加分照竞赛文件的写法，如 {cadence: month, points: {1: 3}, limit: 10}，不填即没有。",
            ("项目", "内容"),
            tuple(_whole(rules)),
        ),
        Table("并列时的排名依据", "依次比较，全部相同才并列。", ("次序", "依据", "方向"), tuple(_keys(rules))),
        Table(
            "等次",
            "从高到低；最后一个等次容纳其余单位，不设分数线和比例；整行不填即没有这一等。",
            ("次序", "名称", "分数线（不低于）", "比例（不超过 %）"),
            tuple(_grades(rules)),
        ),
    ]


def _weights(rules: Rules, divisions: Mapping[str, str]) -> Iterator[Row]:
    for at, dimension in enumerate(rules["dimensions"]):
        path: Path = ("dimensions", at)
        name = dimension["name"]
        cells = Cell((*path, "weight"), f"{name} 权重"), Cell((*path, "full_marks"), f"{name} 满分合计")
        yield Row(name, ("", *cells), leads=True)
        for index, criterion in enumerate(dimension["criteria"]):
            own: Path = (*path, "criteria", index)
            name = criterion["name"]
            label = METHODS[criterion["method"]].label
            marks = Cell((*own, "full_marks"), f"{name} 满分")
            yield Row(name, (label, Cell((*own, "weight"), f"{name} 权重"), marks))
            for code in criterion["division_marks"]:
                pool = divisions.get(code, code)
                yield Row(f"{name}（{pool}）", ("", "", Cell((*own, "division_marks", code), f"{name} {pool} 满分")))


def _methods(rules: Rules) -> Iterator[Row]:
    for at, dimension in enumerate(rules["dimensions"]):
        for index, criterion in enumerate(dimension["criteria"]):
            path: Path = ("dimensions", at, "criteria", index)
            name = criterion["name"]
            params = Cell((*path, "params"), f"{name} 参数", is_written=True, blank={})
            roll_up = Cell((*path, "roll_up"), f"{name} 汇总", is_written=True, blank="mean")
            yield Row(name, (METHODS[criterion["method"]].label, params, roll_up))


def _boards(rules: Rules, divisions: Mapping[str, str]) -> Iterator[Row]:
    scopes = scope_names(rules)
    order = [(scope, colour) for scope in scopes for colour in Colour.values]
    for at, board in sorted(enumerate(rules["boards"]), key=lambda pair: order.index(_list_of(pair[1]))):
        name = board_name(board, scopes, divisions)
        figures = [(word, label) for word, label in {"places": "名次数", **BOUNDS}.items()]
        cells = [Cell(("boards", at, word), f"{name} {label}") for word, label in figures]
        cells.append(Cell(("boards", at, "combine"), f"{name} 几个条件", COMBINES))
        cells.append(Cell(("boards", at, "border_ties"), f"{name} 末位并列", TIES))
        yield Row(name, tuple(cells))


def _list_of(board: Rules) -> tuple[str, str]:
    return board["scope"], board["colour"]


def _whole(rules: Rules) -> Iterator[Row]:
    cells = [Cell(("limits", word), label) for word, label in LIMITS.items()]
    cells.append(Cell(("weight_sum",), "各维度权重之和（核对用）"))
    cells += [Cell(("parts", at, "share"), f"{part['name']}占比") for at, part in enumerate(rules["parts"])]
    cells += [
        Cell(("rounding", "criterion"), "指标小数位数", PLACES),
        Cell(("rounding", "total"), "得分小数位数", PLACES),
        Cell(("rounding", "mode"), "进位方式", MODES),
        Cell(("quota", "rounding"), "等次比例取整", QUOTA_ROUNDINGS),
        Cell(("quota", "ties"), "等次比例末位并列", TIES),
        Cell(("place_bonus",), "名次加分", is_written=True),
    ]
    return (Row(cell.label, (cell,)) for cell in cells)


def _keys(rules: Rules) -> Iterator[Row]:
    names = {"": "（不用）", TOTAL: rules["score_label"]}
    for dimension in rules["dimensions"]:
        names |= {row["code"]: row["name"] for row in (dimension, *dimension["criteria"])}
    for at in range(len(rules["rank_by"])):
        place = f"第 {at + 1} 依据"
        yield Row(
            place, (Cell(("rank_by", at, "by"), place, names), Cell(("rank_by", at, "order"), f"{place}方向", ORDERS))
        )


def _grades(rules: Rules) -> Iterator[Row]:
    for at in range(len(rules["grades"])):
        place = f"第 {at + 1} 等"
        name = Cell(("grades", at, "name"), f"{place}名称", is_text=True)
        figures = Cell(("grades", at, "at_least"), f"{place}分数线"), Cell(("grades", at, "quota"), f"{place}比例")
        yield Row(place, (name, *figures))
