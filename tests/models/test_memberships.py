import pytest
from django.db import IntegrityError, transaction

from contests.enums import ADMINISTRATORS, Role
from contests.models import Membership, User
from tests.factories import make_contest


@pytest.fixture
def place(db):
    return make_contest().host


@pytest.mark.parametrize("first", ADMINISTRATORS)
@pytest.mark.parametrize("second", ADMINISTRATORS)
def test_administrators_exclude_each_other(place, first, second):
    user = User.objects.create(username="guanliyuan")
    Membership.objects.create(user=user, department=place, role=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=user, department=place, role=second)


def test_business_roles_go_together(place):
    user = User.objects.create(username="renyuan")
    for role in (Role.REPORTER, Role.REVIEWER, Role.OFFICE):
        Membership.objects.create(user=user, department=place, role=role)
    assert user.memberships.count() == 3
