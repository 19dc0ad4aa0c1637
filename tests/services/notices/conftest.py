import pytest

from contests.models import NoticeCursor, Robot
from contests.services.notices.look import look_at_log
from tests.factories import NOW, make_contest, make_people
from tests.platform import SECRET, platform

__all__ = ["platform"]


@pytest.fixture
def contest(db):
    return make_contest(entrants=2, criteria=2)


@pytest.fixture
def people(contest):
    return make_people(contest)


@pytest.fixture
def looked(people):
    """The log was looked at: what happens from now on is news."""
    look_at_log(by_email=False, now=NOW)
    return NoticeCursor.objects.get()


@pytest.fixture
def make_robot(contest, platform):
    """A function that sets a robot up at the stand-in."""

    def make(kind="wecom", **values):
        kinds = ["nudge", "returned", "released", "waiting", "approved", "due_soon", "overdue", "appeal"]
        defaults = {"name": f"{kind}群", "kind": kind, "address": platform.address(kind), "kinds": kinds}
        return Robot.objects.create(**({"contest": contest, "secret": SECRET} | defaults | values))

    return make
