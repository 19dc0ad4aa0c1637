"""A recall before the screen in the hall, on a real server: it drops what was recalled, in every copy that it keeps."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import expect

from tests.factories import make_contest, make_people, month, recall, release
from tests.server import server
from tests.worker import environment, wait_until

__all__ = ["environment", "server"]

SCREEN = "/hall/bisai/"
# The page as the browser's own program would answer with it.
KEPT = """caches.open('hall').then((store) => store.match('/hall/bisai/')).then((found) => found && found.text())"""
BOARD = "localStorage.getItem(Object.keys(localStorage).find((key) => key.startsWith('hall-board:')))"
# What e0 had in the month that is recalled; in the month before it had 18.
SECRET = "19.50"


@pytest.fixture
def contest(environment):
    """A contest with two issues, August and September; `released` is the second."""
    made = make_contest(entrants=3, criteria=1)
    made.people = make_people(made)
    release(month(made, made.people, "2022-08"), made.people)
    made.released = release(month(made, made.people, scores={"e0": {"k0": SECRET}, "e1": {"k0": 12}}), made.people)
    yield made
    cache.clear()


def apart(work):
    """Do something with the database in a thread of its own, since the browser's loop holds this one."""

    def run():
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        return other.submit(run).result()


def opened(server, browser):
    size = {"width": 1920, "height": 1080}
    page = browser.new_context(locale="zh-CN", viewport=size, reduced_motion="reduce").new_page()
    page.goto(server.url + SCREEN)
    expect(page.locator(".hall-head")).to_contain_text("第 2 期")
    wait_until(lambda: SECRET in (page.evaluate(KEPT) or ""))
    return page


def test_screen_drops_a_recalled_issue_at_once_though_it_is_paused(contest, server, browser):
    screen = opened(server, browser)
    screen.evaluate("window.marker = 'here'")
    screen.keyboard.press(" ")
    expect(screen.locator("#hall-pages")).to_contain_text("已暂停")
    began = time.monotonic()
    apart(lambda: recall(contest.released, contest.people))
    expect(screen.locator(".hall-head")).to_contain_text("第 1 期", timeout=30_000)
    assert time.monotonic() - began < 30
    assert SECRET not in screen.content()
    assert screen.evaluate("window.marker") == "here"
    screen.keyboard.press("ArrowLeft")
    expect(screen.locator(".scene-notice")).to_contain_text("第 2 期（2022年9月）已于")


def test_screen_comes_back_after_a_power_cut_without_what_was_recalled(contest, server, browser):
    screen = opened(server, browser)
    apart(lambda: recall(contest.released, contest.people))
    expect(screen.locator(".hall-head")).to_contain_text("第 1 期", timeout=30_000)
    wait_until(lambda: SECRET not in screen.evaluate(KEPT))
    assert SECRET not in screen.evaluate(BOARD)
    server.kill()
    screen.reload(wait_until="commit")
    # There is no server to ask any more: what the browser itself came back with.
    expect(screen.locator(".hall-head")).to_contain_text("第 1 期")
    expect(screen.locator("#hall-line")).to_contain_text("网络中断")
    assert SECRET not in screen.content()


def test_screen_of_an_only_issue_that_was_recalled_is_calm(contest, server, browser):
    screen = opened(server, browser)
    apart(lambda: recall(contest.released, contest.people))
    expect(screen.locator(".hall-head")).to_contain_text("第 1 期", timeout=30_000)
    apart(lambda: recall(contest.releases.get(number=1), contest.people))
    expect(screen.locator(".scene-waiting h2")).to_have_text("尚无公示", timeout=30_000)
    assert screen.locator(".scene").count() == 1
    expect(screen.locator(".scene-waiting")).to_contain_text("第 1 期（2022年8月）已于")
    overflow = (
        "document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth"
    )
    assert screen.evaluate(overflow) is False
