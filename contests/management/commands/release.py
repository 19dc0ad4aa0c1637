"""release CONTEST PERIOD --approve-as USER: the gates of the release, the same as on the page."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from contests.management.commands._base import ScoreboardCommand
from contests.models import RankingRun
from contests.selectors.lookups import contest_by_slug, newest_run, period_by_code, user_by_name
from contests.services.releases import approve_release, check_run


class Command(ScoreboardCommand):
    """Check a computed period, approve and publish it; two people, two flags."""

    help = "核对（--check-as）并批准发布（--approve-as）某一考评期；两个账号不能相同"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take contest, period and the two people; a correction needs a reason."""
        parser.add_argument("contest")
        parser.add_argument("period")
        parser.add_argument("--check-as", help="以哪个账号核对")
        parser.add_argument("--despite", default="", help="还有未办结的事项时，照此提请的原因")
        parser.add_argument("--approve-as", help="以哪个账号批准发布")
        parser.add_argument("--reason", default="", help="更正原因（本期已发布或撤回时必填）")

    def run(self, **options: Any) -> None:
        """Pass the gates that were asked for."""
        if not options["check_as"] and not options["approve_as"]:
            raise CommandError("请用 --check-as 核对，或用 --approve-as 批准发布")
        run = newest_run(period_by_code(contest_by_slug(options["contest"]), options["period"]))
        with transaction.atomic():  # what cannot be approved is not checked either: the command may be given again
            self._pass(run, options)

    def _pass(self, run: RankingRun, options: dict[str, Any]) -> None:
        if checker := user_by_name(options["check_as"]):
            check_run(run=run, checker=checker, now=timezone.now(), reason=options["despite"])
            self.say(f"{run.period}：{checker} 已核对")
        if approver := user_by_name(options["approve_as"]):
            release = approve_release(run=run, approver=approver, reason=options["reason"], now=timezone.now())
            corrected = f"，更正{release.corrects}" if release.corrects else ""
            if release.corrects and release.corrects.is_recall:
                corrected = f"，{release.corrects}撤回后重新发布"
            self.say(f"{run.period}：已发布{release}{corrected}\nSHA-256 {release.sha256}")
