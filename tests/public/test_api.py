import hashlib
import json

import pytest

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
        f"{API}/contests/{{slug}}/standings",
    }


def test_api_cannot_be_written_to(client, released):
    assert client.post(f"{API}/contests").status_code == 405
