"""What goes from public view once the window of a black list is over, and what stays."""

import io
import json

import pytest
import time_machine
from openpyxl import load_workbook

from contests.enums import Decision
from contests.models import Adjustment
from tests.public.conftest import NOW
from tests.public.windows import BOARDS, CALENDAR, DAY_AFTER, FACT, LAST_DAY, open_blamed, page

PAGES = [
    "/", "/?text=1", "/contests/bairi/", "/contests/bairi/?text=1", "/contests/bairi/releases/1/", "/feed.xml",
    "/contests/bairi/feed.xml", "/contests/bairi/releases/", "/contests/bairi/entrants/u3/", "/api/v1/contests",
    "/api/v1/contests/bairi/releases/1", "/api/v1/contests/bairi/standings", "/api/v1/contests/bairi",
    "/api/v1/contests/bairi/releases", "/api/v1/contests/bairi/releases/1/standings",
    "/api/v1/contests/bairi/releases/1/standings.csv", "/api/v1/contests/bairi/releases/1/entrants/u3",
    "/contests/bairi/releases/1/entrants/u3/", "/contests/bairi/?sort=entrant", "/hall/bairi/", "/hall/bairi/scenes/",
]  # fmt: skip


@pytest.fixture
def blamed(office):
    return open_blamed(office)


def test_black_list_is_public_until_the_last_day(client, blamed, words):
    response = page(client, "/contests/bairi/", LAST_DAY)
    assert FACT in words(response, "section", "panel-black")[0]
    assert response["X-Robots-Tag"] == "noindex, noarchive"


def test_black_list_goes_the_day_after_and_the_ranking_stays(client, blamed, words):
    before = page(client, "/contests/bairi/", LAST_DAY)
    after = page(client, "/contests/bairi/", DAY_AFTER)
    assert words(after, "section", "panel-black") == ["黑榜 本期黑榜已过公示期，不再公开"]
    assert len(words(after, "tr")) == len(words(before, "tr")) == 4
    assert before["ETag"] != after["ETag"]


@pytest.mark.parametrize("address", PAGES)
def test_no_public_address_says_the_fact_afterwards(client, blamed, address):
    response = page(client, address, DAY_AFTER)
    assert response.status_code == 200
    assert FACT not in response.content.decode()


def test_points_for_the_fact_stay_and_what_for_goes(client, office):
    contest = office.open(names=("办公室", "招商局", "建设局"), calendar=CALENDAR, boards=BOARDS)
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80, "u3": 70})
    office.find(contest, "2022-07", "u3", "black", FACT)
    Adjustment.objects.create(
        entrant=contest.entrants.get(code="u3"),
        period=contest.periods.get(code="2022-07"),
        scope="total",
        kind="deduction",
        points=-2,
        matter=FACT,
        document="通报〔2022〕9号",
        decision=Decision.APPROVED,
        proposed_by=office.people[0],
        decided_by=office.people[1],
    )
    with time_machine.travel(NOW, tick=False):
        office.release(contest, "2022-07")
    sheet, of_api = "/contests/bairi/entrants/u3/", "/api/v1/contests/bairi/releases/1/entrants/u3"
    assert FACT in page(client, sheet, LAST_DAY).content.decode()
    assert FACT in page(client, of_api, LAST_DAY).content.decode()
    for address in PAGES:
        said = page(client, address, DAY_AFTER).content.decode()
        assert FACT not in said
        assert "通报〔2022〕9号" not in said
    assert "-2 （已过公示期）" in page(client, sheet, DAY_AFTER).content.decode()
    for address in (sheet, of_api):
        assert page(client, address, LAST_DAY)["ETag"] != page(client, address, DAY_AFTER)["ETag"]
    (total,) = [line for line in page(client, of_api, DAY_AFTER).json()["total"]["lines"] if line["adjustment"]]
    assert total["adjustment"].endswith("-2 （已过公示期）")


def test_workbook_of_the_interface_has_places_only(client, blamed):
    before, after = (
        load_workbook(io.BytesIO(page(client, "/api/v1/contests/bairi/releases/1/standings.xlsx", at).content))["名次"]
        for at in (LAST_DAY, DAY_AFTER)
    )
    assert list(after.values) == list(before.values)
    assert FACT not in str(list(after.values))


@pytest.mark.parametrize("name", ["bundle.json", "audit.xlsx", "poster-a3.pdf"])
def test_proof_of_a_lapsed_issue_is_the_offices(client, blamed, name):
    address = f"/contests/bairi/releases/1/{name}"
    assert page(client, address, LAST_DAY).status_code == 200
    gone = page(client, address, DAY_AFTER)
    assert gone.status_code == 404
    assert "请向竞赛办索取" in gone.content.decode()
    board = page(client, "/contests/bairi/", DAY_AFTER).content.decode()
    assert "核验请向竞赛办索取" in board
    assert "bundle.json" not in board


def test_office_keeps_the_whole_document(client, blamed, office):
    client.force_login(office.people[2])
    with time_machine.travel(DAY_AFTER, tick=False):
        response = client.get("/office/bairi/releases/1/bundle.json")
    assert response.content.decode() == blamed.releases.get().payload
    assert FACT in response.content.decode()


def test_api_says_that_the_document_is_no_longer_whole(client, blamed):
    whole = page(client, "/api/v1/contests/bairi/releases/1", LAST_DAY).json()
    rest = page(client, "/api/v1/contests/bairi/releases/1", DAY_AFTER).json()
    assert (whole["is_whole"], rest["is_whole"]) == (True, False)
    assert [entry["colour"] for entry in rest["payload"]["entries"]] == ["red"]
    assert rest["payload"]["standings"] == whole["payload"]["standings"]
    assert rest["sha256"] == whole["sha256"]


def test_correction_no_longer_says_who_left_the_black_list(client, blamed, office, words):
    office.enter(blamed, "2022-07", {"u1": 95, "u2": 80, "u3": 70})
    office.find(blamed, "2022-07", "u2", "black", "会议缺席")
    with time_machine.travel(NOW, tick=False):
        office.release(blamed, "2022-07", reason="漏计")
    before, after = (page(client, "/contests/bairi/", at) for at in (LAST_DAY, DAY_AFTER))
    assert words(before, "tr")[1:4] == [
        "办公室 总榜 180.00 → 190.00 第 1 名（不变） 红榜：得分 180.00，第 1 名 → 红榜：得分 190.00，第 1 名",
        "招商局 总榜 160.00（不变） 第 2 名（不变） 未上榜 → 黑榜：会议缺席",
        "办公室 业绩 90.00 → 95.00 第 1 名（不变） 本项不设榜",
    ]
    assert "会议缺席" not in after.content.decode()
    # 招商局, whose line only told that it came to the black list, has none any more.
    assert [line.replace("（不变）", "") for line in words(after, "tr")[1:3]] == [
        "办公室 总榜 180.00 → 190.00 第 1 名 红榜：得分 180.00，第 1 名 → 红榜：得分 190.00，第 1 名",
        "办公室 业绩 90.00 → 95.00 第 1 名 本项不设榜",
    ]


def test_correction_says_of_nobody_that_it_was_on_no_list_afterwards(client, blamed, office, words):
    office.enter(blamed, "2022-07", {"u1": 90, "u2": 85, "u3": 75})
    with time_machine.travel(NOW, tick=False):
        office.release(blamed, "2022-07", reason="漏计")
    before, after = (
        {line.split()[0]: line.rpartition("名（不变） ")[2] for line in words(page(client, address, at), "tr")[1:3]}
        for address, at in (("/contests/bairi/", LAST_DAY), ("/contests/bairi/", DAY_AFTER))
    )
    assert before == {"招商局": "未上榜（不变）", "建设局": f"黑榜：{FACT}（不变）"}
    assert after == {"招商局": "未上红榜（不变）", "建设局": "未上红榜（不变）"}


def test_no_window_is_for_ever(client, office, words):
    contest = office.open()
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80})
    office.release(contest, "2022-07")
    assert contest.black_days == 0
    assert "招商局" in words(client.get("/contests/bairi/"), "section", "panel-black")[0]


def test_board_without_a_black_list_may_be_searched(client, office):
    contest = office.open(boards=[{"scope": "total", "colour": "red", "places": 1}])
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80})
    office.release(contest, "2022-07")
    assert not client.get("/contests/bairi/").has_header("X-Robots-Tag")
    assert "/contests/bairi/" not in client.get("/robots.txt").content.decode()


def test_robots_are_kept_off_what_has_a_black_list(client, blamed):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /contests/bairi/" in lines
    assert "Disallow: /office/" in lines


def test_no_person_is_named_in_public(client, blamed, office):
    for person in office.people:
        person.display_name = f"张{person.username}"
        person.save()
    office.enter(blamed, "2022-08", {"u1": 90, "u2": 80, "u3": 70})
    with time_machine.travel(NOW, tick=False):
        office.release(blamed, "2022-08")
    said = "".join(
        page(client, address, LAST_DAY).content.decode()
        for address in [*PAGES, "/contests/bairi/releases/2/bundle.json"]
    )
    assert [person.username for person in office.people if person.username in said or person.display_name in said] == []
    assert json.loads(blamed.releases.get(number=2).payload)["number"] == 2
