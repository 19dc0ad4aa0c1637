"""The text of a bulletin (通报): sentences made from a release alone, so that they come out the same every time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from contests.scoring.board import BLACK, RED
from contests.scoring.document import TOTAL
from contests.selectors.boards import Line, Panel, Ranking, panel, ranking
from contests.selectors.bulletins.problems import Problems, problems_of
from contests.selectors.bulletins.sentences import day, demands, faults, opening, overview
from contests.selectors.payloads import Payload

# 一、二、三 … for headings of the second level: more groups than that are scopes × divisions of no contest we know.
NUMERALS = "一二三四五六七八九十"

# So many characters of 22 pt stand on a line.
TITLE_LINE = 20


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one scope and division, under a heading where there are several."""

    heading: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BulletinText:
    """Everything that a bulletin says, in the order of its pages; tables are a head and rows of texts."""

    sender: str
    number: str
    title: str
    recipients: str
    opening: tuple[str, ...]
    overview: tuple[str, ...]
    red: tuple[Group, ...]
    black: tuple[Group, ...]
    faults: tuple[str, ...]
    demands: tuple[str, ...]
    attachments: tuple[str, ...]
    date: str
    ranking_head: tuple[str, ...]
    ranking_rows: tuple[tuple[str, ...], ...]
    problems: Problems


def bulletin_text(payload: Mapping[str, Any], *, number: str, recipients: str, shows_scores: bool) -> BulletinText:
    """Return the bulletin of a release under a number (a text), to its recipients, with scores or with places only."""
    board = Payload(payload)
    released = released_on(payload)
    rankings = {division: ranking(board, TOTAL, division) for division in board.divisions}
    problems = problems_of(payload)
    red, black = panel(board, RED), panel(board, BLACK)
    attachments = [f"第{board.number}期排名表"] + (["问题清单"] if problems.rows else [])
    return BulletinText(
        sender=board.contest["publisher"],
        number=number,
        title=_title(board),
        recipients=recipients,
        opening=opening(board, payload, released),
        overview=overview(board, rankings, red, black, shows_scores=shows_scores),
        red=tuple(_groups(red, _praise(board, shows_scores=shows_scores))),
        black=tuple(_groups(black, _blame)),
        faults=faults(board, rankings, black, problems),
        demands=demands(board),
        attachments=tuple(attachments),
        date=day(released),
        ranking_head=_head(board, shows_scores=shows_scores),
        ranking_rows=tuple(_rows(board, rankings, shows_scores=shows_scores)),
        problems=problems,
    )


def released_on(payload: Mapping[str, Any]) -> date:
    """Return the day on which a release was made."""
    return timezone.localdate(datetime.fromisoformat(payload["released_at"]))


def _title(board: Payload) -> str:
    """Return the title, on two lines that break between words where one would not hold it."""
    verb, number = ("更正", board.corrects) if board.corrects else ("", board.number)
    first, second = f"关于{verb}“{board.contest['name']}”", f"第{number}期考评结果的通报"
    return first + ("\n" if len(first + second) > TITLE_LINE else "") + second


def _groups(shown: Panel, sentence: Any) -> Iterator[Group]:
    for at, group in enumerate(shown.groups):
        entries = [f"{number}．{sentence(line)}" for number, line in enumerate(group.lines, start=1)]
        numeral = NUMERALS[at] if at < len(NUMERALS) else str(at + 1)
        yield Group(f"（{numeral}）{group.title}" if len(shown.groups) > 1 else "", tuple(entries))


def _praise(board: Payload, *, shows_scores: bool) -> Any:
    """Return the sentence for an entry of the red list: unit, score or place, deed."""

    def sentence(line: Line) -> str:
        facts = [line.name]
        if shows_scores and line.score is not None:
            facts.append(f"{board.contest['score_label']}{line.score}")
        if line.rank:
            facts.append(f"{'并列' if line.tied else ''}第{line.rank}名")
        return f"{'，'.join(facts)}。{ended(line.reason)}"

    return sentence


def _blame(line: Line) -> str:
    """Return the sentence for an entry of the black list: unit, fact, basis, what follows."""
    found = f"{line.name}：{ended(line.reason)}" if line.reason else f"{line.name}。"
    if line.basis:
        found += f"依据：{ended(line.basis)}"
    if line.streak > 1:
        found += f"已连续{line.streak}期列入黑榜。"
    return found + (ended(line.escalation) if line.escalation else "")


def ended(text: str) -> str:
    """Return a text as a sentence."""
    text = text.rstrip("。；，. ")
    return f"{text}。" if text else ""


def _head(board: Payload, *, shows_scores: bool) -> tuple[str, ...]:
    found = ["组别"] if len(board.divisions) > 1 else []
    found += ["名次", "参赛单位"]
    found += [board.contest["score_label"]] if shows_scores else []
    return (*found, *(["等次"] if board.graded else []))


def _rows(board: Payload, rankings: Mapping[str, Ranking], *, shows_scores: bool) -> Iterator[tuple[str, ...]]:
    for division, found in rankings.items():
        pool: Sequence[str] = [board.divisions[division]] if len(board.divisions) > 1 else []
        for row in found.rows:
            place = f"并列{row.rank}" if row.tied else str(row.rank)
            score = [str(row.score)] if shows_scores else []
            yield (*pool, place, row.name, *score, *([row.grade] if board.graded else []))
        for unit in found.unranked:
            yield (*pool, "—", f"{unit.name}（{unit.reason}）", *(["—"] if shows_scores else []), *["—"] * board.graded)
