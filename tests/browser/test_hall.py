"""The screen in the hall on a real server that really stops: what is new comes, what is old stays."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import expect

from tests.factories import make_contest, make_people, month, release
from tests.server import server
from tests.worker import environment, wait_until

__all__ = ["environment", "server"]

SCREEN = "/hall/bisai/"
MINUTE = 60 * 1000
DAY = 24 * 60 * MINUTE
# Contrast of 7:1 on top of what every page must stand up to.
STRICT = {"rules": {"color-contrast-enhanced": {"enabled": True}}}
KEPT = "caches.open('hall').then((store) => store.keys()).then((found) => found.length)"
SMALLEST = """Math.min(...[...document.querySelectorAll("body *")]
    .filter((one) => one.offsetParent && !one.matches(".sr") && one.innerText?.trim())
    .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
# What is on the scene and reaches beyond the screen.
OUTSIDE = """[...document.querySelectorAll(".scene:not([hidden]) *")]
    .filter((one) => !one.closest(".sr, [hidden]"))
    .filter((one) => one.getBoundingClientRect().right > innerWidth || one.getBoundingClientRect().bottom > innerHeight)
    .map((one) => one.outerHTML)"""
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


def measure(page, session):
    """Return the nodes and the bytes that are in use."""
    session.send("HeapProfiler.collectGarbage")
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return metrics["Nodes"], metrics["JSHeapUsedSize"]


def test_a_day_on_the_wall_uses_up_nothing(screen):
    screen.clock.install()
    screen.reload()
    session = screen.context.new_cdp_session(screen)
    session.send("Performance.enable")
    screen.clock.run_for(DAY // 24)
    before = measure(screen, session)
    for hour in range(24):
        screen.clock.run_for(DAY // 24)
        # What a new issue does too: every scene is put in again and cut anew.
        screen.set_viewport_size({"width": 1920, "height": 1080 - hour % 2})
    after = measure(screen, session)
    assert [late <= early * 1.1 for early, late in zip(before, after, strict=True)] == [True, True], (before, after)
