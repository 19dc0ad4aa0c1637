"""compute CONTEST PERIOD: through Celery when a worker serves, --now in this process."""

import time
from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from contests.enums import RunState
from contests.management.commands._base import ScoreboardCommand
from contests.models import RankingRun
from contests.selectors.lookups import contest_by_slug, period_by_code
from contests.services.compute import request_run
from contests.tasks import compute_run


class Command(ScoreboardCommand):
    """Compute a period's ranking as a new revision."""

    help = "计算某一考评期的排名和红黑榜"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take contest and period; --now needs no worker, --wait bounds the waiting."""
        parser.add_argument("contest")
        parser.add_argument("period")
        parser.add_argument("--now", action="store_true", help="在本进程中计算，不经过 Celery")
        parser.add_argument("--wait", type=float, default=20, help="最多等待多少秒（默认 20）")

    def run(self, **options: Any) -> None:
        """Ask for a run, have it computed, say how it went."""
        period = period_by_code(contest_by_slug(options["contest"]), options["period"])
        if period.cadence not in period.contest.cadences:
            raise CommandError(f"“{period.contest}”不按这一周期排名：{period.code}")
        run = request_run(period=period, requested_by=None, now=timezone.now())
        if options["now"]:
            compute_run.apply(args=(run.pk,))
        else:
            transaction.on_commit(partial(compute_run.delay, run.pk))
            self._wait(run, options["wait"])
        run = RankingRun.objects.get(pk=run.pk)
        if run.state == RunState.DONE:
            ranked = run.standings.filter(scope="total", rank__isnull=False).count()
            self.say(
                f"{period}：第 {run.revision} 次计算完成，排名 {ranked} 个单位，"
                f"上榜 {run.entries.count()} 条；待核对、批准"
            )
        elif run.state == RunState.FAILED:
            raise CommandError(f"{period}：计算失败：{run.error}")
        else:
            raise CommandError(
                f"{period}：已排队，但 {options['wait']:g} 秒内没有算完；"
                "请确认 Celery 工作进程在运行（make run），或加 --now 在本进程中计算"
            )

    def _wait(self, run: RankingRun, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if not RankingRun.objects.filter(pk=run.pk, state__in=[RunState.QUEUED, RunState.RUNNING]).exists():
                return
            time.sleep(0.2)
