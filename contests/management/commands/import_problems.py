"""import_problems CONTEST FILE: the ledger of problems from CSV or .xlsx."""

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from contests.exchange.problems_file import read_problems
from contests.management.commands._base import ScoreboardCommand, read_file
from contests.selectors.entry import entry_guide
from contests.selectors.lookups import contest_by_slug, user_by_name
from contests.services.ledger import store_problems


class Command(ScoreboardCommand):
    """Add a file's problems to the ledger, and bring those with a known number to what the file says."""

    help = "导入问题清单（CSV 或 .xlsx）；有错误时逐行列出，不保存任何内容"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take contest and file; --check only looks."""
        parser.add_argument("contest")
        parser.add_argument("file")
        parser.add_argument("--check", action="store_true", help="只检查，不保存")
        parser.add_argument("--as", dest="user", help="以哪个账号登记")

    def run(self, **options: Any) -> None:
        """Read every row, then store all or nothing."""
        contest = contest_by_slug(options["contest"])
        user = user_by_name(options["user"])
        name, data, sha256 = read_file(options["file"])
        rows = read_problems(name, data, entry_guide(contest), timezone.localdate())
        if options["check"]:
            self.say(f"{name}：{len(rows)} 行，没有错误（只检查，未保存）")
            return
        stored = store_problems(contest=contest, problems=rows, actor=user, source=name, sha256=sha256)
        self.say(f"{name}：新增 {stored.new}，更改 {stored.changed}，未变 {stored.unchanged}")
