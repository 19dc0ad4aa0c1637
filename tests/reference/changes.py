"""Changes of a document that must not change a result, or not that of others."""

from random import Random
from typing import Any

Document = dict[str, Any]

# Rows of several entrants, and where a row names its entrant.
ROWS = {"adjustments": "entrant", "findings": "entrant", "previous": 0, "streaks": 0, "places": 0}


NEWCOMER = "newcomer"


def shuffled(document: Document, chance: Random) -> Document:
    """Return the document with the keys of all objects and the rows of different entrants in another order.

    The periods of the readings stay in theirs.
    """
    found = _any_key_order(document, chance)
    found["readings"] = {period: found["readings"][period] for period in document["readings"]}
    for name, entrant in ROWS.items():
        found[name] = _any_row_order(found[name], entrant, chance)
    return found


def _any_key_order(value: Any, chance: Random) -> Any:
    if isinstance(value, list):
        return [_any_key_order(item, chance) for item in value]
    if not isinstance(value, dict):
        return value
    items = list(value.items())
    chance.shuffle(items)
    return {key: _any_key_order(item, chance) for key, item in items}


def _any_row_order(rows: list[Any], entrant: str | int, chance: Random) -> list[Any]:
    """Return the rows in another order, those of one entrant in theirs."""
    waiting: dict[str, list[Any]] = {}
    for row in rows:
        waiting.setdefault(row[entrant], []).append(row)
    turns = [row[entrant] for row in rows]
    chance.shuffle(turns)
    return [waiting[turn].pop(0) for turn in turns]


def renamed(value: Any, names: dict[str, str]) -> Any:
    """Return the document with other codes of the entrants, wherever they stand."""
    if isinstance(value, list):
        return [renamed(item, names) for item in value]
    if isinstance(value, dict):
        return {names.get(key, key): renamed(item, names) for key, item in value.items()}
    return names.get(value, value) if isinstance(value, str) else value


def with_others_changed(document: Document, division: str) -> Document:
    """Return the document with nothing reported of a division's entrants, but a newcomer who has what others had."""
    gone = [code for code, _, its in document["entrants"] if its == division]
    return document | {
        "entrants": [*document["entrants"], [NEWCOMER, NEWCOMER, division]],
        "readings": {
            period: {
                code: {entrant: row for entrant, row in rows.items() if entrant not in gone}
                | {NEWCOMER: next(iter(rows.values()))}
                for code, rows in criteria.items()
            }
            for period, criteria in document["readings"].items()
        },
        "ledger": {entrant: problems for entrant, problems in document["ledger"].items() if entrant not in gone},
        "findings": [row for row in document["findings"] if row["entrant"] not in gone],
    }
