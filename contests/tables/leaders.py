"""The ranking of a period as leaders see it: each unit leads to its sheet of the same result, released or not."""

from typing import Any

from django.urls import reverse

from contests.tables.ranking import RankingTable


class LeadersTable(RankingTable):
    """The ranking of the board with other ways down, which lie under the period's `code`."""

    def __init__(self, *args: Any, code: str, pending: bool, **words: Any) -> None:
        """Keep what the ways down need."""
        self.code = code
        self.pending = pending
        super().__init__(*args, **words)

    def sheet_of(self, code: str) -> str:
        """Return the address as the routes have it: of the same result."""
        address = reverse("leaders:sheet", args=[self.contest, self.code, code])
        return f"{address}?pending=1" if self.pending else address
