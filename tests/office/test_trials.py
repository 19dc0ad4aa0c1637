import pytest
from django.urls import reverse

from contests.enums import TrialKind
from contests.models import AuditEvent, RulesVersion, Trial
from contests.selectors.contests import contest_spec
from contests.services.contests import store_contest
from contests.services.trials import request_trial, run_trial
from tests.factories import NOW, compute, month

PERIOD = reverse("office:period", args=["bisai", "2022-09"])
TRIALS = reverse("office:trials", args=["bisai", "2022-09"])
WEIGHT = "dimensions.0.criteria.0.weight"


@pytest.fixture
def run(contest, people):
    return compute(month(contest, people))


@pytest.fixture
def trial(run, people):
    """A preview of September that is done."""
    asked = request_trial(period=run.period, kind=TrialKind.RECOMPUTE, rules=None, requested_by=people.office, now=NOW)
    assert run_trial(trial_id=asked.pk, worker="甲", now=NOW)
    return Trial.objects.get()


def page_of(trial):
    return reverse("office:trial", args=["bisai", "2022-09", trial.pk])


def filled(client, address=TRIALS, **changes):
    """Return the fields of the draft as the page shows them, with changes; two underscores stand for a dot."""
    form = client.get(address).context["form"]
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return data | {name.replace("__", "."): value for name, value in changes.items()}


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def test_draft_is_tried_out(as_, people, run):
    client = as_("office")
    response = client.post(TRIALS, filled(client) | {WEIGHT: "2", "limits.ceiling": "30", "boards.1.places": ""})
    trial = Trial.objects.get()
    assert (response.status_code, response["Location"]) == (302, page_of(trial))
    assert (trial.kind, trial.state, trial.base, trial.requested_by) == ("rules", "queued", run, people.office)
    (before,) = RulesVersion.objects.values_list("rules", flat=True)
    after = trial.rules
    assert after["dimensions"][0]["criteria"][0].pop("weight") == "2"
    assert before["dimensions"][0]["criteria"][0].pop("weight") == "1"
    assert (after["limits"].pop("ceiling"), before["limits"].pop("ceiling")) == ("30", None)
    assert (after["boards"][1].pop("places"), before["boards"][1].pop("places")) == (None, 1)
    assert after == before
    assert AuditEvent.objects.filter(action="trial.requested", actor=people.office).count() == 1


def test_untouched_draft_is_the_rules_as_they_are(as_, run):
    client = as_("office")
    client.post(TRIALS, filled(client))
    assert Trial.objects.get().rules == RulesVersion.objects.get().rules


def test_blank_rows_that_are_filled_in_become_lists_keys_and_grades(as_, run):
    client = as_("office")
    rows = {
        "boards.2.at_least": "15",
        "rank_by.2.by": "k0",
        "rank_by.2.order": "asc",
        "grades.0.name": "优秀",
        "grades.0.at_least": "90",
        "grades.2.name": "较差",
    }
    client.post(TRIALS, filled(client) | rows)
    rules = Trial.objects.get().rules
    assert [(row["scope"], row["colour"], row["at_least"]) for row in rules["boards"]] == [
        ("total", "red", None),
        ("total", "black", None),
        ("work", "red", "15"),
    ]
    assert rules["rank_by"] == [{"by": "total", "order": "desc"}, {"by": "k0", "order": "asc"}]
    assert rules["grades"] == [
        {"name": "优秀", "at_least": "90", "quota": None},
        {"name": "较差", "at_least": None, "quota": None},
    ]


def test_faults_stand_beside_their_fields_all_at_once(as_, run):
    client = as_("office")
    wrong = {
        WEIGHT: "-1",
        "dimensions.0.weight": "",
        "dimensions.0.criteria.0.full_marks": "很多",
        "boards.0.places": "1.5",
        "boards.3.above": "1e30",
        "limits.bonus": "-3",
        "grades.1.at_least": "60",
        "rank_by.0.by": "",
    }
    response = client.post(TRIALS, filled(client) | wrong)
    assert response.status_code == 422
    assert errors(response) == {
        WEIGHT: ["应为不小于 0 的数"],
        "dimensions.0.weight": ["应为数"],
        "dimensions.0.criteria.0.full_marks": ["应为数"],
        "boards.0.places": ["应为整数"],
        "boards.3.above": ["最多 15 位数字"],
        "limits.bonus": ["应为不小于 0 的数"],
        "grades.1.name": ["不能为空", "最后一个等次容纳其余单位，不设分数线和比例"],
        "rank_by.0.by": ["至少要有一项"],
    }
    page = response.content.decode()
    assert "共 9 处错误，未试算" in page
    assert 'value="很多"' in page
    assert not Trial.objects.exists()


def test_contradictions_stand_beside_their_fields(as_, run):
    client = as_("office")
    wrong = {
        "weight_sum": "3",
        "dimensions.0.full_marks": "25",
        "grades.1.name": "优秀",
        "grades.2.name": "良好",
        "rank_by.2.by": "nowhere",
    }
    assert errors(client.post(TRIALS, filled(client) | wrong)).keys() == {"rank_by.2.by"}
    response = client.post(TRIALS, filled(client) | wrong | {"rank_by.2.by": ""})
    assert errors(response) == {
        "weight_sum": ["各维度权重之和为 1，应相等"],
        "dimensions.0.full_marks": ["各指标满分（乘权重）之和为 20，应相等"],
        "grades.1.name": ["应有分数线（at_least）或比例（quota）"],
    }


def test_full_marks_below_points_that_were_given_are_refused(as_, run):
    client = as_("office")
    response = client.post(TRIALS, filled(client) | {"dimensions.0.criteria.0.full_marks": "17.5"})
    assert errors(response) == {"dimensions.0.criteria.0.full_marks": ["低于本期已填报的评分 18"]}
    assert client.post(TRIALS, filled(client) | {"dimensions.0.criteria.0.full_marks": "18"}).status_code == 302


def test_points_that_were_given_as_one_figure_cannot_become_those_of_several(as_, run):
    client = as_("office")
    response = client.post(TRIALS, filled(client) | {"dimensions.0.criteria.0.params": "{assessors: mean}"})
    assert errors(response) == {"dimensions.0.criteria.0.params": ["与本期已填报的不合：已按一个评分填报"]}


def test_page_made_from_older_rules_is_refused(as_, contest, run):
    client = as_("office")
    data = filled(client)
    spec = contest_spec(contest)
    store_contest(spec=spec | {"limits": spec["limits"] | {"bonus": "5"}}, actor=None)
    response = client.post(TRIALS, data)
    assert "规则已另立新版，请重新打开本页再改" in response.content.decode()
    assert not Trial.objects.exists()


def test_draft_is_changed_further(as_, contest, run):
    client = as_("office")
    client.post(TRIALS, filled(client) | {WEIGHT: "2"})
    address = f"{TRIALS}?from={Trial.objects.get().pk}"
    data = filled(client, address)
    assert data[WEIGHT] == "2"
    client.post(address, data | {"limits.floor": "1"})
    newest = Trial.objects.latest("pk").rules
    assert (newest["dimensions"][0]["criteria"][0]["weight"], newest["limits"]["floor"]) == ("2", "1")


@pytest.mark.parametrize("number", ["0", "x", "-1", "²", "9" * 30, "9" * 5000])
def test_draft_of_a_trial_that_is_not_there(as_, run, number):
    assert as_("office").get(TRIALS, {"from": number}).status_code == 404


def test_preview_is_no_draft_to_be_changed(as_, trial):
    assert as_("office").get(TRIALS, {"from": trial.pk}).status_code == 404
    assert as_("office").get(f"{page_of(trial)}contest.yaml").status_code == 404


def test_preview_is_asked_for_on_the_page_of_the_period(as_, people, run):
    client = as_("office")
    page = client.get(PERIOD).content.decode()
    assert f'formaction="{TRIALS}recompute"' in page
    assert f'href="{TRIALS}"' in page
    response = client.post(f"{TRIALS}recompute")
    trial = Trial.objects.get()
    assert (response["Location"], trial.kind, trial.rules) == (page_of(trial), "recompute", None)


def test_period_that_was_not_computed_says_so(as_, contest, people):
    month(contest, people)
    client = as_("office")
    assert "本期尚无可对照的计算" in client.get(TRIALS).content.decode()
    page = client.post(f"{TRIALS}recompute", follow=True).content.decode()
    assert "本期尚无可对照的计算，请先计算再试算" in page
    assert not Trial.objects.exists()
