"""Every kind of public page: at four widths, by axe, on paper, by the keyboard alone; each kept as a picture."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from tests.browser.exhibits import put_up
from tests.browser.pages import OUTSIDE, OVERFLOW, barriers

WIDTHS = {360: 800, 1280: 900, 1920: 1080, 3840: 2160}
PAGES = {
    "portal": "/",
    "board-2": "/contests/liang/",
    "board-8": "/contests/ba/",
    "board-73": "/contests/qisan/",
    "board-73-one-division": "/contests/duo/",
    "board-category": "/contests/qisan/?category=产业",
    "issue-old": "/contests/ba/releases/2/",
    "issue-corrected": "/contests/ba/releases/1/",
    "issue-correction": "/contests/ba/releases/4/",
    "archive": "/contests/ba/releases/",
    "entrant": "/contests/ba/entrants/e4/",
    "unreleased": "/contests/kong/",
    "missing": "/contests/none/",
    "text-portal": "/?text=1",
    "text-board": "/contests/ba/?text=1",
    "text-category": "/contests/qisan/?category=产业&text=1",
    "text-entrant": "/contests/ba/entrants/e4/?text=1",
    "api": "/api/v1/docs",
    "hall": "/hall/ba/",
}
# Rows are made by one template: the first ones stand for all.
ALIKE = "tbody tr:nth-child(n + 6)"
# So much of a page is kept, from its top: a browser draws no more than some 16,000 pixels into one picture.
LONGEST = 5000
SCREENS = {1080: 1920, 2160: 3840}
# What the keyboard has reached, and whether one can see it: in sight, and with a line around it.
REACHED = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const isSeen = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const isMarked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    return one === document.body ? null : [one.textContent.trim(), isSeen && isMarked];
}"""


@pytest.fixture
def site(transactional_db, live_server):
    """The address of a running site with the exhibits."""
    cache.clear()
    put_up()
    yield live_server.url
    cache.clear()


@pytest.fixture
def page(site, browser):
    """A page whose console must stay silent."""
    complaints = []
    opened = browser.new_context(locale="zh-CN", reduced_motion="reduce").new_page()
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.complaints = complaints
    yield opened
    assert complaints == []


def test_every_page_at_every_width(page, site, pictures):
    faults = {}
    for name, path in PAGES.items():
        page.goto(site + path)
        if name == "missing":
            # The browser says of the page itself that it is not there.
            assert ["404" in text for text in page.complaints] == [True]
            page.complaints.clear()
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_function(f"innerWidth === {width}")
            keep(page, pictures / f"{name}-{width}.png")
            found = (page.evaluate(OVERFLOW), barriers(page, ALIKE))
            if found != (0, {}):
                faults[name, width] = found
        if name.startswith("board"):
            page.pdf(path=pictures / f"{name}.pdf", format="A4", print_background=True)
    assert faults == {}


def keep(page, path):
    """Keep a page as a picture, as far down as is useful."""
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    page.screenshot(path=path, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": min(height, LONGEST)})


def test_every_scene_on_both_screens(page, site, pictures):
    for slug in ("liang", "ba", "qisan"):
        page.goto(f"{site}/hall/{slug}/")
        expect(page.locator("#hall-pages")).not_to_be_empty()
        for height, width in SCREENS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_function(f"innerWidth === {width}")
            for at in range(count_of(page)):
                scene = page.locator(".scene:visible").get_attribute("data-scene")
                assert (slug, scene, page.evaluate(OUTSIDE)) == (slug, scene, [])
                page.screenshot(path=pictures / f"hall-{slug}-{height}-{at + 1:02}-{scene}.png")
                page.keyboard.press("ArrowRight")
            # The next round is the turn of another deed, and of the first page.
    page.keyboard.press(" ")
    expect(page.locator("#hall-pages")).to_contain_text("已暂停")
    # Whoever explains a page goes on by hand.
    before = page.locator("#hall-pages").inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#hall-pages")).not_to_have_text(before)
    expect(page.locator("#hall-pages")).to_contain_text("已暂停")
    page.keyboard.press(" ")
    expect(page.locator("#hall-pages")).not_to_contain_text("已暂停")


def count_of(page):
    """Return how many pages a round of the screen has."""
    return int(page.locator("#hall-pages").inner_text().rpartition("/")[2])


def stops(page):
    """Return what the keyboard reaches one after the other, from where it is to the end of the page."""
    found = []
    while len(found) < 200:
        page.keyboard.press("Tab")
        reached = page.evaluate(REACHED)
        if reached is None:
            break
        found.append(reached)
    return found


def press_enter_on(page, words):
    """Go on with Tab until these words are reached, and open what they lead to."""
    for _ in range(100):
        page.keyboard.press("Tab")
        if (page.evaluate(REACHED) or [""])[0] == words:
            page.keyboard.press("Enter")
            return
    pytest.fail(f"用 Tab 键到不了“{words}”")


def test_keyboard_alone_leads_through_the_site(page, site):
    page.goto(site)
    press_enter_on(page, "奋力奔跑·合力攻坚")
    page.wait_for_url("**/contests/qisan/")
    page.keyboard.press("Tab")
    assert page.evaluate(REACHED) == ["跳到正文", True]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('content').contains(document.activeElement)")
    press_enter_on(page, "产业（55）")
    page.wait_for_url("**/?category=*")
    expect(page.locator(".category-table tbody tr")).to_have_count(55)
    press_enter_on(page, "比投产")
    page.wait_for_url("**/?division=touchan#ranking")
    press_enter_on(page, "赛服务")
    page.wait_for_url("**/?division=touchan&scope=fuwu#ranking")
    assert page.locator("[aria-current]").all_inner_texts() == ["产业（55）", "比投产", "赛服务"]
    for path in ("/contests/liang/", "/contests/ba/entrants/e4/"):
        page.goto(site + path)
        found = stops(page)
        assert [words for words, seen in found if not seen] == []
        assert found[0][0] == "跳到正文"
        assert len(found) > 10
