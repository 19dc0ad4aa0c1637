import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contests.enums import Role
from contests.models import AuditEvent, Evidence, Rating
from tests.exchange.evidence_files import HTML, PDF, phone_photo, picture
from tests.factories import NOW, approve_all, enter, make_contest, period_of
from tests.office.roles import everybody

PAGE = reverse("entry:evidence", args=["bisai", "2022-09", "e0", "k0"])


def sent(name="照片.jpg", data=None):
    return SimpleUploadedFile(name, data or picture())


@pytest.fixture
def rating(contest, people, reopened):
    enter(contest, {"e0": {"k0": 18}}, by=people.reporter)
    return Rating.objects.get()


@pytest.fixture
def evidence(as_, rating):
    as_("reporter").post(PAGE, {"documents": [sent("合同 照片.jpg", phone_photo())]})
    return Evidence.objects.get()


def address(evidence, name="file"):
    return reverse(f"evidence:{name}", args=[evidence.pk])


def body(response):
    return b"".join(response.streaming_content)


def test_files_are_added_from_disk_and_camera(as_, people, rating):
    files = {"documents": [sent("合同.pdf", PDF), sent("图.png", picture("PNG"))], "photos": [sent()]}
    page = as_("reporter").post(PAGE, files, follow=True).content.decode()
    assert "已添加 3 份佐证材料" in page
    assert "合同.pdf" in page
    stored = list(Evidence.objects.values_list("name", "content_type", "uploaded_by"))
    assert stored[0] == ("合同.pdf", "application/pdf", people.reporter.pk)
    assert [bool(one.thumbnail) for one in Evidence.objects.all()] == [False, True, True]
    assert 'capture="environment"' in page


def test_every_faulty_file_is_named_and_none_is_kept(as_, rating):
    files = {"documents": [sent(), sent("页.jpg", HTML), sent("空.doc", b"x")]}
    response = as_("reporter").post(PAGE, files)
    page = response.content.decode()
    assert response.status_code == 422
    assert "页.jpg：内容不是 .jpg 文件，与扩展名不符" in page
    assert "空.doc：旧版 .doc 请另存为 .docx 或 PDF 再传" in page
    assert not Evidence.objects.exists()


def test_no_file_says_so(as_, rating):
    assert "请选择文件或拍照" in as_("reporter").post(PAGE, {}).content.decode()


def test_file_is_given_out_sealed_and_the_taking_is_logged(as_, people, evidence):
    response = as_("reviewer").get(address(evidence))
    assert body(response) == phone_photo()
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"].startswith("inline; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in response["Cache-Control"]
    event = AuditEvent.objects.get(action="evidence.downloaded")
    assert (event.actor, event.details) == (
        people.reviewer,
        {"address": "127.0.0.1", "evidence": [[evidence.pk, evidence.sha256]]},
    )


def test_document_is_saved_and_not_shown(as_, rating):
    client = as_("reporter")
    client.post(PAGE, {"documents": [sent("合同.pdf", PDF)]})
    response = client.get(address(Evidence.objects.get()))
    assert body(response) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert client.get(address(Evidence.objects.get(), "thumbnail")).status_code == 404


def test_thumbnail_is_small_and_taking_it_is_not_logged(as_, evidence):
    response = as_("reporter").get(address(evidence, "thumbnail"))
    assert response["Content-Type"] == "image/jpeg"
    assert b"Phone" not in body(response)
    assert not AuditEvent.objects.filter(action="evidence.downloaded").exists()


SEES = {
    "reporter_of_unit": 200, "reporter_of_other": 404, "reviewer": 200, "reviewer_of_unit": 200, "assessor": 200,
    "assessor_elsewhere": 404, "office": 200, "leading_group": 200, "leader": 200, "auditor": 404,
    "system_admin": 404, "security_admin": 404,
}  # fmt: skip


@pytest.mark.parametrize("role", SEES)
def test_evidence_is_for_those_who_see_the_figure(client, contest, evidence, role):
    client.force_login(everybody(contest)[role])
    for place in (address(evidence), address(evidence, "thumbnail"), PAGE):
        response = client.get(place)
        assert response.status_code == SEES[role]
        # What is streamed lets go of its file once it was read.
        assert not response.streaming or body(response)
    # Only who uploaded it may remove it: to others it stays, whether they see it or not.
    assert client.post(address(evidence, "remove")).status_code == (302 if SEES[role] == 200 else 404)
    assert Evidence.objects.exists()


def test_office_of_another_park_does_not_see_it(client, evidence):
    other = make_contest(slug="bieren")
    client.force_login(everybody(other)["office"])
    assert client.get(address(evidence)).status_code == 404
    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize("name", ["file", "thumbnail", "remove"])
def test_without_signing_in_there_is_the_sign_in(client, evidence, name):
    client.logout()
    method = client.post if name == "remove" else client.get
    assert method(address(evidence, name))["Location"].startswith("/login/")


@pytest.mark.parametrize("name", ["file", "thumbnail"])
def test_file_that_is_not_there(as_, rating, name):
    assert as_("office").get(reverse(f"evidence:{name}", args=[999])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_own_file_is_removed_from_disk_and_the_log_keeps_its_hash(as_, people, evidence):
    storage, names = evidence.file.storage, (evidence.file.name, evidence.thumbnail.name)
    page = as_("reporter").post(address(evidence, "remove"), follow=True).content.decode()
    assert "已删除“合同 照片.jpg”" in page
    assert not any(map(storage.exists, names))
    event = AuditEvent.objects.get(action="evidence.removed")
    assert event.details["evidence"] == [[evidence.pk, evidence.sha256]]
    assert "合同" not in json.dumps(event.details, ensure_ascii=False)


def test_nothing_changes_once_the_figure_is_approved(as_, contest, people, evidence):
    approve_all(period_of(contest), people.reviewer)
    client = as_("reporter")
    assert "数据已审核，佐证材料不能再改" in client.post(PAGE, {"documents": [sent()]}).content.decode()
    assert "数据已审核" in client.post(address(evidence, "remove"), follow=True).content.decode()
    assert Evidence.objects.count() == 1


def test_nothing_changes_after_the_deadline(as_, contest, evidence):
    contest.periods.update(reopened_until=NOW)
    assert "填报已截止" in as_("reporter").post(PAGE, {"documents": [sent()]}).content.decode()
    assert Evidence.objects.count() == 1


def test_who_sees_and_does_not_enter_adds_nothing(as_, evidence):
    assert "不由您填报" in as_("leader").post(PAGE, {"documents": [sent()]}).content.decode()
    assert Evidence.objects.count() == 1


def test_same_file_twice_and_too_many_are_refused(as_, evidence):
    client = as_("reporter")
    assert "已经添加过" in client.post(PAGE, {"documents": [sent("另一名.jpg", phone_photo())]}).content.decode()
    many = [sent(f"{n}.pdf", PDF + str(n).encode()) for n in range(20)]
    assert "最多 20 份佐证材料，现有 1 份" in client.post(PAGE, {"documents": many}).content.decode()
    assert Evidence.objects.count() == 1


def test_figure_that_is_not_there_has_no_page(as_, people):
    people.office.memberships.create(department=make_contest(slug="duo").host, role=Role.OFFICE)
    client = as_("office")
    assert client.get(PAGE).status_code == 404
    assert client.get(PAGE.replace("e0", "e9")).status_code == 404


@pytest.mark.parametrize("files", [1, 15])
def test_page_costs_the_same_queries_whatever_its_files(as_, rating, django_assert_num_queries, files):
    client = as_("reporter")
    client.post(PAGE, {"documents": [sent(f"{n}.pdf", PDF + str(n).encode()) for n in range(files)]})
    client.get(PAGE)
    with django_assert_num_queries(10):
        client.get(PAGE)
