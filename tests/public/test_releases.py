import hashlib
import json

import pytest


@pytest.fixture
def corrected(released, office):
    """July, August, then a correction of July."""
    office.enter(released, "2022-08", {"u1": 60, "u2": 80})
    office.release(released, "2022-08")
    office.enter(released, "2022-07", {"u1": 70, "u2": 80})
    office.release(released, "2022-07", reason="数据录入有误")
    return released


def test_contest_shows_the_latest_period_not_a_late_correction(client, corrected, words):
    assert words(client.get("/contests/bairi/"), "p", "number") == ["第 2 期"]


def test_release_that_was_corrected_leads_to_its_correction(client, corrected, words):
    response = client.get("/contests/bairi/releases/1/")
    assert words(response, "p", "number") == ["第 1 期 已更正"]
    assert words(response, "p", "notice") == ["已更正 本期已由 第3期 更正，请以第3期为准；本期原样保留备查。"]
    assert words(response, "tr")[1] == "1 办公室 90.00 90.00 180.00"


def test_release_that_corrects_says_what_and_why(client, corrected, words):
    response = client.get("/contests/bairi/releases/3/")
    assert words(response, "p", "notice") == ["更正 本期更正 第1期 。更正原因：数据录入有误"]
    assert "1 招商局 80.00 80.00 160.00" in words(response, "tr")


def test_archive_lists_every_issue(client, corrected, words):
    rows = words(client.get("/contests/bairi/releases/"), "tr")
    assert rows == [
        "期号 考评期 发布日期 更正、撤回",
        "第 3 期 2022年7月 2022年 10月14日 更正 第1期",
        "第 2 期 2022年8月 2022年 10月14日 —",
        "第 1 期 2022年7月 2022年 10月14日 已更正 见第3期",
    ]


def test_bundle_is_the_text_that_was_hashed(client, released):
    release = released.releases.get()
    response = client.get("/contests/bairi/releases/1/bundle.json")
    assert response.content == release.payload.encode()
    assert hashlib.sha256(response.content).hexdigest() == release.sha256
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == 'attachment; filename="bairi-1.json"'
    assert json.loads(response.content)["number"] == 1


@pytest.mark.parametrize(
    "address",
    [
        "/contests/none/",
        "/contests/none/releases/",
        "/contests/bairi/releases/2/",
        "/contests/bairi/releases/2/bundle.json",
    ],
)
def test_address_of_nothing_is_not_found_in_chinese(client, released, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "没有" in response.content.decode()


def test_contest_without_a_release_says_so(client, office, words):
    office.open()
    assert words(client.get("/contests/bairi/"), "p", "blank") == ["尚未发布。首期红黑榜经核对、批准后，在此公布。"]
    assert words(client.get("/contests/bairi/releases/"), "p", "blank") == ["尚未发布。"]
