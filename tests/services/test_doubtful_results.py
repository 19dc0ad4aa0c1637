"""What a result holds that may not be meant is told before it is passed on, and needs a reason."""

import pytest

from contests.errors import NotReadyError
from contests.models import Adjustment, Finding
from contests.selectors.open_points import open_points
from contests.services.releases import check_run
from tests.factories import NOW, approve_all, compute, make_contest, make_people, month, period_of, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    """A contest whose total lists the first and the last place; its only dimension has no list at all."""
    return make_contest()


@pytest.fixture
def people(contest):
    return make_people(contest)


@pytest.fixture
def told(contest, people):
    """Return a function that has a finding approved and returns what is open of the result."""

    def tell(**changes):
        of = {"period_id": period_of(contest).pk, "entrant_id": contest.entrants.get(code="e1").pk, "colour": "black"}
        of |= {"scope": "work", "fact": "窗口无人值守", "source": "notice", "document": "督查6号", "by_hand": False}
        period = month(contest, people)
        propose(contest, findings=[of | changes], by=people.reporter)
        approve_all(period, people.reviewer)
        return [point.what for point in open_points(period, compute(period))]

    return tell


def test_matter_that_comes_to_nothing_is_told(told):
    (what,) = told()
    assert what.startswith("部门1 黑榜 “窗口无人值守”已批准，但没有上榜，也不影响得分：")
    assert what.endswith("登记时又没有选“直接上榜”")


def test_what_a_covert_inspection_found_is_not_told_here(told):
    (what,) = told(covert=True)
    assert "暗访发现的事项" in what
    assert "窗口" not in what


@pytest.mark.parametrize("changes", [{"by_hand": True}, {"scope": "total"}])
def test_matter_on_a_list_or_behind_one_is_not(told, changes):
    assert told(**changes) == []


def test_matter_that_takes_points_is_not(contest, people, told):
    told()
    finding = Finding.objects.get()
    adjustment = {"kind": "deduction", "points": -1, "scope": "work", "matter": finding.fact, "document": "督查6号"}
    Adjustment.objects.create(
        finding=finding, entrant=finding.entrant, period=finding.period, proposed_by=people.reporter,
        decision="approved", decided_by=people.reviewer, decided_at=NOW, **adjustment,
    )  # fmt: skip
    period = period_of(contest)
    assert open_points(period, compute(period)) == []


def test_total_below_zero_needs_a_reason(contest, people):
    period = month(contest, people)
    of = {"period_id": period.pk, "entrant_id": contest.entrants.get(code="e1").pk, "scope": "total"}
    slip = of | {"kind": "deduction", "points": -99, "matter": "迟报材料", "document": "通报6号"}
    propose(contest, adjustments=[slip], by=people.reporter)
    approve_all(period, people.reviewer)
    run = compute(period)
    with pytest.raises(NotReadyError, match=r"部门1：总分为负（-65 分），请核对加扣分"):
        check_run(run=run, checker=people.office, now=NOW)
    check_run(run=run, checker=people.office, now=NOW, reason="确系重大事故")
