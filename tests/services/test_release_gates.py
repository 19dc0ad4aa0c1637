"""What stands in the way of a release, and what may be let stand for a reason."""

from decimal import Decimal

import pytest

from contests.errors import NotReadyError
from contests.models import AuditEvent, Complainant, Finding, ReleaseCheck
from contests.selectors.open_points import open_points
from contests.services.releases import approve_release, check_run
from contests.services.review import withdraw_events
from tests.factories import NOW, approve_all, compute, enter, make_contest, make_people, month, period_of, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    return make_contest()


@pytest.fixture
def people(contest):
    return make_people(contest)


@pytest.fixture
def found(contest, people):
    """Return a function that has a finding proposed and approved."""

    def make(entrant="e0", colour="red", fact="招商引资有功", document="通报3号", **changes):
        values = {"scope": "total", "source": "notice", "by_hand": True, "document": document}
        values |= {"period_id": period_of(contest).pk, "entrant_id": contest.entrants.get(code=entrant).pk}
        propose(contest, findings=[values | {"colour": colour, "fact": fact} | changes], by=people.reporter)
        approve_all(period_of(contest), people.reviewer)

    return make


def whats(period, run=None):
    return [(point.what, point.must) for point in open_points(period, run)]


def test_period_that_is_whole_has_nothing_open(contest, people):
    period = month(contest, people)
    assert whats(period, compute(period)) == []


def test_what_is_not_reported_or_not_approved_is_open(contest, people):
    period = month(contest, people, scores={"e0": {"k0": 9, "k1": 9}, "e1": {"k0": 8, "k1": 8}})
    enter(contest, {"e2": {"k0": 5}}, by=people.reporter)
    assert whats(period) == [
        ("未填报（2022年9月）：部门2还缺 1 项", False),
        ("未审核（2022年9月）：部门2的 1 项数据，不计入结果", False),
    ]


def test_event_that_waits_is_open(contest, people):
    period = month(contest, people)
    values = {"period_id": period.pk, "entrant_id": contest.entrants.get(code="e0").pk, "scope": "total"}
    values |= {"source": "notice", "document": "", "by_hand": False, "colour": "black"}
    deeds = [
        values | {"colour": "red", "fact": "办节有力", "by_hand": True},
        values | {"fact": "发生较大事故"},
        values | {"fact": "窗口无人", "covert": True},
    ]
    of = {name: values[name] for name in ("period_id", "entrant_id", "scope")} | {"document": "通报5号"}
    alone = of | {"kind": "bonus", "points": 2, "matter": "获省级表彰"}
    propose(contest, findings=deeds, adjustments=[alone], by=people.reporter)
    along = {"发生较大事故": ("veto", "bar_red", 0), "窗口无人": ("deduction", "", Decimal("-1.50"))}
    for fact, (kind, effect, points) in along.items():
        more = {"kind": kind, "effect": effect, "points": points, "matter": fact, "proposed_by": people.reporter}
        Finding.objects.get(fact=fact).adjustments.create(**of, **more)
    assert whats(period) == [
        (f"未审批（2022年9月）：{what}，不计入结果", False)
        for what in (
            "部门0 红榜 “办节有力”（直接上榜）",
            "部门0 黑榜 “发生较大事故”（一票否决 不得进入红榜）",
            "部门0 黑榜 暗访发现的事项（扣分 1.5 分）",
            "部门0 加分 2 分“获省级表彰”",
        )
    ]


def test_open_points_need_a_reason_that_the_log_keeps(contest, people):
    run = compute(month(contest, people, scores={"e0": {"k0": 9, "k1": 9}, "e1": {"k0": 8, "k1": 8}}))
    with pytest.raises(NotReadyError, match="还有 1 件未办结，照此提请须写明原因：未填报（2022年9月）：部门2还缺 2 项"):
        check_run(run=run, checker=people.office, now=NOW)
    check_run(run=run, checker=people.office, now=NOW, reason="部门2机构调整，本月不考评")
    check = ReleaseCheck.objects.get()
    assert check.left_open == "未填报（2022年9月）：部门2还缺 2 项"
    assert AuditEvent.objects.latest("pk").details["reason"] == check.reason == "部门2机构调整，本月不考评"


def test_entry_by_hand_without_any_proof_holds_the_release_up(contest, people, found):
    found(document="")
    run = compute(month(contest, people))
    assert whats(run.period, run) == [("红榜 部门0：“招商引资有功”既无依据文件，也无佐证材料", True)]
    with pytest.raises(NotReadyError, match="还不能发布：红榜 部门0：“招商引资有功”既无依据文件"):
        check_run(run=run, checker=people.office, now=NOW, reason="照发")


def test_entry_by_hand_with_a_file_is_proven(contest, people, found):
    found(document="")
    run = compute(month(contest, people))
    Finding.objects.get().evidence.create(
        name="照片.jpg",
        size=1,
        content_type="image/jpeg",
        sha256="0" * 64,
        uploaded_by=people.reporter,
        uploaded_at=NOW,
    )
    assert whats(run.period, run) == []


@pytest.mark.parametrize(
    ("colour", "remedy"),
    [("red", "公开个人姓名须在事项中写明依据"), ("black", "黑榜和扣分不公开个人姓名，请改写为单位")],
)
def test_person_who_has_an_account_is_recognised(contest, people, found, colour, remedy):
    people.reporter.display_name = "欧阳建国"
    people.reporter.save()
    found(colour=colour, fact="欧阳建国同志带队招商")
    run = compute(month(contest, people))
    ((what, must),) = whats(run.period, run)
    assert must
    assert remedy in what
    assert "“欧阳建国”" in what


def test_account_that_is_called_like_an_office_is_no_person(contest, people, found):
    people.reporter.display_name = "部门0"
    people.reporter.save()
    found(fact="部门0带队招商")
    run = compute(month(contest, people))
    assert whats(run.period, run) == []


def test_person_with_a_basis_is_named_on_the_red_list_only(contest, people, found):
    found(fact="王小明带队招商", person="王小明", person_basis="本人书面同意，2022年9月20日")
    run = compute(month(contest, people))
    assert whats(run.period, run) == []
    found(entrant="e1", colour="black", fact="王小明迟报材料", person="王小明", person_basis="本人同意")
    run = compute(period_of(contest))
    assert [must for _, must in whats(run.period, run)] == [True]


def test_basis_holds_for_the_deed_that_it_was_recorded_with(contest, people, found):
    found(fact="王小明带队招商", person="王小明", person_basis="本人书面同意")
    found(fact="王小明办理信访", document="通报4号")
    run = compute(month(contest, people))
    ((what, must),) = whats(run.period, run)
    assert must
    assert "“王小明办理信访 通报4号”写有个人姓名“王小明”" in what


def test_basis_of_another_month_founds_nothing(contest, people, found):
    found(
        fact="王小明带队招商", person="王小明", person_basis="本人书面同意", period_id=period_of(contest, "2022-08").pk
    )
    approve_all(period_of(contest, "2022-08"), people.reviewer)
    found(fact="王小明带队招商")
    run = compute(month(contest, people))
    assert [must for _, must in whats(run.period, run)] == [True]


def test_points_that_come_with_a_deed_have_its_basis(contest, people, found):
    found(fact="王小明带队招商", person="王小明", person_basis="本人书面同意")
    Finding.objects.get().adjustments.create(
        period=period_of(contest), entrant=contest.entrants.get(code="e0"), scope="total", kind="bonus", points=1,
        matter="王小明带队招商", document="通报3号", decision="approved", proposed_by=people.reporter,
        decided_by=people.reviewer, decided_at=NOW,
    )  # fmt: skip
    run = compute(month(contest, people))
    assert whats(run.period, run) == []


def test_person_without_a_basis_holds_the_release_up(contest, people, found):
    found(fact="王小明、李四带队招商", person="王小明、李四")
    run = compute(month(contest, people))
    assert [what.partition("写有个人姓名")[2][:5] for what, _ in whats(run.period, run)] == ["“李四”。", "“王小明”"]


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("赵铁柱", "赵铁柱"),
        ("钱大有、赵铁柱", "赵铁柱"),
        ("赵铁柱 等三人", "赵铁柱"),
        ("赵铁柱（群众）", "赵铁柱"),
        ("阿不都热合曼·买买提", "阿不都热合曼·买买提"),
        ("John Smith", "Smith"),
    ],
)
def test_complainant_is_never_published(contest, people, found, told, written):
    found(colour="black", fact=f"{written}反映的问题未办理")
    Complainant.objects.create(finding=Finding.objects.get(), name=told)
    run = compute(month(contest, people))
    with pytest.raises(NotReadyError, match=written):
        check_run(run=run, checker=people.office, now=NOW, reason="照发")


def test_proof_that_goes_after_the_check_stops_the_approval(contest, people, found):
    found()
    run = compute(month(contest, people))
    check_run(run=run, checker=people.office, now=NOW)
    Complainant.objects.create(finding=Finding.objects.get(), name="招商引资")
    with pytest.raises(NotReadyError, match="还不能发布"):
        approve_release(run=run, approver=people.leader, reason="", now=NOW)


def test_what_must_be_done_with_a_finding_is_told_step_by_step(contest, people, found):
    found(document="")
    run, finding = compute(month(contest, people)), Finding.objects.get()
    who = {"contest": contest, "findings": [finding.pk], "adjustments": [], "approver": people.reviewer, "now": NOW}

    def steps():
        return [(point.steps, point.address) for point in open_points(run.period, run)]

    mend = f"提出人{people.reporter}补上依据文件或佐证材料，重新提出；审批后重新计算"
    page = f"/entry/bisai/findings/{finding.pk}/"
    assert steps() == [(f"须先由审核员撤销批准（原由{people.reviewer}批准），再由{mend}", page)]
    withdraw_events(**who, reason="无依据")
    assert steps() == []


def test_a_named_person_leads_to_the_finding_as_far_as_it_has_come(contest, people, found):
    found(fact="驻村干部李四被处分", colour="black", person="李四")
    run, finding = compute(month(contest, people)), Finding.objects.get()
    assert "须先由审核员撤销批准" in open_points(run.period, run)[0].steps
    Finding.objects.update(decision="rejected")
    found("e1", fact="王五", person="李四", colour="red")
    (point,) = open_points(run.period, run)
    author = f"提出人{people.reporter}"
    assert point.address == f"/entry/bisai/findings/{finding.pk}/"
    assert point.steps == f"已撤销批准，由{author}照此修改，重新提出；审批后重新计算"
    Finding.objects.filter(pk=finding.pk).update(decision="proposed")
    steps = [point.steps for point in open_points(run.period, run) if point.must]
    assert steps == [f"{author}已重新提出，待审批；之后重新计算"]


@pytest.mark.parametrize("entrants", [2, 20])
def test_open_points_cost_the_same_queries(people, django_assert_num_queries, entrants):
    contest = make_contest(slug="duo", entrants=entrants)
    for name in ("office", "reporter", "reviewer"):
        getattr(people, name).memberships.create(department=contest.host, role=name)
    run = compute(month(contest, people))
    with django_assert_num_queries(17):
        open_points(run.period, run)


def test_correction_does_not_tell_again_the_name_that_it_takes_away(contest, people, found):
    found(fact="王小明带队招商", person="王小明", person_basis="本人书面同意")
    run = compute(month(contest, people))
    check_run(run=run, checker=people.office, now=NOW)
    assert "王小明" in approve_release(run=run, approver=people.leader, reason="", now=NOW).payload
    Finding.objects.update(fact="带队招商", person_basis="")
    again = compute(run.period)
    check_run(run=again, checker=people.office, now=NOW)
    assert "王小明" not in approve_release(run=again, approver=people.leader, reason="撤回姓名", now=NOW).payload
