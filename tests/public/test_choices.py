"""What a reader chooses lives in the address: period, text; and the marks of black entries."""

from datetime import date

import pytest
from django.core.cache import cache

from contests.models import Finding, Problem

BOARD = "/contests/bairi/"


@pytest.fixture
def two_months(office, released):
    office.enter(released, "2022-08", {"u1": 70, "u2": 80})
    office.release(released, "2022-08")
    return released


def test_period_is_chosen_in_the_address(client, two_months, words):
    newest = client.get(BOARD)
    assert words(newest, "select") == ["月榜 · 2022年8月（第 2 期） 月榜 · 2022年7月（第 1 期）"]
    earlier = client.get(BOARD, {"period": "2022-07", "scope": "yeji"})
    assert words(earlier, "p", "number") == ["第 1 期"]
    assert '<option value="2022-07" selected>' in earlier.content.decode()
    assert 'href="?period=2022-07#ranking"' not in earlier.content.decode()
    assert 'href="?period=2022-07&amp;scope=zuofeng#ranking"' in earlier.content.decode()


def test_period_corrected_leads_to_the_issue_that_stands(client, released, office, words):
    office.enter(released, "2022-07", {"u1": 70, "u2": 80})
    office.release(released, "2022-07", reason="数据录入有误")
    assert words(client.get(BOARD, {"period": "2022-07"}), "p", "number") == ["第 2 期"]


@pytest.mark.parametrize("query", [{"period": "2022-12"}, {"period": "x"}, {"text": "2"}])
def test_wrong_choice_is_not_found(client, two_months, query):
    assert client.get(BOARD, query).status_code == 404


def test_archive_keeps_weeks_apart_from_months(client, office, words):
    calendar = {"starts_on": "2022-07-04", "ends_on": "2022-12-31", "ranked": ["week", "month"]}
    contest = office.open(cadence="week", calendar=calendar)
    for period in ("2022-W27", "2022-W28"):
        office.enter(contest, period, {"u1": 90, "u2": 80})
        office.release(contest, period)
    office.release(contest, "2022-07")
    response = client.get(f"{BOARD}releases/")
    assert words(response, "caption") == ["周榜 · 共 2 期", "月榜 · 共 1 期"]


TEXTS = ["/", BOARD, f"{BOARD}releases/", f"{BOARD}releases/1/", f"{BOARD}entrants/u1/"]


@pytest.mark.parametrize("address", TEXTS)
def test_text_page_needs_no_style_sheet_and_stays_among_its_like(client, two_months, address):
    page = client.get(address, {"text": "1"}).content.decode()
    assert "stylesheet" not in page
    assert "<svg" not in page
    assert "<h1>" in page
    assert "?text=1" in page
    assert "text=1" in client.get(address).content.decode()


def test_text_board_says_what_the_board_says(client, two_months, words):
    response = client.get(BOARD, {"text": "1"})
    assert words(response, "tr") == [
        "名次 单位 作风 业绩 得分 较上期 近2期名次",
        "1 招商局 80.00 80.00 160.00 上升 1 2、1",
        "2 办公室 70.00 70.00 140.00 下降 1 1、2",
    ]
    assert words(response, "li") == [
        "招商局 ，表彰，第 1 名，得分 160.00。得分 160.00，第 1 名",
        "办公室 ，第 2 名，得分 140.00。得分 140.00，第 2 名",
    ]
    assert 'href="?text=1&amp;scope=yeji#ranking"' in response.content.decode()
    assert words(response, "option") == ["月榜 · 2022年8月（第 2 期）", "月榜 · 2022年7月（第 1 期）"]
    assert '<input type="hidden" name="text" value="1">' in response.content.decode()


@pytest.fixture
def ledger(released):
    """Return a function that adds a problem of the unit on the black list."""
    unit = released.entrants.get(code="u2")

    def add(number, assigned, due=None, closed=None):
        return Problem.objects.create(
            contest=released,
            entrant=unit,
            number=number,
            matter="x",
            assigned_on=assigned,
            due_on=due,
            closed_on=closed,
        )

    return add


def marks(client, words):
    cache.clear()
    praise, *found = words(client.get(BOARD), "span", "mark")
    assert praise == "表彰"
    return found


def test_black_entry_is_marked_by_what_was_open_at_the_end_of_the_period(client, ledger, words):
    ledger("1", date(2022, 7, 1), closed=date(2022, 7, 20))
    ledger("2", date(2022, 8, 1))
    assert marks(client, words) == []
    one = ledger("3", date(2022, 7, 5), due=date(2022, 9, 30))
    assert marks(client, words) == ["整改中（1 件），限期 2022年9月30日"]
    one.closed_on = date(2022, 9, 20)
    one.save()
    assert marks(client, words) == ["已销号 2022年9月20日"]


def test_entry_whose_basis_names_a_problem_is_about_that_one(client, released, office, ledger, words):
    office.enter(released, "2022-08", {"u1": 90, "u2": 80})
    office.find(released, "2022-08", "u2", "black", "未按期整改")
    Finding.objects.update(document="交办〔2022〕7号")
    office.release(released, "2022-08")
    ledger("3", date(2022, 7, 5))
    ledger("交办〔2022〕7号", date(2022, 9, 5), closed=date(2022, 10, 20))
    assert "已销号 2022年10月20日" in marks(client, words)


def test_mark_changes_the_etag_and_not_the_document(client, released, ledger):
    before = client.get(BOARD)
    bundle = client.get(f"{BOARD}releases/1/bundle.json")
    ledger("3", date(2022, 7, 5))
    cache.clear()
    after = client.get(BOARD, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert "整改中" in after.content.decode()
    assert client.get(f"{BOARD}releases/1/bundle.json").content == bundle.content


def test_who_is_exactly_at_the_target_is_neither_ahead_nor_behind(client, office, words):
    boards = [
        {"scope": "total", "colour": "red", "above": 160},
        {"scope": "total", "colour": "black", "below": 160},
    ]
    contest = office.open(names=("甲县", "乙县", "丙县"), boards=boards)
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80, "u3": 70})
    office.release(contest, "2022-07")
    response = client.get(BOARD)
    assert words(response, "p", "standard") == ["先进：高于 160", "后进：低于 160"]
    assert "乙县" not in "".join(words(response, "section", "panel"))
    assert "正好 160 两榜都不列" in response.content.decode()
