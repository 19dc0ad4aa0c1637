import pytest
import time_machine
from django.core.cache import cache

from contests.enums import Role
from contests.services.accounts import grant_role
from tests.factories import NOW, PASSWORD, make_contest, make_people


@pytest.fixture(autouse=True)
def at_noon():
    """Let it be 14 October 2022, and nothing known of tests before."""
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield
    cache.clear()


@pytest.fixture
def contest(db):
    """A contest that begins with September, whose entry has closed; October's is open until 5 November."""
    return make_contest(
        entrants=4,
        criteria=1,
        calendar={"starts_on": "2022-08-01", "ends_on": "2022-12-31", "ranked": ["month"], "black_days": 0},
    )


@pytest.fixture
def people(contest):
    return make_people(contest)


@pytest.fixture
def leader(contest):
    return a_leader(contest)


@pytest.fixture
def page(client, leader):
    """Return a function that opens an address as the leader and returns its text."""
    client.force_login(leader)

    def opened(address, status=200):
        response = client.get(address)
        assert response.status_code == status
        return response

    return opened


def a_leader(contest, name="wang", display_name="王领导", place="park"):
    return grant_role(
        username=name,
        display_name=display_name,
        password=PASSWORD,
        department=f"{contest.slug}-{place}",
        role=Role.LEADER,
        actor=None,
        initial=False,
    ).user
