import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

import scoreboard.settings as product
from contests.models import AuditEvent
from tests.accounts.conftest import sign_in
from tests.factories import PASSWORD

ROOT = Path(__file__).resolve().parent.parent.parent
ATTEMPT = (
    "import django; django.setup(); from django.test import Client; import sys;"
    "sent = [{'username': 'office', 'password': word} for word in sys.argv[1:]];"
    "print(*(Client(HTTP_HOST='localhost').post('/login/', one).status_code for one in sent))"
)


def fail(client, times, address="127.0.0.1", name="office"):
    return [sign_in(client, name, "bu-dui-de-mima", REMOTE_ADDR=address).status_code for _ in range(times)]


def test_fifth_failure_locks_the_account_for_the_address(client, everyone):
    assert fail(client, 5) == [200, 200, 200, 200, 429]
    locked = sign_in(client, "office")
    assert locked.status_code == 429
    assert "15 分钟后再试" in locked.content.decode()
    assert "no-store" in locked["Cache-Control"]
    assert sign_in(client, "office", REMOTE_ADDR="10.0.0.2").status_code == 302


def test_other_accounts_of_the_address_are_not_locked(client, everyone):
    fail(client, 5)
    assert sign_in(client, "leader").status_code == 302


def test_failures_from_everywhere_lock_the_account_everywhere(client, everyone):
    for number in range(5):
        assert fail(client, 4, f"10.0.0.{number}")[-1] == (429 if number == 4 else 200)
    assert sign_in(client, "office", REMOTE_ADDR="10.0.0.99").status_code == 429


def test_owner_s_sign_in_forgets_only_the_failures_of_the_address(client, everyone):
    fail(client, 4, "10.0.0.7")
    fail(client, 4)
    assert sign_in(client, "office").status_code == 302
    client.logout()
    assert fail(client, 4)[-1] == 200
    assert fail(client, 1, "10.0.0.7") == [429]


def test_lock_ends_after_its_time_and_trying_on_does_not_lengthen_it(client, everyone):
    fail(client, 5)
    start = timezone.now()
    with time_machine.travel(start + timedelta(minutes=14)):
        assert fail(client, 1) == [429]
    with time_machine.travel(start + timedelta(minutes=16)):
        assert sign_in(client, "office").status_code == 302


def test_every_attempt_is_in_the_log_with_its_address(client, everyone):
    fail(client, 5, "10.0.0.3")
    sign_in(client, "office", REMOTE_ADDR="10.0.0.4")
    events = AuditEvent.objects.filter(action__startswith="sign_in").order_by("pk")
    expected = [("sign_in.failed", "10.0.0.3")] * 4 + [("sign_in.locked", "10.0.0.3"), ("sign_in.done", "10.0.0.4")]
    assert [(event.action, event.details["address"]) for event in events] == expected
    assert {event.subject for event in events} == {"office"}
    assert PASSWORD not in str([event.details for event in events])


def test_unlocking_lets_in_at_once(client, everyone, as_):
    fail(client, 5)
    # The administrators' account page offers what the lock needs.
    everyone["office"].department = everyone["office"].memberships.get().department
    everyone["office"].save()
    page = as_("system").get(f"/accounts/{everyone['office'].pk}/").content.decode()
    assert "解除锁定" in page
    client.post(f"/accounts/{everyone['office'].pk}/unlock")
    client.logout()
    assert sign_in(client, "office").status_code == 302
    assert AuditEvent.objects.get(action="account.unlocked").details["attempts"] == {"old": 1, "new": 0}


def attempts(environment, *passwords):
    """Return the status of each attempt, all made in one process."""
    command = [sys.executable, "-c", ATTEMPT, *passwords]
    changes = {"DJANGO_SETTINGS_MODULE": "scoreboard.settings"}
    ended = subprocess.run(command, cwd=ROOT, env=environment(**changes), capture_output=True, text=True, check=True)
    return [int(status) for status in ended.stdout.splitlines()[-1].split()]


@pytest.mark.django_db(transaction=True)
def test_lock_survives_a_restart_of_the_process(settings, process_environment, transactional_db):
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    from contests.models import User

    User.objects.create_user("office", password=PASSWORD)
    wrong = "bu-dui-de-mima"
    assert attempts(process_environment, PASSWORD, *[wrong] * 4) == [302, 200, 200, 200, 200]
    assert attempts(process_environment, wrong) == [429]
    assert attempts(process_environment, PASSWORD) == [429]


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "1.2.3.4", "127.0.0.1"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.1", "1.2.3.4"),
        (2, "1.2.3.4", "1.2.3.4"),
        (1, "", "127.0.0.1"),
        (1, "unknown", "127.0.0.1"),
        (1, "2001:DB8::1", "2001:db8::1"),
    ],
)
def test_address_is_what_the_trusted_proxies_wrote(client, everyone, settings, proxies, header, address):
    settings.TRUSTED_PROXIES = proxies
    sign_in(client, "office", HTTP_X_FORWARDED_FOR=header)
    assert AuditEvent.objects.get(action="sign_in.done").details["address"] == address
