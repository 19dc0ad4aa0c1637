"""load_presets: the contests and holidays that come with the product; --sample with sample data and accounts."""

import hashlib
from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from contests.enums import Decision
from contests.exchange.contest_file import read_contest_file
from contests.exchange.events_file import read_events
from contests.exchange.holidays_file import read_holidays
from contests.exchange.presets import HOLIDAYS, Preset, presets
from contests.exchange.problems_file import read_problems
from contests.exchange.ratings_file import read_ratings
from contests.management.commands._base import ScoreboardCommand
from contests.management.commands._samples import ACCOUNTS, PASSWORD, enter_sample, sample_people
from contests.models import Contest, Holiday, Period, User
from contests.scoring.document import CADENCES
from contests.selectors.entry import entry_guide
from contests.selectors.review import proposed_in, submitted_in
from contests.services.compute import compute_runs, request_run
from contests.services.contests import store_contest
from contests.services.events import propose_events
from contests.services.holidays import store_days
from contests.services.ledger import store_problems
from contests.services.releases import approve_release, check_run
from contests.services.review import approve_ratings, decide_events


class Command(ScoreboardCommand):
    """Load the presets; what is there already stays as it is."""

    help = "载入内置竞赛和放假安排；--sample 同时载入演示数据和演示账号，并逐期计算、发布"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--accounts only prints the sample accounts."""
        parser.add_argument("--sample", action="store_true", help="同时载入演示数据和演示账号")
        parser.add_argument("--accounts", action="store_true", help="只列出演示账号")

    def run(self, **options: Any) -> None:
        """Load what is missing."""
        if options["accounts"]:
            self._say_accounts()
            return
        if options["sample"] and not settings.SAMPLE_DATA:
            raise CommandError("演示数据和演示账号只用于本机演示（SAMPLE_DATA=true，且未设置 DATABASE_URL）")
        self._load_holidays()
        for preset in presets():
            if Contest.objects.filter(slug=preset.slug).exists():
                self.say(f"{preset.slug}：已存在，保持不变")
                continue
            # Whole or not at all: a half that an interruption left would be taken for a contest that is there already.
            with transaction.atomic():
                spec = read_contest_file(preset.contest.name, preset.contest.read_bytes())
                contest = store_contest(spec=spec, actor=None)
                self.say(f"{preset.slug}：已载入“{contest}”，参赛单位 {contest.entrants.count()} 个")
                if options["sample"]:
                    self._load_sample(contest, preset)

    def _load_holidays(self) -> None:
        """Load the holidays into a calendar that nobody has begun to keep."""
        if Holiday.objects.exists():
            self.say("放假安排：已有，保持不变")
            return
        days = read_holidays(HOLIDAYS.name, HOLIDAYS.read_bytes())
        self.say(f"放假安排：已载入 {store_days(days=days, actor=None, source=HOLIDAYS.name).new} 天")

    def _say_accounts(self) -> None:
        for username, sample in ACCOUNTS.items():
            if User.objects.filter(username=username).exists():
                self.say(f"{username} / {PASSWORD}  {sample.name}")

    def _load_sample(self, contest: Contest, preset: Preset) -> None:
        """Go the whole way that people go, from entry to release, each step by the account whose work it is."""
        people = sample_people(contest)
        _enter(contest, preset, people)
        self.say(f"{preset.slug}：演示数据已发布 {_release_whole(contest, people)} 期")


def _enter(contest: Contest, preset: Preset, people: dict[str, User]) -> None:
    """Bring in the sample figures, events and problems that there are."""
    guide, now = entry_guide(contest), timezone.now()
    data = preset.ratings.read_bytes()
    figures = read_ratings(preset.ratings.name, data, guide)
    sha256 = hashlib.sha256(data).hexdigest()
    enter_sample(contest, figures, people, now, source=preset.ratings.name, sha256=sha256)
    if preset.events.exists():
        events = read_events(preset.events.name, preset.events.read_bytes(), guide)
        propose_events(
            contest=contest,
            findings=events.findings,
            adjustments=events.adjustments,
            proposed_by=people["reporter"],
            source=preset.events.name,
        )
    if preset.problems.exists():
        data = preset.problems.read_bytes()
        store_problems(
            contest=contest,
            problems=read_problems(preset.problems.name, data, guide, timezone.localdate(now)),
            actor=people["office"],
            source=preset.problems.name,
            sha256=hashlib.sha256(data).hexdigest(),
        )


def _release_whole(contest: Contest, people: Mapping[str, User]) -> int:
    """Approve what was entered and release every ranked period in which all of it was; return how many.

    Periods come as they end, and of those that end together the shortest first.
    """
    entered = set(contest.criteria.exclude(method="").values_list("cadence", flat=True))
    filled = set(contest.periods.exclude(ratings=None).values_list("pk", flat=True))
    periods = sorted(contest.periods.all(), key=lambda period: (period.ends_on, CADENCES.index(period.cadence)))
    released = 0
    for period in periods:
        parts = {
            part.pk
            for part in periods
            if part.cadence in entered and period.starts_on <= part.ends_on <= period.ends_on
        }
        if filled.isdisjoint(parts):
            continue
        _approve(period, people["reviewer"])
        if period.cadence in contest.cadences and parts <= filled:
            _release(period, people)
            released += 1
    return released


def _approve(period: Period, reviewer: User) -> None:
    now = timezone.now()
    approve_ratings(
        contest=period.contest,
        seen=list(submitted_in(period).values_list("pk", "version")),
        approver=reviewer,
        now=now,
    )
    findings, adjustments = proposed_in(period)
    decide_events(
        contest=period.contest,
        findings=list(findings.values_list("pk", flat=True)),
        adjustments=list(adjustments.values_list("pk", flat=True)),
        approver=reviewer,
        decision=Decision.APPROVED,
        now=now,
    )


def _release(period: Period, people: Mapping[str, User]) -> None:
    now = timezone.now()
    run = request_run(period=period, requested_by=people["office"], now=now)
    compute_runs(run_ids=[run.pk], worker="load_presets", now=now)
    run.refresh_from_db()
    check_run(run=run, checker=people["office"], now=now, reason="演示数据有意留有空缺，按规则计")
    approve_release(run=run, approver=people["leader"], reason="", now=now)
