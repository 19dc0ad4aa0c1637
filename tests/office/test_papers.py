"""The page from which a release is hung and sent."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from contests.enums import Role
from contests.exchange.bulletin import BUILT_IN, DOCX
from contests.models import AuditEvent, Bulletin, BulletinTemplate
from contests.services.accounts import grant_role
from tests.exchange.papers import pdf
from tests.factories import PASSWORD, month, release

PAGE = "/office/bisai/releases/1/"
NUMBER = {"agency": "〔竞办〕", "year": 2022, "number": 15, "recipients": "各参赛单位：", "shown": "places"}


@pytest.fixture
def released(contest, people):
    return release(month(contest, people), people)


@pytest.fixture
def leader(contest):
    values = {"display_name": "", "password": PASSWORD, "actor": None, "initial": False}
    return grant_role(username="lingdao", department="bisai-park", role=Role.LEADER, **values).user


def upload(client, content, name="模板.docx"):
    return client.post(f"{PAGE}template", {"file": SimpleUploadedFile(name, content)})


def test_page_offers_posters_and_asks_for_a_number(as_, released):
    page = as_("office").get(f"{PAGE}papers").content.decode()
    assert [size for size in ("a3", "a1", "a0") if f"/contests/bisai/releases/1/poster-{size}.pdf" in page] == [
        "a3", "a1", "a0",
    ]  # fmt: skip
    assert "尚未编号" in page
    assert 'value="2022"' in page
    assert f"{PAGE}notice.docx" not in page


def test_bulletin_is_there_once_it_has_a_number(as_, released):
    client = as_("office")
    assert client.get(f"{PAGE}notice.docx").status_code == 404
    assert client.get(f"{PAGE}notice.pdf").status_code == 404
    assert client.post(f"{PAGE}number", NUMBER).status_code == 302
    bulletin = Bulletin.objects.get()
    assert (str(bulletin), bulletin.recipients, bulletin.shows_scores) == ("竞办〔2022〕15号", "各参赛单位", False)
    word, printed = client.get(f"{PAGE}notice.docx"), client.get(f"{PAGE}notice.pdf")
    assert (word["Content-Type"], printed["Content-Type"]) == (DOCX, "application/pdf")
    assert word["Content-Disposition"] == 'attachment; filename="bisai-1-notice.docx"'
    assert "no-store" in word["Cache-Control"]
    assert "竞办〔2022〕15号" in [one.text for one in Document(io.BytesIO(word.content)).paragraphs]
    assert "竞办〔2022〕15号" in pdf.text(printed.content)
    assert client.get(f"{PAGE}notice.docx").content == word.content


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"agency": "〔〕"}, "请填写机关代字"),
        ({"number": 0}, "大于或等于"),
        ({"year": "今年"}, "输入整数"),
        ({"recipients": ""}, "这个字段是必填项"),
    ],
)
def test_wrong_number_is_told_beside_its_field(as_, released, changed, expected):
    response = as_("office").post(f"{PAGE}number", NUMBER | changed)
    assert response.status_code == 422
    assert expected in response.content.decode()
    assert not Bulletin.objects.exists()


def test_taken_number_is_told(as_, contest, people, released):
    client = as_("office")
    client.post(f"{PAGE}number", NUMBER)
    release(month(contest, people, "2022-08"), people)
    response = client.post("/office/bisai/releases/2/number", NUMBER)
    assert response.status_code == 422
    assert "发文字号 竞办〔2022〕15号 已用过，请换一个" in response.content.decode()


def test_own_template_is_checked_kept_and_used(as_, released):
    client = as_("office")
    assert client.get(f"{PAGE}template.docx").content == BUILT_IN.read_bytes()
    document = Document(io.BytesIO(BUILT_IN.read_bytes()))
    document.add_paragraph("抄送：纪检组")
    file = io.BytesIO()
    document.save(file)
    assert upload(client, file.getvalue()).status_code == 302
    assert client.get(f"{PAGE}template.docx").content == file.getvalue()
    page = client.get(f"{PAGE}papers").content.decode()
    assert BulletinTemplate.objects.get().sha256 in page
    client.post(f"{PAGE}number", NUMBER)
    words = [one.text for one in Document(io.BytesIO(client.get(f"{PAGE}notice.docx").content)).paragraphs]
    assert "抄送：纪检组" in words


def test_bad_template_is_refused_with_its_faults(as_, released):
    response = upload(as_("office"), b"not a document")
    assert response.status_code == 422
    assert "应为Word 文档（.docx）" in response.content.decode()
    assert not BulletinTemplate.objects.exists()


def test_leader_reads_and_changes_nothing(client, leader, as_, released):
    as_("office").post(f"{PAGE}number", NUMBER)
    client.force_login(leader)
    page = client.get(f"{PAGE}papers").content.decode()
    assert "编号</button>" not in page
    assert "上传模板" not in page
    assert client.get(f"{PAGE}notice.docx").status_code == 200
    assert AuditEvent.objects.filter(action="data.exported", actor=leader, subject="bisai 第1期 通报").count() == 1
    assert client.post(f"{PAGE}number", NUMBER).status_code == 404
    assert upload(client, BUILT_IN.read_bytes()).status_code == 404


def test_corrected_release_says_which_one_to_send(as_, contest, people, released):
    release(month(contest, people, scores={"e0": {"k0": 1}, "e1": {"k0": 2}}), people, reason="更正")
    page = as_("office").get(f"{PAGE}papers").content.decode()
    assert "通报请发第2期的" in page


def test_period_leads_to_the_papers(as_, released):
    assert f'href="{PAGE}papers"' in as_("office").get("/office/bisai/2022-09/").content.decode()
