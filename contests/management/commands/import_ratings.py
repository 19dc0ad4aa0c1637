"""import_ratings CONTEST FILE: figures from CSV or .xlsx."""

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from contests.exchange.ratings_file import read_ratings
from contests.management.commands._base import ScoreboardCommand, read_file
from contests.selectors.entry import entry_guide
from contests.selectors.lookups import contest_by_slug, user_by_name
from contests.services.entry import store_ratings


class Command(ScoreboardCommand):
    """Store a file's figures as submitted, waiting for approval."""

    help = "导入填报数据（CSV 或 .xlsx）；有错误时逐行列出，不保存任何内容"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take contest and file; --check only looks."""
        parser.add_argument("contest")
        parser.add_argument("file")
        parser.add_argument("--check", action="store_true", help="只检查，不保存")
        parser.add_argument("--as", dest="user", help="以哪个账号填报")

    def run(self, **options: Any) -> None:
        """Read every row, then store all or nothing."""
        contest = contest_by_slug(options["contest"])
        user = user_by_name(options["user"])
        name, data, sha256 = read_file(options["file"])
        rows = read_ratings(name, data, entry_guide(contest))
        if options["check"]:
            self.say(f"{name}：{len(rows)} 行，没有错误（只检查，未保存）")
            return
        stored = store_ratings(
            contest=contest, figures=rows, entered_by=user, now=timezone.now(), source=name, sha256=sha256
        )
        self.say(f"{name}：新增 {stored.new}，更改 {stored.changed}，未变 {stored.unchanged}；待审核")
