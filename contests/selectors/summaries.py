"""Every contest in a few words: its newest issue, and who is first on its lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from contests.scoring.board import BLACK, RED
from contests.selectors.boards import group_title
from contests.selectors.issues import Recall
from contests.selectors.public_view import is_lapsed
from contests.selectors.published import Archive, Issue, headlines


@dataclass(frozen=True, slots=True)
class CardGroup:
    """The names of one scope and division on a list."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardList:
    """A list of one colour, without its figures and reasons; `lapsed` says that it is no longer public."""

    colour: str
    groups: tuple[CardGroup, ...]
    lapsed: bool = False

    @property
    def size(self) -> int:
        """Return how many lines the list has."""
        return sum(len(group.names) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Summary:
    """A contest as the first page shows it; without an issue there are no lists."""

    archive: Archive
    lists: tuple[CardList, ...]


def summaries(archives: Sequence[Archive], today: date) -> list[Summary]:
    """Return the summaries in the given order, as they are public today: one query for all headlines together."""
    found = headlines(archive.newest for archive in archives if archive.newest)
    return [
        Summary(
            archive,
            tuple(
                CardList(BLACK, (), lapsed=True)
                if colour == BLACK and is_lapsed(archive.newest, today)
                else _card_list(found[archive.newest.sha256], colour)
                for colour in (RED, BLACK)
            )
            if archive.newest
            else (),
        )
        for archive in archives
    ]


@dataclass(frozen=True, slots=True)
class Announcement:
    """An issue in a sentence or two; who is on its black list is not said, only how many."""

    issue: Issue
    title: str
    text: str


def announcements(issues: Sequence[Issue]) -> list[Announcement]:
    """Return the announcements of issues in the given order: one query for all headlines together."""
    found = headlines(issues)
    return [_announcement(issue, found[issue.sha256]["entries"]) for issue in issues]


def _announcement(issue: Issue, entries: Sequence[Sequence[str]]) -> Announcement:
    red = list(dict.fromkeys(name for _, _, colour, name in entries if colour == RED))
    black = {name for _, _, colour, name in entries if colour == BLACK}
    if issue.recall:
        return _recall_announcement(issue, issue.recall)
    corrections = _corrections(issue)
    words = [f"{what}。" for what in corrections]
    words += [f"第{issue.reissues}期撤回后重新发布。" if issue.reissues else ""]
    words += [f"红榜：{'、'.join(red)}。" if red else "本期无红榜单位。"]
    words += [f"黑榜 {len(black)} 个单位，见榜单。" if black else "本期无黑榜单位。"]
    title = _title(issue) + (f"（{'，'.join(corrections)}）" if corrections else "")
    return Announcement(issue, title, "".join(words))


def _corrections(issue: Issue) -> list[str]:
    """Return that an issue corrects another one, and that another one corrects it."""
    found = [f"更正第{issue.corrects}期"] if issue.corrects and not issue.reissues else []
    return [*found, f"已由第{issue.corrected_by}期更正"] if issue.corrected_by else found


def _recall_announcement(issue: Issue, recall: Recall) -> Announcement:
    """Return that an issue took another one back, and why; or that it was taken back, and nothing of what was in it."""
    if issue.is_recall:
        return Announcement(issue, f"{_title(issue)} 撤回第{recall.recalled}期", f"撤回原因：{recall.reason}")
    return Announcement(issue, f"{_title(issue)}（已撤回）", f"本期已撤回，见第{recall.number}期。")


def _title(issue: Issue) -> str:
    return f"{issue.name} 第{issue.number}期 {issue.period_label}{'（演示数据）' if issue.is_sample else ''}"


def _card_list(headline: Mapping[str, Any], colour: str) -> CardList:
    """Return the list of a colour, grouped as on the board, whose order the headline keeps."""
    entries = headline["entries"]
    pools = {division for _, division, *_ in headline["standings"].values()}
    scopes = {scope for scope, *_ in entries}
    groups: dict[str, list[str]] = {}
    for scope, division, of_colour, name in entries:
        if of_colour == colour:
            title = group_title(scope, division, alone=len(scopes) == 1, divided=len(pools) > 1)
            groups.setdefault(title, []).append(name)
    return CardList(colour, tuple(CardGroup(title, tuple(names)) for title, names in groups.items()))
