"""The what-if desk as the office uses it: change a weight, have a real worker compute, see old and new side by side."""

from playwright.sync_api import expect

from contests.exchange.contest_file import read_contest_file
from tests.browser.pages import sign_in

SEPTEMBER = "/office/bairi/2022-09/"


def row_of(page, name):
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name, exact=True)).first


def test_a_weight_is_changed_and_the_ranks_with_it(sample_site, start, browser, tmp_path):
    start()
    office = sign_in(browser, sample_site, "office")
    office.goto(sample_site + SEPTEMBER)
    office.get_by_role("link", name="试算").click()

    weight = office.get_by_label("赛业绩 权重", exact=True)
    weight.fill("三")
    office.get_by_label("总榜·黑榜 名次数").fill("零")
    office.get_by_role("button", name="试算").click()
    expect(office.get_by_role("alert").first).to_contain_text("共 2 处错误，未试算")
    expect(office.locator("td", has=weight)).to_contain_text("应为数")

    weight.fill("3")
    office.get_by_label("总榜·黑榜 名次数").fill("2")
    office.get_by_role("button", name="试算").click()
    headline = office.locator(".office-headline")
    expect(headline).to_contain_text("5 个单位名次变化，2 个单位进入黑榜", timeout=60_000)
    expect(headline).to_contain_text("黑榜：进入 示例部门三、示例部门五")
    expect(row_of(office, "赛业绩·权重")).to_contain_text("3")
    expect(row_of(office, "产业发展局")).to_contain_text("↑ 上升 1 位")
    expect(row_of(office, "经济合作局")).to_contain_text("↓ 下降 1 位")
    office.get_by_role("link", name="只看名次、等次或上榜有变化的").click()
    expect(row_of(office, "示例部门四")).to_have_count(0)

    with office.expect_download() as download:
        office.get_by_role("link", name="下载竞赛文件").click()
    draft = tmp_path / "草案.yaml"
    download.value.save_as(draft)
    dimensions = {
        row["code"]: row["weight"] for row in read_contest_file("草案.yaml", draft.read_bytes())["dimensions"]
    }
    assert dimensions == {"zuofeng": "1", "yeji": "3", "fuwu": "1"}

    _leading_group_reads_it(sign_in(browser, sample_site, "leader"), sample_site)


def _leading_group_reads_it(leader, sample_site):
    leader.goto(sample_site + SEPTEMBER)
    leader.get_by_role("link", name="试算").click()
    leader.get_by_role("link", name="规则试算").click()
    expect(leader.locator(".office-headline")).to_contain_text("5 个单位名次变化")
    leader.goto(sample_site + SEPTEMBER)
    expect(leader.get_by_role("row").filter(has_text="281.50")).to_contain_text("经济合作局")
