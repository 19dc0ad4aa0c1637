"""The health checks answer without signing in, and say what is missing."""

import pytest
from django.db import DatabaseError

from scoreboard import health


def test_healthz_asks_no_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content.decode()) == (200, "正常\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_readyz_answers_when_everything_does(client):
    response = client.get("/readyz")
    assert (response.status_code, response.content.decode()) == (200, "就绪\n")


def test_readyz_names_what_does_not_answer(client, monkeypatch):
    def refuse():
        raise DatabaseError("no")

    monkeypatch.setitem(health.PARTS, "数据库", refuse)
    response = client.get("/readyz")
    assert (response.status_code, response.content.decode()) == (503, "不可用：数据库\n")


def test_policy_allows_no_inline_code(client):
    policy = client.get("/healthz")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
