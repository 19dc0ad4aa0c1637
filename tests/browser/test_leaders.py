"""The leaders' pages on a phone and a desk: axe, no sideways scrolling, charts beside tables, one sheet of paper."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from contests.models import User
from tests.browser.pages import barriers, sign_in
from tests.browser.test_public_site import INK, OVERFLOW

PAGES = {
    "home": "/leaders/",
    "black": "/leaders/?kind=black",
    "briefing": "/leaders/?print=1",
    "trends": "/leaders/benpao/?unit=cy01&unit=cy06",
    "ranking": "/leaders/benpao/2020-W41/",
    "sheet": "/leaders/pingliang/2023-W21/entrants/bumen-9/",
}
OFFICE = {"liaisons": "/office/liaisons/?show=linked", "liaison": "/office/liaisons/{pk}/"}


@pytest.fixture
def keep(tmp_path):
    """Return where a picture of a name is kept: the folder of the variable SCREENSHOTS, else one of the test's own."""
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return lambda name: folder / name


@pytest.fixture
def addresses(sample_site):
    """The office's pages with the first liaison; to be asked for before a browser is."""
    pk = User.objects.get(username="lingdao").liaisons.earliest("pk").pk
    return {name: address.format(pk=pk) for name, address in OFFICE.items()}


def look(page, site, pages, width, keep):
    """Open each page at a width, keep its picture, and return what is wrong with it."""
    wrong = {}
    page.set_viewport_size({"width": width, "height": 900})
    for name, address in pages.items():
        assert page.goto(site + address).status == 200
        page.screenshot(path=keep(f"leaders-{name}-{width}.png"), full_page=True)
        if page.evaluate(OVERFLOW) or barriers(page):
            wrong[name] = (page.evaluate(OVERFLOW), barriers(page))
    return wrong


def test_leaders_pages_for_everyone(addresses, sample_site, browser, keep):
    leader, office = (sign_in(browser, sample_site, name) for name in ("lingdao", "office"))
    complaints = []
    for page in (leader, office):
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
    # A leader and nothing else begins here.
    assert leader.url == f"{sample_site}/leaders/"
    for width in (360, 1280):
        assert look(leader, sample_site, PAGES, width, keep) == {}
        assert look(office, sample_site, addresses, width, keep) == {}
    # From the first line down to the sheet with the keyboard alone.
    leader.goto(sample_site + PAGES["black"])
    first = leader.locator(".leaders-line a").first
    unit = first.inner_text()
    first.focus()
    leader.keyboard.press("Enter")
    expect(leader.get_by_role("heading", level=1)).to_have_text(unit)
    # Both charts are drawn, and the tables under them say the same.
    leader.goto(sample_site + PAGES["trends"])
    for kind, rows in (("heat", 6), ("lines", 2)):
        assert leader.evaluate(INK.replace("[data-chart]", f"[data-{kind}]"))
        assert leader.locator(f'[data-ranks="{kind}"] tbody tr').count() == rows
    assert complaints == []


def test_briefing_of_all_sample_contests_is_one_sheet(sample_site, browser, keep):
    page = sign_in(browser, sample_site, "lingdao")
    page.goto(sample_site + PAGES["briefing"])
    paper = page.pdf(path=keep("leaders-briefing.pdf"), prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    assert re.search(rb"/MediaBox\s*\[0 0 (594|595)[.\d]* (841|842)[.\d]*\]", paper)
    page.emulate_media(media="print")
    for shown in ("竞赛简报", "内部资料", "数据截至", "我联系的部门和项目"):
        expect(page.get_by_text(shown).first).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    assert page.locator("canvas").count() == 0
