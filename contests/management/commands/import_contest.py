"""import_contest FILE.yaml: a whole contest from its file."""

from argparse import ArgumentParser
from typing import Any

from contests.exchange.contest_file import read_contest_file
from contests.management.commands._base import ScoreboardCommand, read_file
from contests.selectors.lookups import user_by_name
from contests.services.contests import store_contest


class Command(ScoreboardCommand):
    """Create a contest, or bring an existing one to its file."""

    help = "导入竞赛文件（YAML）；有错误时全部列出，不保存任何内容"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and who imports it."""
        parser.add_argument("file")
        parser.add_argument("--as", dest="user", help="以哪个账号导入")

    def run(self, **options: Any) -> None:
        """Read, check, store."""
        name, data, _ = read_file(options["file"])
        contest = store_contest(spec=read_contest_file(name, data), actor=user_by_name(options["user"]))
        version = contest.rules_versions.latest("number")
        since = f"自 {version.valid_from} 起" if version.valid_from else "自竞赛开始"
        self.say(f"已导入“{contest}”：参赛单位 {contest.entrants.count()} 个，考评期 {contest.periods.count()} 个")
        self.say(f"现行规则为第 {version.number} 版，{since}有效；已发布的各期不变，更正时按有效的规则重算")
