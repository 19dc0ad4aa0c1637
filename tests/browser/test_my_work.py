"""A reporter's morning: what is due, what came back, the way there; the office presses, and the bell says so."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from contests.enums import Role
from contests.management.commands.load_presets import PASSWORD
from contests.models import Contest, Rating, User
from contests.services.accounts import grant_role
from contests.services.periods import reopen_period
from contests.services.review import return_ratings
from tests.browser.pages import barriers, sign_in

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def october(sample_site):
    """October can be entered for two more days, and a figure of September came back to the first unit."""
    contest = Contest.objects.get(slug="bairi")
    now, people = timezone.now(), {user.username: user for user in User.objects.all()}
    period = contest.periods.select_related("contest").get(code="2022-10")
    until = now + timedelta(days=2)
    reopen_period(period=period, until=until, reason="补报", actor=people["office"], now=now)
    unit = contest.entrants.select_related("department").earliest("order").department
    grant_role(
        username="danwei", display_name="办公室填报员", password=PASSWORD, department=unit.code, role=Role.REPORTER,
        actor=None, initial=False,
    )  # fmt: skip
    rating = Rating.objects.filter(entrant__department=unit, period__contest=contest, period__code="2022-09").first()
    seen = [(rating.pk, rating.version)]
    return_ratings(contest=contest, seen=seen, approver=people["reviewer"], note="与台账不符", now=now)


def test_reporter_sees_what_is_due_and_the_office_presses(sample_site, october, browser):
    unit = sign_in(browser, sample_site, "danwei")
    expect(unit.get_by_role("heading", name="我的工作")).to_be_visible()
    due = unit.get_by_role("listitem").filter(has_text="2022年10月")
    expect(due).to_contain_text("待填报 13 项")
    expect(due).to_contain_text("还剩 2 天")
    back = unit.get_by_role("listitem").filter(has_text="退回：")
    expect(back).to_contain_text("与台账不符")
    assert barriers(unit) == {}
    back.get_by_role("link", name="去改正").click()
    expect(unit.get_by_role("heading", name="百日大会战")).to_be_visible()

    office = sign_in(browser, sample_site, "office", viewport={"width": 360, "height": 800})
    office.goto(f"{sample_site}/office/bairi/2022-10/unreported")
    assert (barriers(office), office.evaluate(OVERFLOW)) == ({}, 0)
    office.get_by_role("button", name="催报 办公室").click()
    expect(office.get_by_role("status").first).to_contain_text("已催报")
    for page in ("/office/", "/office/bairi/robots/", "/notices/"):
        office.goto(sample_site + page)
        assert (page, barriers(office), office.evaluate(OVERFLOW)) == (page, {}, 0)

    unit.goto(f"{sample_site}/office/")
    bell = unit.get_by_role("link", name="通知 未读 1")
    bell.click()
    expect(unit.get_by_role("listitem")).to_contain_text("请尽快填报2022年10月：办公室还缺 13 项")
    assert barriers(unit) == {}
    unit.get_by_role("button", name="查看：请尽快填报").click()
    expect(unit.get_by_role("heading", name="百日大会战")).to_be_visible()
    expect(unit.get_by_text("未读")).to_have_count(0)
