import json

import pytest
from django.core.cache import cache
from django.core.management import call_command

from contests.enums import Role
from contests.models import Contest, Membership, Release, User
from tests.presets.files import PRESETS

PEOPLE = {
    "tianbao": Role.REPORTER,
    "shenhe": Role.REVIEWER,
    "jingsaiban": Role.OFFICE,
    "lingdao": Role.LEADING_GROUP,
}


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def load(db):
    """Return a function that enters and approves a preset's sample data as its users would."""

    def enter(slug):
        preset = PRESETS[slug]
        call_command("import_contest", str(preset.contest))
        contest = Contest.objects.get(slug=slug)
        for name, role in PEOPLE.items():
            user = User.objects.create(username=name)
            Membership.objects.create(user=user, department=contest.host, role=role)
        call_command("import_ratings", slug, str(preset.ratings), "--as", "tianbao")
        if preset.events.exists():
            call_command("import_events", slug, str(preset.events), "--as", "tianbao")
        if preset.problems.exists():
            call_command("import_problems", slug, str(preset.problems), "--as", "jingsaiban")
        for code in contest.periods.exclude(ratings=None, finding=None).values_list("code", flat=True).distinct():
            call_command("approve_ratings", slug, code, "--as", "shenhe")
        return contest

    return enter


@pytest.fixture
def publish(load):
    """Return a function that takes a preset all the way to a release, and returns its document."""

    def release(slug, period):
        load(slug)
        call_command("compute", slug, period, "--now")
        both = ("--check-as", "jingsaiban", "--approve-as", "lingdao")
        call_command("release", slug, period, *both, "--despite", "演示数据有意留有空缺")
        return json.loads(Release.objects.get(contest__slug=slug).payload)

    return release
