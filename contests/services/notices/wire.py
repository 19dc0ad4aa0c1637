"""The robots' own formats: what a message looks like, how it is signed, and how success is told from failure."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from contests.enums import RobotKind

# Bytes of text: 企业微信 takes 2048 in a text message; 钉钉 and 飞书 take 20 KB with everything around the text.
LIMITS = {RobotKind.WECOM: 2048, RobotKind.DINGTALK: 16_000, RobotKind.FEISHU: 16_000}
CUT = "…"


class Request(NamedTuple):
    """Where a message goes and what is posted, as JSON."""

    address: str
    body: Mapping[str, Any]


def request_for(*, kind: str, address: str, secret: str, text: str, now: datetime) -> Request:
    """Return the message of a robot, signed where the platform signs and a secret is given."""
    platform = RobotKind(kind)
    said = shortened(text, LIMITS[platform])
    if platform == RobotKind.FEISHU:
        body: dict[str, Any] = {"msg_type": "text", "content": {"text": said}}
        if secret:
            timestamp = str(int(now.timestamp()))
            body = {"timestamp": timestamp, "sign": feishu_sign(timestamp, secret), **body}
        return Request(address, body)
    if platform == RobotKind.DINGTALK and secret:
        timestamp = str(int(now.timestamp() * 1000))
        parts = urlsplit(address)
        query = [*parse_qsl(parts.query), ("timestamp", timestamp), ("sign", dingtalk_sign(timestamp, secret))]
        address = parts._replace(query=urlencode(query)).geturl()
    return Request(address, {"msgtype": "text", "text": {"content": said}})


def dingtalk_sign(timestamp: str, secret: str) -> str:
    """Return the signature of 钉钉: HMAC-SHA256 of timestamp (ms) and secret with the secret as its key, in base64."""
    digest = hmac.new(secret.encode(), f"{timestamp}\n{secret}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def feishu_sign(timestamp: str, secret: str) -> str:
    """Return the signature of 飞书: HMAC-SHA256 of nothing with timestamp (s) and secret as its key, in base64."""
    digest = hmac.new(f"{timestamp}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def shortened(text: str, limit: int) -> str:
    """Return a text of so many bytes at most, cut between characters and marked as cut."""
    data = text.encode()
    if len(data) <= limit:
        return text
    return data[: limit - len(CUT.encode())].decode(errors="ignore") + CUT


def failure_in(kind: str, status: int, body: bytes) -> str:
    """Return why an answer is no success, nothing where it is: a platform says so in the body, whatever the status."""
    if status != 200:
        return f"HTTP {status}"
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        return "应答不是 JSON"
    code, words = ("code", "msg") if kind == RobotKind.FEISHU else ("errcode", "errmsg")
    if answer.get(code) == 0 and answer.get(code) is not False:
        return ""
    return f"{code} {answer.get(code)}：{answer.get(words, '')}"
