"""The environment of the tests, set before Django reads it: a folder of their own, never the real data."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

import django
import django.conf
import pytest
from hypothesis import Phase, settings

# Set by pytest-xdist in its workers; each worker has files and a Redis database of its own.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def choose_folder() -> Path:
    """Return the data folder of this process, made by the first process and removed when that ends."""
    if not WORKER:
        base = tempfile.mkdtemp(prefix="scoreboard-test-")
        os.environ["SCOREBOARD_TESTS"] = base
        atexit.register(shutil.rmtree, base, ignore_errors=True)
    return Path(os.environ["SCOREBOARD_TESTS"]) / (WORKER or "main")


def set_environment() -> None:
    """Set the variables that the settings read; DATABASE_URL and REDIS_URL are kept as given."""
    for name in ("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "HALL_DEVICE_KEY", "HTTPS", "SECRET_KEY"):
        os.environ.pop(name, None)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="scoreboard.settings", DEBUG="true", SAMPLE_DATA="true", DATA_DIR=str(choose_folder())
    )
    if WORKER and (address := os.environ.get("REDIS_URL")):
        number = int(WORKER.removeprefix("gw")) + 1
        os.environ["REDIS_URL"] = urlsplit(address)._replace(path=f"/{number}").geturl()


set_environment()
django.setup()
# A worker of pytest-xdist would read the settings by this name before it has chosen its own folder.
del os.environ["DJANGO_SETTINGS_MODULE"]
# Hundreds of accounts are made, and none is worth guessing.
django.conf.settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A test asks again at once for what it has just changed.
django.conf.settings.KEPT_SECONDS = 0

# A mutated engine is tested some thousand times: few examples, the same ones each time, and a failure is enough.
settings.register_profile(
    "mutation",
    max_examples=25,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
)
if profile := os.environ.get("HYPOTHESIS_PROFILE"):
    settings.load_profile(profile)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests that are about the other database."""
    from django.db import connection

    for item in items:
        for vendor, name in (("sqlite", "SQLite"), ("postgresql", "PostgreSQL")):
            if item.get_closest_marker(f"only_{vendor}") and connection.vendor != vendor:
                item.add_marker(pytest.mark.skip(reason=f"只在 {name} 上有意义"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix() -> None:
    """Keep the name of an SQLite file, since the folder is the worker's own; give other databases a suffix."""
    from django.db import connection
    from pytest_django.fixtures import _set_suffix_to_test_databases

    if WORKER and connection.vendor != "sqlite":
        _set_suffix_to_test_databases(suffix=WORKER)


@pytest.fixture(autouse=True)
def forgotten_documents() -> None:
    """Forget what was read: the same figures make the same document, whichever test released it."""
    from contests.selectors.issues import words_read
    from contests.selectors.public_view import looked_up
    from contests.selectors.published import parsed

    parsed.cache_clear()
    looked_up.cache_clear()
    words_read.clear()


@pytest.fixture
def backend() -> str:
    """Return the database that the tests run on: sqlite or postgresql."""
    from django.db import connection

    return connection.vendor


@pytest.fixture
def process_environment(db: None) -> Callable[..., dict[str, str]]:
    """Return a function that returns the environment of a process which works on the database of the tests."""
    from django.db import connection

    def make(**changes: str) -> dict[str, str]:
        environment = dict(os.environ)
        if connection.vendor == "postgresql":
            parts = urlsplit(environment["DATABASE_URL"])
            environment["DATABASE_URL"] = parts._replace(path="/" + quote(connection.settings_dict["NAME"])).geturl()
        return environment | changes

    return make


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the browser's path; skips when there is none, fails when services are required."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return found
    if os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail("缺少 Chromium（Debian 软件包 chromium）")
    pytest.skip("本机没有 Chromium（Debian 软件包 chromium）")


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Return the folder in which pictures of pages and papers are kept to be looked at."""
    folder = Path(os.environ.get("SCREENSHOTS") or Path(__file__).parent.parent / "var" / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def flushable_sqlite() -> None:
    """Let a test's clean-up empty the append-only tables on SQLite, where DELETE is the only way to do it."""
    from django.db import connection

    from contests.models.append_only import ALL_APPEND_ONLY, create_statements, drop_statements

    if connection.vendor == "sqlite":
        plain_flush = connection.ops.sql_flush
        dropped = drop_statements("sqlite", ALL_APPEND_ONLY)
        created = create_statements("sqlite", ALL_APPEND_ONLY)

        def sql_flush(*args: object, **options: object) -> list[str]:
            return [*dropped, *plain_flush(*args, **options), *created]

        connection.ops.sql_flush = sql_flush
