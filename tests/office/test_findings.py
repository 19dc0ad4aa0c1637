import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contests.models import Adjustment, AuditEvent, Complainant, Evidence, Finding
from tests.exchange.evidence_files import HTML, PDF
from tests.factories import make_contest, make_people, period_of, propose
from tests.office.roles import everybody

LIST = reverse("entry:findings", args=["bisai"])
NEW = reverse("entry:new-finding", args=["bisai"])
QUEUE = reverse("review:queue", args=["bisai", "2022-09"])


def entered(contest, code="e0", **changes):
    """Return the fields of a form that is in order."""
    return {
        "entrant": contest.entrants.get(code=code).pk, "period": "2022-09", "place": "total", "colour": "black",
        "source": "spot_check", "fact": "窗口无人值守", "document": "督查通报1号",
    } | changes  # fmt: skip


@pytest.fixture
def who(contest):
    return everybody(contest)


@pytest.fixture
def sign_in(client, who):
    def as_role(role):
        client.force_login(who[role])
        return client

    return as_role


@pytest.fixture
def covert(sign_in, contest):
    """A covert finding of the assessor's, with a file."""
    file = SimpleUploadedFile("暗访.pdf", PDF)
    sign_in("assessor").post(NEW, entered(contest, covert="on", documents=[file]))
    return Finding.objects.get()


def page_of(finding):
    return reverse("entry:finding", args=["bisai", finding.pk])


def test_finding_is_proposed_with_its_points_and_evidence(sign_in, contest, who):
    file = SimpleUploadedFile("照片说明.pdf", PDF)
    page = sign_in("office").post(
        NEW,
        entered(contest, place="work:k0", kind="deduction", points="2.5", by_hand="on", documents=[file]),
        follow=True,
    )
    assert "已提出，待他人审批" in page.content.decode()
    finding = Finding.objects.get()
    assert (finding.scope, finding.criterion.code, finding.by_hand) == ("work", "k0", True)
    assert (finding.decision, finding.proposed_by) == ("proposed", who["office"])
    adjustment = finding.adjustments.get()
    assert (adjustment.kind, adjustment.points, adjustment.scope) == ("deduction", -2.5, "work")
    assert (adjustment.matter, adjustment.document) == ("窗口无人值守", "督查通报1号")
    assert finding.evidence.get().name == "照片说明.pdf"


def test_every_fault_is_said_beside_its_field(sign_in, contest):
    wrong = entered(
        contest, fact="", kind="veto", points="1", document="", documents=[SimpleUploadedFile("a.jpg", HTML)]
    )
    response = sign_in("office").post(NEW, wrong)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"fact", "document", "points", "effect", "documents"}
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"fact": "字" * 121}, "fact"),
        ({"kind": "deduction"}, "points"),
        ({"kind": "deduction", "points": "99999"}, "points"),
        ({"kind": "bonus", "colour": "red", "points": "20.01", "place": "work"}, "points"),
        ({"kind": "bonus", "points": "2"}, "kind"),
        ({"kind": "deduction", "points": "-2"}, "points"),
        ({"kind": "veto", "effect": "zero", "place": "work"}, "effect"),
        ({"effect": "zero"}, "effect"),
        ({"place": "nowhere"}, "place"),
        ({"period": "2021-01"}, "period"),
        ({"entrant": "0"}, "entrant"),
    ],
)
def test_what_does_not_hang_together_is_refused(sign_in, contest, changes, field):
    response = sign_in("office").post(NEW, entered(contest, **changes))
    assert list(response.context["form"].errors) == [field]


@pytest.mark.parametrize(
    ("role", "entrants"),
    [("office", ["e0", "e1"]), ("assessor", ["e0"]), ("reporter_of_unit", ["e0"]), ("reporter_of_other", ["e1"])],
)
def test_units_that_one_may_report(sign_in, contest, role, entrants):
    client = sign_in(role)
    offered = [pk for pk, _ in client.get(NEW).context["form"].fields["entrant"].choices]
    assert offered == [contest.entrants.get(code=code).pk for code in entrants]
    for code in ("e0", "e1"):
        client.post(NEW, entered(contest, code))
    assert list(Finding.objects.order_by("pk").values_list("entrant__code", flat=True)) == entrants


@pytest.mark.parametrize("role", ["reviewer", "reviewer_of_unit", "leading_group", "leader", "auditor"])
def test_who_does_not_enter_proposes_nothing(sign_in, contest, role):
    client = sign_in(role)
    assert client.get(NEW).status_code == 404
    assert client.post(NEW, entered(contest)).status_code == 404


def test_veto_covert_and_complainant_are_not_a_unit_s(sign_in, contest):
    client = sign_in("reporter_of_unit")
    page = client.get(NEW).content.decode()
    assert "一票否决" not in page
    assert "暗访：" not in page
    assert "举报人" not in page
    client.post(NEW, entered(contest, kind="veto", effect="zero"))
    assert not Finding.objects.exists()
    client.post(NEW, entered(contest, covert="on", complainant_name="张三"))
    assert Finding.objects.get().covert is False
    assert not Complainant.objects.exists()


SEES_COVERT = {
    "assessor": 200, "office": 200, "reviewer": 200, "leading_group": 200, "leader": 200, "reporter_of_unit": 404,
    "reviewer_of_unit": 404, "reporter_of_other": 404, "assessor_elsewhere": 404, "auditor": 404, "system_admin": 404,
    "security_admin": 404,
}  # fmt: skip


@pytest.mark.parametrize("role", SEES_COVERT)
def test_covert_finding_is_hidden_from_the_unit(sign_in, covert, role):
    client = sign_in(role)
    file = client.get(reverse("evidence:file", args=[Evidence.objects.get().pk]))
    assert (client.get(page_of(covert)).status_code, file.status_code) == (SEES_COVERT[role],) * 2
    assert not file.streaming or b"".join(file.streaming_content)
    listed = client.get(LIST)
    if listed.status_code == 200:
        assert ("窗口无人值守" in listed.content.decode()) is (SEES_COVERT[role] == 200)


def test_open_finding_is_seen_by_the_unit_and_its_assessor(sign_in, contest):
    sign_in("office").post(NEW, entered(contest))
    found = Finding.objects.get()
    seen = {role: sign_in(role).get(page_of(found)).status_code for role in SEES_COVERT}
    assert {role for role, status in seen.items() if status == 200} == {
        "assessor", "office", "reviewer", "leading_group", "leader", "reporter_of_unit", "reviewer_of_unit",
    }  # fmt: skip


def test_unit_does_not_learn_from_the_desk_that_something_waits(sign_in, covert):
    page = sign_in("reporter_of_unit").get(reverse("office:contest", args=["bisai"])).content.decode()
    assert "<td>1</td>" not in page
    assert '<td class="text-end">1</td>' not in page


def test_who_complained_is_shown_to_the_office_and_written_nowhere_else(sign_in, contest, caplog):
    secret = {"complainant_name": "王举报", "complainant_contact": "13900001111"}
    client = sign_in("office")
    client.post(NEW, entered(contest, source="complaint", **secret))
    found = Finding.objects.get()
    assert "王举报" in client.get(page_of(found)).content.decode()
    client.post(page_of(found), entered(contest, fact="无人值守两小时", source="complaint", version=1, **secret))
    places = [LIST, page_of(found), QUEUE, reverse("office:contest", args=["bisai"])]
    for role in ("reviewer", "leading_group", "leader", "assessor", "reporter_of_unit"):
        client = sign_in(role)
        for place in places:
            text = client.get(place).content.decode()
            assert "王举报" not in text
            assert "13900001111" not in text
    log = str(list(AuditEvent.objects.values_list("subject", "details")))
    assert "无人值守两小时" in log
    assert "王举报" not in log + caplog.text + str(Complainant.objects.get()) + str(found)
    assert "13900001111" not in log + caplog.text


@pytest.mark.parametrize(("role", "status"), [("reporter_of_unit", 404), ("assessor", 404), ("reviewer", 200)])
def test_unit_does_not_see_the_files_of_a_complaint(sign_in, contest, role, status):
    letter = SimpleUploadedFile("来信.pdf", PDF)
    sign_in("office").post(NEW, entered(contest, source="complaint", documents=[letter]))
    client = sign_in(role)
    response = client.get(reverse("evidence:file", args=[Evidence.objects.get().pk]))
    assert response.status_code == status
    assert not response.streaming or b"".join(response.streaming_content) == PDF
    page = client.get(page_of(Finding.objects.get()))
    assert page.status_code == 200
    assert ("来信.pdf" in page.content.decode()) is (status == 200)


def test_finding_and_its_points_are_decided_together(sign_in, contest):
    sign_in("office").post(NEW, entered(contest, kind="deduction", points="2"))
    finding, adjustment = Finding.objects.get(), Adjustment.objects.get()
    client = sign_in("reviewer")
    page = client.get(QUEUE).content.decode()
    assert "扣分 -2" in page
    assert 'name="adjustments"' not in page
    client.post(QUEUE, {"action": "approve", "adjustments": [adjustment.pk]})
    assert Adjustment.objects.get().decision == "proposed"
    ticked = {"findings": [finding.pk], "seen_findings": [f"{finding.pk}:1"]}
    client.post(QUEUE, ticked | {"action": "approve"})
    assert (Finding.objects.get().decision, Adjustment.objects.get().decision) == ("approved", "approved")
    client.post(QUEUE, ticked | {"action": "withdraw", "note": "事实不清"})
    assert (Finding.objects.get().decision, Adjustment.objects.get().decision) == ("rejected", "rejected")


def test_proposer_changes_what_nobody_approved(sign_in, contest):
    client = sign_in("office")
    client.post(NEW, entered(contest, kind="deduction", points="2"))
    found = Finding.objects.get()
    client.post(page_of(found), entered(contest, fact="无人值守两小时", version=1))
    found.refresh_from_db()
    assert found.fact == "无人值守两小时"
    assert not Adjustment.objects.exists()
    event = AuditEvent.objects.get(action="events.changed")
    assert event.details["old"]["adjustment"] == ["deduction", "-2.0000", ""]
    assert (event.details["old"]["fact"], event.details["new"]["fact"]) == ("窗口无人值守", "无人值守两小时")
    seen = {"findings": [found.pk], "seen_findings": [f"{found.pk}:{found.version}"]}
    sign_in("reviewer").post(QUEUE, seen | {"action": "approve"})
    page = sign_in("office").post(page_of(found), entered(contest), follow=True).content.decode()
    assert "事项已批准，不能修改；需要改的请审核人先撤销；这次的修改没有保存" in page


def test_finding_that_was_not_shown_is_not_approved(sign_in, contest):
    sign_in("office").post(NEW, entered(contest, kind="deduction", points="2"))
    sign_in("reviewer").post(QUEUE, {"action": "approve", "findings": [Finding.objects.get().pk]})
    assert Finding.objects.get().decision == "proposed"


def test_what_changed_since_it_was_seen_is_not_approved(sign_in, contest):
    sign_in("office").post(NEW, entered(contest, kind="deduction", points="2"))
    found = Finding.objects.get()
    assert 'name="seen_findings"' in sign_in("reviewer").get(QUEUE).content.decode()
    sign_in("office").post(page_of(found), entered(contest, kind="deduction", points="20", version=1))
    ticked = {"action": "approve", "findings": [found.pk], "seen_findings": [f"{found.pk}:1"]}
    response = sign_in("reviewer").post(QUEUE, ticked)
    assert "所选事项中有的刚被修改" in response.content.decode()
    assert Finding.objects.get().decision == "proposed"


def test_others_change_nothing(sign_in, contest):
    sign_in("office").post(NEW, entered(contest))
    found = Finding.objects.get()
    assert sign_in("reporter_of_unit").post(page_of(found), entered(contest, fact="改")).status_code == 404
    assert Finding.objects.get().fact == "窗口无人值守"


def test_same_matter_is_registered_once(sign_in, contest):
    client = sign_in("office")
    client.post(NEW, entered(contest))
    response = client.post(NEW, entered(contest))
    assert "同一事项已登记（待审批）" in response.content.decode()
    assert Finding.objects.count() == 1


def test_list_is_chosen_by_period_and_decision(sign_in, contest):
    client = sign_in("office")
    client.post(NEW, entered(contest))
    september = period_of(contest).pk
    assert "事项 1 件" in client.get(LIST, {"period": september, "decision": "proposed"}).content.decode()
    assert "没有这样的事项" in client.get(LIST, {"decision": "approved"}).content.decode()
    assert "没有这样的事项" in client.get(LIST, {"period": period_of(contest, "2022-08").pk}).content.decode()


def test_findings_of_another_park_are_not_there(client, contest, who, covert):
    other = make_contest(slug="bieren")
    client.force_login(make_people(other).office)
    for place in (LIST, NEW, page_of(covert)):
        assert client.get(place).status_code == 404


@pytest.mark.parametrize("place", [LIST, NEW])
def test_without_signing_in_there_is_the_sign_in(client, contest, place):
    assert client.get(place)["Location"] == f"/login/?next={place}"


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(("place", "queries"), [(LIST, 11), (QUEUE, 16)])
def test_costs_the_same_queries_whatever_its_length(sign_in, contest, django_assert_num_queries, rows, place, queries):
    ids = {"period_id": period_of(contest).pk, "entrant_id": contest.entrants.get(code="e0").pk}
    facts = [
        ids
        | {"scope": "total", "colour": "red", "fact": f"事项{n}", "source": "report", "document": "", "by_hand": False}
        for n in range(rows)
    ]
    propose(contest, findings=facts)
    client = sign_in("office")
    with django_assert_num_queries(queries):
        client.get(place)
