"""The steps of a release stand in the log in the words of its readers."""

import re
from datetime import timedelta

import pytest

from contests.models import AuditEvent
from contests.services.releases import BulletinPlan, check_run, time_release
from contests.templatetags.audit import detail_lines
from tests.factories import NOW, compute, make_contest, make_people, month


@pytest.mark.django_db
def test_check_and_timed_approval_are_in_words():
    contest = make_contest()
    people = make_people(contest)
    run = compute(month(contest, people, scores={"e0": {"k0": 9, "k1": 9}}))
    plan = BulletinPlan("竞办", "各部门", shows_scores=False)
    check_run(run=run, checker=people.office, now=NOW, reason="机构调整", bulletin=plan)
    time_release(run=run, approver=people.leader, reason="", publish_at=NOW + timedelta(hours=1), now=NOW)
    checked, timed = AuditEvent.objects.filter(action__in=("release.checked", "release.timed")).order_by("pk")
    lines = {line.label: line.new for line in detail_lines(checked.details)}
    assert lines["同时发的通报"] == "机关代字 竞办，主送机关 各部门，写明得分 否"
    assert lines["未办结"].startswith("未填报（2022年9月）")
    words = [line.label for event in (checked, timed) for line in detail_lines(event.details)]
    assert [word for word in words if re.search("[a-z]", word)] == []
    assert "发布时间" in words
