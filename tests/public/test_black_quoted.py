"""What a correction tells again of the black list that it corrects: within that list's own window, and no longer."""

import re
from datetime import timedelta

import pytest
import time_machine

from contests.models import Finding
from contests.selectors.issues import QUOTED
from contests.selectors.releases import canonical
from contests.selectors.unreleased import unreleased
from contests.services.compute import compute_runs, request_run
from tests.public.conftest import NOW
from tests.public.test_black_window import PAGES
from tests.public.windows import DAY_AFTER, FACT, LAST_DAY, open_blamed, page

ISSUE, OF_API = "/contests/bairi/releases/2/", "/api/v1/contests/bairi/releases/2"
AGAIN = "会议缺席"
FILES = ("bundle.json", "audit.xlsx", "poster-a3.pdf")


@pytest.fixture
def blamed(office):
    return open_blamed(office)


@pytest.fixture
def correct(blamed, office):
    """Return a function that corrects the issue days after its release; 招商局 is then blamed, 建设局 no longer."""

    def act(days, *, listed):
        Finding.objects.all().delete()
        office.enter(blamed, "2022-07", {"u1": 95, "u2": 80, "u3": 70})
        if listed:
            office.find(blamed, "2022-07", "u2", "black", AGAIN)
        at = NOW + timedelta(days=days)
        with time_machine.travel(at, tick=False):
            office.release(blamed, "2022-07", reason="查无此事", now=at)
        return at

    return act


def files(client, at):
    """Return the answers of the files of the correction, and whether the interface gives the whole of it."""
    found = {name: page(client, f"{ISSUE}{name}", at) for name in FILES}
    return [found[name].status_code for name in FILES], page(client, OF_API, at).json()["is_whole"], found


def changed(words, response):
    """Return by unit what the correction says of its total and of the lists."""
    rows = [line for line in words(response, "tr") if " 总榜 " in line]
    return {line.split()[0]: re.split(r"名（不变） ", line)[1] for line in rows}


def test_within_both_windows_everything_is_told_and_offered(client, correct, words):
    correct(20, listed=True)
    assert files(client, LAST_DAY)[:2] == ([200, 200, 200], True)
    told = changed(words, page(client, ISSUE, LAST_DAY))
    assert (told["建设局"], told["招商局"]) == (f"黑榜：{FACT} → 未上榜", f"未上榜 → 黑榜：{AGAIN}")


def test_list_of_its_own_does_not_publish_the_other_one_again(client, correct, words):
    correct(20, listed=True)
    before, after = (page(client, ISSUE, at) for at in (LAST_DAY, DAY_AFTER))
    assert AGAIN in words(after, "section", "panel-black")[0]
    assert changed(words, after) == {"办公室": changed(words, before)["办公室"], "招商局": f"未上红榜 → 黑榜：{AGAIN}"}
    for address in (*PAGES, ISSUE, OF_API):
        assert FACT not in page(client, address, DAY_AFTER).content.decode()
    assert before["ETag"] != after["ETag"]
    assert [one["colour"] for one in page(client, OF_API, DAY_AFTER).json()["payload"]["entries"]] == ["red", "black"]


def test_only_the_file_that_quotes_a_lapsed_list_is_withheld(client, correct):
    correct(20, listed=True)
    codes, is_whole, found = files(client, DAY_AFTER)
    assert (codes, is_whole) == ([404, 200, 200], False)
    assert "所更正一期的黑榜已过公示期，引述它的数据文件不再公开" in found["bundle.json"].content.decode()
    foot = page(client, ISSUE, DAY_AFTER).content.decode()
    assert "所更正一期的黑榜已过公示期，引述它的数据文件不再公开" in foot
    assert [name for name in FILES if name in foot] == ["audit.xlsx", "poster-a3.pdf"]


def test_both_lists_are_gone_after_the_second_window(client, correct):
    at = correct(20, listed=True) + timedelta(days=31)
    codes, is_whole, found = files(client, at)
    assert (codes, is_whole) == ([404, 404, 404], False)
    assert "本期黑榜已过公示期，含黑榜的" in found["poster-a3.pdf"].content.decode()
    for address in (*PAGES, ISSUE, OF_API):
        said = page(client, address, at).content.decode()
        assert [fact for fact in (FACT, AGAIN) if fact in said] == []


def test_correction_without_a_list_released_after_the_window_keeps_what_tells_nothing(client, correct, words):
    at = correct(40, listed=False)
    codes, is_whole, found = files(client, at)
    assert (codes, is_whole) == ([404, 200, 200], False)
    assert "含黑榜" not in found["bundle.json"].content.decode()
    shown = page(client, ISSUE, at)
    assert words(shown, "section", "panel-black") == ["黑榜 本期无黑榜单位"]
    for address in (*PAGES, ISSUE, OF_API):
        assert FACT not in page(client, address, at).content.decode()
    assert [name for name in FILES if name in shown.content.decode()] == ["audit.xlsx", "poster-a3.pdf"]


def test_correction_that_took_the_list_away_tells_it_within_its_window_only(client, correct, words):
    correct(9, listed=False)
    before, after = (page(client, ISSUE, at) for at in (LAST_DAY, DAY_AFTER))
    assert before["X-Robots-Tag"] == "noindex, noarchive"
    assert changed(words, before)["建设局"] == f"黑榜：{FACT} → 未上榜"
    assert "建设局" not in changed(words, after)
    assert [words(seen, "section", "panel-black") for seen in (before, after)] == [["黑榜 本期无黑榜单位"]] * 2
    assert "已过公示期" not in page(client, "/", DAY_AFTER).content.decode()
    assert [files(client, at)[:2] for at in (LAST_DAY, DAY_AFTER)] == [([200] * 3, True), ([404, 200, 200], False)]


def test_correction_that_quotes_nothing_black_keeps_all_its_files(client, blamed, office):
    office.enter(blamed, "2022-07", {"u1": 95, "u2": 80, "u3": 70})
    at = NOW + timedelta(days=40)
    with time_machine.travel(at, tick=False):
        office.release(blamed, "2022-07", reason="漏计", now=at)
    assert files(client, at)[:2] == ([200, 200, 200], True)
    assert "已过公示期" not in page(client, ISSUE, at).content.decode()
    # What was corrected stands behind it, its own window long over.
    assert page(client, "/contests/bairi/releases/1/bundle.json", at).status_code == 404


def test_preview_quotes_no_more_than_everyone_would_see(blamed, office):
    Finding.objects.all().delete()
    office.enter(blamed, "2022-07", {"u1": 95, "u2": 80, "u3": 70})
    run = request_run(period=blamed.periods.get(code="2022-07"), requested_by=None, now=NOW)
    compute_runs(run_ids=[run.pk], worker="test", now=NOW)
    run.refresh_from_db()
    told = [FACT in str(unreleased(run, at, "查无此事").board.changes) for at in (LAST_DAY, DAY_AFTER)]
    assert told == [True, False]


@pytest.mark.parametrize("grade", [None, "优秀", '"}{\\'])
def test_black_entry_of_before_is_found_whatever_the_grade(grade):
    side = {"score": "1", "rank": 1, "tied": False, "grade": grade, "list": "black", "reason": FACT}
    other = side | {"list": "", "reason": canonical({"old": side})}
    assert re.search(QUOTED, canonical({"old": side, "new": other}))
    assert not re.search(QUOTED, canonical({"old": other, "new": side}))
