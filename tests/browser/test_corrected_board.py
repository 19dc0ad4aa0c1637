"""What a correction changes: folded up on a telephone, open beside the boards elsewhere and on paper."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from tests.factories import make_contest, make_people, month, release

NARROW, WIDE = {"width": 360, "height": 800}, {"width": 1280, "height": 800}


@pytest.fixture
def corrected(transactional_db, live_server):
    """The address of a board that corrects the one before."""
    cache.clear()
    contest = make_contest(entrants=3, criteria=1)
    people = make_people(contest)
    release(month(contest, people, scores={"e0": {"k0": 18}, "e1": {"k0": 12}}), people)
    release(month(contest, people, scores={"e0": {"k0": 11}, "e1": {"k0": 12}}), people, "漏计一项")
    yield f"{live_server.url}/contests/bisai/releases/2/"
    cache.clear()


def test_changes_of_a_correction_do_not_push_the_boards_down_on_a_phone(corrected, browser):
    page = browser.new_context(locale="zh-CN", viewport=NARROW).new_page()
    page.goto(corrected)
    fold, tables = page.locator(".changes summary"), page.locator(".changes-body")
    expect(fold).to_have_text("更正的内容（规则 0 处，得分、名次、等次和上榜 2 处）")
    expect(tables).to_be_hidden()
    assert page.locator(".panels").bounding_box()["y"] < NARROW["height"]
    fold.focus()
    page.keyboard.press("Enter")
    expect(tables).to_be_visible()
    page.keyboard.press("Enter")
    expect(tables).to_be_hidden()
    page.set_viewport_size(WIDE)
    expect(tables).to_be_visible()
    expect(page.locator(".changes-heading")).to_be_visible()
    expect(fold).to_be_hidden()


def test_paper_shows_what_a_correction_changes(corrected, browser):
    page = browser.new_context(locale="zh-CN", viewport=NARROW).new_page()
    page.goto(corrected)
    page.emulate_media(media="print")
    expect(page.locator(".changes-body")).to_be_visible()
    # A long list is folded on every screen.
    page.locator(".changes").evaluate("one => one.classList.remove('is-short')")
    expect(page.locator(".changes-body")).to_be_visible()
    page.emulate_media(media="screen")
    page.set_viewport_size(WIDE)
    expect(page.locator(".changes-body")).to_be_hidden()
