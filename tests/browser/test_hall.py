"""The screen in the hall on a real server that really stops: what is new comes, what is old stays."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.pages import OUTSIDE
from tests.factories import NOW, make_contest, make_people, month, release
from tests.server import server
from tests.worker import environment, wait_until

__all__ = ["environment", "server"]

SCREEN = "/hall/bisai/"
MINUTE = 60 * 1000
HOUR = 60 * MINUTE
# For so many hours the browser still compiles what it runs again and again, and keeps that.
WARM = 8
# Contrast of 7:1 on top of what every page must stand up to.
STRICT = {"rules": {"color-contrast-enhanced": {"enabled": True}}}
KEPT = "caches.open('hall').then((store) => store.keys()).then((found) => found.length)"
SMALLEST = """Math.min(...[...document.querySelectorAll("body *")]
    .filter((one) => one.offsetParent && !one.matches(".sr") && one.innerText?.trim())
    .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
SCENES = ("red", "black", "ranking", "deed", "notice")
SIZES = [(3840, 2160, 56), (1080, 1920, 28), (1366, 768, 19)]
COUNT = "performance.getEntriesByType('navigation').length"


@pytest.fixture
def contest(environment):
    """A contest of five units with its first issue; `people` release the next one."""
    made = make_contest(entrants=5)
    made.people = make_people(made)
    release(month(made, made.people), made.people)
    yield made
    cache.clear()


@pytest.fixture
def window(contest):
    """Let the black list of the first issue be public for another 30 days from today; asked for before a browser is."""
    contest.black_days = (timezone.localdate() - timezone.localdate(NOW)).days + 30
    contest.save()


@pytest.fixture
def screen(contest, server, browser):
    """The screen, of full size, with its program running, and without motion."""
    size = {"width": 1920, "height": 1080}
    page = browser.new_context(locale="zh-CN", viewport=size, reduced_motion="reduce").new_page()
    page.goto(server.url + SCREEN)
    expect(page.locator("#hall-pages")).to_have_text("1 / 5")
    return page


def release_next(contest):
    """Release October, in a thread of its own, since the browser's loop holds this one."""

    def work():
        release(month(contest, contest.people, "2022-10"), contest.people)
        connection.close()

    with ThreadPoolExecutor(1) as other:
        other.submit(work).result()


def at(page, scene):
    expect(page.locator(f".scene-{scene}")).to_be_visible()
    expect(page.locator(".scene:visible")).to_have_count(1)


def test_screen_shows_its_scenes_and_a_new_issue_without_being_opened_again(screen, contest):
    screen.evaluate("window.marker = 'here'")
    began = time.monotonic()
    release_next(contest)
    for scene in SCENES:
        at(screen, scene)
        assert screen.evaluate(OUTSIDE) == []
        violations = Axe().run(screen, options=STRICT).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []
        assert screen.evaluate(SMALLEST) >= 28
        assert screen.evaluate("document.getAnimations().length") == 0
        screen.keyboard.press("ArrowRight")
    at(screen, "red")
    screen.keyboard.press("ArrowLeft")
    at(screen, "notice")
    expect(screen.locator(".hall-head")).to_contain_text("第 2 期", timeout=30_000)
    assert time.monotonic() - began < 30
    at(screen, "red")
    assert screen.evaluate("window.marker") == "here"
    assert screen.evaluate(COUNT) == 1
    for size in SIZES:
        fits(screen, *size)


def fits(page, width, height, text):
    """Every scene stands within a screen of this size, its letters no smaller than `text`."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(f"innerWidth === {width}")
    for scene in SCENES:
        at(page, scene)
        assert page.evaluate(OUTSIDE) == []
        assert page.evaluate(SMALLEST) >= text
        page.keyboard.press("ArrowRight")


def shows(page, words):
    """Return whether the words are in the head, and let some seconds pass for the next time."""
    page.clock.fast_forward(11_000)
    return words in page.locator(".hall-head").inner_text()


def test_screen_stays_when_the_server_is_gone_and_comes_back_after_a_power_cut(screen, server, contest):
    wait_until(lambda: screen.evaluate(KEPT) > 6)
    screen.clock.install()
    release_next(contest)
    # What the browser kept of the page is older than the last board that was on it.
    wait_until(lambda: shows(screen, "第 2 期"))
    server.kill()
    notice = screen.locator("#hall-line")
    screen.reload()
    expect(notice).to_contain_text("网络中断 不到 1 分钟")
    screen.clock.fast_forward(12 * MINUTE)
    expect(notice).to_contain_text("网络中断 12 分钟")
    expect(notice).to_contain_text("数据更新于")
    screen.reload()
    expect(notice).to_contain_text("网络中断 12 分钟")
    at(screen, "red")
    expect(screen.locator(".scene-red")).to_contain_text("部门0")
    expect(screen.locator(".hall-head")).to_contain_text("第 2 期")
    assert screen.evaluate("getComputedStyle(document.querySelector('.scene-red')).color") == "rgb(255, 245, 230)"
    server.start()
    screen.clock.fast_forward(MINUTE)
    expect(notice).to_be_empty()


def test_screen_that_is_cut_off_ends_the_window_of_the_black_list_itself(window, screen, server):
    black = screen.locator(".scene-black")
    expect(black).to_contain_text("部门4")
    wait_until(lambda: screen.evaluate(KEPT) > 6)
    screen.clock.install()
    server.kill()
    screen.reload()
    expect(screen.locator("#hall-line")).to_contain_text("网络中断")
    screen.clock.fast_forward(29 * 24 * HOUR)
    expect(black).to_contain_text("部门4")
    screen.clock.fast_forward(2 * 24 * HOUR)
    expect(black).not_to_contain_text("部门4")
    for _ in range(2):
        expect(black).to_contain_text("本期黑榜已过公示期，不再公开")
        expect(screen.locator(".scene-red")).to_contain_text("部门0")
        screen.reload()
        expect(screen.locator("#hall-line")).to_contain_text("网络中断")
        screen.clock.fast_forward(2 * MINUTE)
    # By the server's clock the window is open still.
    server.start()
    screen.clock.fast_forward(MINUTE)
    expect(screen.locator("#hall-line")).to_be_empty()
    screen.clock.fast_forward(MINUTE)
    expect(black).to_contain_text("部门4")


def cut_anew(page, height):
    """Have every scene put in again and cut anew, as a new issue does, and return when the old ones are away.

    The browser does it in a frame of its own, so what one measures right after the size may be both sets of scenes.
    """
    page.evaluate("document.getElementById('hall-board').dataset.old = ''")
    page.set_viewport_size({"width": 1920, "height": height})
    expect(page.locator("#hall-board:not([data-old])")).to_have_count(1)


def measure(session):
    """Return the nodes and the bytes that are in use."""
    session.send("HeapProfiler.collectGarbage")
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return metrics["Nodes"], metrics["JSHeapUsedSize"]


def test_a_day_on_the_wall_uses_up_nothing(screen):
    screen.clock.install()
    screen.reload()
    session = screen.context.new_cdp_session(screen)
    session.send("Performance.enable")
    for hour in range(1, 25):
        cut_anew(screen, 1080 - hour % 2)
        screen.clock.run_for(HOUR)
        if hour == WARM:
            nodes, heap = measure(session)
    nodes_later, heap_later = measure(session)
    # Not even a node an hour, so that it goes on for months.
    assert nodes_later - nodes < 24 - WARM
    assert heap_later <= heap * 1.05
