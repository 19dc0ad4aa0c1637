"""A stand-in for the chat platforms on loopback: it judges format, length and signature as they document it."""

import base64
import contextlib
import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

SECRET = "SEC-of-the-tests"
PATHS = {
    "wecom": "/cgi-bin/webhook/send?key=k1",
    "dingtalk": "/robot/send?access_token=t1",
    "feishu": "/open-apis/bot/v2/hook/h1",
}
HOUR = 3600
# Longer than anyone waits.
SILENCE = 30


def hmac_of(key, message):
    return base64.b64encode(hmac.new(key.encode(), message.encode(), hashlib.sha256).digest()).decode()


def judge_wecom(query, body):
    if query.get("key") != ["k1"]:
        return {"errcode": 93000, "errmsg": "invalid webhook url"}
    if body.get("msgtype") != "text" or len(body["text"]["content"].encode()) > 2048:
        return {"errcode": 40058, "errmsg": "invalid Request Parameter"}
    return {"errcode": 0, "errmsg": "ok"}


def judge_dingtalk(query, body):
    (stamp,) = query.get("timestamp", ["0"])
    fresh = abs(time.time() - int(stamp) / 1000) < HOUR
    if query.get("access_token") != ["t1"]:
        return {"errcode": 300005, "errmsg": "token is not exist"}
    if not fresh or query.get("sign") != [hmac_of(SECRET, f"{stamp}\n{SECRET}")]:
        return {"errcode": 310000, "errmsg": "sign not match"}
    if body.get("msgtype") != "text" or not body["text"]["content"]:
        return {"errcode": 40035, "errmsg": "缺少参数 json"}
    return {"errcode": 0, "errmsg": "ok"}


def judge_feishu(query, body):
    stamp = body.get("timestamp", "0")
    fresh = isinstance(stamp, str) and abs(time.time() - int(stamp)) < HOUR
    if not fresh or body.get("sign") != hmac_of(f"{stamp}\n{SECRET}", ""):
        return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour from current time"}
    if body.get("msg_type") != "text" or not body["content"]["text"]:
        return {"code": 9499, "msg": "Bad Request"}
    return {"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"}


JUDGES = {
    PATHS[kind].split("?")[0]: judge
    for kind, judge in zip(PATHS, (judge_wecom, judge_dingtalk, judge_feishu), strict=True)
}


class Platform(ThreadingHTTPServer):
    """Answers with what is in `moods` first (500, silence, redirect, html, busy), then as the platforms do.

    `heard` are the texts that it took, `asked` how often it was asked.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.moods, self.heard, self.asked = [], [], 0
        self.over = threading.Event()

    def address(self, kind):
        return f"http://127.0.0.1:{self.server_address[1]}{PATHS[kind]}"


class Answer(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_POST(self):
        self.server.asked += 1
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        mood = self.server.moods.pop(0) if self.server.moods else ""
        if mood == "silence":
            self.server.over.wait(SILENCE)
            return
        if mood == "redirect":
            self.say(302, b"", Location=self.server.address("wecom"))
        elif mood == "500":
            self.say(500, b"{}")
        elif mood == "html":
            self.say(200, b"<html>")
        elif mood == "busy":
            self.say(
                200, json.dumps({"errcode": 45009, "code": 11232, "errmsg": "freq limit", "msg": "freq limit"}).encode()
            )
        else:
            self.take(body)

    def take(self, body):
        parts = urlsplit(self.path)
        assert self.headers["Content-Type"] == "application/json"
        verdict = JUDGES[parts.path](parse_qs(parts.query), body)
        if verdict.get("errcode", verdict.get("code")) == 0:
            self.server.heard.append(body["content"]["text"] if "content" in body else body["text"]["content"])
        self.say(200, json.dumps(verdict).encode())

    def say(self, status, body, **headers):
        with contextlib.suppress(ConnectionError):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)


@pytest.fixture
def platform():
    with Platform() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.over.set()
        server.shutdown()
        thread.join()
