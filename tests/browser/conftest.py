import contextlib
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect, sync_playwright

from contests.models import Period, User
from contests.services.periods import reopen_period
from tests.browser.rows import put_back, take_out
from tests.worker import environment, start

__all__ = ["environment", "start"]

# The browser must neither ask the network for anything nor need a sandbox or a graphics card.
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Three tests share two cores, and so the five seconds that are enough for one alone are not.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def sample_rows():
    """The rows of the presets' sample boards, once a test has loaded them: that takes longer than most tests."""
    return {}


@pytest.fixture
def sample_site(transactional_db, live_server, sample_rows):
    """The address of a running site with the presets' sample boards."""
    cache.clear()
    if sample_rows:
        put_back(sample_rows)
    else:
        call_command("load_presets", "--sample", verbosity=0)
        if connection.vendor == "postgresql":
            sample_rows |= take_out()
    yield live_server.url
    cache.clear()


@pytest.fixture
def reopened(sample_site):
    """Let September and October be entered again, which closed long ago; to be asked for before a browser is."""
    now = timezone.now()
    office = User.objects.get(username="office")
    for period in Period.objects.filter(contest__slug="bairi", code__in=["2022-09", "2022-10"]):
        reopen_period(period=period, until=now + timedelta(days=1), reason="补报", actor=office, now=now)


@pytest.fixture
def browse(sample_site, chromium):
    """A function that opens an address at a width; what the browser complains of fails the test."""
    complaints = []

    @contextlib.contextmanager
    def open_at(width, path):
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(sample_site + path)
            yield page
            browser.close()

    yield open_at
    assert complaints == []


@pytest.fixture
def browser(chromium):
    """A running browser."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield launched
        launched.close()
