"""The database, queue and cache of the two ways to run: embedded on one machine, or on servers."""

from pathlib import Path
from typing import Any

SECONDS_TO_WAIT_FOR_A_LOCK = 30
# To open a file and say its pragmas again takes a fifth of the time that a board takes.
SECONDS_A_CONNECTION_STAYS = 60


def sqlite(file: Path) -> dict[str, Any]:
    """Return the setting of an SQLite file that many threads and processes write to."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": SECONDS_A_CONNECTION_STAYS,
        "OPTIONS": {
            "timeout": SECONDS_TO_WAIT_FOR_A_LOCK,
            # A transaction that reads first and writes later would fail at once instead of waiting.
            "transaction_mode": "IMMEDIATE",
            # With recursive triggers, REPLACE meets the triggers that refuse deletion.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;",
        },
        # A file, since a worker process in a test must see the rows of the test.
        "TEST": {"NAME": file},
    }


def broker(redis_url: str | None, queue_file: Path) -> tuple[str, dict[str, Any]]:
    """Return Celery's broker address and its transport options."""
    if redis_url:
        # Longer than any task: a task that Redis hands out twice would be computed twice.
        return redis_url, {"visibility_timeout": 3600, "socket_connect_timeout": 5, "socket_keepalive": True}
    return f"sqla+sqlite:///{queue_file}", {"connect_args": {"timeout": SECONDS_TO_WAIT_FOR_A_LOCK}}


def cache(redis_url: str | None) -> dict[str, Any]:
    """Return the setting of the cache: shared through Redis, or one in each process."""
    if redis_url:
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url}
    return {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    }


def vendors(packages: Path) -> list[tuple[str, Path]]:
    """Return the folders of the npm packages that pages load from, as (prefix of the address, folder)."""
    tabler = packages / "@tabler" / "core" / "dist"
    return [
        ("vendor/tabler/css", tabler / "css"),
        ("vendor/tabler/js", tabler / "js"),
        ("vendor/echarts", packages / "echarts" / "dist"),
    ]
