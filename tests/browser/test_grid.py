"""Entry as people do it all day: keys, a pasted block, a second person in the same cell, a network that goes away."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from contests.services.periods import reopen_period
from tests.browser.pages import barriers, sign_in
from tests.factories import PASSWORD, make_contest, make_people, period_of

GRID = "/entry/bisai/2022-09/"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.fixture
def small_site(transactional_db, live_server):
    """The address of a site with one contest of three units and two criteria, September open for entry."""
    cache.clear()
    contest = make_contest(entrants=3, criteria=2)
    people, now = make_people(contest), timezone.now()
    until = now + timedelta(days=2)
    reopen_period(period=period_of(contest), until=until, reason="补报", actor=people.office, now=now)
    yield live_server.url
    cache.clear()


def open_grid(browser, site, name, **context):
    page = sign_in(browser, site, name, PASSWORD, **context)
    page.goto(site + GRID)
    return page


def cell(page, entrant, criterion):
    return page.get_by_label(f"{entrant} {criterion}", exact=True)


def paste(page, field, text):
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    field.click()
    page.keyboard.press("Control+v")


def figures(page, site):
    """Return what is stored, as the page has it when it is opened anew."""
    return re.findall(r'class="cell-value" value="([^"]+)"', page.request.get(site + GRID).text())


def test_page_says_that_it_keeps_nothing_only_where_its_script_does_not_run(small_site, browser):
    page = open_grid(browser, small_site, "reporter")
    expect(cell(page, "部门0", "指标0")).to_be_visible()
    expect(page.locator("#grid-unready")).to_have_count(0)
    page.route("**/*.js", lambda route: route.abort())
    page.reload()
    expect(page.locator("#grid-unready")).to_contain_text("本页现在还不能保存填写的内容")
    expect(page.locator("#grid-unready")).to_be_visible()


def test_a_month_from_a_pasted_block_to_the_public_board(small_site, start, browser):
    start()
    reporter = open_grid(browser, small_site, "reporter", permissions=CLIPBOARD)
    assert barriers(reporter) == {}
    report_with_a_mistake(reporter)
    reviewer = sign_in(browser, small_site, "reviewer", PASSWORD)
    return_one_figure(reviewer, small_site)
    mend_the_figure(reporter)
    reviewer.reload()
    reviewer.get_by_role("button", name="无异常的全部审核通过").click()
    expect(reviewer.get_by_role("status")).to_contain_text("审核通过数据 6 条")
    leader = publish(browser, small_site)
    leader.goto(f"{small_site}/contests/bisai/")
    # 18 + 17 against 19 + 15: the first place of the month, as entered and mended.
    expect(leader.locator(".panel-red")).to_contain_text("部门0")
    expect(leader.locator(".panel-black")).to_contain_text("部门2")


def report_with_a_mistake(reporter):
    paste(reporter, cell(reporter, "部门0", "指标0"), "18\t17\n16\t15\n14\t33")
    expect(reporter.get_by_role("alert")).to_have_text("应在 0 到满分 20 之间")
    reporter.get_by_role("button", name="提交审核").click()
    expect(reporter.locator("#grid-notice")).to_contain_text("还有没有保存的格")
    wrong = cell(reporter, "部门2", "指标1")
    wrong.fill("13")
    wrong.press("Enter")
    expect(reporter.locator("#grid-notice")).to_contain_text("已保存")
    reporter.get_by_role("button", name="提交审核").click()
    expect(reporter.get_by_role("status").first).to_contain_text("已提交 6 格")


def return_one_figure(reviewer, site):
    reviewer.goto(f"{site}/review/bisai/2022-09/")
    assert barriers(reviewer) == {}
    reviewer.get_by_label("选中 部门1 指标0").check()
    reviewer.get_by_label("退回原因").fill("与台账不符")
    reviewer.get_by_role("button", name="退回所选").click()
    expect(reviewer.get_by_role("status")).to_contain_text("退回数据 1 条")


def mend_the_figure(reporter):
    reporter.reload()
    expect(reporter.locator(".cell-returned")).to_have_text("与台账不符")
    mended = cell(reporter, "部门1", "指标0")
    mended.fill("19")
    mended.press("Enter")
    expect(reporter.locator(".cell.is-draft")).to_have_count(1)
    reporter.get_by_role("button", name="提交审核").click()
    expect(reporter.get_by_role("status").first).to_contain_text("已提交 1 格")


def publish(browser, site):
    """Compute, check and approve the month; return the page of who approved it."""
    office = sign_in(browser, site, "office", PASSWORD)
    office.goto(f"{site}/office/bisai/2022-09/")
    office.get_by_role("button", name="计算", exact=True).click()
    office.get_by_role("button", name="核对无误").click(timeout=60_000)
    leader = sign_in(browser, site, "leader", PASSWORD)
    leader.goto(f"{site}/office/bisai/2022-09/")
    leader.get_by_role("button", name="批准发布").click()
    expect(leader.get_by_role("status")).to_contain_text("已发布第1期")
    return leader


def test_two_people_in_one_cell_and_a_network_that_goes_away(small_site, browser):
    first, second = (open_grid(browser, small_site, name) for name in ("reporter", "office"))
    cell(first, "部门0", "指标0").fill("18")
    cell(first, "部门0", "指标0").press("Enter")
    expect(first.locator("#grid-notice")).to_contain_text("已保存")
    assert first.evaluate("document.activeElement.getAttribute('aria-label')") == "部门1 指标0"

    cell(second, "部门0", "指标0").fill("12")
    cell(second, "部门0", "指标0").press("Enter")
    expect(second.get_by_role("alert")).to_contain_text("reporter已填“18”")
    assert figures(second, small_site) == ["18"]
    second.get_by_role("button", name="改为我的").click()
    expect(second.locator(".cell.is-taken")).to_have_count(0)
    assert figures(second, small_site) == ["12"]

    first.context.set_offline(True)
    cell(first, "部门1", "指标0").fill("15.5")
    cell(first, "部门1", "指标0").press("Enter")
    expect(first.locator("#grid-notice")).to_contain_text("1 格尚未保存；内容已保留在本机")
    first.context.set_offline(False)
    expect(first.locator("#grid-notice")).to_contain_text("已保存", timeout=10_000)
    assert figures(second, small_site) == ["12", "15.5"]

    first.context.set_offline(True)
    cell(first, "部门2", "指标0").fill("9")
    cell(first, "部门2", "指标0").press("Enter")
    expect(first.locator("#grid-notice")).to_contain_text("尚未保存")
    again = first.context.new_page()
    first.close(run_before_unload=False)
    again.context.set_offline(False)
    again.goto(small_site + GRID)
    expect(again.locator("#grid-notice")).to_contain_text("已保存", timeout=10_000)
    assert figures(second, small_site) == ["12", "15.5", "9"]
