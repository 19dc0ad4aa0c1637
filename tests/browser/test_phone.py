"""The office on a phone: its head, its list of contests, and wide tables that say that there is more of them."""

import io

from PIL import Image

from tests.browser.pages import OVERFLOW, sign_in

SCROLL_TO_END = "box => box.scrollLeft = box.scrollWidth"


def shades(box):
    """Return how dark the left and the right edge of a box are, 0 for white, on a line between two rows of text."""
    with Image.open(io.BytesIO(box.screenshot())) as picture:
        grey = picture.convert("L")
        y = grey.height - 8
        return tuple(255 - grey.getpixel((x, y)) for x in (3, grey.width - 4))


def test_wide_tables_scroll_in_their_own_box_and_show_where_there_is_more(sample_site, browser):
    page = sign_in(browser, sample_site, "office", viewport={"width": 360, "height": 800})
    page.goto(f"{sample_site}/office/contests/")
    assert page.evaluate(OVERFLOW) == 0
    box = page.locator(".table-responsive").first
    left, right = shades(box)
    assert (left < 10, right > 40) == (True, True)
    box.evaluate(SCROLL_TO_END)
    left, right = shades(box)
    assert (left > 40, right < 10) == (True, True)
    page.set_viewport_size({"width": 1400, "height": 800})
    box.evaluate("box => box.scrollLeft = 0")
    assert max(shades(box)) < 10


def test_head_and_contests_stand_in_lines_that_can_be_read(sample_site, browser):
    page = sign_in(browser, sample_site, "office", viewport={"width": 360, "height": 800})
    page.goto(f"{sample_site}/office/contests/")
    places = [one.bounding_box() for one in page.locator(".office-nav a").all()]
    # The places to go to stand beside each other, under the name of the site.
    assert len({place["y"] for place in places}) <= 2
    assert min(place["y"] for place in places) > page.locator(".office-brand").bounding_box()["y"]
    title = page.locator(".card-title").first
    assert title.bounding_box()["height"] < 40
    for cell in page.locator(".office-periods tbody tr").first.locator("th, td").all():
        assert cell.bounding_box()["height"] < 60
