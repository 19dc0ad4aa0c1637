import hashlib
import json

import pytest
from django.db import DatabaseError, transaction

from contests.errors import ForbiddenError, NotReadyError
from contests.models import Release
from contests.scoring.verify import differences
from contests.services.compute import request_run
from contests.services.contests import store_contest
from contests.services.releases import approve_release, check_run
from tests.factories import NOW, compute, contest_spec, make_contest, make_people, month, release

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    return make_contest()


@pytest.fixture
def people(contest):
    return make_people(contest)


def test_release_is_numbered_hashed_and_chained(contest, people):
    first = release(month(contest, people, "2022-08"), people)
    second = release(month(contest, people, "2022-09"), people)
    assert (first.number, second.number) == (1, 2)
    assert first.sha256 == hashlib.sha256(first.payload.encode()).hexdigest()
    assert (first.previous_sha256, second.previous_sha256) == ("", first.sha256)
    assert json.loads(second.payload)["previous_sha256"] == first.sha256


def test_release_agrees_with_its_own_rules_and_inputs(contest, people):
    payload = json.loads(release(month(contest, people), people).payload)
    assert differences(payload) == []


@pytest.mark.parametrize("field", ["score", "rank", "tied", "breakdown", "previous_rank"])
def test_release_that_was_tampered_with_does_not_agree(contest, people, field):
    payload = json.loads(release(month(contest, people), people).payload)
    payload["standings"][0][field] = "99"
    assert len(differences(payload)) == 1


def test_release_with_an_entry_taken_off_does_not_agree(contest, people):
    payload = json.loads(release(month(contest, people), people).payload)
    payload["entries"].pop()
    assert len(differences(payload)) == 1


def test_release_names_no_person(contest, people):
    for name, user in vars(people).items():
        user.display_name = f"张{name}"
        user.save()
    payload = release(month(contest, people), people).payload
    assert not [name for name in vars(people) if f'"{name}"' in payload or f"张{name}" in payload]


def test_release_refuses_change_and_deletion(contest, people):
    release(month(contest, people), people)
    with pytest.raises(DatabaseError, match="已发布的内容不可更改"), transaction.atomic():
        Release.objects.update(number=9)
    with pytest.raises(DatabaseError, match="已发布的内容不可更改"), transaction.atomic():
        Release.objects.all()._raw_delete("default")


def test_check_before_the_computation_is_refused(contest, people):
    run = request_run(period=month(contest, people), requested_by=None, now=NOW)
    with pytest.raises(NotReadyError, match="尚未完成计算"):
        check_run(run=run, checker=people.office, now=NOW)


def test_check_by_someone_outside_the_office_is_refused(contest, people):
    run = compute(month(contest, people))
    with pytest.raises(ForbiddenError):
        check_run(run=run, checker=people.reporter, now=NOW)


def test_check_twice_is_refused(contest, people):
    run = compute(month(contest, people))
    check_run(run=run, checker=people.office, now=NOW)
    with pytest.raises(NotReadyError, match="已核对"):
        check_run(run=run, checker=people.office, now=NOW)


def test_approval_without_a_check_is_refused(contest, people):
    run = compute(month(contest, people))
    with pytest.raises(NotReadyError, match="尚未核对"):
        approve_release(run=run, approver=people.leader, reason="", now=NOW)


def test_approval_by_someone_outside_the_leading_group_is_refused(contest, people):
    run = compute(month(contest, people))
    check_run(run=run, checker=people.office, now=NOW)
    with pytest.raises(ForbiddenError):
        approve_release(run=run, approver=people.office, reason="", now=NOW)


def test_approval_by_the_one_who_checked_is_refused(contest, people):
    people.office.memberships.create(department=contest.host, role="leading_group")
    run = compute(month(contest, people))
    check_run(run=run, checker=people.office, now=NOW)
    with pytest.raises(NotReadyError, match="核对人不能批准"):
        approve_release(run=run, approver=people.office, reason="", now=NOW)


def test_approval_after_figures_changed_is_refused(contest, people):
    run = compute(month(contest, people))
    check_run(run=run, checker=people.office, now=NOW)
    month(contest, people, scores={"e2": {"k0": 20, "k1": 20}})
    with pytest.raises(NotReadyError, match="重新计算"):
        approve_release(run=run, approver=people.leader, reason="", now=NOW)


def test_approval_after_rules_changed_is_refused(contest, people):
    run = compute(month(contest, people))
    check_run(run=run, checker=people.office, now=NOW)
    store_contest(spec=contest_spec(boards=[]), actor=None)
    with pytest.raises(NotReadyError, match="重新计算"):
        approve_release(run=run, approver=people.leader, reason="", now=NOW)


def test_approval_after_the_month_before_was_corrected_is_refused(contest, people):
    august = month(contest, people, "2022-08")
    release(august, people)
    run = compute(month(contest, people))
    check_run(run=run, checker=people.office, now=NOW)
    month(contest, people, "2022-08", scores={"e2": {"k0": 20, "k1": 20}})
    release(august, people, "申诉成立")
    with pytest.raises(NotReadyError, match="上期发布又有变动"):
        approve_release(run=run, approver=people.leader, reason="", now=NOW)


def test_month_without_a_ranked_entrant_cannot_be_released(contest, people):
    run = compute(contest.periods.get(code="2022-11"))
    with pytest.raises(NotReadyError, match="没有一个单位有名次"):
        check_run(run=run, checker=people.office, now=NOW)


def test_standing_slipped_into_a_run_is_not_released(contest, people):
    run = compute(month(contest, people))
    check_run(run=run, checker=people.office, now=NOW)
    forged = run.standings.filter(scope="total").first()
    forged.pk, forged.scope = None, "work2"
    forged.save(force_insert=True)
    with pytest.raises(NotReadyError, match="重新推算的不符"):
        approve_release(run=run, approver=people.leader, reason="", now=NOW)


def test_older_run_cannot_be_released(contest, people):
    period = month(contest, people)
    run = compute(period)
    compute(period)
    with pytest.raises(NotReadyError, match="更新的计算结果"):
        check_run(run=run, checker=people.office, now=NOW)


def test_run_is_released_once(contest, people):
    first = release(month(contest, people), people)
    with pytest.raises(NotReadyError, match="已发布"):
        approve_release(run=first.run, approver=people.leader, reason="再发", now=NOW)


def test_correction_needs_a_reason_and_names_what_it_corrects(contest, people):
    period = month(contest, people)
    first = release(period, people)
    month(contest, people, scores={"e2": {"k0": 20, "k1": 20}})
    with pytest.raises(NotReadyError, match="更正原因"):
        release(period, people)
    run = period.runs.latest("revision")
    second = approve_release(run=run, approver=people.leader, reason="申诉成立", now=NOW)
    assert (second.number, second.corrects, first.corrected_by) == (2, first, second)
    payload = json.loads(second.payload)
    assert (payload["corrects"], payload["correction_reason"]) == (1, "申诉成立")
    assert Release.objects.get(pk=first.pk).payload == first.payload


def test_correction_of_a_correction_names_the_newest(contest, people):
    period = month(contest, people)
    release(period, people)
    for score, reason in ((20, "一"), (19, "二")):
        month(contest, people, scores={"e2": {"k0": score, "k1": score}})
        last = release(period, people, reason)
    assert (last.number, last.corrects.number) == (3, 2)


def test_rules_changed_later_change_nothing_that_was_released(contest, people):
    first = release(month(contest, people), people)
    store_contest(spec=contest_spec(boards=[], name="改名"), actor=None)
    assert Release.objects.get(pk=first.pk).payload == first.payload
    assert differences(json.loads(first.payload)) == []
