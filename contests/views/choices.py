"""What a reader chose in the address of a board: division, scope, sorting."""

from collections.abc import Mapping
from dataclasses import dataclass

from contests.scoring.document import TOTAL
from contests.selectors.boards import Ranking, ranking
from contests.selectors.payloads import Payload
from contests.tables.ranking import RankingTable, sort_names


@dataclass(frozen=True, slots=True)
class BoardChoice:
    """The chosen ranking, its table, and the query that leads to it."""

    division: str
    scope: str
    query: dict[str, str]
    ranking: Ranking
    table: RankingTable


def board_choice(payload: Payload, contest: str, asked: Mapping[str, str]) -> BoardChoice | None:
    """Return the choice, None for a division, scope or sorting that this issue does not have.

    A rank has no meaning without its pool: without a choice the first division is shown, never all of them at once.
    """
    division = asked.get("division", next(iter(payload.divisions)))
    scope = asked.get("scope", TOTAL)
    if division not in payload.divisions or scope not in payload.scopes:
        return None
    chosen = ranking(payload, scope, division)
    sort = asked.get("sort", "rank")
    if sort not in sort_names(chosen):
        return None
    query = {name: asked[name] for name in ("period", "division", "scope", "text") if name in asked}
    pool = payload.pool(scope, division)
    table = RankingTable(
        chosen,
        contest=contest,
        number=payload.number,
        score_label=payload.contest["score_label"],
        caption=f"{pool}{payload.scopes[scope]}排名",
        query=query,
        sort=sort,
    )
    return BoardChoice(division, scope, query, chosen, table)
