"""The formats and signatures of the platforms; the two signatures were made with openssl."""

from datetime import UTC, datetime

import pytest

from contests.services.notices.wire import dingtalk_sign, failure_in, feishu_sign, request_for, shortened

AT = datetime(2020, 9, 1, tzinfo=UTC)
DINGTALK = "https://oapi.dingtalk.com/robot/send?access_token=t%2B1"


def test_signature_of_dingtalk():
    assert dingtalk_sign("1598918400000", "SECdingtalk") == "TXBANtt1PO7xGQRGuaorqPxaP1WOGv8gDVRzTJ/9Ppk="


def test_signature_of_feishu():
    assert feishu_sign("1598918400", "feishu-secret") == "+8u12vMM8loB9auY/vxKViiU8QZWw93Bx6ocgJSGJqA="


def test_dingtalk_signs_in_the_query_and_keeps_its_token():
    request = request_for(kind="dingtalk", address=DINGTALK, secret="SECdingtalk", text="你好", now=AT)
    token, timestamp, sign = request.address.split("?")[1].split("&")
    assert (token, timestamp) == ("access_token=t%2B1", "timestamp=1598918400000")
    assert sign.startswith("sign=")
    assert not {"+", "/"} & set(sign)
    assert request.body == {"msgtype": "text", "text": {"content": "你好"}}


def test_feishu_signs_in_the_body():
    request = request_for(kind="feishu", address="https://x/h", secret="feishu-secret", text="你好", now=AT)
    assert request.address == "https://x/h"
    assert request.body == {
        "timestamp": "1598918400",
        "sign": feishu_sign("1598918400", "feishu-secret"),
        "msg_type": "text",
        "content": {"text": "你好"},
    }


@pytest.mark.parametrize("kind", ["dingtalk", "feishu"])
def test_without_a_secret_nothing_is_signed(kind):
    request = request_for(kind=kind, address="https://x/h", secret="", text="你好", now=AT)
    assert request.address == "https://x/h"
    assert not {"timestamp", "sign"} & set(request.body)


def test_wecom_is_told_nothing_but_the_text():
    request = request_for(kind="wecom", address="https://x/?key=1", secret="不用", text="你好", now=AT)
    assert request == ("https://x/?key=1", {"msgtype": "text", "text": {"content": "你好"}})


@pytest.mark.parametrize("length", [682, 683, 1000])
def test_text_is_cut_between_characters_at_the_limit_of_wecom(length):
    said = request_for(kind="wecom", address="https://x", secret="", text="字" * length, now=AT).body["text"]["content"]
    assert len(said.encode()) <= 2048
    assert said == ("字" * 682 if length == 682 else "字" * 681 + "…")


def test_short_text_stays_as_it_is():
    assert shortened("你好", 6) == "你好"


@pytest.mark.parametrize(
    ("kind", "status", "body", "failure"),
    [
        ("wecom", 200, b'{"errcode":0,"errmsg":"ok"}', ""),
        ("wecom", 200, b'{"errcode":93000,"errmsg":"invalid webhook url"}', "errcode 93000：invalid webhook url"),
        ("dingtalk", 200, b'{"errcode":310000,"errmsg":"sign not match"}', "errcode 310000：sign not match"),
        ("feishu", 200, b'{"code":0,"msg":"success"}', ""),
        ("feishu", 200, b'{"code":19021,"msg":"sign match fail"}', "code 19021：sign match fail"),
        ("feishu", 200, b'{"errcode":0}', "code None："),
        ("wecom", 200, b"<html>", "应答不是 JSON"),
        ("wecom", 200, b"[0]", "应答不是 JSON"),
        ("wecom", 302, b"", "HTTP 302"),
        ("wecom", 500, b'{"errcode":0}', "HTTP 500"),
        ("wecom", 200, b'{"errcode":false}', "errcode False："),
        ("wecom", 200, b"\xff", "应答不是 JSON"),
    ],
)
def test_success_is_what_the_body_says(kind, status, body, failure):
    assert failure_in(kind, status, body) == failure
