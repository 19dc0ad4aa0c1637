"""The header of a file: which column is which, by the names people use."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from contests.errors import Fault, FileError
from contests.exchange.cells import read_text


def find_columns(
    name: str, header: Sequence[Any], known: Mapping[str, str], required: Sequence[str], optional: Sequence[str]
) -> dict[str, int]:
    """Return the position of each column by its field. Raises FileError naming missing, double and unknown columns.

    `known` maps the names of a column to its field; `required` and `optional` are the names to ask for.
    """
    faults: list[Fault] = []
    found: dict[str, int] = {}
    for position, cell in enumerate(header):
        title = read_text(cell)
        if not title:
            continue
        field = known.get(title)
        if field is None:
            faults.append(
                Fault(f"第 1 行第 {position + 1} 列", title, f"不认识的列名，可用：{'、'.join([*required, *optional])}")
            )
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


def unknown(what: str, found: str, choices: Sequence[str]) -> str:
    """Return the sentence for a name that is not known, with the nearest known ones."""
    near = get_close_matches(found, choices, n=2, cutoff=0.5)
    return (
        f"没有这个{what}，是不是“{'”或“'.join(near)}”？" if near else f"没有这个{what}，可填：{'、'.join(choices[:12])}"
    )
