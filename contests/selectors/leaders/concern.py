"""One thing that is wrong: in which contest, with whom, what, since when, where it is told."""

from dataclasses import dataclass
from datetime import date

from django.db import models

from contests.models import Contest


class Kind(models.TextChoices):
    """What can be wrong, the worst first."""

    BLACK = "black", "黑榜"
    FALLING = "falling", "名次下滑"
    UNREPORTED = "unreported", "未报"
    OVERDUE = "overdue", "逾期"


@dataclass(frozen=True, slots=True)
class Concern:
    """A line of what is wrong; `weight` sorts within a kind, the heaviest first.

    Lines of one contest, kind and `matter` can be told together: `brief` is what stands beside the unit then, and
    `counted` what the numbers of all of them add up to, in words around the sum; where it is empty each unit counts.
    """

    kind: Kind
    contest: Contest
    unit: str
    what: str
    since: date
    since_word: str
    address: str
    weight: int
    matter: str = ""
    brief: str = ""
    number: int = 1
    counted: str = ""
    unreleased: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one contest, kind and matter, told as one; `address` leads to all of them."""

    lines: tuple[Concern, ...]
    address: str
    is_rest: bool = False

    @property
    def kind(self) -> Kind:
        """Return the kind of all of them."""
        return self.lines[0].kind

    @property
    def contest(self) -> Contest:
        """Return the contest of all of them."""
        return self.lines[0].contest

    @property
    def names(self) -> list[str]:
        """Return who it is about."""
        return [line.unit for line in self.lines]

    @property
    def since(self) -> date:
        """Return since when the first of them is wrong."""
        return min(line.since for line in self.lines)

    @property
    def is_counted(self) -> bool:
        """Return whether their sum says more than their names."""
        return bool(self.lines[0].counted) and len(self.lines) > 1

    @property
    def words(self) -> str:
        """Return how many they are, and what they add up to."""
        size = f"{'另有 ' if self.is_rest else ''}{len(self.lines)} 个单位"
        counted = self.lines[0].counted
        return f"{size}{counted.format(sum(line.number for line in self.lines))}" if counted else size
