"""What may go wrong, in the users' words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


class ScoreboardError(Exception):
    """Something the user can be told in one sentence."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a file: where (a path, or row and column), what was found, what was expected.

    `row` and `column` are the cell of a table, for marking it: rows from 1, columns from 0; 0 and None for no such one.
    """

    where: str
    found: str
    expected: str
    row: int = field(default=0, compare=False)
    column: int | None = field(default=None, compare=False)

    def __str__(self) -> str:
        """Return the fault as one line."""
        return (
            f"{self.where}：{self.expected}（现为：{self.found}）" if self.found else f"{self.where}：{self.expected}"
        )


class FileError(ScoreboardError):
    """Every fault of a file at once; nothing of it was stored. `good` is what was read of the rows without any."""

    def __init__(self, name: str, faults: Sequence[Fault], good: Any = None) -> None:
        """Keep the file's name, its faults, and the rows that have none."""
        super().__init__(f"{name}：共 {len(faults)} 处错误，未保存任何内容")
        self.name = name
        self.faults = list(faults)
        self.good = good


class StaleRatingError(ScoreboardError):
    """Someone was quicker, or the rating is not the approver's to approve."""


class StaleContestError(ScoreboardError):
    """Somebody else changed the contest since the person saw it."""


class NotReadyError(ScoreboardError):
    """A gate of the release is not passed yet."""


class RecalledError(ScoreboardError):
    """What was asked for was in an issue that was taken back, and is no longer public."""


class AppealError(ScoreboardError):
    """An appeal that cannot be filed, or that cannot be moved the way that was asked."""


class EvidenceError(ScoreboardError):
    """A file that is none that can prove something here, or one too many."""


class EventError(ScoreboardError):
    """A finding that is registered already, or is decided and so cannot be changed."""


class ForbiddenError(ScoreboardError):
    """What was asked is not for the person to do."""


class NotFoundError(ScoreboardError):
    """No such contest, period or release."""
