import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contests.enums import Role
from contests.exchange.contest_file import read_contest_file
from contests.exchange.contest_file.checks import OFFICE_PAGES
from contests.models import AuditEvent, Department, User
from contests.selectors.contests import contest_spec
from contests.services.contests import store_contest
from contests.urls.office import office_urls
from tests.factories import contest_spec as spec_of
from tests.factories import make_contest

SETUP = reverse("office:setup", args=["bisai"])
PARTS = ("basics", "divisions", "entrants", "criteria", "boards")
PAGES = {
    "overview": SETUP,
    "version": f"{SETUP}versions/1/",
    "upload": f"{SETUP}upload/",
    "new criterion": f"{SETUP}new-criterion/",
    "criterion": f"{SETUP}criteria/k0/",
    "teams": reverse("office:teams", args=["bisai"]),
    "new team": reverse("office:team", args=["bisai"]),
    "new": reverse("office:new"),
} | {part: f"{SETUP}{part}/" for part in PARTS}
READ = ("overview", "version", "teams")
POSTS = {"file": f"{SETUP}contest.yaml", "store": f"{SETUP}upload/store"}
# A person with each role, at the contest's host or in the department of an entrant.
OTHERS = [
    ("bisai-park", Role.REPORTER),
    ("bisai-park", Role.REVIEWER),
    ("bisai-d0", Role.REVIEWER),
    ("bisai-park", Role.ASSESSOR),
    ("bisai-d0", Role.OFFICE),
    ("bisai-park", Role.LEADING_GROUP),
    ("bisai-park", Role.LEADER),
    ("bisai-park", Role.AUDITOR),
    ("bisai-park", Role.SYSTEM_ADMIN),
    ("bisai-park", Role.SECURITY_ADMIN),
]


def sign_in(client, department, role):
    user = User.objects.create_user("someone")
    user.memberships.create(department=Department.objects.get(code=department), role=role)
    client.force_login(user)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_office_sees_every_page(as_, page):
    response = as_("office").get(PAGES[page])
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(("department", "role"), OTHERS)
def test_nobody_else_sees_any(client, contest, department, role):
    client = sign_in(client, department, role)
    # An office of one entrant's department may hold contests of its own, nothing else.
    own = {"new"} if role == Role.OFFICE else set()
    assert {page for page, address in PAGES.items() if client.get(address).status_code != 404} == own
    for page, address in {**PAGES, **POSTS}.items():
        if page not in own:
            assert client.post(address).status_code == (405 if page in READ else 404)
    assert AuditEvent.objects.filter(actor__username="someone").count() == 0


@pytest.mark.parametrize("page", [page for page in (*PAGES, *POSTS) if page != "new"])
def test_contest_of_another_park_is_not_there(as_, page):
    make_contest(slug="bieren")
    address = {**PAGES, **POSTS}[page].replace("bisai", "bieren")
    client = as_("office")
    assert client.get(address, follow=True).status_code == 404
    assert client.post(address).status_code == (405 if page in READ else 404)


@pytest.mark.parametrize("page", PAGES)
def test_page_without_signing_in_leads_to_the_sign_in(client, contest, page):
    response = client.get(PAGES[page])
    assert (response.status_code, response["Location"]) == (302, f"/login/?next={PAGES[page]}")


@pytest.mark.parametrize(
    "path", ["nothing/", "criteria/none/", "criteria/k0/?method=magic", "versions/2/", "versions/1/?than=x"]
)
def test_what_is_not_there(as_, path):
    assert as_("office").get(SETUP + path).status_code == 404


@pytest.mark.parametrize("path", ["contest.yaml", "upload/store"])
def test_a_get_writes_nothing(as_, path):
    assert as_("office").get(SETUP + path).status_code == 302


def test_overview_says_what_the_contest_is(as_):
    page = as_("office").get(SETUP).content.decode()
    for words in ("2022年7月1日至2022年12月31日，按月排名", "测试园区", "赛业绩", "前 1 名（末位并列都算）", "第 1 版"):
        assert words in page


def test_versions_are_laid_side_by_side(as_, people):
    store_contest(spec=spec_of(entrants=2, criteria=1, boards=[], rules_from="2022-11-01"), actor=people.office)
    page = as_("office").get(f"{SETUP}versions/2/").content.decode()
    assert "自 2022年11月1日 起有效" in page
    assert "总榜·红榜" in page
    assert "首版规则" in as_("office").get(f"{SETUP}versions/1/").content.decode()
    assert "总榜·红榜" in as_("office").get(f"{SETUP}versions/1/?than=2").content.decode()


def test_file_that_is_taken_away_gives_the_same_contest_and_is_in_the_log(as_, people, contest):
    response = as_("office").post(f"{SETUP}contest.yaml")
    assert response["Content-Disposition"] == 'attachment; filename="bisai.yaml"'
    assert read_contest_file("bisai.yaml", response.content) == contest_spec(contest)
    event = AuditEvent.objects.order_by("-pk").first()
    assert (event.action, event.actor, event.subject) == ("data.exported", people.office, "bisai")


QUERIES = {"overview": 17, "basics": 17, "divisions": 16, "entrants": 18, "criteria": 16, "boards": 16} | {
    "criterion": 16,
    "teams": 9,
    "new team": 9,
}


@pytest.mark.parametrize("page", QUERIES)
def test_page_costs_the_same_queries_whatever_its_size(as_, people, page):
    client = as_("office")
    counts = []
    for slug, size in (("yi", 1), ("duo", 30)):
        contest = make_contest(slug=slug, entrants=size, criteria=size)
        people.office.memberships.create(department=contest.host, role=Role.OFFICE)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGES[page].replace("bisai", slug)).status_code == 200
        counts.append(len(queries))
    assert counts == [QUERIES[page]] * 2


def test_desk_leads_the_office_to_the_setup(as_):
    page = as_("office").get(reverse("office:contests")).content.decode()
    assert f'href="{SETUP}"' in page
    assert f'href="{PAGES["new"]}"' in page
    others = as_("leader").get(reverse("office:contests")).content.decode()
    assert SETUP not in others
    assert PAGES["new"] not in others


def test_pages_of_the_office_cannot_be_shadowed_by_a_contest():
    first = {str(one.pattern).split("/")[0] for one in office_urls}
    assert {word for word in first if word and not word.startswith("<")} <= OFFICE_PAGES
