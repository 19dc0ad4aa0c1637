"""export_contest CONTEST: the file that the contest could have come from."""

from argparse import ArgumentParser
from typing import Any

from contests.exchange.contest_file import write_contest_file
from contests.management.commands._base import ScoreboardCommand
from contests.selectors.contests import contest_spec
from contests.selectors.lookups import contest_by_slug


class Command(ScoreboardCommand):
    """Write a contest file to the console."""

    help = "导出竞赛文件（YAML）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the contest."""
        parser.add_argument("contest")

    def run(self, **options: Any) -> None:
        """Write the file."""
        self.stdout.write(write_contest_file(contest_spec(contest_by_slug(options["contest"]))), ending="")
