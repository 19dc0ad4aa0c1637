BOARD = "/contests/bairi/"


def test_lists_stand_side_by_side_in_one_height(browse):
    with browse(1280, BOARD) as page:
        red, black = page.locator(".panel-red").bounding_box(), page.locator(".panel-black").bounding_box()
        assert (red["y"], red["height"]) == (black["y"], black["height"])
        assert red["x"] + red["width"] <= black["x"]
        assert red["y"] < 500


def test_lists_stack_on_a_phone_red_first(browse):
    with browse(360, BOARD) as page:
        red, black = page.locator(".panel-red").bounding_box(), page.locator(".panel-black").bounding_box()
        assert red["x"] == black["x"]
        assert red["y"] + red["height"] <= black["y"]


def test_ranking_is_sorted_by_its_headers_with_the_keyboard(browse):
    with browse(1280, BOARD) as page:
        first = page.locator(".ranking-table tbody tr").first
        header = page.get_by_role("columnheader", name="名次").get_by_role("link")
        assert "经济合作局" in first.inner_text()
        header.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/?sort=-rank*")
        assert "示例部门五" in first.inner_text()
        assert page.get_by_role("columnheader", name="名次").get_attribute("aria-sort") == "descending"


def test_divisions_are_tabs_of_the_address(browse):
    with browse(1280, "/contests/shuangbi/") as page:
        page.get_by_role("navigation", name="组别").get_by_role("link", name="市属国企").click()
        page.wait_for_url("**/?division=*")
        assert page.locator(".tabs [aria-current]").inner_text() == "市属国企"
        assert page.locator(".ranking-table tbody tr").count() == 4


def test_first_tab_leads_past_the_head(browse):
    with browse(1280, BOARD) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "跳到正文"
        assert page.locator(".skip").bounding_box()["x"] == 0


def test_ranking_on_a_phone_stays_a_table_to_screen_readers(browse):
    with browse(360, BOARD) as page:
        assert page.get_by_role("columnheader").count() == 8
        assert page.get_by_role("rowheader").count() == 8
