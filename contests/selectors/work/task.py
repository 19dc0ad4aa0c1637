"""One line of a person's work: what, where, until when, and the one thing to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from contests.models import Contest, Period, Rating, User
from contests.rules import Access


@dataclass(frozen=True, slots=True)
class Task:
    """A line of 我的工作; `urgency` is the moment to sort by, the most urgent first, `late` marks what is overdue.

    `figure` is the first of the figures that the line is about, `note` what a reviewer
    wrote, or what else there is to know.
    """

    kind: str
    what: str
    where: str
    when: str
    action: str
    address: str
    late: bool
    urgency: datetime
    figure: Rating | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who asks, when, and in which contests (by id, each with its host) the person has a part."""

    user: User
    access: Access
    contests: Mapping[int, Contest]
    now: datetime


def place(period: Period) -> str:
    """Return contest and period as one reads them in a line."""
    return f"{period.contest.name} · {period.label}"
