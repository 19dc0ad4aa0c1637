"""One month as people live it: import, review, computation by a real worker, check, approval, the public board."""

from pathlib import Path

from django.core.management import call_command
from playwright.sync_api import expect

from tests.browser.pages import barriers, confirm, sign_in, upload

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "docs" / "examples"


def test_a_month_from_file_to_public_board(sample_site, reopened, start, browser, tmp_path):
    start()
    office = sign_in(browser, sample_site, "office")
    upload(office, sample_site, EXAMPLES / "bairi-2022-10-ratings.csv", "填报数据")
    confirm(office)
    expect(office.get_by_role("status")).to_contain_text("新增 104 条")
    upload(office, sample_site, EXAMPLES / "bairi-2022-10-events.csv", "红黑榜事项和加扣分")
    confirm(office)
    expect(office.get_by_role("status")).to_contain_text("新增事项 4 件，加扣分 1 件")

    reviewer = sign_in(browser, sample_site, "reviewer")
    reviewer.goto(f"{sample_site}/review/bairi/2022-10/")
    for box in reviewer.locator("input[name=findings], input[name=adjustments]").all():
        box.check()
    reviewer.get_by_role("button", name="无异常的全部审核通过").click()
    expect(reviewer.get_by_role("status")).to_contain_text("审核通过数据 104 条，批准事项 5 件")

    office.goto(f"{sample_site}/office/bairi/2022-10/")
    office.get_by_role("button", name="计算").click()
    plan_bulletin(office)
    office.get_by_role("button", name="核对无误").click()
    expect(office.get_by_role("status")).to_contain_text("已核对")

    leader = sign_in(browser, sample_site, "leader")
    leader.goto(f"{sample_site}/office/bairi/2022-10/")
    look_at_preview(leader, sample_site)
    leader.get_by_role("button", name="批准发布").click()
    expect(leader.get_by_role("status")).to_contain_text("已发布第4期")

    public = browser.new_page()
    # The address of the newest issue may be remembered for two seconds.
    public.wait_for_timeout(2500)
    public.goto(f"{sample_site}/contests/bairi/")
    expect(public.locator(".panel-red")).to_contain_text("落实部署快")
    with public.expect_download() as download:
        public.get_by_role("link", name="本期数据文件").click()
    bundle = tmp_path / "第4期.json"
    download.value.save_as(bundle)
    call_command("verify_release", str(bundle))


def plan_bulletin(office):
    """Once the run is done, ask for a bulletin to come out with the release."""
    office.locator("summary", has_text="通报").click(timeout=60_000)
    office.get_by_label("同时发通报").check()
    office.get_by_label("机关代字").fill("竞办")
    office.get_by_label("主送机关").fill("各参赛单位")


def look_at_preview(leader, site):
    """See board, screen, poster and bulletin side by side, and come back to the desk."""
    leader.get_by_role("link", name="先看发布预览").click()
    for title in ("公开榜预览", "大屏预览"):
        expect(leader.frame_locator(f"iframe[title={title}]").get_by_text("落实部署快").first).to_be_visible()
    for name in ("海报预览", "通报预览"):
        picture = leader.get_by_alt_text(name)
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", value=True, timeout=60_000)
        assert picture.evaluate("image => image.naturalWidth") >= 900
    assert barriers(leader) == {}
    leader.goto(f"{site}/office/bairi/2022-10/")
    assert barriers(leader) == {}
