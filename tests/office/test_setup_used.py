"""A contest that is in use, and one that two people change at once."""

import pytest
import time_machine
from django.urls import reverse

from contests.models import Contest, Release
from contests.selectors.contests import contest_spec
from contests.services.contests import store_contest
from tests.factories import contest_spec as spec_of
from tests.factories import enter, month, release
from tests.office.pages import faults, opened, save

SETUP = reverse("office:setup", args=["bisai"])
CRITERIA, BASICS, CRITERION = f"{SETUP}criteria/", f"{SETUP}basics/", f"{SETUP}criteria/k0/"


@pytest.fixture
def used(contest):
    enter(contest, {"e0": {"k0": 18}, "e1": {"k0": 17}})
    return contest


def test_day_is_asked_for_only_after_the_first_use(as_, contest):
    client = as_("office")
    assert "自何日起" not in client.get(CRITERIA).content.decode()
    enter(contest, {"e0": {"k0": 18}})
    page = client.get(CRITERIA).content.decode()
    assert "规则有改动的，自何日起" in page
    assert "此前各期仍按原规则" in page


def test_day_is_that_of_the_next_period_unless_another_is_given(as_, used):
    with time_machine.travel("2022-10-14 08:00:00+00:00"):
        assert opened(as_("office"), CRITERIA)["rules_from"].isoformat() == "2022-11-01"


def test_change_of_rules_after_the_first_use_makes_a_version_and_leaves_releases(as_, people, contest):
    released = release(month(contest, people), people)
    before = Release.objects.get(pk=released.pk)
    save(as_("office"), CRITERIA, dimensions__0__weight="2", rules_from="2022-11-01")
    first, second = Contest.objects.get().rules_versions.order_by("number")
    assert (first.valid_from, str(second.valid_from), second.created_by) == (None, "2022-11-01", people.office)
    assert (first.rules["dimensions"][0]["weight"], second.rules["dimensions"][0]["weight"]) == ("1", "2")
    after = Release.objects.get(pk=released.pk)
    assert (after.payload, after.sha256) == (before.payload, before.sha256)


def test_change_of_rules_without_a_day_is_not_stored(as_, used):
    response = save(as_("office"), CRITERIA, dimensions__0__weight="2", rules_from="")
    assert response.status_code == 422
    assert faults(response) == {"rules_from": ["规则有改动：请写明新规则自何日起，此前各期仍按原规则"]}
    assert used.rules_versions.count() == 1


def test_change_of_names_needs_no_day_and_makes_no_version(as_, used):
    assert save(as_("office"), BASICS, name="新名称", rules_from="").status_code == 302
    assert (Contest.objects.get().name, used.rules_versions.count()) == ("新名称", 1)


def test_change_that_would_misread_figures_is_refused_in_its_own_words(as_, people):
    quarters = {"starts_on": "2022-07-01", "ends_on": "2022-12-31", "ranked": ["month", "quarter"]}
    contest = store_contest(spec=spec_of(entrants=2, criteria=1, calendar=quarters), actor=people.office)
    enter(contest, {"e0": {"k0": 18}}, period="2022-10")
    response = save(as_("office"), CRITERION, method="additive", rules_from="2022-11-01")
    assert response.status_code == 422
    assert "只能自下一季起改变（最早 2023-01-01）" in response.content.decode()
    assert contest.rules_versions.count() == 1


def test_two_people_at_once_do_not_write_over_each_other(as_, people, contest):
    client = as_("office")
    page = opened(client, BASICS)
    store_contest(spec=spec_of(entrants=2, criteria=1, name="别人改的"), actor=people.office)
    response = save(client, BASICS, page, name="我改的", publisher="我改的")
    text = response.content.decode()
    assert response.status_code == 422
    assert "office 于" in text
    assert "您的改动未保存" in text
    assert response.context["meanwhile"].changes == [["名称", "测试竞赛", "别人改的"]]
    assert response.context["own"] == [["名称", "测试竞赛", "我改的"], ["发布单位", "测试竞赛办", "我改的"]]
    assert Contest.objects.get().name == "别人改的"
    assert save(client, BASICS, name="我改的").status_code == 302


def test_page_left_open_for_long_is_not_stored_either(as_, contest):
    client = as_("office")
    page = opened(client, CRITERION) | {"basis": "0" * 64}
    response = save(client, CRITERION, page, name="我改的")
    assert response.status_code == 422
    assert "本竞赛已被改动；您的改动未保存" in response.content.decode()
    assert contest.criteria.get(code="k0").name == "指标0"


def test_criterion_that_somebody_else_took_out_is_not_brought_back(as_, people, contest):
    client = as_("office")
    page = opened(client, CRITERION)
    store_contest(spec=spec_of(entrants=2, criteria=2), actor=people.office)
    new = reverse("office:setup-criterion", args=["bisai", "k1"])
    later = opened(client, new) | {"basis": page["basis"]}
    assert save(client, new, later, name="我改的").status_code == 422
    spec = spec_of(entrants=2, criteria=2)
    del spec["dimensions"][0]["criteria"][0]
    store_contest(spec=spec, actor=people.office)
    assert save(client, CRITERION, page, name="我改的").status_code == 404
    assert list(contest.criteria.exclude(method="").values_list("code", "name")) == [("k1", "指标1")]


def test_versions_follow_each_other_and_an_earlier_day_takes_the_place_of_later_ones(as_, used):
    client = as_("office")
    for weight, day in (("2", "2022-11-01"), ("3", "2022-12-01"), ("4", "2022-11-01")):
        assert save(client, CRITERIA, dimensions__0__weight=weight, rules_from=day).status_code == 302
    spec = contest_spec(Contest.objects.get())
    in_force = [(row["rules_from"], row["dimensions"][0]["weight"]) for row in (*spec["earlier_rules"], spec)]
    assert in_force == [(None, "1"), ("2022-11-01", "4")]
    assert used.rules_versions.count() == 4
    assert save(client, BASICS, name="改名").status_code == 302
    assert used.rules_versions.count() == 4
