"""Settings are read strictly: a wrong value is an error that names its variable, in the user's words."""

import re
import runpy
import subprocess
import sys
import traceback
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent.parent
KEY = "a-key-for-this-test-only-" + "0123456789" * 4
SERVERS = {"DATABASE_URL": "postgresql://u:very-secret@db.invalid/x", "ALLOWED_HOSTS": "board.example"}
OURS = ("HALL_DEVICE_KEY", "DEBUG", "DATABASE_URL", "REDIS_URL", "SAMPLE_DATA", "HTTPS", "SECRET_KEY", "ALLOWED_HOSTS")
MAIL = {"EMAIL_URL": "smtp://u:p%40ss@mail.park.gov.cn:465?ssl=true", "EMAIL_FROM": "board@park.gov.cn"}


@pytest.fixture
def read(monkeypatch, tmp_path):
    """Return a function that reads the settings as a process with these variables does."""

    def read_settings(**variables):
        with monkeypatch.context() as environment:
            for name in OURS:
                environment.delenv(name, raising=False)
            for name, value in ({"DATA_DIR": str(tmp_path)} | variables).items():
                environment.setenv(name, value)
            return SimpleNamespace(**runpy.run_path(str(ROOT / "scoreboard" / "settings.py")))

    return read_settings


def test_program_ends_at_a_wrong_value_and_says_so_last(tmp_path):
    command = [sys.executable, "-c", "import scoreboard.settings"]
    environment = {"DATA_DIR": str(tmp_path), "SECRET_KEY": "short", "PYTHONIOENCODING": "utf-8"}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 1
    assert "环境变量 SECRET_KEY 的值不正确：至少应有 50 个字符" in ended.stderr.strip().splitlines()[-1]


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
        ({"SECRET_KEY": KEY, "HALL_DEVICE_KEY": "very-secret"}, "HALL_DEVICE_KEY 的值不正确：至少应有 16 个字符"),
        ({"SECRET_KEY": KEY, "HALL_DEVICE_KEY": ""}, "环境变量 HALL_DEVICE_KEY 的值不正确：不能为空"),
        ({"SECRET_KEY": KEY, "EMAIL_URL": "http://u:very-secret@h"}, "环境变量 EMAIL_URL 的值不正确"),
        ({"SECRET_KEY": KEY, "EMAIL_URL": "smtp://u:very-secret@h:port"}, "环境变量 EMAIL_URL 的值不正确"),
        ({"SECRET_KEY": KEY, "EMAIL_URL": "smtp://u:very-secret@h:25"}, "缺少环境变量 EMAIL_FROM"),
        ({"SECRET_KEY": KEY, "NOTICE_DAYS": "2,zero"}, "环境变量 NOTICE_DAYS 的值不正确"),
        ({"SECRET_KEY": KEY, "NOTICE_DAYS": "0"}, "环境变量 NOTICE_DAYS 的值不正确"),
        ({"SECRET_KEY": KEY, "ROBOT_GATEWAYS": "https://im.park.gov.cn/"}, "环境变量 ROBOT_GATEWAYS 的值不正确"),
        ({"SECRET_KEY": KEY, "EVIDENCE_MAX_MB": "500"}, "环境变量 EVIDENCE_MAX_MB 的值不正确：应为 1 到 90 的整数"),
        ({"SECRET_KEY": KEY, "EVIDENCE_MAX_MB": "大"}, "环境变量 EVIDENCE_MAX_MB 的值不正确：应为 1 到 90 的整数"),
        ({"SECRET_KEY": KEY, "CSRF_TRUSTED_ORIGINS": "board.example"}, "环境变量 CSRF_TRUSTED_ORIGINS 的值不正确"),
        ({"SECRET_KEY": KEY, "PASSWORD_MAX_AGE_DAYS": "x"}, "PASSWORD_MAX_AGE_DAYS 的值不正确：应为 0 到 3650 的整数"),
        ({"SECRET_KEY": KEY, "IDLE_MINUTES": "1"}, "IDLE_MINUTES 的值不正确：应为 2 到 480 的整数，实际为 1"),
        ({"SECRET_KEY": KEY, "LOCKOUT_MINUTES": "0"}, "LOCKOUT_MINUTES 的值不正确：应为 1 到 1440 的整数"),
        ({"SECRET_KEY": KEY, "TRUSTED_PROXIES": "-1"}, "TRUSTED_PROXIES 的值不正确：应为 0 到 5 的整数"),
        ({"SECRET_KEY": KEY, "SECOND_STEP_ROLES": "auditor,king"}, "SECOND_STEP_ROLES 的值不正确：没有 king"),
    ],
)
def test_wrong_value_is_named_and_no_secret_is_repeated(read, variables, named):
    with pytest.raises(ImproperlyConfigured, match=re.escape(named)) as caught:
        read(**variables)
    assert "very-secret" not in "".join(traceback.format_exception(caught.value))


def test_embedded_default_is_sqlite_in_the_data_folder(read, tmp_path):
    s = read(SECRET_KEY=KEY)
    assert (s.DATABASES["default"]["NAME"], s.CELERY_BROKER_URL, s.HTTPS) == (
        tmp_path / "scoreboard.sqlite3", f"sqla+sqlite:///{tmp_path}/queue.sqlite3", False,
    )  # fmt: skip


def test_production_is_secure_by_default(read):
    s = read(SECRET_KEY=KEY, **SERVERS)
    assert (s.HTTPS, s.DEBUG, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT) == (True, False, True, True)
    assert (s.SECURE_HSTS_SECONDS > 0, s.SAMPLE_DATA) == (True, False)


def test_accounts_are_safe_by_default(read):
    s = read(SECRET_KEY=KEY)
    assert s.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"
    assert (s.PASSWORD_MAX_AGE.days, s.IDLE_TIME.seconds) == (90, 1800)
    assert (s.AXES_FAILURE_LIMIT, s.AXES_COOLOFF_TIME.seconds) == (5, 900)
    assert (s.TRUSTED_PROXIES, s.SECOND_STEP_ROLES) == (0, [])


def test_key_that_make_run_made_serves_the_embedded_installation_only(read, tmp_path):
    (tmp_path / "secret-key").write_text(f"{KEY}\n")
    s = read()
    assert s.SECRET_KEY == KEY
    with pytest.raises(ImproperlyConfigured, match="缺少环境变量 SECRET_KEY"):
        read(**SERVERS)


def test_mail_is_off_by_default_and_read_from_one_address(read):
    s = read(SECRET_KEY=KEY)
    assert (s.NOTICES_BY_EMAIL, s.NOTICE_DAYS, s.ROBOT_GATEWAYS) == (False, [2, 1], [])
    s = read(SECRET_KEY=KEY, **MAIL)
    assert (s.NOTICES_BY_EMAIL, s.EMAIL_HOST, s.EMAIL_PORT) == (True, "mail.park.gov.cn", 465)
    assert (s.EMAIL_HOST_PASSWORD, s.EMAIL_USE_SSL, s.DEFAULT_FROM_EMAIL) == ("p@ss", True, "board@park.gov.cn")


def test_links_of_mails_begin_with_the_site_s_own_origin(read):
    s = read(SECRET_KEY=KEY, CSRF_TRUSTED_ORIGINS="https://board.park.gov.cn")
    assert s.SITE_URL == "https://board.park.gov.cn"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, ""),
        ({"PUBLIC_URL": "https://board.example/"}, "https://board.example"),
        ({"CSRF_TRUSTED_ORIGINS": "https://*.example,https://b.example"}, "https://b.example"),
    ],
)
def test_site_is_named_by_the_settings_and_never_by_a_request(read, variables, expected):
    named = read(SECRET_KEY=KEY, **variables).PUBLIC_URL
    assert named == expected
