from xml.etree import ElementTree

import pytest
from django.core.cache import cache

ISSUES = "http://testserver/contests/bairi/releases"


def items(response):
    return [
        [item.findtext(name) for name in ("title", "link", "description")]
        for item in ElementTree.fromstring(response.content).iter("item")
    ]


def test_feed_announces_every_issue_the_latest_first(client, released, office):
    office.enter(released, "2022-08", {"u1": 70, "u2": 80})
    office.release(released, "2022-08")
    response = client.get("/contests/bairi/feed.xml")
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert items(response) == [
        ["百日大会战 第2期 2022年8月", f"{ISSUES}/2/", "红榜：招商局。黑榜 1 个单位，见榜单。"],
        ["百日大会战 第1期 2022年7月", f"{ISSUES}/1/", "红榜：办公室。黑榜 1 个单位，见榜单。"],
    ]
    assert items(client.get("/feed.xml")) == items(response)


def test_titles_say_what_corrects_and_what_was_corrected(client, released, office):
    def read(address):
        return items(client.get(address))

    assert [title for title, *_ in read("/feed.xml")] == ["百日大会战 第1期 2022年7月"]
    office.enter(released, "2022-07", {"u1": 70, "u2": 80})
    office.release(released, "2022-07", reason="数据录入有误")
    office.enter(released, "2022-07", {"u1": 75, "u2": 80})
    office.release(released, "2022-07", reason="数据又有误")
    for address in ("/feed.xml", "/contests/bairi/feed.xml"):
        said = [(title.partition("2022年7月")[2], text.partition("红榜")[0]) for title, _, text in read(address)]
        assert said == [
            ("（更正第2期）", "更正第2期。"),
            ("（更正第1期，已由第3期更正）", "更正第1期。已由第3期更正。"),
            ("（已由第2期更正）", "已由第2期更正。"),
        ]


@pytest.mark.parametrize("address", ["/feed.xml", "/contests/bairi/feed.xml"])
def test_feed_warm_costs_nothing_and_is_304_to_its_etag(client, released, django_assert_num_queries, address):
    first = client.get(address)
    with django_assert_num_queries(0):
        assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("issues", [1, 5])
def test_feed_cold_costs_three_queries(client, office, django_assert_num_queries, issues):
    contest = office.open()
    for period in range(7, 7 + issues):
        office.enter(contest, f"2022-{period:02}", {"u1": 90, "u2": 80})
        office.release(contest, f"2022-{period:02}")
    cache.clear()
    with django_assert_num_queries(3):
        client.get("/feed.xml")


def test_feed_is_named_in_the_head_of_its_pages(client, released):
    assert (
        'type="application/rss+xml" title="百日大会战" href="/contests/bairi/feed.xml"'
        in client.get("/contests/bairi/").content.decode()
    )


@pytest.mark.parametrize(
    "address", ["/contests/none/feed.xml", "/contests/none/code.svg", "/contests/bairi/releases/9/code.svg"]
)
def test_nothing_found(client, released, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/contests/bairi/", "/contests/bairi/releases/1/"])
def test_code_leads_to_the_page(client, released, address):
    response = client.get(f"{address}code.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert f"<title>http://testserver{address}</title>" in response.content.decode()
