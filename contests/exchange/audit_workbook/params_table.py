"""参数: the parameters of every method as cells, which the formulas refer to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from contests.exchange.audit_workbook.book import Sheet
from contests.exchange.audit_workbook.table import NO, YES, Table
from contests.scoring.methods.base import Method
from contests.scoring.rules import Criterion

Path = tuple[str | int, ...]


class ParamsTable:
    """One row for each figure that a method or a roll-up has."""

    def __init__(self, sheet: Sheet, criteria: Sequence[Criterion]) -> None:
        """Write the parameters of the criteria."""
        self._table = Table(sheet, ("指标代码", "指标", "参数", "名称", "值"))
        self._rows: dict[tuple[str, Path], int] = {}
        for criterion in criteria:
            for path, value in _figures(criterion):
                *names, name = path if len(path) > 1 else (*path, "")
                cells = [criterion.code, criterion.name, ".".join(map(str, names)), str(name), _shown(value)]
                self._rows[criterion.code, path] = self._table.add(cells)

    def at(self, criterion: Criterion, *path: str | int) -> str:
        """Return the address of a parameter: its name, or the path of an inner one."""
        return self._table.at("值", self._rows[criterion.code, path])

    def has(self, criterion: Criterion, *path: str | int) -> bool:
        """Return whether there is such a parameter."""
        return (criterion.code, path) in self._rows

    def names(self, criterion: Criterion, *path: str | int) -> str:
        """Return the addresses of the names under a parameter: the words of a scale, the items of a deduction."""
        return self._table.over("名称", self._inside(criterion, path))

    def values(self, criterion: Criterion, *path: str | int, start: int = 0, length: int | None = None) -> str:
        """Return the addresses of the figures under a parameter, or of so many of them from a place on."""
        rows = self._inside(criterion, path)[start:]
        return self._table.over("值", rows[:length])

    def _inside(self, criterion: Criterion, outer: Path) -> range:
        own = [row for (code, path), row in self._rows.items() if code == criterion.code and path[:-1] == outer]
        return range(own[0], own[-1] + 1)


def _figures(criterion: Criterion) -> Iterator[tuple[Path, Any]]:
    yield from _inner((), _fields(criterion.method))
    for stage in criterion.stages:
        yield from _inner(("roll_up", stage.to), dict(enumerate(stage.weights, start=1)))


def _fields(method: Method) -> dict[str, Any]:
    return {field.name: getattr(method, field.name) for field in fields(method)}  # type: ignore[arg-type]


def _inner(path: Path, found: Mapping[Any, Any]) -> Iterator[tuple[Path, Any]]:
    """Yield every figure with its path: those of a mapping, of a bonus, of bands one by one."""
    for name, value in found.items():
        if hasattr(value, "_asdict"):
            yield from _inner((*path, name), value._asdict())
        elif isinstance(value, Mapping):
            yield from _inner((*path, name), value)
        elif isinstance(value, tuple):
            yield from _inner((*path, name), dict(enumerate(value)))
        else:
            yield (*path, name), value


def _shown(value: Any) -> Any:
    return (YES if value else NO) if isinstance(value, bool) else value
