"""approve_ratings CONTEST PERIOD --as USER: the second person's approval of a whole period."""

from argparse import ArgumentParser
from typing import Any

from django.db import transaction
from django.utils import timezone

from contests.enums import Decision
from contests.management.commands._base import ScoreboardCommand
from contests.selectors.lookups import contest_by_slug, period_by_code, user_by_name
from contests.selectors.review import proposed_in, submitted_in
from contests.services.review import approve_ratings, decide_events


class Command(ScoreboardCommand):
    """Approve everything of a period that waits, except what the approver entered."""

    help = "审核通过某一考评期全部待审核的数据和事项（填报人不能审核自己的）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take contest, period and approver."""
        parser.add_argument("contest")
        parser.add_argument("period")
        parser.add_argument("--as", dest="user", required=True, help="以哪个账号审核")

    def run(self, **options: Any) -> None:
        """Approve ratings, findings and adjustments."""
        user = user_by_name(options["user"])
        assert user is not None
        contest = contest_by_slug(options["contest"])
        period = period_by_code(contest, options["period"])
        now = timezone.now()
        seen = list(submitted_in(period).exclude(entered_by=user).values_list("pk", "version"))
        findings, adjustments = proposed_in(period)
        with transaction.atomic():
            approved = approve_ratings(contest=contest, seen=seen, approver=user, now=now)
            decided = decide_events(
                contest=contest,
                findings=list(findings.exclude(proposed_by=user).values_list("pk", flat=True)),
                adjustments=list(adjustments.exclude(proposed_by=user).values_list("pk", flat=True)),
                approver=user,
                decision=Decision.APPROVED,
                now=now,
            )
        left = submitted_in(period).count()
        self.say(
            f"{period}：审核通过 {approved} 条，批准事项 {decided} 件" + (f"；还有 {left} 条待他人审核" if left else "")
        )
