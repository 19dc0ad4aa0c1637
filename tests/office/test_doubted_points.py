"""Points beyond the full marks of their scope: doubted beside the field and in the preview, stored once meant."""

from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from contests.models import Adjustment, Upload
from tests.office.test_findings_rejected import NEW, entered

DOUBT = "一次加减 25 分，超过所选范围的满分 20 分，请核对是否多写了位数"
HEADER = "期次,单位,范围,类别,分值,事由,来源,依据文件"
SURE = "分值无误，就是这么多"


@pytest.fixture
def sent(contest):
    return entered(contest, "瞒报事故") | {"kind": "deduction", "points": "25"}


def test_form_asks_and_stores_what_is_meant(as_, sent):
    client = as_("reporter")
    assert SURE not in client.get(NEW).content.decode()
    answer = client.post(NEW, sent)
    page = answer.content.decode()
    assert (answer.status_code, Adjustment.objects.count()) == (422, 0)
    assert f"{DOUBT}；确实如此的，请勾选“{SURE}”" in page
    assert 'type="checkbox" name="sure"' in page
    assert client.post(NEW, sent | {"sure": "on"}).status_code == 302
    assert Adjustment.objects.get().points == -25


def test_preview_shows_what_is_doubted_first_and_lets_it_be_stored(as_, contest):
    lines = [
        "2022-09,部门0,总分,红榜,,签约三个项目,通报,通报1号",
        "2022-09,部门1,总分,扣分,-2,迟报,,通报2号",
        "2022-09,部门0,总分,扣分,-25,瞒报事故,,通报3号",
    ]
    file = SimpleUploadedFile("事项.csv", "\n".join([HEADER, *lines]).encode())
    client = as_("office")
    client.post(reverse("entry:upload", args=["bisai"]), {"kind": "events", "file": file})
    upload = Upload.objects.get()
    shown = client.get(reverse("entry:uploaded", args=["bisai", upload.pk])).context["lines"]
    assert [line["new"] for line in shown] == [f"扣分 -25：瞒报事故（{DOUBT}）", "红榜：签约三个项目", "扣分 -2：迟报"]
    client.post(reverse("entry:store-upload", args=["bisai", upload.pk]), {"digest": upload.digest})
    assert set(Adjustment.objects.values_list("points", flat=True)) == {-25, -2}


def test_command_says_it_and_stores(contest, tmp_path):
    file, said = tmp_path / "事项.csv", StringIO()
    file.write_text(f"{HEADER}\n2022-09,部门0,总分,扣分,-25,瞒报事故,,通报3号", encoding="utf-8")
    call_command("import_events", "bisai", str(file), stdout=said)
    assert f"第 2 行“分值”：{DOUBT}" in said.getvalue()
    assert Adjustment.objects.get().points == -25
