"""Divisions as a table."""

from collections.abc import Mapping
from typing import Any

from contests.forms.draft import ShownRow
from contests.forms.draft_tables import Table
from contests.forms.setup.rows import Block, Column, RowsForm

Spec = Mapping[str, Any]


class DivisionsForm(RowsForm):
    """Every division with room for new ones."""

    title = "组别"
    note = (
        "同一组别的单位在一起排名。同一类别的几个组别，公开榜另按类别列在一起，各组名次不变；不分类别的不填。"
        "组别里还有参赛单位的不能删除，先把它们换到别的组。"
    )

    def __init__(self, data: Any = None, *, spec: Spec) -> None:
        """Lay out the divisions."""
        super().__init__(data)
        columns = (Column("name", "名称"), Column("category", "类别"))
        self._block = Block(("divisions",), "组别", columns, spec["divisions"], spare=3, code="g")
        self.lay(self._block)

    def shown(self) -> list[tuple[Table, list[ShownRow]]]:
        """Return the table of fields."""
        return [self.table(self._block)]

    def draft(self, spec: Spec) -> dict[str, Any]:
        """Return the contest with its divisions as filled in."""
        rows = self.taken(self._block, ("divisions",))
        left = {row["code"] for row in rows}
        for at, row in enumerate(spec["divisions"]):
            used = [one["name"] for one in spec["entrants"] if row["code"] in _divisions(one)]
            if row["code"] not in left and used:
                told = "、".join(used[:3]) + (f"等 {len(used)} 个" if len(used) > 3 else "")
                self.add_error(f"divisions.{at}.gone", f"还有参赛单位：{told}")
        return {**spec, "divisions": rows}


def _divisions(entrant: Spec) -> set[str]:
    return {entrant["division"], *(move["division"] for move in entrant["moves"])}
