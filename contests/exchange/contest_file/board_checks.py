"""What the lists of a contest file must agree with: every fault, each with its path."""

from collections.abc import Collection, Iterator

from contests.enums import Colour
from contests.exchange.contest_file.rules_schema import BoardPart
from contests.exchange.contest_file.safe_yaml import Path
from contests.exchange.contest_file.schema import ContestPart
from contests.exchange.contest_file.unread import codes_of, judged
from contests.scoring.document import COMBINED, TOTAL

Problem = tuple[Path, object, str]


def board_problems(contest: ContestPart) -> Iterator[Problem]:
    """Yield (path, found, expected) of every list that is of nothing or stands twice."""
    yield from judged(_scopes(contest))
    yield from judged(_divisions(contest))
    yield from judged(_once(contest))


def _scopes(contest: ContestPart) -> Iterator[Problem]:
    dimensions = codes_of(contest.dimensions)
    for index, board in enumerate(contest.boards):
        yield from judged(_scope(contest, board, dimensions, ("boards", index, "scope")))


def _scope(contest: ContestPart, board: BoardPart, dimensions: Collection[str], path: Path) -> Iterator[Problem]:
    if board.scope == TOTAL:
        return
    if board.scope == COMBINED:
        if not contest.combined:
            yield path, COMBINED, "没有综合榜：应先写 combined: true"
        return
    if board.scope not in dimensions:
        yield path, board.scope, f"应为 total 或维度代码：{'、'.join(sorted(dimensions))}"


def _divisions(contest: ContestPart) -> Iterator[Problem]:
    divisions = codes_of(contest.divisions)
    for index, board in enumerate(contest.boards):
        yield from judged(_division(board, divisions, ("boards", index, "divisions")))


def _division(board: BoardPart, divisions: Collection[str], path: Path) -> Iterator[Problem]:
    if board.divisions and board.scope == COMBINED:
        yield path, "、".join(board.divisions), "综合榜是各组合在一起排的，不分组别"
    for place, division in enumerate(board.divisions):
        if division not in divisions:
            yield (*path, place), division, f"应为组别之一：{'、'.join(sorted(divisions))}"


def _once(contest: ContestPart) -> Iterator[Problem]:
    """A division has at most one rule for a list of a scope."""
    divisions = {division.code for division in contest.divisions}
    ruled: set[tuple[str, Colour, str]] = set()
    for index, board in enumerate(contest.boards):
        own = {(board.scope, board.colour, division) for division in board.divisions or divisions}
        if own & ruled:
            yield ("boards", index, "colour"), board.colour.value, "同一范围、同一组别的同一榜只写一条规则"
        ruled |= own
