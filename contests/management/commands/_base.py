"""What the commands share: errors in one piece, people and files by name."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from contests.errors import FileError, ScoreboardError
from contests.exchange.sheets import FILE_LIMIT


class ScoreboardCommand(BaseCommand):
    """Turns what went wrong into a message for the one at the console."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command. Raises CommandError with every fault in the users' words."""
        try:
            self.run(**options)
        except FileError as error:
            lines = "\n".join(f"  {fault}" for fault in error.faults)
            raise CommandError(f"{error}\n{lines}") from error
        except ScoreboardError as error:
            raise CommandError(str(error)) from error

    def run(self, **options: Any) -> None:
        """Do the work of the command."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        """Print a line."""
        self.stdout.write(text)


def read_file(name: str) -> tuple[str, bytes, str]:
    """Return a file's name, content and SHA-256. Raises CommandError where it cannot be read."""
    path = Path(name)
    try:
        with path.open("rb") as file:
            # One byte more than the limit is enough for the reader to refuse the file by its size.
            data = file.read(FILE_LIMIT + 1)
    except OSError as error:
        raise CommandError(f"读不了文件 {name}：{error.strerror}") from error
    return path.name[-200:], data, hashlib.sha256(data).hexdigest()
