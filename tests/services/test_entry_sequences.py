"""Whatever people do in whatever order: no figure counts without a second person, and the log explains every value."""

import contextlib
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from contests.enums import RatingStatus
from contests.errors import ScoreboardError
from contests.models import AuditEvent, Rating
from contests.selectors.grid import written
from contests.services.entry import Figure, store_ratings
from contests.services.entry.drafts import Cell, save_cells, submit_drafts
from contests.services.periods import reopen_period
from contests.services.review import approve_ratings, return_ratings, sign_ratings
from tests.factories import NOW, make_contest, make_people, period_of

# Mostly those who may, so that sequences get somewhere; now and then those who may not.
WRITERS = st.sampled_from(["reporter", "reporter", "office", "reviewer"])
JUDGES = st.sampled_from(["reviewer", "reviewer", "office", "reporter"])
OFFICE = st.sampled_from(["office", "office", "office", "leader"])
ENTRANTS = st.sampled_from(["e0", "e1"])
POINTS = st.none() | st.integers(0, 20)
# Entry closes on 6 October; some act before, some after.
START = NOW.replace(day=3)


class Months(RuleBasedStateMachine):
    """Two units, one criterion, and four people who do what they may and try what they may not."""

    def __init__(self):
        super().__init__()
        # Every sequence begins with an empty database.
        self.undone = transaction.atomic()
        self.undone.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize()
    def begin(self):
        self.contest = make_contest(entrants=2, criteria=1)
        self.people = make_people(self.contest)
        self.period = period_of(self.contest)
        self.criterion = self.contest.criteria.exclude(method="").get().pk
        self.entrants = dict(self.contest.entrants.values_list("code", "pk"))
        self.now = START

    def tried(self, act, **arguments):
        """Do it, or be told in one of our own sentences why not; anything else that is raised fails the test."""
        with contextlib.suppress(ScoreboardError):
            act(**arguments)
        self.now += timedelta(minutes=7)

    def figure(self, entrant, points):
        value = None if points is None else Decimal(points).quantize(Decimal("0.0001"))
        return Figure(self.period.pk, self.entrants[entrant], self.criterion, value, None, None, "")

    def seen(self, entrant):
        return list(Rating.objects.filter(entrant__code=entrant).values_list("pk", "version"))

    @rule(who=WRITERS, entrant=ENTRANTS, points=POINTS, late=st.sampled_from([False, False, False, True]))
    def type(self, who, entrant, points, late):
        seen = next((version for _, version in self.seen(entrant)), 0)
        cell = Cell(self.figure(entrant, points), max(seen - 1, 0) if late else seen, emptied=points is None)
        by = getattr(self.people, who)
        self.tried(save_cells, contest=self.contest, cells=[cell], entered_by=by, now=self.now)

    @rule(who=WRITERS, entrant=ENTRANTS, points=st.integers(0, 20))
    def bring_a_file(self, who, entrant, points):
        figures, by = [self.figure(entrant, points)], getattr(self.people, who)
        common = {"contest": self.contest, "now": self.now, "source": "九月.csv", "sha256": "", "in_time": True}
        self.tried(store_ratings, figures=figures, entered_by=by, **common)

    @rule(who=WRITERS)
    def submit(self, who):
        by = getattr(self.people, who)
        self.tried(submit_drafts, contest=self.contest, periods=[self.period], by=by, now=self.now)

    @rule(who=JUDGES, entrant=ENTRANTS)
    def approve(self, who, entrant):
        by = getattr(self.people, who)
        self.tried(approve_ratings, contest=self.contest, seen=self.seen(entrant), approver=by, now=self.now)

    @rule(who=JUDGES, entrant=ENTRANTS)
    def sign(self, who, entrant):
        by = getattr(self.people, who)
        self.tried(sign_ratings, contest=self.contest, seen=self.seen(entrant), signer=by, now=self.now)

    @rule(who=JUDGES, entrant=ENTRANTS, note=st.sampled_from(["", "与台账不符"]))
    def send_back(self, who, entrant, note):
        by, seen = getattr(self.people, who), self.seen(entrant)
        self.tried(return_ratings, contest=self.contest, seen=seen, approver=by, note=note, now=self.now)

    @precondition(lambda self: self.now < NOW and Rating.objects.exists())
    @rule()
    def let_the_deadline_pass(self):
        self.now = NOW

    @precondition(lambda self: self.now >= NOW)
    @rule(who=OFFICE, hours=st.integers(-1, 48))
    def reopen(self, who, hours):
        actor, until = getattr(self.people, who), self.now + timedelta(hours=hours)
        self.tried(reopen_period, period=self.period, until=until, reason="补报", actor=actor, now=self.now)

    @invariant()
    def nothing_counts_without_a_second_person(self):
        approved = Rating.objects.filter(status=RatingStatus.APPROVED)
        assert not approved.filter(approved_by=None).exists()
        assert not approved.filter(approved_by=F("entered_by")).exists()
        assert not Rating.objects.filter(signed_by=F("entered_by")).exists()
        assert not Rating.objects.exclude(status=RatingStatus.APPROVED).exclude(approved_by=None).exists()

    @invariant()
    def what_was_before_is_kept_without_a_gap(self):
        for rating in Rating.objects.prefetch_related("versions"):
            kept = [version.version for version in rating.versions.all()]
            assert kept == list(range(1, rating.version))
            for earlier, later in pairwise(rating.versions.all()):
                assert earlier.changed_at <= later.changed_at

    @invariant()
    def nothing_is_entered_after_the_deadline(self):
        period = period_of(self.contest)
        for rating in Rating.objects.all():
            assert rating.entered_at < period.closes_at

    @invariant()
    def log_explains_every_value_and_holds_together(self):
        typed: dict[tuple, str] = {}
        events = list(AuditEvent.objects.order_by("pk"))
        for event in events:
            if event.action == "ratings.saved":
                for where, _, after in event.details["ratings"]:
                    typed[tuple(where)] = after[0]
            elif event.action == "ratings.imported" and event.details["new"] + event.details["changed"]:
                typed.clear()
        for rating in Rating.objects.all():
            where = (rating.period_id, rating.entrant_id, rating.criterion_id)
            if where in typed:
                assert written(rating) == ("" if typed[where] is None else written(Rating(value=Decimal(typed[where]))))
        for earlier, later in pairwise(events):
            assert later.previous_sha256 == earlier.sha256


def test_sequences(db):
    # Each step is checked by every invariant: a few dozen sequences go through more states than people could list.
    run_state_machine_as_test(
        Months,
        settings=settings(
            max_examples=20, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
