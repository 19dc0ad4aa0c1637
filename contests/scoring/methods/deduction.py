"""扣完为止: full marks less so much for each fault found, down to 0."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self

from contests.scoring.decimals import ZERO, plain
from contests.scoring.methods.base import Outcome, Plain, Reading, Setting
from contests.scoring.methods.params import check_params, mapping, positive, word

LONGEST_ITEM = 40

_read_items = mapping(word("事项名称", LONGEST_ITEM), positive, "应为「扣分事项: 每次扣分」的对照")


def _items(found: object) -> dict[str, Any]:
    """Read the items, dearest first: PostgreSQL does not keep the order in which they were written."""
    items = _read_items(found)
    if any(mark in name for name in items for mark in "；;"):
        raise ValueError("事项名称中不能有分号：填报时用它分开各项")
    return dict(sorted(items.items(), key=lambda item: (-item[1], item[0])))


@dataclass(frozen=True, slots=True)
class Deduction(Plain):
    """max(0, W − Σ d·n) over the parts (item, how often) of a reading (domain, scoring methods: deduction only).

    A reading without parts has full marks: nothing was found.
    """

    name: ClassVar[str] = "deduction"
    label: ClassVar[str] = "扣完为止"
    needs: ClassVar[frozenset[str]] = frozenset({"parts"})

    items: Mapping[str, Decimal]

    @classmethod
    def parse(cls, params: Mapping[str, object]) -> Self:
        """Return the method with its items (name → points each). Raises ParamError."""
        return cls(**check_params(params, {"items": _items}, required=("items",)))

    def rule(self, full_marks: Decimal) -> str:
        """Return the rule in words."""
        items = "、".join(f"{name}每次 {plain(points)}" for name, points in self.items.items())
        return f"{plain(full_marks)} 分起扣，扣完为止：{items}"

    def check_parts(self, parts: Sequence[tuple[str, Decimal]]) -> None:
        """Raise ValueError for an item that is not in the parameters, or a number of times that cannot be."""
        for name, times in parts:
            if name not in self.items:
                raise ValueError(f"扣分事项应为：{'、'.join(self.items)}")
            if times < 0 or times != times.to_integral_value():
                raise ValueError(f"“{name}”应为次数，如 2")

    def score(self, reading: Reading, full_marks: Decimal, setting: Setting) -> Outcome:
        """Return what is left. Raises KeyError for an item that is not in the parameters."""
        found = [(name, self.items[name], times) for name, times in reading.parts if times]
        if not found:
            return Outcome(full_marks, f"{plain(full_marks)}（无扣分）")
        left = full_marks - sum((points * times for _, points, times in found), ZERO)
        terms = " − ".join(f"{name} {plain(points)} × {plain(times)}" for name, points, times in found)
        step = f"{plain(full_marks)} − {terms}"
        return Outcome(left, step) if left >= 0 else Outcome(ZERO, f"0（{step}，扣完为止）")
