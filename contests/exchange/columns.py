"""The header of a file: which column is which, by the names people use."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from contests.errors import Fault, FileError
from contests.exchange.cells import read_text

# The column that the check adds to a file that goes back; who sends it in again need not delete it.
MARK = "错误"
MARKS = {MARK: "mark"}

COLUMN_LIMIT = 100
LONGEST_NAME = 200


def find_columns(
    name: str, header: Sequence[Any], known: Mapping[str, str], required: Sequence[str], optional: Sequence[str]
) -> dict[str, int]:
    """Return the position of each column by its field. Raises FileError naming missing, double and unknown columns.

    `known` maps the names of a column to its field; `required` and `optional` are the names to ask for.
    """
    faults: list[Fault] = []
    found: dict[str, int] = {}
    titles = [(position, title) for position, cell in enumerate(header) if (title := read_text(cell))]
    if len(titles) > COLUMN_LIMIT:
        raise FileError(name, [Fault("第 1 行", f"{len(titles)} 列", f"最多 {COLUMN_LIMIT} 列，请删去多余的列")])
    for position, title in titles:
        field = known.get(title)
        if field is None:
            expected = f"不认识的列名，可用：{'、'.join([*required, *optional])}"
            faults.append(Fault(f"第 1 行第 {position + 1} 列", title[:60], expected))
        elif field in found:
            faults.append(Fault(f"第 1 行第 {position + 1} 列", title, f"与第 {found[field] + 1} 列重复"))
        else:
            found[field] = position
    faults += [
        Fault("第 1 行", "", f"缺少列“{title}”，应有：{'、'.join(required)}")
        for title in required
        if known[title] not in found
    ]
    if faults:
        raise FileError(name, faults)
    return found


class Suggestions:
    """What to say of a name that is not known; said again for the same name without looking again."""

    def __init__(self) -> None:
        """Start with nothing said."""
        self._said: dict[tuple[str, str], str] = {}

    def unknown(self, what: str, found: str, choices: Iterable[str]) -> str:
        """Return the sentence for a name that is not known, with the nearest known ones."""
        if (what, found) not in self._said:
            self._said[what, found] = _unknown(what, found, list(dict.fromkeys(choices)))
        return self._said[what, found]


def _unknown(what: str, found: str, choices: Sequence[str]) -> str:
    # A text twice as long as any name is like none of them, and costly to compare.
    near = get_close_matches(found, choices, n=2, cutoff=0.5) if len(found) <= LONGEST_NAME else []
    return (
        f"没有这个{what}，是不是“{'”或“'.join(near)}”？" if near else f"没有这个{what}，可填：{'、'.join(choices[:12])}"
    )


def beyond(cells: Sequence[Any], header: Sequence[Any]) -> str:
    """Return what stands beyond the last column that has a name, as text; empty for nothing."""
    return "、".join(text for cell in cells[len(header) :] if (text := read_text(cell)))
