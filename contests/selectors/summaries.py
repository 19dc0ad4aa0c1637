"""Every contest in a few words: its newest issue, and who is first on its lists."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from contests.selectors.boards import BLACK, RED, Panel, panel
from contests.selectors.payloads import Payload
from contests.selectors.published import Archive, Issue, documents


@dataclass(frozen=True, slots=True)
class Summary:
    """A contest as the first page shows it; without an issue there is nothing to name."""

    archive: Archive
    issue: Issue | None
    red: Panel | None
    black: Panel | None


def summaries(archives: Sequence[Archive]) -> list[Summary]:
    """Return the summaries in the given order: one query for all documents together."""
    texts = documents(shelf.newest for shelf in archives if shelf.newest is not None)
    found = []
    for shelf in archives:
        if shelf.newest is None:
            found.append(Summary(shelf, None, None, None))
            continue
        payload = Payload(json.loads(texts[shelf.newest.sha256]))
        found.append(Summary(shelf, shelf.newest, panel(payload, RED), panel(payload, BLACK)))
    return found
