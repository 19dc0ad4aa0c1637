"""What leaders see of a period that was recalled, and links of what has no sheet to lead to."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from contests.enums import AppealState
from contests.models import Appeal, Entrant, Problem
from contests.services.releases import approve_release, check_run
from tests.factories import NOW, compute, month, period_of, recall, release
from tests.leaders.test_home import AUGUST, FIRST, HOME, THEN

SEPTEMBER = reverse("leaders:ranking", args=["bisai", "2022-09"])
LATER = NOW + timedelta(hours=1)


def released_after_another_computation(contest, people):
    """Compute September twice and release what came out second."""
    release(month(contest, people, AUGUST, FIRST), people)
    compute(month(contest, people, scores=FIRST))
    run = compute(month(contest, people, scores=THEN))
    check_run(run=run, checker=people.office, now=NOW)
    return approve_release(run=run, approver=people.leader, reason="", now=NOW)


def leading(response):
    (glance,) = response.context["overview"].glances
    return glance.newest.leading.period.code, glance.running and glance.running.stage


def test_recalled_period_shows_no_older_numbers(page, contest, people):
    released = released_after_another_computation(contest, people)
    assert leading(page(HOME))[0] == "2022-09"
    recall(released, people, now=LATER)
    assert leading(page(HOME)) == ("2022-08", "填报中")
    page(SEPTEMBER, status=404)
    trends = page(reverse("leaders:contest", args=["bisai"])).context["trends"]
    assert [column.result.period.code for column in trends.columns] == ["2022-08"]


def test_period_that_is_computed_anew_is_shown_again(page, contest, people):
    released = released_after_another_computation(contest, people)
    recall(released, people, now=LATER)
    compute(period_of(contest), now=LATER)
    page(SEPTEMBER)
    assert leading(page(HOME))[0] == "2022-09"


def test_glance_says_that_the_period_it_is_at_was_recalled(page, contest, people):
    contest.periods.filter(starts_on__gt=date(2022, 9, 30)).delete()
    recall(released_after_another_computation(contest, people), people, now=LATER)
    assert leading(page(HOME)) == ("2022-08", "已撤回，待重新计算")


@pytest.mark.parametrize("is_recalled", [False, True])
def test_every_line_leads_to_a_page(page, contest, people, is_recalled):
    released = released_after_another_computation(contest, people)
    late = Entrant.objects.create(
        contest=contest, code="late", name="新来的", department=contest.entrants.first().department, order=9
    )
    Problem.objects.create(
        contest=contest, entrant=late, number="1", matter="用地", assigned_on=date(2022, 9, 1), due_on=date(2022, 9, 9)
    )
    Appeal.objects.create(
        release=released, entrant=contest.entrants.get(code="e0"), scope="total", scope_name="总分", claim="漏计",
        grounds="台账", filed_by=people.reporter, filed_role="reporter", filed_at=NOW, state=AppealState.UPHELD,
        decided_by=people.office, decided_at=NOW, decision_note="属实",
    )  # fmt: skip
    if is_recalled:
        recall(released, people, now=LATER)
    addresses = {line.address for line in page(f"{HOME}?kind=overdue").context["lines"]}
    assert len(addresses) > 1
    for address in addresses:
        page(address)
