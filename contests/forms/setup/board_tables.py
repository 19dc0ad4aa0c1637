"""What the page of the boards has beside the draft of the rules: in plain values that fit into fields, and back."""

from collections.abc import Iterator, Mapping
from typing import Any

from contests.enums import Cadence, Colour
from contests.forms.draft_tables import Cell, Row, Table
from contests.selectors.trials.rule_lines import scope_names

Rules = Mapping[str, Any]

SPARE_BOARDS, SPARE_STEPS, HALVES = 2, 2, 2
KEPT, ADDED = {"": "保留", "gone": "删除"}, {"": "没有", "added": "有（只列事项）"}
YES = {"": "没有", "true": "有"}


def prepared(rules: Rules) -> dict[str, Any]:
    """Return rules with what is no plain value made one: pools, yes and no, points by place, steps."""
    bonus = rules["place_bonus"] or {"cadence": "", "points": {}, "limit": ""}
    steps = [
        {"times": times, "name": name} for times, name in sorted(rules["escalation"].items(), key=lambda x: int(x[0]))
    ]
    return {
        **rules,
        "boards": [{**board, "pool": ",".join(board["divisions"]), "kept": ""} for board in rules["boards"]],
        "combined": "true" if rules["combined"] else "",
        "place_bonus": {**bonus, "points": places_text(bonus["points"]), "limit": bonus["limit"] or ""},
        "escalation": steps + [{"times": "", "name": ""} for _ in range(SPARE_STEPS)],
        "halves": (rules["parts"] + [{"code": "", "name": "", "share": ""} for _ in range(HALVES)])[:HALVES],
    }


def places_text(points: Mapping[Any, Any]) -> str:
    """Return points by place in one line: 6 5 4 from the first place on, else 1=6 3=4."""
    places = {int(place): points[place] for place in points}
    if sorted(places) == list(range(1, len(places) + 1)):
        return " ".join(str(places[place]) for place in sorted(places))
    return " ".join(f"{place}={places[place]}" for place in sorted(places))


def places_points(text: str) -> dict[str, str]:
    """Return points by place from such a line."""
    words = text.replace("，", " ").replace("、", " ").replace(",", " ").split()
    pairs = [word.split("=", 1) if "=" in word else [str(at), word] for at, word in enumerate(words, start=1)]
    return dict(pairs)


def pools(rules: Rules, divisions: Mapping[str, str]) -> dict[str, str]:
    """Return for which divisions a list's rule may hold: all, each, and what a rule has now."""
    several = {board["pool"] for board in rules["boards"]} - {""}
    found = {pool: "、".join(divisions.get(code, code) for code in pool.split(",")) for pool in several}
    return {"": "全部组别", **divisions, **found}


def with_pools(table: Table, rules: Rules, divisions: Mapping[str, str], given: int) -> Table:
    """Return the table of the lists with the divisions that each holds for; the first so many are there already."""
    choices = pools(rules, divisions)
    rows = []
    for row in table.rows:
        first = row.cells[0]
        assert isinstance(first, Cell)
        at = first.path[1]
        kept = KEPT if int(at) < given else ADDED
        ends: tuple[Cell | str, ...] = (Cell(("boards", at, "kept"), f"{row.heading} 规则", kept),)
        if len(divisions) > 1:
            ends = (Cell(("boards", at, "pool"), f"{row.heading} 组别", choices), *ends)
        rows.append(Row(row.heading, (*row.cells, *ends)))
    titles = (*table.columns, *(["组别"] if len(divisions) > 1 else []), "规则")
    return Table(table.title, table.note, titles, tuple(rows))


def more_boards(rules: Rules, divisions: Mapping[str, str], first: int) -> Table:
    """Return blank rows for further rules of a list, from a place of the rules' boards on."""
    scopes, pool = scope_names(rules), pools(rules, divisions)
    rows = []
    for at in range(first, first + SPARE_BOARDS):
        name = f"另加规则 {at - first + 1}"
        cells = [
            Cell(("boards", at, "scope"), f"{name} 范围", scopes),
            Cell(("boards", at, "colour"), f"{name} 榜", dict(Colour.choices)),
            Cell(("boards", at, "pool"), f"{name} 组别", pool),
            Cell(("boards", at, "places"), f"{name} 名次数"),
            Cell(("boards", at, "at_least"), f"{name} 不低于"),
            Cell(("boards", at, "at_most"), f"{name} 不高于"),
        ]
        rows.append(Row(name, tuple(cells)))
    note = "同一榜的不同组别用不同条件时，在这里另加；其余条件保存后再填。"
    return Table("另加红黑榜规则", note, ("", "范围", "榜", "组别", "名次数", "不低于", "不高于"), tuple(rows))


def extra_tables(rules: Rules) -> Iterator[Table]:
    """Yield the tables of what the draft does not have."""
    steps = []
    for at in range(len(rules["escalation"])):
        name = f"第 {at + 1} 条"
        times = Cell(("escalation", at, "times"), f"{name} 连续次数")
        steps.append(Row(name, (times, Cell(("escalation", at, "name"), f"{name} 措施", is_text=True))))
    yield Table("连续上黑榜的措施", "如：2 次约谈。", ("", "连续次数", "措施"), tuple(steps))
    halves = []
    for at in range(HALVES):
        name = f"第 {at + 1} 部分"
        share = Cell(("halves", at, "share"), f"{name} 占比")
        halves.append(Row(name, (Cell(("halves", at, "name"), f"{name} 名称", is_text=True), share)))
    note = "如：过程 0.4、结果 0.6；不分的都不填。各维度属于哪一部分，在“维度和指标”中选。"
    yield Table("分部分计分", note, ("", "名称", "占比"), tuple(halves))
    cadence = {"": "（没有）"} | dict(Cadence.choices)
    yield Table(
        "综合榜和名次加分",
        "综合榜把各组合在一起排；名次加分是短周期的名次给长周期加的分，从第一名起依次写，空格隔开。",
        ("项目", "内容"),
        (
            Row("综合榜", (Cell(("combined",), "综合榜", YES),)),
            Row("按哪个周期的名次加分", (Cell(("place_bonus", "cadence"), "按哪个周期的名次加分", cadence),)),
            Row("各名次加几分", (Cell(("place_bonus", "points"), "各名次加几分", is_text=True),)),
            Row("名次加分封顶", (Cell(("place_bonus", "limit"), "名次加分封顶"),)),
        ),
    )
