"""What people do in a browser, and what every page must stand up to."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from contests.management.commands.load_presets import PASSWORD

# How many pixels a page is wider than its window.
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What is on the scene of a hall screen and reaches beyond it.
OUTSIDE = """[...document.querySelectorAll(".scene:not([hidden]) *")]
    .filter((one) => !one.closest(".sr, [hidden]"))
    .filter((one) => one.getBoundingClientRect().right > innerWidth || one.getBoundingClientRect().bottom > innerHeight)
    .map((one) => one.outerHTML)"""


def sign_in(browser, site, name, password=PASSWORD, **context):
    """Return a page of its own on which a person has signed in."""
    page = browser.new_context(locale="zh-CN", **context).new_page()
    page.goto(f"{site}/login/")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("button", name="退出")).to_be_visible()
    return page


def upload(page, site, path, kind):
    """Send a file in; leaves the page at what would be done with it."""
    page.goto(f"{site}/entry/bairi/upload/")
    page.get_by_label(kind).check()
    page.get_by_label("文件（.xlsx 或 .csv）").set_input_files(path)
    page.get_by_role("button", name="上传并预览").click()


def confirm(page):
    """Have the file stored as it is shown."""
    page.get_by_role("button", name="确认无误，保存").click()


def barriers(page, *without):
    """Return what keeps people with a disability from a page: axe's serious and critical findings, with the places.

    What the selectors in `without` find is not looked at.
    """
    found = Axe().run(page, context={"exclude": [[one] for one in without]} if without else None)
    found = found.response["violations"]
    return {
        one["id"]: [node["html"] for node in one["nodes"]] for one in found if one["impact"] in ("serious", "critical")
    }
