"""What must not come by a side way to somebody whom it is hidden from, and what must not be lost on the way."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from contests.enums import Decision, NoticeKind, Role
from contests.errors import ForbiddenError, ScoreboardError
from contests.models import Adjustment, Contest, Finding, Notice, Team
from contests.selectors.entry import entry_guide
from contests.selectors.entry_rights import entry_rights
from contests.selectors.grid import Ground, grid_of
from contests.selectors.running import running_totals
from contests.selectors.tokens import valid_token
from contests.services.accounts import grant_role
from contests.services.contests import store_contest
from contests.services.entry import Figure
from contests.services.entry.drafts import Cell, save_cells
from contests.services.periods import reopen_period
from contests.services.tokens import make_token
from tests.factories import NOW, PASSWORD, contest_spec, enter, make_contest, make_people, period_of, propose

LATER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def contest(db):
    return make_contest(entrants=2, criteria=2)


@pytest.fixture
def people(contest):
    return make_people(contest)


def member(name, department, role):
    return grant_role(
        username=name, display_name="", password=PASSWORD, department=department, role=role, actor=None, initial=False
    ).user


def finding(contest, **changes):
    entrant, period = contest.entrants.get(code="e0"), period_of(contest)
    values = {"period_id": period.pk, "entrant_id": entrant.pk, "scope": "total", "colour": "black"}
    return values | {"fact": "窗口无人", "source": "complaint", "by_hand": True} | changes


def test_rejected_finding_of_another_is_not_taken_over(contest, people):
    propose(contest, findings=[finding(contest)], by=people.office)
    Finding.objects.update(decision=Decision.REJECTED)
    unit = member("danwei", "bisai-d0", Role.REPORTER)
    with pytest.raises(ScoreboardError, match="只能由原提出人再次提出"):
        propose(contest, findings=[finding(contest, source="spot_check")], by=unit)
    found = Finding.objects.get()
    assert (found.proposed_by, found.source, found.decision) == (people.office, "complaint", "rejected")


def test_finding_proposed_again_is_another_to_whoever_saw_it_before(contest, people):
    propose(contest, findings=[finding(contest)], by=people.office)
    Finding.objects.update(decision=Decision.REJECTED)
    propose(contest, findings=[finding(contest)], by=people.office)
    assert Finding.objects.get().version == 2


def test_events_of_another_unit_are_refused_by_the_service_too(contest, people):
    unit = member("danwei", "bisai-d1", Role.REPORTER)
    with pytest.raises(ForbiddenError, match="部门0"):
        propose(contest, findings=[finding(contest)], by=unit)
    assessor = member("kaohe", "bisai-park", Role.ASSESSOR)
    assessor.department = contest.entrants.get(code="e0").department
    assessor.save()
    team = Team.objects.create(contest=contest, name="一组")
    team.members.add(assessor)
    team.entrants.add(*contest.entrants.all())
    with pytest.raises(ForbiddenError, match="部门0"):
        propose(contest, findings=[finding(contest)], by=assessor)


def test_look_ahead_does_not_give_a_covert_deduction_away(contest, people):
    enter(contest, {"e0": {"k0": 18, "k1": 12}}, by=people.office)
    period, entrant = period_of(contest), contest.entrants.get(code="e0")
    before = running_totals(period)
    Adjustment.objects.create(
        entrant=entrant,
        period=period,
        scope="total",
        kind="deduction",
        points=-5,
        matter="暗访",
        document="记录",
        decision=Decision.APPROVED,
    )
    assert running_totals(period) == before == {entrant.pk: "30"}


def test_unit_does_not_read_what_an_assessor_is_still_at(contest, people):
    period = period_of(contest)
    reopen_period(period=period, until=LATER, reason="补报", actor=people.office, now=NOW)
    assessor, unit = member("kaohe", "bisai-park", Role.ASSESSOR), member("danwei", "bisai-d0", Role.REPORTER)
    team = Team.objects.create(contest=contest, name="一组")
    team.members.add(assessor)
    team.entrants.add(contest.entrants.get(code="e0"))
    team.criteria.add(contest.criteria.get(code="k0"))
    entrant, criterion = contest.entrants.get(code="e0"), contest.criteria.get(code="k0")
    figure = Figure(period.pk, entrant.pk, criterion.pk, Decimal("7.0000"), None, None, "印象差")
    save_cells(contest=contest, cells=[Cell(figure, 0)], entered_by=assessor, now=NOW)

    def seen_by(person):
        ground = Ground(contest, entry_guide(contest), entry_rights(contest, person), NOW)
        (row,) = grid_of(ground, period_of(contest), {}).rows
        return row.cells[0].value, row.cells[0].note, row.cells[0].by

    assert seen_by(assessor) == ("7", "印象差", "kaohe")
    assert seen_by(unit) == ("", "", "")


def test_token_ends_with_its_maker_s_role(contest, people):
    _, secret = make_token(
        contest=contest,
        department=contest.host,
        name="系统",
        expires_at=NOW + timedelta(days=9),
        actor=people.office,
        now=NOW,
    )
    assert valid_token(secret, NOW) is not None
    people.office.memberships.all().delete()
    assert valid_token(secret, NOW) is None


def test_team_is_not_left_with_all_criteria_by_dropping_its_own(contest, people):
    team = Team.objects.create(contest=contest, name="一组")
    team.criteria.add(contest.criteria.get(code="k1"))
    with pytest.raises(ScoreboardError, match="考核组“一组”评的指标将全部删去"):
        store_contest(spec=contest_spec(entrants=2, criteria=1), actor=None)
    assert list(team.criteria.values_list("code", flat=True)) == ["k1"]


def test_saving_a_contest_keeps_its_periods_and_what_hangs_on_them(contest, people):
    period = period_of(contest)
    reopen_period(period=period, until=LATER, reason="补报", actor=people.office, now=NOW)
    Notice.objects.create(
        person=people.reporter, contest=contest, period=period, kind=NoticeKind.NUDGE, key="x", text="催报", link="/",
        created_at=NOW,
    )  # fmt: skip
    store_contest(spec=contest_spec(entrants=2, criteria=2, name="改了名的竞赛"), actor=None)
    again = period_of(Contest.objects.get(name="改了名的竞赛"))
    assert (again.pk, again.reopened_until) == (period.pk, LATER)
    assert Notice.objects.count() == 1
