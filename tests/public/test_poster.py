import pytest

ADDRESS = "/contests/bairi/releases/1/poster-a3.pdf"


@pytest.fixture(autouse=True)
def site(settings):
    settings.PUBLIC_URL = "https://board.example.gov.cn"


def test_poster_is_a_pdf_for_everyone(client, released):
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="bairi-1-a3.pdf"'
    assert response.content.startswith(b"%PDF-")


def test_poster_warm_costs_no_query_and_answers_304(client, released, django_assert_num_queries):
    first = client.get(ADDRESS)
    with django_assert_num_queries(0):
        again = client.get(ADDRESS + "?whatever=1", headers={"host": "localhost:1"})
        unchanged = client.get(ADDRESS, headers={"if-none-match": first["ETag"]})
    assert again["ETag"] == first["ETag"]
    assert again.content == first.content
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert "stale-if-error" not in first["Cache-Control"]


def test_poster_of_a_corrected_issue_is_another_one(client, office, released):
    before = client.get(ADDRESS)
    office.enter(released, "2022-07", {"u1": 70, "u2": 80})
    office.release(released, "2022-07", reason="重新核实")
    after = client.get(ADDRESS)
    assert before["ETag"] != after["ETag"]
    assert client.get(ADDRESS.replace("/1/", "/2/")).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/contests/bairi/releases/1/poster-a4.pdf",
        "/contests/bairi/releases/1/poster-A3.pdf",
        "/contests/bairi/releases/2/poster-a3.pdf",
        "/contests/none/releases/1/poster-a3.pdf",
    ],
)
def test_poster_of_nothing_is_not_found(client, released, address):
    assert client.get(address).status_code == 404


def test_phone_of_an_old_poster_stays_as_it_was(office, client):
    contest = office.open(supervision_phone="0731-1111")
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80})
    office.release(contest, "2022-07")
    before = client.get(ADDRESS)
    contest.supervision_phone = "0731-2222"
    contest.save()
    after = client.get(ADDRESS)
    assert after.content == before.content
