from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest

from contests.errors import ForbiddenError
from contests.models import AuditEvent, Contest, Rating
from contests.services.entry import Figure
from contests.services.entry.drafts import Cell, save_cells, submit_drafts
from contests.services.periods import reopen_period
from contests.services.review import approve_ratings
from tests.factories import NOW, make_contest, make_people, period_of


@dataclass
class Desk:
    """September, open, with a way to type into it."""

    contest: Contest
    people: object

    def __post_init__(self):
        self.period = period_of(self.contest)
        self.pk = dict(self.contest.entrants.values_list("code", "pk")) | dict(
            self.contest.criteria.values_list("code", "pk")
        )

    def figure(self, entrant, value, criterion="k0"):
        value = None if value is None else Decimal(value).quantize(Decimal("0.0001"))
        return Figure(self.period.pk, self.pk[entrant], self.pk[criterion], value, None, None, "")

    def type(self, *cells, by=None, now=NOW):
        """Type (entrant, value, version seen) and return what was in the way."""
        typed = [Cell(self.figure(entrant, value), seen, emptied=value is None) for entrant, value, seen in cells]
        return save_cells(contest=self.contest, cells=typed, entered_by=by or self.people.reporter, now=now)

    def submit(self, by=None):
        return submit_drafts(contest=self.contest, periods=[self.period], by=by or self.people.reporter, now=NOW)


@pytest.fixture
def desk(db):
    contest = make_contest(entrants=3, criteria=1)
    people = make_people(contest)
    later = NOW + timedelta(days=2)
    reopen_period(period=period_of(contest), until=later, reason="补报", actor=people.office, now=NOW)
    return Desk(contest, people)


def stored():
    return {row.entrant.code: (row.value, row.status, row.version) for row in Rating.objects.select_related("entrant")}


def test_what_is_typed_is_a_draft(desk):
    assert desk.type(("e0", 18, 0), ("e1", 17, 0)) == []
    assert stored() == {"e0": (18, "draft", 1), "e1": (17, "draft", 1)}


def test_change_keeps_what_it_was(desk):
    desk.type(("e0", 18, 0))
    assert desk.type(("e0", 16, 1)) == []
    assert stored() == {"e0": (16, "draft", 2)}
    version = Rating.objects.get().versions.get()
    assert (version.value, version.version, version.changed_by) == (18, 1, desk.people.reporter)


def test_typing_the_same_again_changes_nothing(desk):
    desk.type(("e0", 18, 0))
    events = AuditEvent.objects.count()
    assert desk.type(("e0", 18, 0), ("e1", None, 0)) == []
    assert stored() == {"e0": (18, "draft", 1)}
    assert AuditEvent.objects.count() == events


def test_whoever_was_slower_overwrites_nothing(desk):
    desk.type(("e0", 18, 0), by=desk.people.office)
    (conflict,) = desk.type(("e0", 12, 0), ("e1", 11, 0))
    assert conflict == desk.figure("e0", 12)
    assert stored() == {"e0": (18, "draft", 1), "e1": (11, "draft", 1)}


def test_log_explains_each_value(desk):
    desk.type(("e0", 18, 0))
    desk.type(("e0", None, 1))
    where = list(desk.figure("e0", 0)[:3])
    events = AuditEvent.objects.filter(action="ratings.saved").order_by("pk")
    assert [event.details["ratings"] for event in events] == [
        [[where, [None, None, None, "", "", ""], ["18.0000", None, None, "", "", ""]]],
        [[where, ["18.0000", None, None, "", "", ""], [None, None, None, "", "", ""]]],
    ]


def test_figure_after_the_deadline_stores_nothing(desk):
    with pytest.raises(ForbiddenError, match="填报已截止"):
        desk.type(("e0", 18, 0), now=NOW + timedelta(days=3))
    assert stored() == {}


def test_figure_of_another_unit_stores_nothing(desk):
    membership = desk.people.reporter.memberships.get()
    membership.department = desk.contest.entrants.get(code="e1").department
    membership.save()
    with pytest.raises(ForbiddenError, match="部门0"):
        desk.type(("e1", 18, 0), ("e0", 17, 0))
    assert stored() == {}


def test_approved_figure_is_not_typed_over(desk):
    desk.type(("e0", 18, 0))
    desk.submit()
    rating = Rating.objects.get()
    approve_ratings(contest=desk.contest, seen=[(rating.pk, 1)], approver=desk.people.reviewer, now=NOW)
    assert desk.type(("e0", 20, 1)) == [desk.figure("e0", 20)]
    assert stored() == {"e0": (18, "approved", 1)}


def test_submitting_hands_in_what_is_filled(desk):
    desk.type(("e0", 18, 0), ("e1", 17, 0))
    desk.type(("e1", None, 1))
    assert desk.submit() == 1
    assert stored() == {"e0": (18, "submitted", 1), "e1": (None, "draft", 2)}
    assert desk.submit() == 0


def test_submitting_leaves_what_others_enter(desk):
    desk.type(("e0", 18, 0), ("e1", 17, 0))
    membership = desk.people.reporter.memberships.get()
    membership.department = desk.contest.entrants.get(code="e1").department
    membership.save()
    assert desk.submit() == 1
    assert {code: status for code, (_, status, _) in stored().items()} == {"e0": "draft", "e1": "submitted"}


def test_submitted_figure_that_is_changed_is_a_draft_again(desk):
    desk.type(("e0", 18, 0))
    desk.submit()
    desk.type(("e0", 15, 1))
    assert stored() == {"e0": (15, "draft", 2)}


@pytest.mark.parametrize("count", [1, 3])
def test_saving_costs_the_same_queries_whatever_the_block(desk, django_assert_num_queries, backend, count):
    cells = [(f"e{n}", 10 + n, 0) for n in range(count)]
    with django_assert_num_queries({"sqlite": 11, "postgresql": 12}[backend]):
        desk.type(*cells)
