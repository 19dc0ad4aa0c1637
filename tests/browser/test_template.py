"""A month's template as people use it: downloaded, filled in with a slip, sent back with the fault, mended, stored."""

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.pages import barriers, confirm, sign_in, upload


def fetch(page, link, path):
    with page.expect_download() as download:
        page.get_by_role("link", name=link).click()
    download.value.save_as(path)
    return path


def write(path, **cells):
    book = load_workbook(path)
    for place, value in cells.items():
        book.worksheets[0][place] = value
    book.save(path)


def test_template_is_filled_in_sent_back_mended_and_stored(sample_site, reopened, browser, tmp_path):
    office = sign_in(browser, sample_site, "office")
    office.goto(f"{sample_site}/entry/bairi/upload/")
    assert barriers(office) == {}
    file = fetch(office, "2022年10月 模板", tmp_path / "十月.xlsx")
    write(file, D2=15, D3=999)
    upload(office, sample_site, file, "填报数据")
    expect(office.get_by_role("alert")).to_contain_text("共 1 处错误，未保存任何内容")
    assert barriers(office) == {}

    back = fetch(office, "下载标出错误的文件", tmp_path / "退回.xlsx")
    sheet = load_workbook(back).worksheets[0]
    assert sheet["G3"].value.startswith("“数值”应在 0 到满分")
    write(back, D3=16)
    upload(office, sample_site, back, "填报数据")
    expect(office.get_by_role("status")).to_contain_text("新增 2，更改 0，未变 0，未填不导入 102")
    assert barriers(office) == {}
    office.set_viewport_size({"width": 360, "height": 800})
    assert office.evaluate("document.documentElement.scrollWidth") == 360
    confirm(office)
    expect(office.get_by_role("status")).to_contain_text("已保存：新增 2 条")
