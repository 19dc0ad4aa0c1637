import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contests.models import Department, Finding, Problem, Rating
from contests.services.review import return_ratings
from tests.exchange.files import workbook
from tests.factories import NOW, enter

UPLOAD = reverse("entry:upload", args=["bisai"])
GOOD = "期次,单位,指标,数值\n2022-09,部门0,指标0,18\n"


def post(client, text, name="九月.csv", **fields):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(UPLOAD, {"kind": "ratings", "file": SimpleUploadedFile(name, data)} | fields, follow=True)


@pytest.mark.parametrize(
    ("name", "data"), [("九月.csv", GOOD), ("九月.xlsx", workbook([["2022-09", "部门0", "指标0", 18]]))]
)
def test_upload_stores_what_waits_for_approval(as_, people, reopened, name, data):
    page = post(as_("office"), data, name).content.decode()
    assert "新增 1 条，更改 0 条，未变 0 条，待审核" in page
    rating = Rating.objects.get()
    assert (rating.status, rating.entered_by) == ("submitted", people.office)


def test_upload_to_check_only_stores_nothing(as_, reopened):
    assert "1 行，没有错误（只检查，未保存）" in post(as_("office"), GOOD, check_only="on").content.decode()
    assert Rating.objects.count() == 0


def test_upload_with_faults_shows_them_all_and_stores_nothing(as_, reopened):
    response = post(as_("office"), GOOD + "2022-09,部门9,指标0,1\n2022-09,部门1,指标0,99%\n")
    page = response.content.decode()
    assert response.status_code == 422
    assert "共 2 处错误，未保存任何内容" in page
    assert "第 3 行“单位”" in page
    assert "第 4 行“数值”" in page
    assert Rating.objects.count() == 0


def test_upload_shows_what_a_file_holds_as_text(as_):
    page = post(as_("office"), GOOD + "2022-09,<script>alert(1)</script>,指标0,1\n").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_upload_without_a_file_says_so(as_):
    response = as_("office").post(UPLOAD, {"kind": "ratings"})
    assert response.status_code == 422
    assert "请选择文件" in response.content.decode()


def test_upload_of_events(as_):
    text = "期次,单位,范围,类别,事由,来源,直接上榜\n2022-09,部门0,总分,黑榜,迟报材料,通报,是\n"
    assert "新增事项 1 件" in post(as_("office"), text, kind="events").content.decode()
    assert Finding.objects.get().fact == "迟报材料"


def test_reporter_enters_the_own_department_only(as_, people):
    membership = people.reporter.memberships.get()
    membership.department = Department.objects.get(code="bisai-d1")
    membership.save()
    page = post(as_("reporter"), GOOD).content.decode()
    assert "不属于您负责的单位" in page
    assert Rating.objects.count() == 0


@pytest.mark.parametrize("role", ["reporter", "office"])
def test_nobody_enters_after_the_deadline(as_, role):
    assert "填报已截止" in post(as_(role), GOOD).content.decode()
    assert Rating.objects.count() == 0


def test_reporter_cannot_accuse_another_department(as_, people):
    membership = people.reporter.memberships.get()
    membership.department = Department.objects.get(code="bisai-d1")
    membership.save()
    text = "期次,单位,范围,类别,事由,来源,直接上榜\n2022-09,部门0,总分,黑榜,迟报材料,通报,是\n"
    assert "不属于您负责的单位" in post(as_("reporter"), text, kind="events").content.decode()
    assert not Finding.objects.exists()


def test_returned_figures_are_shown_with_the_reason(as_, contest, people):
    enter(contest, {"e0": {"k0": 18}}, by=people.reporter)
    seen = list(Rating.objects.values_list("pk", "version"))
    return_ratings(contest=contest, seen=seen, approver=people.reviewer, note="与台账不符", now=NOW)
    page = as_("reporter").get(UPLOAD).content.decode()
    assert "被退回的数据 1 条" in page
    assert "与台账不符" in page


LEDGER = "编号,责任单位,问题,交办日期,销号日期,销号依据\n1号,部门0,路灯不亮,2022-09-01,2022-09-20,现场照片\n"


def test_office_brings_in_the_ledger(as_):
    assert (
        "清单.csv：新增 1 件，更改 0 件，未变 0 件"
        in post(as_("office"), LEDGER, "清单.csv", kind="problems").content.decode()
    )
    assert Problem.objects.get().matter == "路灯不亮"


def test_ledger_to_check_only_is_not_stored(as_):
    page = post(as_("office"), LEDGER, kind="problems", check_only="on").content.decode()
    assert "1 行，没有错误（只检查，未保存）" in page
    assert not Problem.objects.exists()


def test_ledger_with_faults_shows_them_and_stores_nothing(as_):
    response = post(as_("office"), LEDGER.replace("现场照片", ""), kind="problems")
    assert response.status_code == 422
    assert "第 2 行“销号依据”" in response.content.decode()
    assert not Problem.objects.exists()


def test_reporter_is_neither_offered_nor_allowed_the_ledger(as_):
    client = as_("reporter")
    assert 'value="problems"' not in client.get(UPLOAD).content.decode()
    assert post(client, LEDGER, kind="problems").status_code == 422
    assert not Problem.objects.exists()
