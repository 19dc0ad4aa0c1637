"""What may go wrong, in the users' words."""

from collections.abc import Sequence
from dataclasses import dataclass


class ScoreboardError(Exception):
    """Something the user can be told in one sentence."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a file: where (a path, or row and column), what was found, what was expected."""

    where: str
    found: str
    expected: str

    def __str__(self) -> str:
        """Return the fault as one line."""
        return (
            f"{self.where}：{self.expected}（现为：{self.found}）" if self.found else f"{self.where}：{self.expected}"
        )


class FileError(ScoreboardError):
    """Every fault of a file at once; nothing of it was stored."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        """Keep the file's name and its faults."""
        super().__init__(f"{name}：共 {len(faults)} 处错误，未保存任何内容")
        self.name = name
        self.faults = list(faults)


class StaleRatingError(ScoreboardError):
    """Someone was quicker, or the rating is not the approver's to approve."""


class StaleContestError(ScoreboardError):
    """Somebody else changed the contest since the person saw it."""


class NotReadyError(ScoreboardError):
    """A gate of the release is not passed yet."""


class AppealError(ScoreboardError):
    """An appeal that cannot be filed, or that cannot be moved the way that was asked."""


class ForbiddenError(ScoreboardError):
    """What was asked is not for the person to do."""


class NotFoundError(ScoreboardError):
    """No such contest, period or release."""
