"""import_events CONTEST FILE: findings and adjustments from CSV or .xlsx."""

from argparse import ArgumentParser
from typing import Any

from contests.exchange.events_file import read_events
from contests.management.commands._base import ScoreboardCommand, read_file
from contests.selectors.entry import entry_guide
from contests.selectors.lookups import contest_by_slug, user_by_name
from contests.services.events import propose_events


class Command(ScoreboardCommand):
    """Store a file's findings and adjustments as proposed, waiting for approval."""

    help = "导入红黑榜事项和加扣分（CSV 或 .xlsx）；有错误时逐行列出，不保存任何内容"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take contest and file; --check only looks."""
        parser.add_argument("contest")
        parser.add_argument("file")
        parser.add_argument("--check", action="store_true", help="只检查，不保存")
        parser.add_argument("--as", dest="user", help="以哪个账号提出")

    def run(self, **options: Any) -> None:
        """Read every row, then store all or nothing."""
        contest = contest_by_slug(options["contest"])
        user = user_by_name(options["user"])
        name, data, _ = read_file(options["file"])
        events = read_events(name, data, entry_guide(contest))
        for row, doubt in events.doubts.items():
            self.say(f"第 {row} 行“分值”：{doubt}")
        if options["check"]:
            self.say(f"{name}：没有错误（只检查，未保存）")
            return
        proposed = propose_events(
            contest=contest, findings=events.findings, adjustments=events.adjustments, proposed_by=user, source=name
        )
        self.say(
            f"{name}：新增事项 {proposed.findings}，加扣分 {proposed.adjustments}，未变 {proposed.unchanged}；待审批"
        )
