"""verify_audit: whether the log's chain of hashes holds."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from contests.management.commands._base import ScoreboardCommand
from contests.selectors.audit import SHOWN_BREAKS, verify_chain


class Command(ScoreboardCommand):
    """Verify the log, and say what the verification cannot see."""

    help = "核验操作日志：逐条重算哈希，指出被改动、删除、插入或调换的记录"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a hash that was noted elsewhere."""
        parser.add_argument(
            "--expect",
            default="",
            metavar="SHA256",
            help="以前另处记下的最后一条的 SHA-256（每日核验写在任务日志里）；用来发现末尾被截去或整段重写",
        )

    def run(self, **options: Any) -> None:
        """Verify. Raises CommandError where the chain does not hold."""
        expected = options["expect"].strip().lower()
        chain = verify_chain(expected)
        for one in chain.breaks[:SHOWN_BREAKS]:
            self.say(f"第 {one.number} 号：{one.why}")
        if not chain.expected_met:
            self.say("没有找到所给的 SHA-256：末尾有记录被截去，或日志被整段重写")
        if not chain.holds:
            raise CommandError(f"日志不完整：{len(chain.breaks)} 处异常，现有 {chain.lines} 条")
        self.say(f"日志完整：{chain.lines} 条，最后一条 SHA-256 {chain.last_sha256 or '（无）'}")
        if not expected:
            self.say("只看日志本身，看不出末尾被截去的记录；请用 --expect 对照另处记下的 SHA-256。")
