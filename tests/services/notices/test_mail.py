"""Notices by mail: through a server on loopback that speaks as much SMTP as a mail needs."""

import socketserver
import threading
from email import message_from_bytes, policy

import pytest

from contests.enums import DeliveryState, NoticeKind
from contests.models import Delivery, User
from contests.selectors.robot_addresses import Allowed
from contests.services.notices.deliver import send_delivery
from contests.services.notices.post import Draft, post
from tests.factories import NOW


class Session(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.say("220 here")
        while line := self.rfile.readline().strip().decode():
            verb = line.split()[0].upper()
            if verb == "DATA" and self.server.moods:
                mood = self.server.moods.pop(0)
                if mood == "hang up":
                    return
                self.say(mood)
            elif verb == "DATA":
                self.say("354 go on")
                self.server.mails.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")


@pytest.fixture
def server(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as found:
        found.mails, found.moods = [], []
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = found.server_address
        settings.DEFAULT_FROM_EMAIL = "board@park.gov.cn"
        thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield found
        found.shutdown()
        thread.join()


@pytest.fixture
def told(contest, people):
    User.objects.filter(pk=people.reporter.pk).update(email="reporter@park.gov.cn")
    drafts = [
        Draft(person.pk, NoticeKind.NUDGE, "nudge:1", contest, None, "请尽快填报2022年9月", "/entry/bisai/upload/")
        for person in (people.reporter, people.reviewer)
    ]
    post(drafts=drafts, group=[], by_email=True, now=NOW)
    return Delivery.objects.get()


def send(delivery):
    return send_delivery(delivery_id=delivery.pk, allowed=Allowed(), site="https://board.park.gov.cn", now=NOW)


def test_mail_arrives_with_text_and_link(told, server):
    assert send(told) == DeliveryState.SENT
    assert send(told) is None
    (mail,) = (message_from_bytes(data, policy=policy.default) for data in server.mails)
    assert (mail["to"], mail["from"], mail["subject"]) == (
        "reporter@park.gov.cn",
        "board@park.gov.cn",
        "催报：测试竞赛",
    )
    said = mail.get_content().splitlines()
    assert said == ["请尽快填报2022年9月", "", "https://board.park.gov.cn/entry/bisai/upload/"]


def test_mail_that_is_refused_is_tried_again(told, server):
    server.moods = ["451 later"]
    assert send(told) == DeliveryState.WAITING
    told.refresh_from_db()
    assert "later" in told.error
    Delivery.objects.update(due_at=NOW)
    assert send(told) == DeliveryState.SENT
    assert len(server.mails) == 1


def test_server_that_hangs_up_leaves_it_unconfirmed(told, server):
    server.moods = ["hang up"]
    assert send(told) == DeliveryState.UNCONFIRMED
    assert send(told) is None


def test_server_that_is_not_there_is_tried_again(told, server, settings):
    settings.EMAIL_PORT = 1
    assert send(told) == DeliveryState.WAITING


def test_person_without_an_address_gets_the_notice_in_the_office_only(told, people):
    assert people.reviewer.notices.count() == 1
    assert told.notice.person == people.reporter
