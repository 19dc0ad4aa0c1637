from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contests.enums import Role, UploadState
from contests.exchange.imports.running import run_upload
from contests.models import Rating, Upload
from contests.services.accounts import grant_role
from contests.tasks import remove_old_uploads
from tests.exchange.files import csv
from tests.factories import NOW, PASSWORD, enter, make_contest
from tests.office.test_entry import GOOD, UPLOAD, confirm, post


def page_of(upload, name="uploaded"):
    return reverse(f"entry:{name}", args=["bisai", upload.pk])


def read(response):
    return b"".join(response.streaming_content)


@pytest.fixture
def upload(as_, reopened):
    """A file of the office that waits to be confirmed."""
    post(as_("office"), GOOD)
    return Upload.objects.get()


@pytest.fixture
def faulty(as_):
    post(as_("office"), GOOD)
    return Upload.objects.get()


@pytest.mark.parametrize("role", ["reporter", "reviewer", "leader"])
def test_file_of_another_is_not_there(as_, upload, role):
    client = as_(role)
    assert client.get(page_of(upload)).status_code == 404
    assert client.post(page_of(upload, "store-upload"), {"digest": upload.digest}).status_code == 404
    assert client.get(page_of(upload, "marked-upload")).status_code == 404
    assert Rating.objects.count() == 0


def test_another_of_the_office_does_not_see_it(client, contest, upload):
    other = grant_role(
        username="er",
        display_name="",
        password=PASSWORD,
        department="bisai-park",
        role=Role.OFFICE,
        actor=None,
        initial=False,
    )
    client.force_login(other.user)
    assert client.get(page_of(upload)).status_code == 404


def test_file_is_looked_for_in_its_own_contest(as_, people, upload):
    people.office.memberships.create(department=make_contest(slug="bieren").host, role=Role.OFFICE)
    assert as_("office").get(page_of(upload).replace("bisai", "bieren")).status_code == 404


@pytest.mark.parametrize("name", ["uploaded", "store-upload", "marked-upload"])
def test_without_signing_in_there_is_the_sign_in(client, upload, name):
    client.logout()
    assert client.get(page_of(upload, name)).status_code == (302)


def test_a_get_stores_nothing(as_, upload):
    assert as_("office").get(page_of(upload, "store-upload")).url == page_of(upload, "uploaded")


def test_figures_that_changed_since_the_preview_are_shown_anew(as_, contest, people, upload):
    enter(contest, {"e0": {"k0": 11}}, by=people.reporter)
    client = as_("office")
    page = confirm(client).content.decode()
    assert "预览之后数据有变动，没有保存" in page
    assert "<td>11（待审核）</td>" in page
    assert Rating.objects.get().value == 11
    assert "更改 1 条" in confirm(client).content.decode()
    assert Rating.objects.get().value == 18


def test_what_was_shown_otherwise_is_not_stored(as_, upload):
    page = as_("office").post(page_of(upload, "store-upload"), {"digest": "0"}, follow=True).content.decode()
    assert "请核对后再试" in page
    assert Rating.objects.count() == 0


def test_file_is_stored_once(as_, upload):
    client = as_("office")
    confirm(client)
    assert "已保存或预览已更新" in confirm(client).content.decode()


def test_period_that_closed_since_the_preview_is_a_fault(as_, contest, upload):
    contest.periods.update(reopened_until=None)
    assert "填报已截止" in confirm(as_("office")).content.decode()
    assert Rating.objects.count() == 0


def test_faulty_file_comes_back_in_its_encoding_with_a_column_of_faults(as_):
    client = as_("office")
    post(client, csv("2022-09,部门0,指标0,18,", encoding="gb18030"))
    response = client.get(page_of(Upload.objects.get(), "marked-upload"))
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    header, row = read(response).decode("gb18030").splitlines()
    assert header == "期次,单位,指标,数值,任务数,错误"
    assert row == "2022-09,部门0,指标0,18,,“单位”2022-09 填报已截止，请竞赛办重新开放后再填"


def test_file_without_a_faulty_row_has_no_marked_copy(as_):
    client = as_("office")
    assert "不是文字文件" in post(client, b"\xff\x00\xff").content.decode()
    assert client.get(page_of(Upload.objects.get(), "marked-upload")).status_code == 404


def test_parts_are_chosen_in_the_address(as_, upload):
    client = as_("office")
    assert "没有这样的行" in client.get(page_of(upload), {"show": "changed"}).content.decode()
    assert client.get(page_of(upload), {"show": "x"}).status_code == 404


def test_long_file_is_left_to_a_worker_and_its_page_asks_until_it_is_done(as_, reopened, contest):
    client = as_("office")
    rows = "".join(f"2022-09,部门{n % 2},指标0,{n % 20}\n" for n in range(300))
    page = post(client, GOOD + rows).content.decode()
    upload = Upload.objects.get()
    assert upload.state == UploadState.WAITING
    assert 'hx-trigger="every 1s"' in page
    waiting = client.get(page_of(upload), headers={"HX-Request": "true"})
    assert "等待检查" in waiting.content.decode()
    assert run_upload(upload_id=upload.pk, worker="甲", clock=lambda: NOW)
    done = client.get(page_of(upload), headers={"HX-Request": "true"})
    assert done["HX-Refresh"] == "true"
    assert "有错的 299 行，没有错的 2 行" in client.get(page_of(upload)).content.decode()


@pytest.mark.parametrize("files", [1, 30])
def test_desk_costs_the_same_queries_whatever_was_sent_in(as_, upload, django_assert_num_queries, files):
    for number in range(files):
        Upload.objects.create(**values_of(upload), name=f"{number}.csv")
    client = as_("office")
    with django_assert_num_queries(9):
        client.get(UPLOAD)


def values_of(upload):
    names = ("contest", "kind", "sha256", "uploaded_by", "uploaded_at", "file", "digest")
    return {name: getattr(upload, name) for name in names}


@pytest.mark.parametrize("rows", [1, 30])
def test_preview_costs_the_same_queries_whatever_its_length(as_, reopened, django_assert_num_queries, rows):
    client = as_("office")
    post(client, GOOD + "".join("2022-09,部门1,指标0,\n" for _ in range(rows)))
    with django_assert_num_queries(8):
        client.get(page_of(Upload.objects.get()))


def test_old_files_are_removed_with_what_is_on_disk(faulty):
    storage, names = faulty.file.storage, (faulty.file.name, faulty.marked.name)
    assert all(map(storage.exists, names))
    with time_machine.travel(faulty.uploaded_at + timedelta(days=29), tick=False):
        assert remove_old_uploads() == 0


@pytest.mark.django_db(transaction=True)
def test_older_files_are_gone(faulty):
    storage, names = faulty.file.storage, (faulty.file.name, faulty.marked.name)
    with time_machine.travel(faulty.uploaded_at + timedelta(days=31), tick=False):
        assert remove_old_uploads() == 1
    assert not any(map(storage.exists, names))
    assert not Upload.objects.exists()


def test_file_too_large_is_refused(as_):
    big = SimpleUploadedFile("大.csv", b"0" * (20 * 1024 * 1024 + 1))
    response = as_("office").post(UPLOAD, {"kind": "ratings", "file": big})
    assert response.status_code == 422
    assert "文件最大 20 MB" in response.content.decode()
