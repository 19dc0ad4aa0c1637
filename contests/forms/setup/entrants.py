"""Entrants as a table: their department, division, joining, moves, project; many at once from a pasted list."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from contests.forms.draft import ShownRow
from contests.forms.draft_tables import Table
from contests.forms.setup.places import NEW, Places
from contests.forms.setup.rows import LISTED, Block, Column, RowsForm, free_codes

Spec = Mapping[str, Any]

SPARE, MOVES = 3, 3
MOST = 500
BLANK: Spec = {"department": "", "joins_on": None, "moves": [], "project": None, "category": ""}


class EntrantsForm(RowsForm):
    """Every entrant with room for new ones, their moves from one division to another, and a list to be pasted."""

    title = "参赛单位"
    note = (
        "次序就是榜上并列时和表格中的固定次序。代码可不填，由系统编；定了不再变。"
        "责任单位的填报员填报本单位的数据，从主办单位下的单位中选；不填的，在主办单位下新建同名单位。项目参赛的填项目类别。"
    )

    bulk = forms.CharField(
        label="批量添加：每行一个，依次为名称、责任单位、组别，用制表符隔开（可从表格复制）；责任单位不填即新建同名单位，组别不填即第一个",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, spec: Spec, places: Places) -> None:
        """Lay out the entrants and their moves."""
        super().__init__(data)
        self._places = places
        self._divisions: dict[str, str] = {row["code"]: row["name"] for row in spec["divisions"]}
        self._before = {row["code"]: row["department"] for row in spec["entrants"]}
        rows = [
            {**row, "category": _category(row), "department": places.labels[row["department"]]}
            for row in spec["entrants"]
        ]
        columns = (
            Column("name", "名称"),
            Column("department", "责任单位", kind=LISTED),
            Column("division", "组别", self._divisions),
            Column("joins_on", "中途参赛（星期一）", kind="day"),
            Column("category", "项目类别"),
        )
        title, blank = f"参赛单位（{len(rows)} 个）", {**BLANK, "division": next(iter(self._divisions))}
        self._entrants = Block(("entrants",), title, columns, rows, spare=SPARE, blank=blank, code="e")
        names = {row["code"]: row["name"] for row in rows}
        moves = [{**move, "entrant": row["code"]} for row in rows for move in row["moves"]]
        move = (
            Column("entrant", "参赛单位", {"": "（选单位）"} | names),
            Column("division", "换到", self._divisions),
            Column("starts_on", "自何日起（星期一）", kind="day"),
        )
        note = "换组以后的各期按新组排名，此前不变。"
        self._moves = Block(("moves",), "换组", move, moves, note, spare=MOVES if len(self._divisions) > 1 else 0)
        self.lay(self._entrants)
        self.lay(self._moves)

    def shown(self) -> list[tuple[Table, list[ShownRow]]]:
        """Return the tables of fields."""
        blocks = [self._entrants] + ([self._moves] if len(self._divisions) > 1 else [])
        return [self.table(block) for block in blocks]

    def departments(self) -> list[str]:
        """Return what may be chosen as a department."""
        return self._places.offered()

    def draft(self, spec: Spec) -> dict[str, Any]:
        """Return the contest with its entrants as filled in, and the departments that they need."""
        entrants = self.taken(self._entrants, ("entrants",))
        entrants += self._pasted(entrants)
        moves = self.taken(self._moves, ("moves",))
        for index, row in enumerate(entrants):
            category = row.pop("category")
            if category != _category(row):
                row["project"] = {"category": category} if category else None
            own = [(at, move) for at, move in enumerate(moves) if move["entrant"] == row["code"]]
            own.sort(key=lambda pair: pair[1]["starts_on"] or "")
            for place, (at, _) in enumerate(own):
                self.moved["entrants", index, "moves", place] = self.moved["moves", at]
            row["moves"] = [{"division": move["division"], "starts_on": move["starts_on"]} for _, move in own]
            row["department"] = self._department(row, self.moved["entrants", index])
        return {**spec, "entrants": entrants, "departments": self._places.parts(spec, entrants)}

    def _pasted(self, before: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Return the entrants of the pasted list; what is wrong with a line is told with its number."""
        lines = [line for line in enumerate(self.cleaned_data.get("bulk", "").splitlines(), start=1) if line[1].strip()]
        if len(lines) > MOST:
            self.add_error("bulk", f"一次最多 {MOST} 行")
            return []
        codes = free_codes("e", {row["code"] for row in (*before, *self._entrants.rows)})
        found: list[dict[str, Any]] = []
        for number, line in lines:
            name, department, division = ([cell.strip() for cell in line.split("\t")] + ["", ""])[:3]
            self.moved["entrants", len(before) + len(found)] = "bulk"
            new = {"code": next(codes), "name": name, "department": department, "line": number}
            found.append({**BLANK, **new, "division": self._division(number, division)})
        return found

    def _division(self, number: int, name: str) -> str:
        found = [code for code, known in self._divisions.items() if name in (code, known)]
        if name and not found:
            self.add_error("bulk", f"第 {number} 行：没有组别“{name}”，可用：{'、'.join(self._divisions.values())}")
        return found[0] if found else next(iter(self._divisions))

    def _department(self, row: dict[str, Any], name: str) -> str:
        """Return the code of an entrant's department; says beside its field, or of its line, what is none."""
        label, number = row["department"], row.pop("line", None)
        before = self._before.get(row["code"])
        code = self._places.code(label, *([before] if before else [])) if label else NEW
        if code is None and number is None:
            self.add_error(f"{name}.department", "主办单位下没有这个单位，请从列表中选；不填即新建同名单位")
        elif code is None:
            self.add_error("bulk", f"第 {number} 行：主办单位下没有单位“{label}”；不填即新建同名单位")
        return self._places.department(code or self._places.host, row["name"])


def _category(row: Mapping[str, Any]) -> str:
    return str((row["project"] or {}).get("category", ""))
