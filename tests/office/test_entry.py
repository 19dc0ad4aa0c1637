import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contests.enums import RatingStatus
from contests.models import Department, Finding, Problem, Rating, Upload
from contests.services.review import return_ratings
from tests.exchange.files import workbook
from tests.factories import NOW, enter

UPLOAD = reverse("entry:upload", args=["bisai"])
GOOD = "期次,单位,指标,数值\n2022-09,部门0,指标0,18\n"
LEDGER = "编号,责任单位,问题,交办日期,销号日期,销号依据\n1号,部门0,路灯不亮,2022-09-01,2022-09-20,现场照片\n"
EVENT = "期次,单位,范围,类别,事由,来源,直接上榜\n2022-09,部门0,总分,黑榜,迟报材料,通报,是\n"


def post(client, text, name="九月.csv", **fields):
    """Send a file in; return the page that shows what would be done."""
    data = text if isinstance(text, bytes) else text.encode()
    file = SimpleUploadedFile(name, data)
    return client.post(UPLOAD, {"kind": "ratings", "file": file} | fields, follow=True)


def confirm(client):
    """Have the newest file stored; return the page that says so."""
    upload = Upload.objects.latest("pk")
    address = reverse("entry:store-upload", args=["bisai", upload.pk])
    return client.post(address, {"digest": upload.digest}, follow=True)


def move_to_d1(person):
    membership = person.memberships.get()
    membership.department = Department.objects.get(code="bisai-d1")
    membership.save()


@pytest.mark.parametrize(
    ("name", "data"), [("九月.csv", GOOD), ("九月.xlsx", workbook([["2022-09", "部门0", "指标0", 18]]))]
)
def test_file_is_shown_first_and_then_stored_to_wait_for_approval(as_, people, reopened, name, data):
    client = as_("office")
    page = post(client, data, name).content.decode()
    assert "共 1 行：新增 1，更改 0，未变 0，没有错误；尚未保存" in page
    assert Rating.objects.count() == 0
    assert "新增 1 条，更改 0 条，未变 0 条，待审核" in confirm(client).content.decode()
    rating = Rating.objects.get()
    assert (rating.status, rating.entered_by, rating.source) == ("submitted", people.office, name)


def test_preview_shows_old_and_new(as_, contest, people, reopened):
    enter(contest, {"e0": {"k0": 18}, "e1": {"k0": 3}}, by=people.reporter)
    page = post(as_("office"), GOOD.replace(",18", ",19") + "2022-09,部门1,指标0,3\n").content.decode()
    assert "新增 0，更改 1，未变 1" in page
    assert "<td>18（待审核）</td>" in page
    assert "<td>19</td>" in page


def test_draft_is_handed_in_by_a_file_that_says_the_same(as_, contest, people, reopened):
    enter(contest, {"e0": {"k0": 18}}, by=people.reporter)
    Rating.objects.update(status=RatingStatus.DRAFT)
    client = as_("office")
    assert "<td>18（草稿）</td>" in post(client, GOOD).content.decode()
    confirm(client)
    assert Rating.objects.get().status == RatingStatus.SUBMITTED


def test_faults_are_shown_and_nothing_is_stored(as_, reopened):
    page = post(as_("office"), GOOD + "2022-09,部门9,指标0,1\n2022-09,部门1,指标0,99%\n").content.decode()
    assert "共 2 处错误，未保存任何内容" in page
    assert "有错的 2 行，没有错的 1 行" in page
    assert "第 3 行“单位”" in page
    assert "第 4 行“数值”" in page
    assert Rating.objects.count() == 0


def test_what_a_file_holds_is_shown_as_text(as_):
    page = post(as_("office"), GOOD + "2022-09,<script>alert(1)</script>,指标0,1\n").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_upload_without_a_file_says_so(as_):
    response = as_("office").post(UPLOAD, {"kind": "ratings"})
    assert response.status_code == 422
    assert "请选择文件" in response.content.decode()


def test_rows_that_were_not_filled_in_are_counted_and_passed_over(as_, reopened):
    page = post(as_("office"), GOOD + "2022-09,部门1,指标0,\n").content.decode()
    assert "共 2 行：新增 1，更改 0，未变 0，未填不导入 1，没有错误" in page


def test_file_of_nothing_filled_in_is_refused(as_, reopened):
    assert "没有填写任何数值" in post(as_("office"), GOOD.replace("18", "")).content.decode()


def test_events_are_shown_and_proposed(as_):
    client = as_("office")
    assert "黑榜：迟报材料" in post(client, EVENT, kind="events").content.decode()
    assert "新增事项 1 件" in confirm(client).content.decode()
    assert Finding.objects.get().fact == "迟报材料"
    assert "新增 0，更改 0，未变 1" in post(client, EVENT, kind="events").content.decode()


def test_event_that_is_registered_otherwise_is_a_fault_of_its_row(as_):
    client = as_("office")
    post(client, EVENT, kind="events")
    confirm(client)
    page = post(client, EVENT.replace("通报,是", "通报,否"), kind="events").content.decode()
    assert "第 2 行“事由”" in page
    assert "已登记且内容不同" in page


def test_reporter_enters_the_own_department_only(as_, people):
    move_to_d1(people.reporter)
    assert "不属于您负责的单位" in post(as_("reporter"), GOOD).content.decode()
    assert Rating.objects.count() == 0


@pytest.mark.parametrize("role", ["reporter", "office"])
def test_nobody_enters_after_the_deadline(as_, role):
    assert "填报已截止" in post(as_(role), GOOD).content.decode()
    assert Rating.objects.count() == 0


def test_reporter_cannot_accuse_another_department(as_, people):
    move_to_d1(people.reporter)
    assert "不属于您负责的单位" in post(as_("reporter"), EVENT, kind="events").content.decode()
    assert not Finding.objects.exists()


def test_veto_by_file_is_the_office_s(as_):
    veto = "期次,单位,范围,类别,事由,依据文件\n2022-09,部门0,总分,一票否决,安全事故,通报1号\n"
    assert "一票否决由竞赛办提出" in post(as_("reporter"), veto, kind="events").content.decode()
    assert "新增 1" in post(as_("office"), veto, kind="events").content.decode()


def test_returned_figures_are_shown_with_the_reason(as_, contest, people):
    enter(contest, {"e0": {"k0": 18}}, by=people.reporter)
    seen = list(Rating.objects.values_list("pk", "version"))
    return_ratings(contest=contest, seen=seen, approver=people.reviewer, note="与台账不符", now=NOW)
    page = as_("reporter").get(UPLOAD).content.decode()
    assert "被退回的数据 1 条" in page
    assert "与台账不符" in page


def test_office_brings_in_the_ledger(as_):
    client = as_("office")
    assert "编号" not in (page := post(client, LEDGER, "清单.csv", kind="problems").content.decode()).split("<table")[0]
    assert "问题 路灯不亮" in page
    assert not Problem.objects.exists()
    assert "新增 1 件，更改 0 件，未变 0 件" in confirm(client).content.decode()
    assert Problem.objects.get().matter == "路灯不亮"
    changed = post(client, LEDGER.replace("现场照片", "验收单"), kind="problems").content.decode()
    assert "销号依据 现场照片" in changed
    assert "销号依据 验收单" in changed


def test_ledger_with_faults_shows_them_and_stores_nothing(as_):
    response = post(as_("office"), LEDGER.replace("现场照片", ""), kind="problems")
    assert "第 2 行“销号依据”" in response.content.decode()
    assert not Problem.objects.exists()


def test_reporter_is_neither_offered_nor_allowed_the_ledger(as_):
    client = as_("reporter")
    assert 'value="problems"' not in client.get(UPLOAD).content.decode()
    assert post(client, LEDGER, kind="problems").status_code == 422
    assert not Upload.objects.exists()
