"""What the interface says to its readers is Chinese: its document, and every answer to a wrong request."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from contests.services.tokens import make_token

API = "/api/v1"
RATINGS = f"{API}/contests/bairi/ratings"
ROW = {"period": "2022-10", "entrant": "u1", "criterion": "zuofeng-1", "value": 1}


def is_chinese(words):
    """Return whether words are Chinese but for the names of fields and formats in them."""
    return bool(re.search(r"[一-鿿]", words)) and re.findall(r"[A-Za-z]+ [A-Za-z]+", words) == []


@pytest.fixture
def push(client, released, office):
    now = timezone.now()
    _, secret = make_token(
        contest=released, department=released.host, name="系统", expires_at=now + timedelta(days=1),
        actor=office.people[2], now=now,
    )  # fmt: skip

    def send(body):
        headers = {"authorization": f"Bearer {secret}"}
        return client.post(RATINGS, body, content_type="application/json", headers=headers)

    return send


def test_document_is_chinese(client, db):
    document = client.get(f"{API}/openapi.json").json()
    operations = [one for methods in document["paths"].values() for one in methods.values()]
    said = [one[part] for one in operations for part in ("summary", "description")]
    said += [answer["description"] for one in operations for answer in one["responses"].values()]
    said += [shape["description"] for shape in document["components"]["schemas"].values()]
    assert len(operations) == 10
    assert [words for words in said if not is_chinese(words)] == []
    page = client.get(f"{API}/docs").content.decode()
    assert [words for words in said if words not in page] == []
    assert 'lang="en"' not in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("limit=0", "不能小于 1"),
        ("limit=501", "不能大于 500"),
        ("offset=-1", "不能小于 0"),
        ("limit=x", "应为整数"),
        ("limit=1.5", "应为整数"),
        ("limt=1", "没有这个参数，可用的有：limit、offset"),
    ],
)
def test_wrong_parameter_is_told_as_such(client, released, query, expected):
    response = client.get(f"{API}/contests?{query}")
    fault = {"row": 0, "field": query.partition("=")[0], "found": "", "expected": expected}
    assert (response.status_code, response.json()) == (422, {"detail": "共 1 处错误。", "faults": [fault]})


@pytest.mark.parametrize(
    ("change", "field", "expected"),
    [
        ({"value": True}, "value", "应为数或文本"),
        ({"value": [1]}, "value", "应为数或文本"),
        ({"value": "x" * 1001}, "value", "最长 1000 个字"),
        ({"note": "x" * 1001}, "note", "最长 1000 个字"),
        ({"score": 1}, "score", "没有这个字段，请检查拼写"),
        ({"period": None}, "period", "应为文本"),
        ({"entrant": 7}, "entrant", "应为文本"),
    ],
)
def test_wrong_row_is_told_as_such(push, change, field, expected):
    response = push({"rows": [ROW, {**ROW, **change}]})
    fault = {"row": 2, "field": field, "found": "", "expected": expected}
    assert response.json() == {"detail": "共 1 处错误，未保存任何内容。", "faults": [fault]}


@pytest.mark.parametrize(
    ("body", "field", "expected"),
    [
        ({}, "rows", "缺少这一项"),
        ({"rows": []}, "rows", "至少 1 项"),
        ({"rows": "x"}, "rows", "应为数组"),
        ({"rows": [1]}, "", "应为 JSON 对象"),
        ({"rows": [ROW] * 2001}, "rows", "最多 2000 项"),
        ([], "", "应为 JSON 对象"),
    ],
)
def test_wrong_request_is_told_as_such(push, body, field, expected):
    (fault,) = push(body).json()["faults"]
    assert (fault["field"], fault["expected"]) == (field, expected)


def test_missing_field_is_told_by_its_row(push):
    (fault,) = push({"rows": [{"period": "2022-10", "entrant": "u1"}]}).json()["faults"]
    assert (fault["row"], fault["field"], fault["expected"]) == (1, "criterion", "缺少这一项")


def test_what_is_no_json_is_told_as_such(push):
    response = push("{")
    assert (response.status_code, response.json()) == (400, {"detail": "请求内容读不懂：应为 UTF-8 编码的 JSON。"})


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("POST", f"{API}/contests", "GET"),
        ("DELETE", f"{API}/contests/bairi/releases/1", "GET"),
        ("PUT", RATINGS, "POST"),
        ("POST", f"{API}/docs", "GET"),
        ("PATCH", f"{API}/nowhere", "GET"),
    ],
)
def test_wrong_method_is_told_as_such(client, released, method, address, allowed):
    response = client.generic(method, address)
    assert (response.status_code, response["Allow"]) == (405, allowed)
    assert response["Content-Type"].startswith("application/json")
    assert response.json() == {"detail": f"这个地址不接受 {method}，可用的有：{allowed}。"}
