"""Strict readers of the environment: a wrong value stops the program and names its variable."""

import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

Value = TypeVar("Value")

_environment = Env(expand_vars=False)


def _read(reader: Callable[..., Value], name: str, expected: str, **options: Any) -> Value:
    """Return the parsed variable. Raises ImproperlyConfigured, in Chinese, without repeating a secret."""
    try:
        return reader(name, **options)
    except EnvError as error:
        # The cause is dropped: its message may hold the value, and that may be a password.
        raise ImproperlyConfigured(f"环境变量 {name} 的值不正确：应为{expected}。") from (
            None if name.endswith(("_URL", "_KEY")) else error
        )


def present(name: str) -> bool:
    """Return whether the variable was given. Raises ImproperlyConfigured when it is given but empty."""
    value = _environment.str(name, default=None)
    if value is not None and not value.strip():
        raise ImproperlyConfigured(f"环境变量 {name} 的值不正确：不能为空；不需要时请不要设置它。")
    return value is not None


def flag(name: str, *, default: bool) -> bool:
    """Return a yes or no. Raises ImproperlyConfigured for any other word."""
    return _read(_environment.bool, name, " true 或 false", default=default) if present(name) else default


def text(name: str, *, default: str | None = None, at_least: int = 1) -> str:
    """Return a text. Raises ImproperlyConfigured when it is missing without a default, or too short."""
    value = _environment.str(name) if present(name) else default
    if value is None:
        raise ImproperlyConfigured(f"缺少环境变量 {name}：没有默认值，必须设置。")
    if len(value) < at_least:
        raise ImproperlyConfigured(f"环境变量 {name} 的值不正确：至少应有 {at_least} 个字符。")
    return value


def secret(name: str, *, at_least: int) -> str:
    """Return an optional secret, empty when not given. Raises ImproperlyConfigured when it is too short."""
    return text(name, at_least=at_least) if present(name) else ""


def number(name: str, *, default: int, at_least: int, at_most: int) -> int:
    """Return a whole number. Raises ImproperlyConfigured for anything else, and for one out of bounds."""
    expected = f" {at_least} 到 {at_most} 的整数"
    value = _read(_environment.int, name, expected, default=default) if present(name) else default
    if not at_least <= value <= at_most:
        raise ImproperlyConfigured(f"环境变量 {name} 的值不正确：应为{expected}，实际为 {value}。")
    return value


def line(file: Path) -> str | None:
    """Return the content of a file without the end of line, None where there is no such file."""
    return file.read_text(encoding="utf-8").strip() if file.exists() else None


def words(name: str, *, default: list[str] | None = None) -> list[str]:
    """Return a comma-separated list. Raises ImproperlyConfigured when it is missing without a default."""
    if not present(name):
        if default is None:
            raise ImproperlyConfigured(f"缺少环境变量 {name}：没有默认值，必须设置（多个值用逗号分隔）。")
        return default
    values = [word.strip() for word in text(name).split(",")]
    if not all(values):
        raise ImproperlyConfigured(f"环境变量 {name} 的值不正确：应为用逗号分隔的列表，其中不能有空项。")
    return values


def chosen(name: str, among: Collection[str]) -> list[str]:
    """Return a comma-separated choice, none by default. Raises ImproperlyConfigured for a word that is not offered."""
    values = words(name, default=[])
    if unknown := [value for value in values if value not in among]:
        offered = "、".join(among)
        raise ImproperlyConfigured(f"环境变量 {name} 的值不正确：没有 {unknown[0]}，可以写的有 {offered}。")
    return values


def origins(name: str) -> list[str]:
    """Return a list of origins, none by default. Raises ImproperlyConfigured for one without its scheme."""
    values = words(name, default=[])
    for value in values:
        if not value.startswith(("https://", "http://")):
            raise ImproperlyConfigured(
                f"环境变量 {name} 的值不正确：应为以 https:// 或 http:// 开头的来源，实际为 {value}。"
            )
    return values


def site(name: str, *, default: list[str]) -> str:
    """Return the address of the site, else the first of other origins that is one; empty where there is none."""
    return next((origin.rstrip("/") for origin in (*origins(name), *default) if "*" not in origin), "")


def postgres(name: str) -> dict[str, Any] | None:
    """Return a database setting, None when not given. Raises ImproperlyConfigured unless it names PostgreSQL."""
    if not present(name):
        return None
    expected = "形如 postgresql://用户：密码@主机：5432/库名 的地址"
    database = _read(_environment.dj_db_url, name, expected, conn_max_age=60, conn_health_checks=True)
    if database.get("ENGINE") != "django.db.backends.postgresql" or not database.get("NAME"):
        raise ImproperlyConfigured(f"环境变量 {name} 的值不正确：应为{expected}。")
    return dict(database)


def redis(name: str) -> str | None:
    """Return an address of Redis, None when not given. Raises ImproperlyConfigured for another scheme."""
    if not present(name):
        return None
    value = text(name)
    if not value.startswith(("redis://", "rediss://")):
        raise ImproperlyConfigured(f"环境变量 {name} 的值不正确：应为形如 redis://主机：6379/0 的地址。")
    return value


def days(name: str, *, default: list[int]) -> list[int]:
    """Return a list of whole numbers of days. Raises ImproperlyConfigured for anything else than 1 to 31."""
    values = words(name, default=[str(value) for value in default])
    if not all(value.isascii() and value.isdigit() and 1 <= int(value) <= 31 for value in values):
        raise ImproperlyConfigured(f"环境变量 {name} 的值不正确：应为用逗号分隔的天数，每个为 1 到 31 的整数。")
    return [int(value) for value in values]


def hosts(name: str) -> list[str]:
    """Return a list of hosts, with or without a port, none by default. Raises ImproperlyConfigured for others."""
    values = words(name, default=[])
    for value in values:
        if not re.fullmatch(r"[A-Za-z0-9.-]+(:\d{1,5})?", value):
            raise ImproperlyConfigured(f"环境变量 {name} 的值不正确：应为主机名或“主机名:端口”，实际为 {value}。")
    return [value.lower() for value in values]


def mail(name: str) -> dict[str, Any] | None:
    """Return the settings of a mail server, None when not given. Raises ImproperlyConfigured unless it is SMTP."""
    if not present(name):
        return None
    expected = "形如 smtp://用户：口令@主机：25 的地址，加密用 submission:// 或在末尾加 ?ssl=true"
    if not text(name).startswith(("smtp://", "submission://")):
        raise ImproperlyConfigured(f"环境变量 {name} 的值不正确：应为{expected}。")
    server = dict(_read(_environment.dj_email_url, name, expected))
    if not server.get("EMAIL_HOST"):
        raise ImproperlyConfigured(f"环境变量 {name} 的值不正确：应为{expected}。")
    return server
