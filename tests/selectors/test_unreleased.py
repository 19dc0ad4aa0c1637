"""A run as the next issue is what its release then is, to the letter."""

import json

import pytest

from contests.models import Release
from contests.selectors.published import archive_of
from contests.selectors.unreleased import unreleased
from contests.services.releases import approve_release, check_run
from tests import factories

pytestmark = pytest.mark.django_db
SCORES = {"e0": {"k0": 18, "k1": 20}, "e1": {"k0": 10, "k1": 9}, "e2": {"k0": 15, "k1": 11}}


@pytest.fixture
def run():
    contest = factories.make_contest()
    people = factories.make_people(contest)
    factories.enter(contest, SCORES, by=people.reporter)
    factories.approve_all(factories.period_of(contest), people.reviewer)
    found = factories.compute(factories.period_of(contest))
    check_run(run=found, checker=people.office, now=factories.NOW)
    return found


def test_unreleased_is_the_document_that_is_then_released(run):
    draft = unreleased(run, factories.NOW)
    assert not Release.objects.exists()
    leader = run.period.contest.host.membership_set.get(role="leading_group").user
    release = approve_release(run=run, approver=leader, reason="", now=factories.NOW)
    assert json.loads(release.payload) == draft.payload
    assert release.sha256 == draft.issue.sha256
    assert archive_of("bisai").newest == draft.issue


def test_unreleased_costs_the_same_for_more_entrants(run, django_assert_num_queries):
    with django_assert_num_queries(7):
        unreleased(run, factories.NOW)
