"""Settings are read strictly: a wrong value is an error that names its variable, in the user's words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
KEY = "a-key-for-this-test-only-" + "0123456789" * 4
SERVERS = {"DATABASE_URL": "postgresql://u:very-secret@db.invalid/x", "ALLOWED_HOSTS": "board.example"}
OURS = ("DEBUG", "DATABASE_URL", "REDIS_URL", "SAMPLE_DATA", "HTTPS", "SECRET_KEY", "ALLOWED_HOSTS")


def read_settings(tmp_path, expression="None", **variables):
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.run(
        [sys.executable, "-c", f"import scoreboard.settings as s; print(repr(({expression})))"],
        cwd=ROOT,
        env=environment | {"DATA_DIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"} | variables,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({}, "缺少环境变量 SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "环境变量 SECRET_KEY 的值不正确：至少应有 50 个字符"),
        ({"SECRET_KEY": KEY, "DEBUG": "maybe"}, "环境变量 DEBUG 的值不正确：应为 true 或 false"),
        ({"SECRET_KEY": KEY, "DATABASE_URL": ""}, "环境变量 DATABASE_URL 的值不正确：不能为空"),
        ({"SECRET_KEY": KEY, "DATABASE_URL": "mysql://u:very-secret@h/x"}, "环境变量 DATABASE_URL 的值不正确"),
        ({"SECRET_KEY": KEY, "DATABASE_URL": "very-secret"}, "环境变量 DATABASE_URL 的值不正确"),
        ({"SECRET_KEY": KEY, "DATABASE_URL": SERVERS["DATABASE_URL"]}, "缺少环境变量 ALLOWED_HOSTS"),
        ({"SECRET_KEY": KEY, **SERVERS, "SAMPLE_DATA": "true"}, "环境变量 SAMPLE_DATA 的值不正确"),
        ({"SECRET_KEY": KEY, "REDIS_URL": "http://very-secret"}, "环境变量 REDIS_URL 的值不正确"),
        ({"SECRET_KEY": KEY, "ALLOWED_HOSTS": "a,,b"}, "环境变量 ALLOWED_HOSTS 的值不正确"),
        ({"SECRET_KEY": KEY, "EVIDENCE_MAX_MB": "500"}, "环境变量 EVIDENCE_MAX_MB 的值不正确：应为 1 到 90 之间的整数"),
        ({"SECRET_KEY": KEY, "EVIDENCE_MAX_MB": "大"}, "环境变量 EVIDENCE_MAX_MB 的值不正确：应为 1 到 90 之间的整数"),
        ({"SECRET_KEY": KEY, "CSRF_TRUSTED_ORIGINS": "board.example"}, "环境变量 CSRF_TRUSTED_ORIGINS 的值不正确"),
    ],
)
def test_wrong_value_is_named_and_no_secret_is_repeated(tmp_path, variables, named):
    ended = read_settings(tmp_path, **variables)
    assert ended.returncode == 1
    last_line = ended.stderr.strip().splitlines()[-1]
    assert named in last_line
    assert "very-secret" not in ended.stderr


def test_embedded_default_is_sqlite_in_the_data_folder(tmp_path):
    ended = read_settings(tmp_path, "s.DATABASES['default']['NAME'], s.CELERY_BROKER_URL, s.HTTPS", SECRET_KEY=KEY)
    assert ended.stdout.strip() == repr(
        (tmp_path / "scoreboard.sqlite3", f"sqla+sqlite:///{tmp_path}/queue.sqlite3", False)
    )


def test_production_is_secure_by_default(tmp_path):
    shown = "s.HTTPS, s.DEBUG, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0, s.SAMPLE_DATA"
    ended = read_settings(tmp_path, shown, SECRET_KEY=KEY, **SERVERS)
    assert ended.stdout.strip() == repr((True, False, True, True, True, False))


def test_key_that_make_run_made_serves_the_embedded_installation_only(tmp_path):
    (tmp_path / "secret-key").write_text(f"{KEY}\n")
    assert read_settings(tmp_path, "s.SECRET_KEY").stdout.strip() == repr(KEY)
    assert "缺少环境变量 SECRET_KEY" in read_settings(tmp_path, **SERVERS).stderr
