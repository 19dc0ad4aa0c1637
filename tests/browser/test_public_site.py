"""The boards of the presets: none scrolls sideways, the chart beside its table, another period by the keyboard."""

from tests.browser.pages import OVERFLOW, barriers

ENTRANT = "/contests/benpao/entrants/cy03/"
PAGES = [
    "/",
    "/contests/bairi/",
    "/contests/shuangbi/",
    "/contests/benpao/",
    "/contests/benpao/?category=产业",
    "/contests/pingliang/",
    "/contests/tianyuan/",
    ENTRANT,
    "/login/",
]
INK = """async () => {
    const canvas = document.querySelector('[data-chart] canvas');
    await new Promise((done) => setTimeout(done, 300));
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels.some((value) => value > 0);
}"""


def test_public_site_for_everyone(browse, sample_site):
    with browse(360, PAGES[0]) as page:
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 1080})
            for path in PAGES:
                page.goto(sample_site + path)
                assert (path, width, page.evaluate(OVERFLOW)) == (path, width, 0)
        assert barriers(page) == {}
        # The chart is drawn, and the table that says the same stands under it.
        page.goto(sample_site + ENTRANT)
        assert page.evaluate(INK)
        assert page.locator("[data-chart]").count() == 2
        assert page.locator("tr[data-period]").count() >= 10
        # Another period with the keyboard alone.
        page.goto(f"{sample_site}/contests/benpao/")
        page.get_by_label("考评期").focus()
        page.keyboard.press("End")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/?period=2020-Q3*")
        assert "2020年第3季度" in page.locator(".title-band").inner_text()
        assert page.evaluate("typeof echarts") == "undefined"
