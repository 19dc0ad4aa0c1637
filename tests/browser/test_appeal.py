"""An appeal as people live it: the unit files it, the office decides, the correction appears, the old issue says so."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from contests.management.commands.load_presets import PASSWORD
from tests.browser.pages import confirm, upload

PAGES = ["/entry/bairi/appeals/", "/entry/bairi/appeals/3/", "/review/bairi/appeals/", "/office/holidays/2022/"]


@pytest.fixture
def enter(sample_site, browser):
    """A function that signs a person in and returns the page."""

    def sign_in(name):
        page = browser.new_context(locale="zh-CN").new_page()
        page.goto(f"{sample_site}/login/")
        page.get_by_label("用户名").fill(name)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", name="我的工作")).to_be_visible()
        return page

    return sign_in


def file_appeal(page, site):
    page.goto(f"{site}/entry/bairi/appeals/")
    page.get_by_role("link", name="提出申诉").first.click()
    page.get_by_label("单位").select_option("示例部门五")
    page.get_by_label("对哪一项").select_option("廉洁从政")
    page.get_by_label("申诉内容").fill("廉洁从政的评分与台账不符，应为 19 分。")
    page.get_by_label("依据材料").fill("示例部门五情况说明1号")
    page.get_by_role("button", name="提交申诉").click()
    expect(page.get_by_role("status")).to_contain_text("已提交示例部门五对“廉洁从政”的申诉")


def uphold(page, site):
    page.goto(f"{site}/review/bairi/appeals/")
    page.get_by_role("link", name="示例部门五对“廉洁从政”的申诉").click()
    page.get_by_role("button", name="受理").click()
    page.get_by_label("裁定意见").fill("经核对台账，应为 19 分。")
    page.get_by_role("button", name="申诉成立").click()
    expect(page.get_by_role("status").first).to_contain_text("已裁定：成立")
    page.get_by_label("选中 2022-09 廉洁从政").check()
    page.get_by_role("button", name="退回所选").click()
    expect(page.get_by_role("status").first).to_contain_text("已退回数据 1 条")


def import_figure(page, site, path):
    path.write_text("期次,单位,指标,数值\n2022-09,示例部门五,廉洁从政,19\n")
    page.goto(f"{site}/entry/bairi/upload/")
    expect(page.get_by_text("申诉成立：经核对台账，应为 19 分。")).to_be_visible()
    upload(page, site, path, "填报数据")
    confirm(page)
    expect(page.get_by_role("status")).to_contain_text("更改 1 条")


def test_an_appeal_from_the_unit_to_the_correction(sample_site, reopened, start, browser, enter, tmp_path):
    start()
    unit, office = enter("reporter"), enter("office")
    file_appeal(unit, sample_site)
    uphold(office, sample_site)
    import_figure(office, sample_site, tmp_path / "更正.csv")
    reviewer = enter("reviewer")
    reviewer.goto(f"{sample_site}/review/bairi/2022-09/")
    reviewer.get_by_role("button", name="无异常的全部审核通过").click()

    office.goto(f"{sample_site}/office/bairi/2022-09/")
    office.get_by_role("button", name="重新计算").click()
    office.get_by_role("button", name="核对无误").click(timeout=60_000)
    leader = enter("leader")
    leader.goto(f"{sample_site}/office/bairi/2022-09/")
    expect(leader.get_by_text("更正原因之后将写明：示例部门五对“廉洁从政”的申诉成立")).to_be_visible()
    leader.get_by_label("更正原因").fill("评分录入有误")
    leader.get_by_role("button", name="批准发布").click()
    expect(leader.get_by_role("status")).to_contain_text("已发布第4期")

    cache.clear()
    public = browser.new_page()
    public.goto(f"{sample_site}/contests/bairi/")
    notice = public.locator(".notice", has_text="更正原因")
    expect(notice).to_contain_text("评分录入有误（示例部门五对“廉洁从政”的申诉成立）")
    notice.get_by_role("link", name="第3期").click()
    expect(public.locator(".title-band .number")).to_contain_text("已更正")
    public.get_by_role("link", name="示例部门五").click()
    expect(public.locator(".standing")).to_contain_text("269.00")
    public.locator(".notice").get_by_role("link", name="第4期").click()
    public.get_by_role("link", name="示例部门五").click()
    expect(public.locator(".standing")).to_contain_text("270.00")

    unit.goto(f"{sample_site}/entry/bairi/appeals/")
    expect(unit.get_by_role("cell", name="第4期已更正")).to_be_visible()


def test_pages_fit_a_phone(enter, sample_site):
    page = enter("office")
    page.set_viewport_size({"width": 360, "height": 800})
    wide = {}
    for path in PAGES:
        page.goto(sample_site + path)
        wide[path] = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == dict.fromkeys(PAGES, 0)
