from datetime import UTC, datetime

import pytest

from contests.services.periods import reopen_period
from tests.factories import NOW, make_contest, make_people, period_of


@pytest.fixture
def contest(db):
    return make_contest(entrants=2, criteria=1)


@pytest.fixture
def people(contest):
    return make_people(contest)


@pytest.fixture
def as_(client, people):
    """Return a function that signs a person in, by role, and returns the client."""

    def sign_in(name):
        client.force_login(getattr(people, name))
        return client

    return sign_in


@pytest.fixture
def reopened(contest, people):
    """Let September, whose entry has closed long ago, be entered again."""
    until = datetime(2100, 1, 1, tzinfo=UTC)
    reopen_period(period=period_of(contest), until=until, reason="补报", actor=people.office, now=NOW)
