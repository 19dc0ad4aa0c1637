"""Sending one message: by mail, or by a robot."""

import smtplib
import time
from datetime import datetime

import httpx
from django.core.mail import EmailMessage, get_connection

from contests.models import Delivery, Robot
from contests.selectors.robot_addresses import Allowed, refusal
from contests.services.notices.wire import failure_in, request_for

# Seconds. A chat platform answers at once or not at all.
CONNECT, ANSWER = 3.0, 6.0
ANSWER_LIMIT = 64 * 1024


class NotSentError(Exception):
    """The message did not go out, for a reason that the office can read; it may be tried again."""


class UnknownError(Exception):
    """Nobody can tell whether the message arrived."""


def send_mail(*, delivery: Delivery, site: str) -> None:
    """Send a notice by mail. Raises NotSentError, UnknownError."""
    notice = delivery.notice
    assert notice is not None
    link = f"{site}{notice.link}" if site else "请登录竞赛红黑榜工作台查看。"
    connection = get_connection()
    message = EmailMessage(
        subject=f"{notice.get_kind_display()}：{notice.contest.name}",
        body=f"{delivery.text}\n\n{link}",
        to=[notice.person.email],
        connection=connection,
    )
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        raise NotSentError(f"连接不上邮件服务器：{error}") from error
    try:
        message.send()
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, ValueError) as error:
        raise NotSentError(f"邮件服务器拒收：{error}") from error
    except (smtplib.SMTPException, OSError) as error:
        raise UnknownError(f"邮件服务器没有应答：{type(error).__name__}") from error
    finally:
        connection.close()


def send_by_robot(*, robot: Robot, text: str, allowed: Allowed, now: datetime) -> None:
    """Say something in a robot's group chat. Raises NotSentError, UnknownError.

    The address is judged again: what was allowed when it was written down need not be now.
    """
    if why_not := refusal(robot.kind, robot.address, allowed):
        raise NotSentError(why_not)
    address, body = request_for(kind=robot.kind, address=robot.address, secret=robot.secret, text=text, now=now)
    timeout = httpx.Timeout(ANSWER, connect=CONNECT)
    try:
        with (
            httpx.Client(timeout=timeout, follow_redirects=False) as client,
            client.stream("POST", address, json=body) as answer,
        ):
            said = _read(answer)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol) as error:
        raise NotSentError(f"连接不上：{type(error).__name__}") from error
    except httpx.HTTPError as error:
        raise UnknownError(f"没有收到应答：{type(error).__name__}") from error
    if failure := failure_in(robot.kind, answer.status_code, said):
        raise NotSentError(failure)


def _read(answer: httpx.Response) -> bytes:
    """Return the beginning of an answer: no platform says much, nor slowly."""
    said, until = b"", time.monotonic() + ANSWER
    for part in answer.iter_bytes():
        said += part
        if len(said) > ANSWER_LIMIT or time.monotonic() > until:
            break
    return said
