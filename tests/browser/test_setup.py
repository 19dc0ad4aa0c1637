"""A contest made from scratch on pages: two units, a dimension with two criteria, a rule for each list."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from contests.exchange.contest_file import read_contest_file
from tests.browser.pages import barriers, sign_in
from tests.factories import PASSWORD, make_contest, make_people


@pytest.fixture
def park(transactional_db, live_server):
    """The address of a running site with the office of a park."""
    make_people(make_contest())
    return live_server.url


def test_contest_is_made_from_scratch(park, browser, tmp_path):
    site = park
    office = sign_in(browser, site, "office", password=PASSWORD)
    office.get_by_role("link", name="各项竞赛", exact=True).click()
    office.get_by_role("link", name="新建竞赛").click()
    blank = office.get_by_role("region", name="从头建")
    blank.get_by_label("竞赛名称").fill("重点工作竞赛")
    blank.get_by_label("发布单位").fill("测试园区")
    blank.get_by_label("开始日期").fill("2027-01-01")
    blank.get_by_label("结束日期").fill("2027-12-31")
    blank.get_by_label("参赛单位，每行一个名称").fill("甲局\n乙局")
    blank.get_by_label("第一个维度").fill("赛业绩")
    blank.get_by_label("它的第一个指标").fill("招商")
    blank.get_by_role("button", name="新建").click()
    expect(blank.get_by_role("alert")).to_contain_text("应为小写字母")
    blank.get_by_label("代码").fill("zhongdian")
    blank.get_by_role("button", name="新建").click()
    expect(office.get_by_role("status")).to_contain_text("已新建“重点工作竞赛”")
    assert barriers(office) == {}

    _criterion_is_added(office)
    _rule_is_changed(office, site)
    _overview_and_file_have_it_all(office, site, tmp_path)


def _criterion_is_added(office):
    office.get_by_role("link", name="维度和指标").click()
    office.get_by_role("link", name="增加指标").click()
    office.get_by_label("名称", exact=True).fill("服务企业")
    office.get_by_label("满分", exact=True).fill("50")
    office.get_by_label("计分方法").select_option(label="按数增减")
    office.get_by_label("每多或少 1 加减几分").fill("0.5")
    office.get_by_role("button", name="保存").click()
    expect(office.get_by_role("row").filter(has=office.get_by_label("服务企业 满分"))).to_contain_text("按数增减")

    office.get_by_label("招商 满分").fill("70")
    expect(office.get_by_text("满分合计 120，权重合计 2")).to_be_visible()


def _rule_is_changed(office, site):
    office.goto(site + reverse("office:setup-part", args=["zhongdian", "boards"]))
    office.get_by_label("总榜·红榜 不低于").fill("九十")
    office.get_by_label("总榜·黑榜 名次数").fill("1")
    office.get_by_role("button", name="保存").click()
    expect(office.get_by_role("alert").first).to_contain_text("共 1 处错误，未保存任何内容")
    office.get_by_label("总榜·红榜 不低于").fill("90")
    office.get_by_role("button", name="保存").click()
    expect(office.get_by_role("status")).to_contain_text("已保存，规则另立新版，自竞赛开始有效")


def _overview_and_file_have_it_all(office, site, tmp_path):
    office.set_viewport_size({"width": 360, "height": 800})
    office.goto(site + reverse("office:setup", args=["zhongdian"]))
    expect(office.get_by_text("前 1 名（末位并列都算）且不低于 90")).to_be_visible()
    assert office.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert barriers(office) == {}
    with office.expect_download() as download:
        office.get_by_role("button", name="下载竞赛文件").click()
    download.value.save_as(tmp_path / "zhongdian.yaml")
    spec = read_contest_file("zhongdian.yaml", (tmp_path / "zhongdian.yaml").read_bytes())
    assert [row["name"] for row in spec["entrants"]] == ["甲局", "乙局"]
    assert [row["params"] for row in spec["dimensions"][0]["criteria"]] == [{}, {"k": "0.5"}]
