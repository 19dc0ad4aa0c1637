import pytest

from contests.enums import Role
from contests.models import Department, User
from contests.services.accounts import create_account, grant_role
from tests.factories import PASSWORD, make_contest, make_people

ADMINISTRATORS = {"system": Role.SYSTEM_ADMIN, "security": Role.SECURITY_ADMIN, "auditor": Role.AUDITOR}
# The nine roles, and the reviewer of one unit only.
OTHERS = {"unit": Role.REVIEWER, "assessor": Role.ASSESSOR, "lingdao": Role.LEADER}


def grant(name, department, role):
    return grant_role(
        username=name,
        display_name="",
        password=PASSWORD,
        department=department,
        role=role,
        actor=None,
        initial=False,
    ).user


@pytest.fixture
def contest(db):
    return make_contest(entrants=2, criteria=1)


@pytest.fixture
def everyone(contest):
    """One person of every role in the park `bisai-park`, by name."""
    people = make_people(contest)
    named = {name: getattr(people, name) for name in ("reporter", "reviewer", "office", "leader")}
    for name, role in (ADMINISTRATORS | OTHERS).items():
        named[name] = grant(name, "bisai-d0" if name == "unit" else "bisai-park", role)
    return named


@pytest.fixture
def as_(client, everyone):
    def sign_in(name):
        client.force_login(everyone[name])
        return client

    return sign_in


@pytest.fixture
def clerk(contest):
    """An account that the system administrator made: of unit 0, with an initial password."""
    place = Department.objects.get(code="bisai-d0")
    return create_account(
        username="wang", display_name="王某", department=place, email="", password=PASSWORD, actor=None
    )


@pytest.fixture
def stranger(contest):
    """An account of a sibling park."""
    make_contest(slug="bieren")
    user = grant("stranger", "bieren-park", Role.OFFICE)
    User.objects.filter(pk=user.pk).update(department=Department.objects.get(code="bieren-park"))
    return User.objects.get(pk=user.pk)


def sign_in(client, name, password=PASSWORD, **extra):
    return client.post("/login/", {"username": name, "password": password}, **extra)
