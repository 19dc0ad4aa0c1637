"""`make check`: format, linter, templates, locked packages, types, layers, migrations, production settings."""

import os
import subprocess
import tempfile

import bootstrap
from console import ROOT, VENV, fail, say

BIN = VENV / "bin"
MANAGE = [str(BIN / "python"), str(ROOT / "manage.py")]
# Made up: the settings of production are checked, and no server is asked.
PRODUCTION = {
    "SECRET_KEY": "made-up-for-the-check-only-" + "0123456789abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "board.example.gov.cn",
    "CSRF_TRUSTED_ORIGINS": "https://board.example.gov.cn",
    "DATABASE_URL": "postgresql://scoreboard:made-up@database.invalid/scoreboard",
    "REDIS_URL": "redis://cache.invalid:6379/0",
}
DEVELOPMENT = {"DEBUG": "true"}
OURS = {*PRODUCTION, *DEVELOPMENT, "DATA_DIR", "HALL_DEVICE_KEY", "HTTPS", "SAMPLE_DATA"}

CHECKS: dict[str, tuple[list[str], dict[str, str]]] = {
    "格式（ruff format）": ([str(BIN / "ruff"), "format", "--check", "--quiet", "."], {}),
    "静态检查（ruff check）": ([str(BIN / "ruff"), "check", "--quiet", "."], {}),
    "模板（djlint）": ([str(BIN / "djlint"), "templates", "--lint", "--quiet"], {}),
    "依赖（pip check）": ([str(BIN / "python"), "-m", "pip", "check"], {}),
    "类型（mypy）": ([str(BIN / "mypy")], DEVELOPMENT),
    "分层（import-linter）": ([str(BIN / "lint-imports")], DEVELOPMENT),
    "迁移（makemigrations）": ([*MANAGE, "makemigrations", "--check", "--dry-run"], DEVELOPMENT),
    "部署（check --deploy）": ([*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
}


def environment(values: dict[str, str], data: str) -> dict[str, str]:
    """Return the machine's environment with our variables set to these values only."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return kept | values | {"DATA_DIR": data}


def run_checks() -> list[str]:
    """Run every check, show what the failed ones printed, and return their names."""
    failed = []
    with tempfile.TemporaryDirectory(prefix="scoreboard-check-") as data:
        for name, (command, values) in CHECKS.items():
            ended = subprocess.run(
                command,
                cwd=ROOT,
                env=environment(values, data),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
                check=False,
            )
            say(f"{'通过' if ended.returncode == 0 else '未通过'}  {name}")
            if ended.returncode:
                say(ended.stdout)
                failed.append(name)
    return failed


def main() -> None:
    """Install what the checks need, and run them. Raises SystemExit when one fails."""
    bootstrap.prepare(development=True)
    if failed := run_checks():
        fail(f"检查未通过：{'、'.join(failed)}")


if __name__ == "__main__":
    main()
