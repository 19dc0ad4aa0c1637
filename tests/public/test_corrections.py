"""What was corrected stays readable, and leads to what corrects it, page by page."""

import pytest

from contests.models import Release
from contests.selectors.payloads import Payload

OLD = "/contests/bairi/releases/1/entrants/u1/"
NEW = "/contests/bairi/releases/2/entrants/u1/"


@pytest.fixture
def corrected(released, office):
    office.enter(released, "2022-07", {"u1": 70, "u2": 80})
    office.release(released, "2022-07", reason="评分录入有误（办公室对“作风”的申诉成立）")
    return released


def test_board_says_until_when_units_may_object(client, released, words):
    assert "公示期至 2022年10月21日 （5 个工作日）" in words(client.get("/contests/bairi/"), "header", "title-band")[0]


def test_board_of_a_contest_without_appeals_says_nothing_of_them(client, office, words):
    calendar = {"starts_on": "2022-07-01", "ends_on": "2022-12-31", "ranked": ["month"], "appeal_days": 0}
    contest = office.open(calendar=calendar)
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80})
    office.release(contest, "2022-07")
    assert "公示期" not in words(client.get("/contests/bairi/"), "header", "title-band")[0]


def test_issue_from_before_there_were_appeals_has_no_window(released):
    payload = Payload(
        {"document": {"rules": {"dimensions": []}}}
        | dict.fromkeys(("contest", "period", "number", "corrects", "correction_reason", "entries", "standings"))
    )
    assert (payload.objections_until, payload.appeal_days) == (None, 0)


def test_old_sheet_shows_what_was_published_and_leads_to_the_correction(client, corrected, words):
    response = client.get(OLD)
    assert words(response, "p", "number") == ["第 1 期 · 2022年7月 已更正"]
    assert words(response, "p", "standing") == ["第 1 名 得分 180.00"]
    assert words(response, "p", "notice") == ["已更正 本期已由 第2期 更正，请以第2期为准；本期原样保留备查。"]
    assert words(response, "tr")[1] == "作风 90.00 × 1 90.00"
    assert 'href="/contests/bairi/releases/2/"' in response.content.decode()


@pytest.mark.parametrize("address", [NEW, "/contests/bairi/entrants/u1/"])
def test_new_sheet_says_what_it_corrects_and_why(client, corrected, words, address):
    response = client.get(address)
    assert words(response, "p", "standing") == ["第 2 名 得分 140.00"]
    assert words(response, "p", "notice") == [
        "更正 本期更正 第1期 。更正原因：评分录入有误（办公室对“作风”的申诉成立）"
    ]
    assert 'href="/contests/bairi/releases/1/"' in response.content.decode()


def test_board_of_a_correction_says_what_changed(client, corrected, words):
    response = client.get("/contests/bairi/releases/2/")
    assert (
        words(response, "summary")
        == words(response, "p", "changes-heading")
        == ["更正的内容（规则 0 处，得分、名次、等次和上榜 6 处）"]
    )
    assert words(response, "tr")[1:4] == [
        "办公室 总榜 180.00 → 140.00 第 1 名 → 第 2 名 红榜：得分 180.00，第 1 名 → 黑榜：得分 140.00，第 2 名",
        "招商局 总榜 160.00（不变） 第 2 名 → 第 1 名 黑榜：得分 160.00，第 2 名 → 红榜：得分 160.00，第 1 名",
        "办公室 业绩 90.00 → 70.00 第 1 名 → 第 2 名 本项不设榜",
    ]


def test_board_that_corrects_nothing_tells_no_changes(client, corrected):
    assert "更正的内容" not in client.get("/contests/bairi/releases/1/").content.decode()


def test_boards_lead_to_the_sheets_of_their_own_issue(client, corrected):
    for number, own, other in ((1, OLD, NEW), (2, NEW, OLD)):
        page = client.get(f"/contests/bairi/releases/{number}/").content.decode()
        assert (own in page, other in page) == (True, False)


def test_history_leads_to_the_sheet_of_every_issue(client, corrected):
    page = client.get("/contests/bairi/entrants/u1/").content.decode()
    assert OLD in page
    assert NEW in page


def test_sheet_that_is_corrected_later_has_another_etag(client, released, office):
    before = client.get(OLD)["ETag"]
    assert client.get(OLD, headers={"if-none-match": before}).status_code == 304
    office.enter(released, "2022-07", {"u1": 70, "u2": 80})
    office.release(released, "2022-07", reason="录入有误")
    assert client.get(OLD, headers={"if-none-match": before}).status_code == 200


@pytest.mark.parametrize("address", [OLD.replace("u1", "u9"), OLD.replace("/1/", "/7/")])
def test_sheet_of_nobody_or_of_no_issue_is_not_found(client, released, address):
    assert client.get(address).status_code == 404


def test_old_payload_is_what_it_was(released, office):
    before = Release.objects.get(number=1).payload
    office.enter(released, "2022-07", {"u1": 70, "u2": 80})
    office.release(released, "2022-07", reason="录入有误")
    assert Release.objects.get(number=1).payload == before
