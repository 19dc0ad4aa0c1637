"""The page where the office makes and revokes the keys of other systems."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from contests.models import ApiToken, AuditEvent
from contests.selectors.tokens import token_digest, valid_token
from contests.services.tokens import make_token
from tests.factories import NOW

PAGE = reverse("office:tokens", args=["bisai"])
FILLED = {"name": "项目管理系统", "department": "bisai-d1", "days": "30"}


@pytest.fixture
def token(contest, people):
    department = contest.entrants.get(code="e1").department
    return make_token(
        contest=contest, department=department, name="旧系统", expires_at=NOW + timedelta(days=1), actor=people.office,
        now=NOW,
    )  # fmt: skip


def test_token_is_shown_once_and_only_its_hash_is_kept(as_, contest, people):
    client = as_("office")
    response = client.post(PAGE, FILLED)
    secret = re.search(r"hhb_[\w-]{43}", response.content.decode())[0]
    found = ApiToken.objects.get()
    assert (found.sha256, found.department.code, found.made_by) == (token_digest(secret), "bisai-d1", people.office)
    assert "no-store" in response["Cache-Control"]
    event = AuditEvent.objects.first()
    assert (event.action, event.details["new"]["name"]) == ("token.changed", "项目管理系统")
    assert secret not in client.get(PAGE).content.decode() + str(event.details)


def test_token_is_revoked_once(as_, token):
    client, (made, secret) = as_("office"), token
    assert valid_token(secret, NOW) == made
    address = reverse("office:revoke_token", args=["bisai", made.pk])
    assert "已撤销令牌“旧系统”" in client.post(address, follow=True).content.decode()
    assert valid_token(secret, NOW) is None
    event = AuditEvent.objects.first()
    assert (event.action, event.details["revoked_at"]["old"]) == ("token.changed", None)
    assert "令牌“旧系统”已撤销" in client.post(address, follow=True).content.decode()


def test_token_ends_with_its_days_and_with_its_makers_account(token, people):
    made, secret = token
    assert valid_token(secret, made.expires_at) is None
    people.office.is_active = False
    people.office.save()
    assert valid_token(secret, NOW) is None


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "必填"), ("name", "旧系统", "已有名为“旧系统”的令牌"), ("department", "elsewhere", "elsewhere"),
        ("days", "0", "1"), ("days", "366", "365"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_made(as_, token, field, value, said):
    response = as_("office").post(PAGE, FILLED | {field: value})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 30])
def test_page_costs_the_same_queries_whatever_its_length(as_, contest, people, django_assert_num_queries, rows):
    for number in range(rows):
        make_token(
            contest=contest, department=contest.host, name=f"{number}", expires_at=NOW + timedelta(days=1),
            actor=people.office, now=NOW,
        )  # fmt: skip
    client = as_("office")
    with django_assert_num_queries(8):
        client.get(PAGE)
