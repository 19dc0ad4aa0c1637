import io
import json

import pytest
from django.core.cache import cache
from openpyxl import load_workbook

from contests.exchange.single_file import verify_release_text

VERIFY, AUDIT = "/contests/bairi/releases/1/verify_release.py", "/contests/bairi/releases/1/audit.xlsx"


def test_verify_release_is_the_engine_in_one_file(client, released):
    response = client.get(VERIFY)
    assert response.content.decode() == verify_release_text()
    assert response["Content-Type"] == "text/x-python; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="verify_release.py"'


def test_audit_workbook_is_that_of_the_issue(client, released):
    response = client.get(AUDIT)
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert response["Content-Disposition"] == 'attachment; filename="bairi-1-audit.xlsx"'
    cover = load_workbook(io.BytesIO(response.content))["说明"]
    assert cover["A1"].value == "百日大会战 第1期 核算底稿"
    assert released.releases.get().sha256 in [row[1].value for row in cover.iter_rows()]


@pytest.mark.parametrize("address", [VERIFY, AUDIT])
def test_download_warm_costs_no_query_and_answers_304(client, released, django_assert_num_queries, address):
    first = client.get(address)
    with django_assert_num_queries(0):
        again = client.get(address)
        unchanged = client.get(address, headers={"if-none-match": first["ETag"]})
    assert again.content == first.content
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert "stale-if-error" not in first["Cache-Control"]


@pytest.mark.parametrize("size", [1, 30])
def test_audit_workbook_cold_costs_three_queries(client, office, django_assert_num_queries, size):
    contest = office.open(names=[f"单位{index}" for index in range(1, size + 1)])
    office.enter(contest, "2022-07", {f"u{index}": index for index in range(1, size + 1)})
    office.release(contest, "2022-07")
    with django_assert_num_queries(3):
        assert client.get(AUDIT).status_code == 200


@pytest.mark.parametrize("file", ["verify_release.py", "audit.xlsx"])
@pytest.mark.parametrize("issue", ["none/releases/1", "bairi/releases/2"])
def test_download_of_nothing_is_not_found_in_chinese(client, released, issue, file):
    response = client.get(f"/contests/{issue}/{file}")
    assert response.status_code == 404
    assert "没有" in response.content.decode()


def test_board_leads_to_the_downloads(client, released):
    page = client.get("/contests/bairi/").content.decode()
    assert all(f'href="{address}"' in page for address in (VERIFY, AUDIT))


def test_audit_workbook_of_an_issue_in_the_old_format_is_not_there(client, released):
    release = released.releases.get()
    payload = json.loads(release.payload)
    payload["document"]["format"] = 1
    cache.set(f"document:{release.sha256}", json.dumps(payload))
    response = client.get(AUDIT)
    assert response.status_code == 404
    assert "本期的数据文件是旧版格式，没有核算底稿。" in response.content.decode()
