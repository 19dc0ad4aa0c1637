"""A recalled issue at every public address: the notice of it, and neither a name nor a score that was in it."""

import io
import json
import re
from zipfile import ZipFile

import pytest
from django.urls import resolve, reverse

from tests.access.addresses import names, parameters

NAMES = ("云湖公司", "青石公司")
# Of the recalled issue: what was entered, what came of it, and what the lists said.
SECRETS = (*NAMES, "93.37", "186.74", "71.23", "142.46", "迟报三天", "督查通报七号")
VALUES = {"slug": "bairi", "number": 1, "code": "u1", "size": "a3", "rest": "none"}
# Where a recalled issue's own page stands, and who says that there is no such file any more.
NOTICES = ("release", "sheet")
GONE = ("bundle", "audit", "poster")
GONE_API = ("release", "release_standings", "standings_csv", "standings_xlsx", "sheet")
REASON = "原因：通报对象有误，正在核实。"


def public_names():
    """Yield the name of every address that everyone may open."""
    for name in names():
        match = (
            resolve(address_of(name)) if not parameters(name) or set().union(*parameters(name)) <= set(VALUES) else None
        )
        if match and (match.namespace == "api-v1" or not getattr(match.func, "login_required", True)):
            yield name


def address_of(name, **values):
    wanted = max(parameters(name), key=len, default=set())
    return reverse(name, kwargs={one: (VALUES | values)[one] for one in wanted})


def opened(response):
    """Return everything that is in an answer, also inside a workbook."""
    content = response.content
    if content.startswith(b"PK"):
        with ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    return content.decode(errors="replace")


@pytest.fixture
def first(office):
    """The first issue of a contest, not recalled yet."""
    contest = office.open(names=NAMES)
    office.enter(contest, "2022-07", {"u1": "93.37", "u2": "71.23"})
    office.find(contest, "2022-07", "u2", "black", "迟报三天，见督查通报七号")
    return office.release(contest, "2022-07")


PUBLIC = sorted(public_names())


def test_list_of_public_addresses_is_whole():
    assert len(PUBLIC) >= 35
    assert {*NOTICES, *GONE, *(f"api-v1:{name}" for name in GONE_API), "hall:scenes", "contest", "feed"} <= set(PUBLIC)


def test_secrets_are_what_the_issue_shows_before(client, first):
    shown = "".join(opened(client.get(address_of(name))) for name in ("bundle", "release", "api-v1:sheet"))
    assert [secret for secret in SECRETS if secret not in shown] == []


def test_no_public_address_shows_a_name_or_a_score_of_a_recalled_issue(client, office, first):
    office.recall(first)
    queries = ("", "?text=1", "?period=2022-07", "?division=bumen&scope=yeji&sort=-score")
    answers = {name + query: client.get(address_of(name) + query) for name in PUBLIC for query in queries}
    assert {answer.status_code for answer in answers.values()} <= {200, 404, 405, 410, 422}
    said = {where: opened(answer) for where, answer in answers.items()}
    assert [(where, secret) for where, text in said.items() for secret in SECRETS if secret in text] == []


@pytest.mark.parametrize("name", PUBLIC)
def test_nothing_of_it_comes_out_of_a_cache_that_was_warm(client, office, first, name):
    before = client.get(address_of(name))
    office.recall(first)
    after = client.get(address_of(name), headers={"if-none-match": before.get("ETag", "")})
    showed = [secret for secret in SECRETS if secret in opened(before)]
    assert (after.status_code != 304) if showed else True
    assert [secret for secret in SECRETS if secret in opened(after)] == []


@pytest.mark.parametrize("name", NOTICES)
@pytest.mark.parametrize("text", ["", "?text=1"])
def test_page_of_a_recalled_issue_says_when_and_why_and_is_not_indexed(client, office, first, words, name, text):
    office.recall(first)
    response = client.get(address_of(name) + text)
    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex, noarchive")
    (notice,) = words(response, "p", "notice")
    assert notice.startswith(f"已撤回 第1期（2022年7月）已于2022年10月14日撤回，{REASON}")


@pytest.mark.parametrize("name", GONE)
def test_files_of_a_recalled_issue_are_gone(client, office, first, words, name):
    office.recall(first)
    response = client.get(address_of(name))
    assert (response.status_code, response["X-Robots-Tag"]) == (410, "noindex, noarchive")
    assert REASON in words(response, "p", "notice")[0]


@pytest.mark.parametrize("name", GONE_API)
def test_interface_says_in_its_own_words_that_it_is_gone(client, office, first, name):
    office.recall(first)
    response = client.get(address_of(f"api-v1:{name}"))
    assert response.status_code == 410
    assert response.json() == {
        "detail": "第1期：本期已撤回，不再公开。",
        "recalled": 1,
        "recalled_by": 2,
        "recalled_at": "2022-10-14T08:00:00Z",
        "reason": "通报对象有误，正在核实",
        "released_again_as": None,
    }


def test_recall_itself_is_a_public_document_without_results(client, office, first):
    taken = office.recall(first)
    bundle = client.get(address_of("bundle", number=2))
    assert (bundle.status_code, bundle.content.decode()) == (200, taken.payload)
    found = client.get(address_of("api-v1:release", number=2)).json()
    assert (found["kind"], found["corrects"], found["sha256"]) == ("recall", 1, taken.sha256)
    assert found["payload"] == json.loads(taken.payload)
    for name in ("release_standings", "standings_csv", "standings_xlsx", "sheet"):
        response = client.get(address_of(f"api-v1:{name}", number=2))
        assert (response.status_code, response.json()["detail"]) == (410, "第2期：本期是撤回，没有名次。")
    assert [client.get(address_of(name, number=2)).status_code for name in ("audit", "poster")] == [410, 410]


def test_interface_lists_a_recall_and_what_it_took_back(client, office, first):
    office.recall(first)
    rows = client.get(address_of("api-v1:releases")).json()
    assert [(row["number"], row["kind"], row["corrects"], row["corrected_by"], row["recalled_by"]) for row in rows] == [
        (2, "recall", 1, None, None),
        (1, "ranking", None, 2, 2),
    ]
    assert client.get(address_of("api-v1:contest")).json()["newest"] is None
    assert client.get(address_of("api-v1:standings")).status_code == 404


def test_issue_that_had_been_corrected_goes_with_the_correction(client, office, first, words):
    contest = first.contest
    office.enter(contest, "2022-07", {"u1": "80"})
    second = office.release(contest, "2022-07", reason="更正")
    office.recall(second)
    for number in (1, 2):
        response = client.get(address_of("release", number=number))
        assert [secret for secret in SECRETS if secret in opened(response)] == []
        assert "第2期（2022年7月）已于2022年10月14日撤回" in words(response, "p", "notice")[0]
        assert client.get(address_of("bundle", number=number)).status_code == 410
    assert "本期（第1期）此前已被更正，一并不再公开。" in words(client.get(address_of("release")), "p", "notice")[0]


def test_pages_of_a_recalled_issue_lead_to_what_was_released_again(client, office, first, words):
    taken = office.recall(first)
    before = client.get(address_of("release"))
    office.enter(first.contest, "2022-07", {"u1": "80", "u2": "85"})
    office.release(first.contest, "2022-07", reason="核实后重新发布")
    for number in (1, taken.number):
        after = client.get(address_of("release", number=number), headers={"if-none-match": before["ETag"]})
        assert after.status_code == 200
        assert "该考评期已重新发布，见 第3期 。" in words(after, "p", "notice")[0]
    assert client.get(address_of("api-v1:release")).json()["released_again_as"] == 3


def test_poster_and_screen_of_what_is_released_again_tell_nothing_of_before(client, office, first):
    office.recall(first)
    office.enter(first.contest, "2022-07", {"u1": "80", "u2": "85"})
    office.release(first.contest, "2022-07", reason="核实后重新发布")
    scores = SECRETS[2:6]
    for name in ("release", "hall:scenes", "contest", "api-v1:release", "bundle"):
        said = opened(client.get(address_of(name, number=3)))
        assert "核实后重新发布" in said
        assert [score for score in scores if re.search(re.escape(score), said)] == []
    assert client.get(address_of("poster", number=3)).status_code == 200
