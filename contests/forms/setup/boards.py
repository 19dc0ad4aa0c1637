"""Board rules, grades, caps, ties, escalation: the draft of the what-if desk, with what a draft does not try out."""

from collections.abc import Mapping
from typing import Any

from contests.forms.draft import BLANK_BOARD, DraftForm, Notation
from contests.forms.draft_tables import Cell, Table, tables
from contests.forms.setup.board_tables import (
    SPARE_BOARDS,
    extra_tables,
    more_boards,
    places_points,
    places_text,
    prepared,
    with_pools,
)
from contests.forms.setup.rows import free_codes
from contests.models.rules_versions import rules_in
from contests.scoring.document import TOTAL

Spec = Mapping[str, Any]

# Nothing on this page is written as in the contest file.
PLAIN = Notation(str, str, str)


class BoardsForm(DraftForm):
    """The tables of the draft but the weights, which have a page of their own."""

    title = "红黑榜和等次"
    note = "谁上红榜、谁上黑榜，等次怎么定，并列怎么排，加扣分封顶多少。想先看看会有什么变化，可在某一期的“试算”里试。"

    def __init__(self, data: Any = None, *, spec: Spec) -> None:
        """Lay out the fields, filled in as the rules are."""
        self._spec = spec
        divisions = {row["code"]: row["name"] for row in spec["divisions"]}
        super().__init__(data, rules=prepared(rules_in(spec)), divisions=divisions, notation=PLAIN)
        # The state of the whole contest goes with every change, not that of its rules alone.
        del self.fields["basis"]

    def _laid(self, divisions: Mapping[str, str]) -> list[Table]:
        rules: dict[str, Any] = self._rules
        for board in rules["boards"]:
            board.setdefault("pool", "")
            board.setdefault("kept", "")
        _, _, boards, whole, *rest = tables(rules, divisions)
        blank = {**BLANK_BOARD, "scope": TOTAL, "colour": "red", "pool": "", "kept": ""}
        first = len(rules["boards"])
        rules["boards"] += [dict(blank) for _ in range(SPARE_BOARDS)]
        no_parts = tuple(row for row in whole.rows if not _is_elsewhere(row.cells[0]))
        return [
            with_pools(boards, rules, divisions, self._given),
            more_boards(rules, divisions, first),
            *rest,
            Table(whole.title, "不填即不限。", whole.columns, no_parts),
            *extra_tables(rules),
        ]

    def draft(self, spec: Spec) -> dict[str, Any]:  # type: ignore[override]  # the draft of a contest, not of its rules
        """Return the contest with the rules as filled in."""
        rules = super().draft()
        rules["boards"] = self._boards(rules["boards"])
        rules["combined"] = rules["combined"] == "true"
        rules["place_bonus"] = self._bonus(rules["place_bonus"])
        rules["escalation"] = self._steps(rules["escalation"])
        halves = self._halves(spec, rules.pop("halves"))
        return {**spec, **rules, **halves}

    def _boards(self, boards: list[dict[str, Any]]) -> list[dict[str, Any]]:
        left = [(at, board) for at, board in enumerate(boards) if board["kept"] != "gone"]
        names = {at: self.moved["boards", at] for at in range(len(boards))}
        for place, (at, _) in enumerate(left):
            self.moved["boards", place] = names[at]
        return [
            {key: value for key, value in board.items() if key not in ("pool", "kept")}
            | {"divisions": board["pool"].split(",") if board["pool"] else []}
            for _, board in left
        ]

    def _bonus(self, bonus: dict[str, Any]) -> dict[str, Any] | None:
        if not bonus["cadence"]:
            return None
        old = self._spec["place_bonus"]
        same = old is not None and places_text(old["points"]) == bonus["points"]
        return {**bonus, "points": old["points"] if same else places_points(bonus["points"] or "")}

    def _steps(self, steps: list[dict[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for at, step in enumerate(steps):
            if not (step["times"] or step["name"]):
                continue
            times = str(step["times"] or "")
            if times in found:
                self.add_error(f"escalation.{at}.times", "同一次数写了两条")
            found[times] = step["name"]
            for key in (times, int(times) if times.isdecimal() else times):
                self.moved["escalation", key] = f"escalation.{at}"
        return found

    def _halves(self, spec: Spec, halves: list[dict[str, Any]]) -> dict[str, Any]:
        filled = [(at, half) for at, half in enumerate(halves) if half["name"] or half["share"]]
        codes = free_codes("p", {half["code"] for _, half in filled})
        parts = [{**half, "code": half["code"] or next(codes)} for _, half in filled]
        for place, (at, _) in enumerate(filled):
            self.moved["parts", place] = f"halves.{at}"
        known = [part["code"] for part in parts]
        dimensions = [
            {**row, "part": row["part"] if row["part"] in known else next(iter(known), None)}
            for row in spec["dimensions"]
        ]
        return {"parts": parts, "dimensions": dimensions}


def _is_elsewhere(cell: Cell | str) -> bool:
    """Return whether a value of the draft has fields of another kind on this page."""
    return isinstance(cell, Cell) and cell.path[0] in ("parts", "place_bonus")
