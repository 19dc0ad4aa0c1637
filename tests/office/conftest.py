import pytest

from tests.factories import make_contest, make_people


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
