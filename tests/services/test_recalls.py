import hashlib
import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction

from contests.enums import AuditAction, Decision, ReleaseKind
from contests.errors import ForbiddenError, NotReadyError
from contests.models import AuditEvent, Complainant, RecallRequest, Release
from contests.scoring.verify import differences
from contests.selectors.recalls import leaning_on
from contests.services.recalls import decide_recall, request_recall
from tests.factories import NOW, WRONG_UNIT, make_contest, make_people, month, recall, release

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)


@pytest.fixture
def contest():
    return make_contest(entrants=2)


@pytest.fixture
def people(contest):
    return make_people(contest)


@pytest.fixture
def released(contest, people):
    return release(month(contest, people), people)


def ask(released, requester, reason=WRONG_UNIT):
    return request_recall(release=released, requester=requester, reason=reason, now=NOW)


def decide(request, decider, *, approved=True, note=""):
    return decide_recall(request=request, decider=decider, approved=approved, note=note, now=LATER)


def test_recall_is_the_next_issue_hashed_and_chained(released, people):
    request = ask(released, people.office)
    found = decide(request, people.leader, note="同意")
    assert (found.number, found.kind, found.run, found.period) == (2, ReleaseKind.RECALL, None, released.period)
    assert (found.corrects, found.previous_sha256) == (released, released.sha256)
    assert found.sha256 == hashlib.sha256(found.payload.encode()).hexdigest()
    assert (found.checked_by, found.approved_by, found.released_at) == (people.office, people.leader, LATER)
    request.refresh_from_db()
    assert (request.decision, request.decided_by, request.note) == (Decision.APPROVED, people.leader, "同意")


def test_document_of_a_recall_has_a_head_and_no_result(released, people):
    before, payload = json.loads(released.payload), json.loads(recall(released, people).payload)
    assert payload == {
        "format": 1,
        "contest": before["contest"],
        "number": 2,
        "period": before["period"],
        "released_at": NOW.isoformat(),
        "checked_by": "竞赛办",
        "approved_by": "领导小组",
        "corrects": 1,
        "corrects_sha256": released.sha256,
        "correction_reason": WRONG_UNIT,
        "previous_sha256": released.sha256,
        "recalled": True,
    }
    assert differences(payload) == []


def test_what_was_recalled_stays_as_it_was_and_the_whole_chain_verifies(contest, people, released, capsys):
    recall(released, people)
    release(released.period, people, "核实后重新发布", LATER)
    assert Release.objects.get(pk=released.pk).payload == released.payload
    call_command("verify_release")
    assert "本期是撤回：撤回第1期" in capsys.readouterr().out


@pytest.mark.parametrize("role", ["reporter", "reviewer", "leader"])
def test_others_than_the_office_cannot_ask(released, people, role):
    with pytest.raises(ForbiddenError, match="只有本竞赛的竞赛办可以申请撤回"):
        ask(released, getattr(people, role))


@pytest.mark.parametrize("role", ["reporter", "reviewer", "office"])
def test_others_than_the_leading_group_cannot_decide(released, people, role):
    request = ask(released, people.office)
    with pytest.raises(ForbiddenError, match="只有本竞赛的领导小组可以决定撤回"):
        decide(request, getattr(people, role))
    assert Release.objects.count() == 1


def test_who_asked_does_not_decide_whatever_the_roles(released, people):
    people.office.memberships.update(role="leading_group")
    people.office.memberships.create(department=released.contest.host, role="office")
    request = ask(released, people.office)
    with pytest.raises(ForbiddenError, match="申请人不能决定自己提出的撤回"):
        decide(request, people.office)


@pytest.mark.parametrize(("reason", "length"), [("有误", 2), (" " * 20, 0), ("误" * 201, 201)])
def test_reason_that_is_too_short_or_too_long_is_refused(released, people, reason, length):
    with pytest.raises(NotReadyError, match=f"撤回原因须写 10 至 200 字，现为 {length} 字"):
        ask(released, people.office, reason)


def test_second_request_for_an_issue_is_refused_while_the_first_waits(released, people):
    ask(released, people.office)
    with pytest.raises(NotReadyError, match="第1期的撤回申请已经提出"):
        ask(released, people.office)


def test_refusal_needs_a_note_changes_nothing_and_lets_ask_again(released, people):
    request = ask(released, people.office)
    with pytest.raises(NotReadyError, match="不同意撤回的，须写明意见"):
        decide(request, people.leader, approved=False, note=" ")
    assert decide(request, people.leader, approved=False, note="依据不足") is None
    assert list(Release.objects.standing()) == [released]
    with pytest.raises(NotReadyError, match="已由他人决定"):
        decide(request, people.leader)
    assert ask(released, people.office).is_open
    assert RecallRequest.objects.count() == 2


def test_only_what_stands_can_be_recalled(contest, people, released):
    second = release(month(contest, people), people, "评分有误", LATER)
    with pytest.raises(NotReadyError, match="第1期已由第2期更正，请撤回第2期"):
        ask(released, people.office)
    taken = recall(second, people)
    for issue, said in ((released, "第1期已由第3期撤回"), (second, "第2期已由第3期撤回"), (taken, "第3期本身是撤回")):
        with pytest.raises(NotReadyError, match=said):
            ask(issue, people.office)


def test_request_and_decision_are_in_the_log(released, people):
    request = ask(released, people.office)
    found = decide(request, people.leader, note="同意")
    asked, decided = AuditEvent.objects.filter(action__startswith="recall.").order_by("pk")
    assert [one.action for one in (asked, decided)] == [AuditAction.RECALL_REQUESTED, AuditAction.RECALL_DECIDED]
    assert [one.actor for one in (asked, decided)] == [people.office, people.leader]
    assert {one.subject for one in (asked, decided)} == {"bisai 第1期"}
    assert asked.details == {"request": request.pk, "number": 1, "reason": WRONG_UNIT}
    assert decided.details == {
        "request": request.pk,
        "decision": "approved",
        "note": "同意",
        "reason": WRONG_UNIT,
        "number": 2,
        "sha256": found.sha256,
    }


@pytest.mark.parametrize("changes", [{"run": None}, {"kind": "recall"}, {"kind": "recall", "run": None}])
def test_database_refuses_a_ranking_without_a_run_and_a_recall_of_nothing(released, changes):
    row = {field.attname: getattr(released, field.attname) for field in Release._meta.concrete_fields}
    row |= {"id": None, "number": 2, "sha256": "1" * 64, "previous_sha256": released.sha256} | changes
    row |= {"run_id": None} if "run" in row and row.pop("run") is None else {}
    with pytest.raises(IntegrityError, match="release_recall_has_no_run"), transaction.atomic():
        Release.objects.create(**row)


def test_recall_refuses_change_and_deletion(released, people):
    taken = recall(released, people)
    with pytest.raises(DatabaseError, match="已发布的内容不可更改"), transaction.atomic():
        Release.objects.filter(pk=taken.pk).update(kind="ranking")
    with pytest.raises(DatabaseError, match="已发布的内容不可更改"), transaction.atomic():
        Release.objects.filter(pk=taken.pk)._raw_delete("default")


def test_later_issues_that_took_places_from_it_are_told(contest, people, released):
    october = release(month(contest, people, "2022-10"), people)
    release(month(contest, people, "2022-11"), people)
    assert leaning_on(released) == [october]


def test_issues_that_took_places_from_what_it_corrects_are_told(contest, people, released):
    october = release(month(contest, people, "2022-10"), people)
    corrected = release(month(contest, people, scores={"e1": {"k0": 20}}), people, "评分有误")
    assert leaning_on(corrected) == [october]


def test_issue_that_went_out_while_the_period_was_recalled_took_none(contest, people, released):
    recall(released, people)
    release(month(contest, people, "2022-10"), people)
    again = release(released.period, people, "核实后重新发布", LATER)
    assert leaning_on(again) == []


def test_refusal_of_a_reason_does_not_tell_who_complained(contest, released, people):
    finding = released.period.finding_set.create(
        entrant=contest.entrants.get(code="e0"), scope="total", colour="black", fact="迟报", source="complaint"
    )
    Complainant.objects.create(finding=finding, name="赵铁柱")
    with pytest.raises(NotReadyError) as refused:
        ask(released, people.office, "赵铁柱反映的情况有误，正在核实")
    assert str(refused.value) == "撤回原因公开显示，不能写个人姓名"


def test_reason_of_a_recall_names_no_person(released, people):
    people.reporter.display_name = "欧阳建国"
    people.reporter.save()
    with pytest.raises(NotReadyError, match=r"不能写个人姓名$"):
        ask(released, people.office, "欧阳建国填报的数据有误，正在核实")
