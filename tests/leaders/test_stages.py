"""What a verdict makes of a run is the same for the leaders, for the office and at the gate of the release."""

from datetime import timedelta

import pytest

from contests.enums import SENT_BACK, VerdictKind
from contests.errors import NotReadyError
from contests.models import Verdict
from contests.services.releases import check_run
from contests.services.releases.gates import must_be_checked
from tests.factories import NOW, compute, month
from tests.leaders.test_home import HOME


@pytest.fixture
def run(contest, people):
    contest.periods.exclude(code="2022-09").delete()
    made = compute(month(contest, people))
    check_run(run=made, checker=people.office, now=NOW)
    return made


@pytest.mark.parametrize("kind", VerdictKind)
def test_run_is_the_offices_again_for_everyone_or_for_nobody(page, client, run, people, kind):
    Verdict.objects.create(
        run=run,
        kind=kind,
        by=None if kind == VerdictKind.STOPPED else people.leader,
        at=NOW,
        note="" if kind == VerdictKind.TIMED else "再核",
        publish_at=NOW + timedelta(hours=1) if kind == VerdictKind.TIMED else None,
    )
    (glance,) = page(HOME).context["overview"].glances
    client.force_login(people.office)
    work = client.get("/office/").content.decode()
    if kind in SENT_BACK:
        assert glance.running.stage == f"{SENT_BACK[kind]}，待重新计算"
        assert f"{SENT_BACK[kind]}，待重新计算提请" in work
        with pytest.raises(NotReadyError, match=f"{SENT_BACK[kind]}（再核），请重新计算"):
            must_be_checked(run, people.leader)
    else:
        assert "重新计算" not in glance.running.stage + work
        assert must_be_checked(run, people.leader).run == run
