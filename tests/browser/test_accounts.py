"""What administrators and people do with accounts, in a browser."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from tests.browser.pages import barriers, sign_in


def test_account_is_made_signed_in_with_given_a_role_and_read_in_the_log(sample_site, browser):
    page = sign_in(browser, sample_site, "sysadmin", viewport={"width": 360, "height": 800})
    assert barriers(page) == {}
    page.get_by_role("link", name="新建账号").click()
    page.get_by_label("用户名").fill("lisi")
    page.get_by_label("姓名").fill("李四")
    page.get_by_label("所在单位").select_option(label="办公室")
    page.get_by_role("button", name="新建").click()
    password = page.locator(".office-secret").inner_text()
    assert barriers(page) == {}

    own = sign_in(browser, sample_site, "lisi", password)
    expect(own.get_by_role("heading", name="修改密码")).to_be_visible()
    own.get_by_label("现在的密码").fill(password)
    for label in ("新密码", "再输一次新密码"):
        own.get_by_label(label, exact=True).fill("Lisi-de-mima-7")
    own.get_by_role("button", name="修改密码").click()
    expect(own.get_by_text("密码已修改")).to_be_visible()

    page = sign_in(browser, sample_site, "secadmin")
    page.get_by_role("link", name="李四").click()
    page.get_by_label("角色", exact=True).select_option(label="填报员")
    page.get_by_label("单位（含下级）", exact=True).select_option(label="办公室")
    page.get_by_role("button", name="授予").click()
    expect(page.get_by_text("已授予：李四·办公室·填报员")).to_be_visible()
    assert barriers(page) == {}

    page = sign_in(browser, sample_site, "audit")
    page.get_by_label("对象", exact=True).fill("lisi")
    page.get_by_role("button", name="查找").click()
    actions = page.locator("tbody tr td:nth-child(3)").all_inner_texts()
    assert actions == ["授予角色", "修改密码", "登录", "新建账号"]
    assert barriers(page) == {}


def test_page_left_open_warns_and_leads_to_the_sign_in_and_back(sample_site, browser, settings):
    settings.IDLE_TIME = timedelta(seconds=66)
    page = sign_in(browser, sample_site, "office")
    page.goto(f"{sample_site}/office/bairi/")
    expect(page.get_by_role("alert")).to_contain_text("后将自动退出")
    assert barriers(page) == {}
    page.wait_for_url(re.compile(r"/login/\?next=%2Foffice%2Fbairi%2F&idle=1$"))
    expect(page.get_by_text("已自动退出，请重新登录")).to_be_visible()
    settings.IDLE_TIME = timedelta(minutes=30)
    page.get_by_label("用户名").fill("office")
    page.get_by_label("密码").fill("yanshi-2026")
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/office/bairi/")
