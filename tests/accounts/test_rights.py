import pytest

from contests.enums import ADMINISTRATORS, BUSINESS, Role
from contests.errors import ForbiddenError, ScoreboardError
from contests.models import AuditEvent, Department, Membership
from contests.services.accounts import give_role, grant_role, withdraw_role
from tests.accounts.conftest import grant


def place(code="bisai-d0"):
    return Department.objects.get(code=code)


def test_role_is_given_and_taken_and_both_are_logged(as_, clerk, everyone):
    client = as_("security")
    client.post(f"/accounts/rights/{clerk.pk}/", {"role": "reporter", "department": place().pk})
    given = clerk.memberships.get()
    assert (given.role, given.department) == ("reporter", place())
    client.post(f"/accounts/rights/{clerk.pk}/withdraw", {"membership": given.pk})
    assert not clerk.memberships.exists()
    role = {"department": "bisai-d0", "role": "reporter"}
    events = AuditEvent.objects.filter(subject="wang", action__startswith="member").order_by("pk")
    assert [(event.action, event.actor, event.details) for event in events] == [
        ("member.added", everyone["security"], {"old": None, "new": role, "address": "127.0.0.1"}),
        ("member.removed", everyone["security"], {"old": role, "new": None, "address": "127.0.0.1"}),
    ]


@pytest.mark.parametrize("words", [{"role": ""}, {"role": "king"}, {"role": "office", "department": "bieren-park"}])
def test_form_refuses_what_is_not_offered(as_, clerk, stranger, words):
    if "department" in words:
        words = words | {"department": stranger.department_id}
    assert as_("security").post(f"/accounts/rights/{clerk.pk}/", words).status_code == 422
    assert not clerk.memberships.exists()


def test_role_elsewhere_is_neither_shown_nor_taken(as_, clerk, stranger):
    elsewhere = Membership.objects.create(user=clerk, department=stranger.department, role=Role.OFFICE)
    client = as_("security")
    assert "bieren" not in client.get(f"/accounts/rights/{clerk.pk}/").content.decode()
    assert client.post(f"/accounts/rights/{clerk.pk}/withdraw", {"membership": elsewhere.pk}).status_code == 404


def test_last_role_of_a_person_from_elsewhere_leads_back_to_the_list(as_, stranger):
    here = Membership.objects.create(user=stranger, department=place(), role=Role.REPORTER)
    response = as_("security").post(f"/accounts/rights/{stranger.pk}/withdraw", {"membership": here.pk})
    assert response["Location"] == "/accounts/rights/"


@pytest.mark.parametrize("actor", ["office", "system", "auditor"])
def test_others_give_and_take_nothing(everyone, clerk, actor):
    with pytest.raises(ForbiddenError, match="管理范围"):
        give_role(account=clerk, department=place(), role=Role.REPORTER, actor=everyone[actor])
    with pytest.raises(ForbiddenError, match="管理范围"):
        withdraw_role(membership=everyone["leader"].memberships.get(), actor=everyone[actor])


def test_nobody_gives_or_takes_their_own(everyone):
    actor = everyone["security"]
    with pytest.raises(ForbiddenError, match="自己"):
        give_role(account=actor, department=place(), role=Role.OFFICE, actor=actor)
    with pytest.raises(ForbiddenError, match="自己"):
        withdraw_role(membership=actor.memberships.get(), actor=actor)


@pytest.mark.parametrize("administrator", ADMINISTRATORS)
@pytest.mark.parametrize("business", BUSINESS)
def test_administrator_and_business_do_not_mix(everyone, clerk, administrator, business):
    actor = everyone["security"]
    first = give_role(account=clerk, department=place(), role=business, actor=actor)
    with pytest.raises(ForbiddenError, match="已有业务角色"):
        give_role(account=clerk, department=place(), role=administrator, actor=actor)
    withdraw_role(membership=first, actor=actor)
    give_role(account=clerk, department=place(), role=administrator, actor=actor)
    with pytest.raises(ForbiddenError, match="不能兼任业务角色"):
        give_role(account=clerk, department=place(), role=business, actor=actor)


@pytest.mark.parametrize("first", ADMINISTRATORS)
@pytest.mark.parametrize("second", ADMINISTRATORS)
def test_administrators_exclude_each_other_in_a_sentence(contest, first, second):
    grant("wang", "bisai-d0", first)
    with pytest.raises(ForbiddenError, match="不能由同一人担任"):
        grant("wang", "bisai-d1", second)


def test_role_is_given_once(everyone, clerk):
    give_role(account=clerk, department=place(), role=Role.REPORTER, actor=everyone["security"])
    with pytest.raises(ScoreboardError, match="已有这个角色"):
        give_role(account=clerk, department=place(), role=Role.REPORTER, actor=everyone["security"])


def test_taken_role_is_taken_once(everyone, clerk):
    given = give_role(account=clerk, department=place(), role=Role.REPORTER, actor=everyone["security"])
    again = Membership.objects.get(pk=given.pk)
    withdraw_role(membership=given, actor=everyone["security"])
    with pytest.raises(ScoreboardError, match="已被收回"):
        withdraw_role(membership=again, actor=everyone["security"])


def test_account_of_the_console_is_initial_too(contest):
    member = grant_role(
        username="zhao", display_name="", password="Chushi-2026", department="bisai-d0", role=Role.OFFICE, actor=None
    )
    assert member.user.must_change_password
