"""import_holidays FILE.csv: holidays and make-up days, by which windows of appeals are counted."""

from argparse import ArgumentParser
from typing import Any

from contests.exchange.holidays_file import read_holidays
from contests.management.commands._base import ScoreboardCommand, read_file
from contests.selectors.lookups import user_by_name
from contests.services.holidays import store_days


class Command(ScoreboardCommand):
    """Store a file's days; what is said of other days stays."""

    help = "导入放假安排（CSV：日期、类型、名称）；有错误时逐行列出，不保存任何内容"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file; --check only looks."""
        parser.add_argument("file")
        parser.add_argument("--check", action="store_true", help="只检查，不保存")
        parser.add_argument("--as", dest="user", help="以哪个账号导入")

    def run(self, **options: Any) -> None:
        """Read every row, then store all or nothing."""
        user = user_by_name(options["user"])
        name, data, _ = read_file(options["file"])
        days = read_holidays(name, data)
        if options["check"]:
            self.say(f"{name}：{len(days)} 天，没有错误（只检查，未保存）")
            return
        stored = store_days(days=days, actor=user, source=name)
        self.say(f"{name}：新增 {stored.new} 天，更改 {stored.changed} 天，未变 {stored.unchanged} 天")
