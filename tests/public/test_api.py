import hashlib
import io
import json

import pytest
import time_machine
from openpyxl import load_workbook

API = "/api/v1"


def test_contests_name_their_newest_issue(client, released, office):
    office.open(slug="later")
    found = client.get(f"{API}/contests").json()
    assert [(row["slug"], row["newest"] and row["newest"]["number"]) for row in found] == [
        ("bairi", 1),
        ("later", None),
    ]
    assert client.get(f"{API}/contests/bairi").json() == found[0]


def test_releases_list_every_issue(client, released, office):
    office.enter(released, "2022-07", {"u1": 70, "u2": 80})
    office.release(released, "2022-07", reason="数据录入有误")
    found = client.get(f"{API}/contests/bairi/releases").json()
    assert [(row["number"], row["corrects"], row["corrected_by"]) for row in found] == [(2, 1, None), (1, None, 2)]


def test_release_that_was_corrected_names_its_correction(client, released, office):
    before = client.get(f"{API}/contests/bairi/releases/1")
    office.enter(released, "2022-07", {"u1": 70, "u2": 80})
    office.release(released, "2022-07", reason="数据录入有误")
    after = client.get(f"{API}/contests/bairi/releases/1", headers={"if-none-match": before["ETag"]})
    assert (before.json()["corrected_by"], after.json()["corrected_by"]) == (None, 2)


def test_releases_say_which_are_samples_in_the_words_of_each(client, office):
    contest = office.open(sample=True)
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80})
    office.release(contest, "2022-07")
    contest = office.open(name="百日攻坚", score_label="总分", sample=False)
    office.enter(contest, "2022-08", {"u1": 90, "u2": 80})
    office.release(contest, "2022-08")
    found = client.get(f"{API}/contests/bairi/releases").json()
    assert [(row["name"], row["score_label"], row["is_sample"]) for row in found] == [
        ("百日攻坚", "总分", False),
        ("百日大会战", "得分", True),
    ]


def test_release_carries_the_text_that_was_hashed(client, released):
    release = released.releases.get()
    text = client.get(f"{API}/contests/bairi/releases/1").content.decode()
    assert json.loads(text)["payload"] == json.loads(release.payload)
    inner = text.split('"payload":', 1)[1].removesuffix("}")
    assert hashlib.sha256(inner.encode()).hexdigest() == json.loads(text)["sha256"] == release.sha256


def test_standings_are_those_of_the_board(client, released):
    found = client.get(f"{API}/contests/bairi/standings", {"division": "bumen"}).json()
    assert [(row["name"], row["score"], row["rank"]) for row in found["standings"]] == [
        ("办公室", "180.00", 1),
        ("招商局", "160.00", 2),
    ]


def test_standings_of_a_dimension(client, released):
    found = client.get(f"{API}/contests/bairi/standings", {"scope": "yeji"}).json()
    assert [row["score"] for row in found["standings"]] == ["90.00", "80.00"]


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/contests/none", "没有这项竞赛。"),
        ("/contests/%00", "没有这项竞赛。"),
        ("/none", "没有这个地址。"),
        ("/contests/none/releases", "没有这项竞赛。"),
        ("/contests/bairi/releases/9", "没有这一期。"),
        ("/contests/bairi/standings?division=none", "没有这个组别。"),
        ("/contests/bairi/standings?scope=none", "没有这个范围。"),
    ],
)
def test_nothing_found_is_said_in_chinese(client, released, path, sentence):
    response = client.get(API + path)
    assert (response.status_code, response.json()) == (404, {"detail": sentence})


def test_answer_warm_costs_no_query_and_is_304_to_its_etag(client, released, django_assert_num_queries):
    first = client.get(f"{API}/contests/bairi/standings")
    with django_assert_num_queries(0):
        again = client.get(f"{API}/contests/bairi/standings", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_openapi_describes_every_address(client, db):
    paths = client.get(f"{API}/openapi.json").json()["paths"]
    assert set(paths) == {
        f"{API}/contests",
        f"{API}/contests/{{slug}}",
        f"{API}/contests/{{slug}}/releases",
        f"{API}/contests/{{slug}}/releases/{{number}}",
        f"{API}/contests/{{slug}}/releases/{{number}}/standings",
        f"{API}/contests/{{slug}}/releases/{{number}}/standings.csv",
        f"{API}/contests/{{slug}}/releases/{{number}}/standings.xlsx",
        f"{API}/contests/{{slug}}/releases/{{number}}/entrants/{{code}}",
        f"{API}/contests/{{slug}}/standings",
        f"{API}/contests/{{slug}}/ratings",
    }


def test_api_cannot_be_written_to(client, released):
    assert client.post(f"{API}/contests").status_code == 405


@pytest.mark.parametrize(
    ("address", "names"),
    [("/contests/bairi/standings", "standings"), ("/contests/bairi/releases/1/standings", "standings")],
)
def test_standings_come_in_pages(client, released, address, names):
    first = client.get(API + address, {"limit": 1}).json()
    second = client.get(API + address, {"limit": 1, "offset": 1}).json()
    assert [row["entrant"] for row in first[names] + second[names]] == ["u1", "u2"]
    assert (first["count"], second["offset"]) == (2, 1)


def test_releases_come_in_pages(client, released, office):
    office.enter(released, "2022-08", {"u1": 90, "u2": 80})
    office.release(released, "2022-08")
    response = client.get(f"{API}/contests/bairi/releases", {"limit": 1, "offset": 1})
    assert ([row["number"] for row in response.json()], response["X-Total-Count"]) == ([1], "2")


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "offset=-1", "limit=x"])
def test_wrong_page_is_told(client, released, query):
    response = client.get(f"{API}/contests/bairi/releases?{query}")
    assert response.status_code == 422
    assert [fault["field"] for fault in response.json()["faults"]] == [query.partition("=")[0]]


def test_standings_as_csv_and_workbook_are_those_of_the_issue(client, released):
    csv = client.get(f"{API}/contests/bairi/releases/1/standings.csv")
    assert csv["Content-Disposition"] == 'attachment; filename="bairi-1.csv"'
    assert csv.content.decode("utf-8-sig").splitlines()[1] == "部门,总分,1,,办公室,180.00,,,"
    book = load_workbook(io.BytesIO(client.get(f"{API}/contests/bairi/releases/1/standings.xlsx").content))
    row = book["名次"][2]
    assert [cell.value for cell in row][:6] == ["部门", "总分", 1, None, "办公室", 180]
    assert (row[5].data_type, row[5].number_format) == ("n", "0.00")


def test_sheet_says_why(client, released):
    found = client.get(f"{API}/contests/bairi/releases/1/entrants/u2").json()
    assert (found["name"], found["total"]["rank"], found["total"]["score"]) == ("招商局", 2, "160.00")
    assert [part["lines"][0]["points"] for part in found["parts"]] == ["80.00", "80.00"]
    assert client.get(f"{API}/contests/bairi/releases/1/entrants/none").status_code == 404


@pytest.mark.parametrize("size", [1, 30])
def test_standings_cold_cost_three_queries(client, office, django_assert_num_queries, size):
    contest = office.open(names=[f"单位{index}" for index in range(1, size + 1)])
    office.enter(contest, "2022-07", {f"u{index}": index for index in range(1, size + 1)})
    office.release(contest, "2022-07")
    with django_assert_num_queries(3):
        client.get(f"{API}/contests/bairi/standings")


def test_who_asks_too_often_is_told_to_wait(client, released, settings):
    settings.API_PER_MINUTE = 2
    with time_machine.travel("2022-11-01T08:00:20Z", tick=False):
        statuses = [client.get(f"{API}/contests").status_code for _ in range(3)]
        refused = client.get(f"{API}/contests/bairi")
        other = client.get(f"{API}/contests", REMOTE_ADDR="10.0.0.9")
    assert (statuses, refused.status_code, refused["Retry-After"], other.status_code) == (
        [200, 200, 429],
        429,
        "40",
        200,
    )
    assert refused.json() == {"detail": "请求过于频繁，请 40 秒后再试。"}
    with time_machine.travel("2022-11-01T08:01:00Z", tick=False):
        assert client.get(f"{API}/contests").status_code == 200


def test_docs_describe_every_address_without_a_script(client, db):
    page = client.get(f"{API}/docs").content.decode()
    for path in client.get(f"{API}/openapi.json").json()["paths"]:
        assert f"<code>{path}</code>" in page
    assert "<script" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")
