"""The release desk as it is read: reasons on a phone, the moment of a timed release, a long list of what is open."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from contests.services.releases import check_run
from tests.browser.pages import OVERFLOW, sign_in
from tests.factories import LEFT_OPEN, NOW, PASSWORD, compute, make_contest, make_people, month

DESK = "/office/bisai/2022-09/"
PHONE = {"width": 360, "height": 800}


@pytest.fixture
def checked(transactional_db, live_server):
    """The address of a site with one month that waits for its approval."""
    cache.clear()
    contest = make_contest(entrants=3, criteria=1)
    people = make_people(contest)
    run = compute(month(contest, people))
    check_run(run=run, checker=people.office, now=NOW, reason=LEFT_OPEN)
    yield live_server.url
    cache.clear()


def test_reasons_of_the_lists_are_read_on_a_phone_without_scrolling_aside(checked, browser):
    page = sign_in(browser, checked, "office", PASSWORD, viewport=PHONE)
    page.goto(checked + DESK)
    assert page.evaluate(OVERFLOW) == 0
    reasons = page.locator(".office-entries .office-text").all()
    assert len(reasons) > 0
    for box in (reason.bounding_box() for reason in reasons):
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        assert box["width"] > 250


@pytest.mark.parametrize("scripts", [True, False])
def test_moment_is_asked_for_only_where_a_timed_release_is_chosen(checked, browser, scripts):
    page = sign_in(browser, checked, "leader", PASSWORD, java_script_enabled=scripts)
    page.goto(checked + DESK)
    moment = page.get_by_label("定时发布的日期和时间（30 天之内）")
    expect(moment).to_be_hidden()
    page.get_by_label("定时发布", exact=True).check()
    expect(moment).to_be_visible()
    page.get_by_role("button", name="批准发布").click()
    expect(page.get_by_role("group", name="发布时间").get_by_role("alert")).to_be_visible()
    expect(moment).to_be_visible()
    page.get_by_label("现在发布").check()
    expect(moment).to_be_visible()
