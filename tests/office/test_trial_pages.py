import pytest
from django.urls import reverse

from contests.enums import Role, RunState, TrialKind
from contests.exchange.contest_file import read_contest_file
from contests.models import RulesVersion, Trial, User
from contests.services.trials import request_trial, run_trial
from tests.factories import NOW, compute, even_scores, make_contest, month, period_of

TRIALS = reverse("office:trials", args=["bisai", "2022-09"])


def tried(period, person, **changes):
    """Return a trial that is done: of the newest rules with changes, or of computing again without them."""
    rules = RulesVersion.objects.filter(contest=period.contest_id).latest("number").rules | changes
    kind = TrialKind.RULES if changes else TrialKind.RECOMPUTE
    trial = request_trial(period=period, kind=kind, rules=rules if changes else None, requested_by=person, now=NOW)
    assert run_trial(trial_id=trial.pk, worker="甲", now=NOW)
    return Trial.objects.get(pk=trial.pk)


def page_of(trial):
    return reverse("office:trial", args=[trial.period.contest.slug, trial.period.code, trial.pk])


@pytest.fixture
def trial(contest, people):
    """A draft without a black list, tried out on September."""
    run = compute(month(contest, people))
    red = RulesVersion.objects.get().rules["boards"][0]
    return tried(run.period, people.office, boards=[red])


@pytest.mark.parametrize(("role", "status"), [("office", 200), ("leader", 200), ("reviewer", 404), ("reporter", 404)])
@pytest.mark.parametrize("page", ["desk", "result", "file"])
def test_trials_are_read_by_the_office_and_the_leading_group(as_, trial, role, status, page):
    address = {"desk": TRIALS, "result": page_of(trial), "file": f"{page_of(trial)}contest.yaml"}[page]
    assert as_(role).get(address).status_code == status


@pytest.mark.parametrize("role", ["leader", "reviewer", "reporter"])
@pytest.mark.parametrize("address", [TRIALS, f"{TRIALS}recompute"])
def test_trials_are_asked_for_by_the_office_only(as_, trial, role, address):
    assert as_(role).post(address).status_code == 404
    assert Trial.objects.count() == 1


def test_leading_group_sees_results_and_no_form(as_, trial):
    page = as_("leader").get(TRIALS).content.decode()
    assert "1 个单位退出黑榜" in page
    assert "规则草案" not in page
    assert "在此草案上再改" not in as_("leader").get(page_of(trial)).content.decode()


@pytest.mark.parametrize("role", ["office", "leader"])
def test_trial_of_another_park_is_not_there(as_, people, role):
    other = make_contest(slug="bieren")
    run = compute(period_of(other))
    stranger = User.objects.create(username="bieren")
    stranger.memberships.create(department=other.host, role=Role.OFFICE)
    trial = tried(run.period, stranger)
    client = as_(role)
    desk = reverse("office:trials", args=["bieren", "2022-09"])
    for address in (desk, page_of(trial), f"{page_of(trial)}contest.yaml"):
        assert client.get(address).status_code == 404
    assert client.post(desk).status_code == client.post(f"{desk}recompute").status_code == 404


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30, "9" * 5000, "x"])
def test_trial_that_is_not_there(as_, trial, number):
    client = as_("office")
    assert client.get(f"{TRIALS}{number}/").status_code == 404
    assert client.get(f"{TRIALS}{number}/contest.yaml").status_code == 404


def test_trial_of_another_period_is_not_there(as_, trial):
    assert as_("office").get(page_of(trial).replace("2022-09", "2022-10")).status_code == 404


def test_a_get_asks_for_nothing(as_, trial):
    assert as_("office").get(f"{TRIALS}recompute").url == TRIALS
    assert Trial.objects.count() == 1


@pytest.mark.parametrize("page", [TRIALS, f"{TRIALS}1/", f"{TRIALS}1/contest.yaml"])
def test_page_without_signing_in_leads_to_the_sign_in(client, contest, page):
    response = client.get(page)
    assert (response.status_code, response["Location"]) == (302, f"/login/?next={page}")


def test_pages_are_not_kept_by_the_browser(as_, trial):
    client = as_("office")
    for address in (TRIALS, page_of(trial), f"{page_of(trial)}contest.yaml"):
        assert "no-store" in client.get(address)["Cache-Control"]


def test_result_shows_old_and_new(as_, trial):
    page = " ".join(as_("leader").get(page_of(trial)).content.decode().split())
    assert "1 个单位退出黑榜" in page
    assert '<p class="office-moves">黑榜：退出 部门1</p>' in page
    assert "后 1 名（末位并列都算）" in page
    assert "▼ 黑榜</span> → —" in page
    assert "－ 退出" in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["部门0", "部门1"]),
        ({"show": "changed"}, ["部门1"]),
        ({"show": "shifted"}, ["部门1"]),
        ({"scope": "work", "show": "changed"}, []),
    ],
)
def test_rows_are_chosen_in_the_address(as_, trial, query, names):
    response = as_("office").get(page_of(trial), query)
    assert [row["entrant"] for row in response.context["rows"]] == names
    assert ("没有变化" in response.content.decode()) is not bool(names)


@pytest.mark.parametrize("query", [{"scope": "nowhere"}, {"show": "nothing"}])
def test_choice_that_is_not_there(as_, trial, query):
    assert as_("office").get(page_of(trial), query).status_code == 404


def test_running_trial_reloads_itself_and_a_failed_one_says_why(as_, trial):
    Trial.objects.update(state=RunState.RUNNING, result=None)
    page = as_("office").get(page_of(trial)).content.decode()
    assert '<meta http-equiv="refresh" content="3">' in page
    Trial.objects.update(state=RunState.FAILED, error="部门0的“指标0”得分过大")
    page = as_("office").get(page_of(trial)).content.decode()
    assert "试算失败：部门0的“指标0”得分过大" in page
    assert "refresh" not in page


def test_contest_file_holds_the_draft_as_the_next_rules(as_, trial):
    response = as_("leader").get(f"{page_of(trial)}contest.yaml")
    assert response["Content-Disposition"] == f'attachment; filename="bisai-2022-09-draft-{trial.pk}.yaml"'
    spec = read_contest_file("草案.yaml", response.content)
    assert spec["rules_from"] == "2022-10-01"
    assert {key: spec[key] for key in trial.rules} == trial.rules


@pytest.mark.parametrize("entrants", [1, 30])
def test_result_costs_the_same_queries_whatever_its_size(as_, people, django_assert_num_queries, entrants):
    contest = make_contest(slug="duo", entrants=entrants, criteria=1)
    for name in ("office", "reporter", "reviewer"):
        getattr(people, name).memberships.create(department=contest.host, role=name)
    run = compute(month(contest, people, scores=even_scores(contest, top=60)))
    address = page_of(tried(run.period, people.office, boards=[]))
    client = as_("office")
    with django_assert_num_queries(7):
        client.get(address)


@pytest.mark.parametrize("rows", [1, 30])
def test_desk_costs_the_same_queries_whatever_its_length(as_, people, django_assert_num_queries, rows):
    contest = make_contest(slug="duo", entrants=1, criteria=rows)
    for name in ("office", "reporter", "reviewer"):
        getattr(people, name).memberships.create(department=contest.host, role=name)
    run = compute(month(contest, people))
    for _ in range(rows):
        tried(run.period, people.office)
    client = as_("office")
    with django_assert_num_queries(10):
        client.get(reverse("office:trials", args=["duo", "2022-09"]))
