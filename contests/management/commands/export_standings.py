"""export_standings CONTEST PERIOD --format json|csv|xlsx: what was released, as a file."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from contests.exchange.standings_file import write_csv, write_xlsx
from contests.management.commands._base import ScoreboardCommand
from contests.selectors.lookups import contest_by_slug, newest_release, period_by_code


class Command(ScoreboardCommand):
    """Write the standings of a period's newest release."""

    help = "导出某一考评期已发布的名次"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take contest, period, format and file; without a file, to standard output."""
        parser.add_argument("contest")
        parser.add_argument("period")
        parser.add_argument("--format", choices=["json", "csv", "xlsx"], default="csv")
        parser.add_argument("--output", help="写入哪个文件（默认标准输出）")

    def run(self, **options: Any) -> None:
        """Write the file."""
        release = newest_release(period_by_code(contest_by_slug(options["contest"]), options["period"]))
        data = release.payload.encode()
        if options["format"] != "json":
            data = {"csv": write_csv, "xlsx": write_xlsx}[options["format"]](json.loads(release.payload))
        if options["output"]:
            Path(options["output"]).write_bytes(data)
            self.say(f"已写入 {options['output']}")
        else:
            sys.stdout.buffer.write(data)
