import json
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from contests.enums import AppealState, AuditAction, DayKind, Role
from contests.errors import AppealError, ForbiddenError
from contests.models import Appeal, AuditEvent, Department, Holiday, User
from contests.services.appeals import accept_appeal, file_appeal, withdraw_appeal
from contests.services.contests import store_contest
from tests.factories import NOW, contest_spec, make_contest, make_people, month, release

pytestmark = pytest.mark.django_db

# 16:00 of 30 September 2022 in China, a Friday; then the week of National Day, and a weekend that was worked.
BEFORE_HOLIDAYS = datetime(2022, 9, 30, 8, tzinfo=UTC)


@pytest.fixture
def contest():
    return make_contest(entrants=2)


@pytest.fixture
def people(contest):
    return make_people(contest)


@pytest.fixture
def released(contest, people):
    return release(month(contest, people), people)


def member(department, role, name="danwei"):
    user, _ = User.objects.get_or_create(username=name)
    user.memberships.create(department=Department.objects.get(code=department), role=role)
    return user


@pytest.fixture
def unit(contest):
    """A reporter of the department of entrant e1 and of no other."""
    return member("bisai-d1", Role.REPORTER)


def file(release, filer, *, entrant="e1", scope="total", now=NOW, claim="得分有误", grounds="说明1号"):
    found = release.contest.entrants.get(code=entrant)
    return file_appeal(release=release, entrant=found, scope=scope, claim=claim, grounds=grounds, filer=filer, now=now)


@pytest.mark.parametrize(("scope", "name"), [("total", "总分"), ("work", "赛业绩"), ("k1", "指标1")])
def test_unit_appeals_against_the_total_a_dimension_or_a_criterion(released, unit, scope, name):
    appeal = file(released, unit, scope=scope, claim=" 得分有误 ")
    appeal.refresh_from_db()
    assert (appeal.release, appeal.entrant.code, appeal.scope, appeal.scope_name) == (released, "e1", scope, name)
    assert (appeal.claim, appeal.state, appeal.filed_by, appeal.filed_role) == (
        "得分有误",
        AppealState.FILED,
        unit,
        Role.REPORTER,
    )
    event = AuditEvent.objects.first()
    assert (event.action, event.actor, event.subject) == (AuditAction.APPEAL_FILED, unit, f"bisai 第1期 e1 {scope}")


def test_window_is_frozen_in_the_payload_and_beside_it(released):
    payload = json.loads(released.payload)
    assert (payload["appeal_days"], payload["objections_until"]) == (5, "2022-10-21")
    assert released.objections_until == date(2022, 10, 21)


@pytest.mark.parametrize(
    ("now", "open_"),
    [
        (datetime(2022, 10, 14, 9, tzinfo=UTC), True),
        (datetime(2022, 10, 21, 15, 59, tzinfo=UTC), True),  # 23:59 of the last day in China
        (datetime(2022, 10, 21, 16, 0, tzinfo=UTC), False),
    ],
)
def test_window_ends_with_its_last_working_day(released, unit, now, open_):
    if open_:
        assert file(released, unit, now=now).pk
    else:
        with pytest.raises(AppealError, match="公示期已于 2022年10月21日截止"):
            file(released, unit, now=now)
        assert not Appeal.objects.exists()


def test_window_goes_around_holidays_and_counts_make_up_days(contest, people, unit):
    for day in range(1, 8):
        Holiday.objects.create(date=date(2022, 10, day), kind=DayKind.HOLIDAY, name="国庆节")
    for day in (8, 9):
        Holiday.objects.create(date=date(2022, 10, day), kind=DayKind.WORKDAY, name="国庆节")
    found = release(month(contest, people, "2022-08"), people, now=BEFORE_HOLIDAYS)
    # Worked are 8, 9 (the weekend), 10, 11 and 12 October.
    assert found.objections_until == date(2022, 10, 12)
    assert file(found, unit, now=datetime(2022, 10, 12, 15, tzinfo=UTC)).pk
    with pytest.raises(AppealError, match="10月12日"):
        file(found, unit, scope="k0", now=datetime(2022, 10, 13, 1, tzinfo=UTC))


def test_calendar_changed_later_moves_no_window(released, unit):
    Holiday.objects.create(date=date(2022, 10, 17), kind=DayKind.HOLIDAY, name="后加")
    released.refresh_from_db()
    assert released.objections_until == date(2022, 10, 21)
    with pytest.raises(AppealError, match="2022年10月21日"):
        file(released, unit, now=datetime(2022, 10, 24, 1, tzinfo=UTC))


def test_contest_without_appeals_takes_none(people, unit):
    calendar = {"starts_on": "2022-07-01", "ends_on": "2022-12-31", "ranked": ["month"], "appeal_days": 0}
    contest = store_contest(spec=contest_spec(entrants=2, calendar=calendar), actor=None)
    found = release(month(contest, people), people)
    payload = json.loads(found.payload)
    assert (payload["appeal_days"], payload["objections_until"], found.objections_until) == (0, None, None)
    with pytest.raises(AppealError, match="没有公示期"):
        file(found, unit)


def test_corrected_issue_leads_to_its_correction(contest, people, released, unit):
    month(contest, people, scores={"e1": {"k0": 20}})
    release(released.period, people, "录入有误")
    with pytest.raises(AppealError, match="第1期已由第2期更正，请对第2期提出申诉"):
        file(released, unit)


def test_neighbour_and_leader_cannot_appeal_for_a_unit(released, unit, people):
    with pytest.raises(ForbiddenError):
        file(released, unit, entrant="e0")
    with pytest.raises(ForbiddenError):
        file(released, people.leader)


def test_office_hands_in_what_was_written_on_paper(released, people):
    assert file(released, people.office).filed_role == Role.OFFICE


@pytest.mark.parametrize("changes", [{"claim": " "}, {"grounds": " "}, {"scope": "k9"}])
def test_appeal_without_claim_grounds_or_a_scope_of_the_issue_is_refused(released, unit, changes):
    with pytest.raises(AppealError):
        file(released, unit, **changes)


def test_same_appeal_twice_is_refused_until_the_first_is_closed(released, unit, people):
    first = file(released, unit)
    accept_appeal(appeal=first, by=people.office)
    with pytest.raises(AppealError, match="尚未办结"):
        file(released, unit)
    file(released, unit, scope="k0")
    withdraw_appeal(appeal=first, by=unit)
    file(released, unit)
    assert list(Appeal.objects.order_by("pk").values_list("scope", "state")) == [
        ("total", "withdrawn"),
        ("k0", "filed"),
        ("total", "filed"),
    ]
    assert AuditEvent.objects.filter(action=AuditAction.APPEAL_WITHDRAWN, actor=unit).count() == 1


def test_colleague_of_the_unit_withdraws_and_the_office_does_not(released, unit, people):
    appeal = file(released, unit)
    with pytest.raises(ForbiddenError):
        withdraw_appeal(appeal=appeal, by=people.office)
    withdraw_appeal(appeal=appeal, by=member("bisai-d1", Role.REVIEWER, "tongshi"))
    with pytest.raises(AppealError, match="已经办结"):
        withdraw_appeal(appeal=appeal, by=unit)


def test_office_withdraws_what_it_handed_in_with_a_reason_only(released, people):
    appeal = file(released, people.office)
    accept_appeal(appeal=appeal, by=people.office)
    with pytest.raises(AppealError, match="须写明理由"):
        withdraw_appeal(appeal=appeal, by=people.office, reason=" ")
    assert Appeal.objects.get().state == AppealState.ACCEPTED
    withdraw_appeal(appeal=appeal, by=people.office, reason=" 单位来函撤回 ")
    assert Appeal.objects.get().state == AppealState.WITHDRAWN
    event = AuditEvent.objects.first()
    assert (event.action, event.details["reason"]) == (AuditAction.APPEAL_WITHDRAWN, "单位来函撤回")


def test_unit_withdraws_what_it_wrote_on_paper_and_who_left_the_office_does_not(released, people, unit):
    appeal = file(released, people.office)
    people.office.memberships.all().delete()
    for outsider in (people.office, people.leader):
        with pytest.raises(ForbiddenError):
            withdraw_appeal(appeal=appeal, by=outsider, reason="不再申诉")
    withdraw_appeal(appeal=appeal, by=unit)
    assert Appeal.objects.get().state == AppealState.WITHDRAWN


def test_appeal_is_taken_up_once_and_by_who_hears_it(released, unit, people):
    appeal = file(released, unit)
    for outsider in (unit, people.reporter, people.reviewer):
        with pytest.raises(ForbiddenError):
            accept_appeal(appeal=appeal, by=outsider)
    accept_appeal(appeal=appeal, by=people.leader)
    with pytest.raises(AppealError, match="已由他人处理"):
        accept_appeal(appeal=appeal, by=people.office)
    assert Appeal.objects.get().state == AppealState.ACCEPTED


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "upheld"},
        {"state": "rejected", "decided_at": NOW, "decision_note": "不符"},
        {"decision_note": "还没有裁定"},
    ],
)
def test_database_refuses_half_a_decision(released, unit, wrong):
    file(released, unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.update(**wrong)


def test_database_refuses_a_decision_by_the_filer_and_a_correction_of_what_was_not_upheld(released, unit):
    file(released, unit)
    whole = {"state": "upheld", "decided_at": NOW, "decision_note": "属实"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.update(**whole, decided_by=unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.update(correction=released)
