"""What stands with a finding: why it was not approved, or not any more; what it lacks to be put on a list."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contests.models import Finding
from tests.exchange.evidence_files import PDF
from tests.factories import compute, month

NEW = reverse("entry:new-finding", args=["bisai"])
QUEUE = reverse("review:queue", args=["bisai", "2022-09"])


def entered(contest, fact):
    return {
        "entrant": contest.entrants.get(code="e0").pk, "period": "2022-09", "place": "total", "colour": "black",
        "source": "spot_check", "fact": fact, "document": "督查通报1号",
    }  # fmt: skip


def test_reason_stands_with_the_finding_until_it_is_proposed_again(as_, contest):
    as_("reporter").post(NEW, entered(contest, "窗口无人值守"))
    finding = Finding.objects.get()
    page = reverse("entry:finding", args=["bisai", finding.pk])

    def decide(action, **more):
        seen = {"findings": [finding.pk], "seen_findings": [f"{finding.pk}:{Finding.objects.get().version}"]}
        as_("reviewer").post(QUEUE, seen | {"action": action} | more)

    def read(role):
        return as_(role).get(page).content.decode()

    decide("return", note="请写明日期")
    assert "<dt>原因</dt><dd>请写明日期</dd>" in read("reporter")
    as_("reporter").post(page, entered(contest, "9月3日窗口无人值守") | {"version": 1})
    assert "请写明日期" not in read("reporter")
    decide("approve")
    assert f'须先由审核员在<a href="{QUEUE}">审核页</a>撤销批准' in read("reviewer")
    assert QUEUE not in read("reporter")
    decide("withdraw", note="查无此事")
    assert "<dt>原因</dt><dd>查无此事</dd>" in read("reporter")
    assert "查无此事" not in read("leader")


def test_direct_listing_without_proof_is_said_at_entry_review_and_desk_in_the_same_words(as_, contest, people):
    unproven = "既无依据文件，也无佐证材料"
    sent = entered(contest, "窗口无人值守") | {"by_hand": "on"}
    client = as_("reporter")
    page = client.post(NEW, sent | {"document": ""}, follow=True).content.decode()
    finding = Finding.objects.get()
    address = reverse("entry:finding", args=["bisai", finding.pk])
    said = f"直接上榜的事项{unproven}：批准后、补上之前，本期不能提请发布"
    assert said in page
    assert said in as_("reviewer").get(QUEUE).content.decode()
    seen = {"findings": [finding.pk], "seen_findings": [f"{finding.pk}:1"], "action": "approve"}
    as_("reviewer").post(QUEUE, seen)
    held_up = f"直接上榜的事项{unproven}：补上之前，本期不能提请发布"
    assert held_up in as_("reporter").get(address).content.decode()
    assert held_up in as_("reviewer").get(QUEUE).content.decode()
    compute(month(contest, people))
    assert f"“窗口无人值守”{unproven}" in as_("office").get("/office/bisai/2022-09/").content.decode()
    Finding.objects.update(decision="proposed", decided_by=None)
    file = SimpleUploadedFile("照片.pdf", PDF)
    as_("reporter").post(address, sent | {"version": 1, "document": "", "documents": [file]})
    assert unproven not in as_("reviewer").get(QUEUE).content.decode()
    assert unproven not in as_("reporter").get(address).content.decode()
