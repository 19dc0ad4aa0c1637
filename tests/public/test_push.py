"""Figures that another system pushes: judged as those of a file are, all or nothing."""

from datetime import timedelta

import pytest
import time_machine

from contests.enums import RatingStatus
from contests.models import AuditEvent, Rating, Team
from contests.services.tokens import make_token
from tests.factories import NOW, make_contest, make_people

ADDRESS = "/api/v1/contests/bisai/ratings"
ROW = {"period": "2022-10", "entrant": "e1", "criterion": "k0", "value": 18.5}


@pytest.fixture
def contest(db):
    return make_contest()


@pytest.fixture
def people(contest):
    return make_people(contest)


@pytest.fixture
def push(client, contest, people):
    """Return a function that pushes rows with the token of the department of e1."""
    _, secret = make_token(
        contest=contest, department=contest.entrants.get(code="e1").department, name="系统",
        expires_at=NOW + timedelta(days=9), actor=people.office, now=NOW,
    )  # fmt: skip

    def send(*rows, secret=secret, address=ADDRESS, at=NOW):
        with time_machine.travel(at, tick=False):
            return client.post(
                address, {"rows": rows}, content_type="application/json", headers={"authorization": f"Bearer {secret}"}
            )

    return send


def test_parameter_that_there_is_none_of_stores_nothing(push):
    response = push(ROW, address=f"{ADDRESS}?dry_run=1")
    assert (response.status_code, response.json()["faults"][0]["field"]) == (422, "dry_run")
    assert not Rating.objects.exists()


def test_figures_wait_for_approval_by_another(push, people):
    response = push(ROW, {**ROW, "criterion": "指标1", "entrant": "部门1", "value": "17", "note": "系统报送"})
    assert (response.status_code, response.json()) == (200, {"new": 2, "changed": 0, "unchanged": 0})
    first, second = Rating.objects.order_by("criterion__order")
    assert (first.status, str(first.value), first.entered_by) == (RatingStatus.SUBMITTED, "18.5000", people.office)
    assert (first.source, first.entered_role, second.note) == ("接口：系统", "reporter", "系统报送")
    event = AuditEvent.objects.get(action="ratings.imported")
    assert (event.details["source"], event.details["new"], event.actor) == ("接口：系统", 2, people.office)
    assert event.details["address"] == "127.0.0.1"


def test_sent_twice_changes_nothing(push):
    push(ROW)
    version = Rating.objects.get().version
    assert push(ROW).json() == {"new": 0, "changed": 0, "unchanged": 1}
    assert Rating.objects.get().version == version
    assert push({**ROW, "value": 12}).json() == {"new": 0, "changed": 1, "unchanged": 0}


def test_every_fault_is_told_at_once_and_nothing_is_stored(push):
    response = push(ROW, {**ROW, "criterion": "k1", "value": 99}, {**ROW, "entrant": "e2"}, {**ROW, "criterion": "k9"})
    assert response.status_code == 422
    assert response.json()["detail"] == "共 3 处错误，未保存任何内容。"
    assert [(fault["row"], fault["field"], fault["found"]) for fault in response.json()["faults"]] == [
        (2, "value", "99"),
        (3, "entrant", "部门2"),
        (4, "criterion", "k9"),
    ]
    assert response.json()["faults"][0]["expected"] == "应在 0 到满分 20 之间"
    assert response.json()["faults"][1]["expected"] == "不属于您负责的单位"
    assert not Rating.objects.exists()


def test_same_cell_twice_in_one_request_is_a_fault(push):
    assert push(ROW, ROW).json()["faults"][0]["expected"] == "与第 1 行重复"


def test_closed_period_takes_no_figures(push):
    response = push({**ROW, "period": "2022-07"})
    assert "填报已截止" in response.json()["faults"][0]["expected"]
    assert response.status_code == 422


def test_what_a_team_scores_is_not_pushed(push, contest):
    team = Team.objects.create(contest=contest, name="考核组")
    team.entrants.add(contest.entrants.get(code="e1"))
    assert push(ROW).json()["faults"][0]["expected"] == "由考核组评分，不由单位填报"


@pytest.mark.parametrize(
    ("change", "field"),
    [({"value": True}, "value"), ({"note": "x" * 1001}, "note"), ({"score": 1}, "score"), ({"period": None}, "period")],
)
def test_row_of_another_shape_is_told_by_row_and_field(push, change, field):
    response = push(ROW, {**ROW, **change})
    assert response.status_code == 422
    assert {(fault["row"], fault["field"]) for fault in response.json()["faults"]} == {(2, field)}


@pytest.mark.parametrize("secret", ["", "hhb_none", "x" * 500])
def test_wrong_token_is_refused(push, secret):
    response = push(ROW, secret=secret)
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
    assert not Rating.objects.exists()


def test_expired_token_is_refused(push):
    assert push(ROW, at=NOW + timedelta(days=9)).status_code == 401


def test_token_of_another_contest_finds_nothing(push):
    make_contest(slug="bieren")
    assert push(ROW, address="/api/v1/contests/bieren/ratings").status_code == 404


def test_who_pushes_too_often_is_told_to_wait_whatever_the_token(push, settings):
    settings.API_PUSHES_PER_MINUTE = 1
    assert push(ROW, secret="hhb_none").status_code == 401
    refused = push(ROW)
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")


@pytest.mark.parametrize("rows", [1, 3])
def test_push_costs_the_same_queries_whatever_its_length(push, backend, django_assert_num_queries, rows):
    push(ROW)
    made = [{**ROW, "period": f"2022-{month}"} for month in (11, 12, 10)][:rows]
    # PostgreSQL also takes the lock of the log.
    with django_assert_num_queries(17 if backend == "sqlite" else 18):
        assert push(*made).status_code == 200
