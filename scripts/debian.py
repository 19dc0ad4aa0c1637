"""What the tests want of the machine, and the Debian packages that bring it."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import services
from console import say

POLICY = Path("/usr/sbin/policy-rc.d")
FORBID_STARTING_SERVICES = "#!/bin/sh\nexit 101\n"
# The library of each part of LibreOffice, beside its program.
PARTS = {"calc": "libsclo.so", "writer": "libswlo.so"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def find_browser() -> Path | None:
    """Return the Chromium of the machine, None when there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return Path(found) if found else None


def has_chinese_font() -> bool:
    """Return whether a browser on this machine can draw Chinese."""
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout.strip())


def has_compose() -> bool:
    """Return whether the compose tool is there, as a program or as a plugin of docker."""
    if shutil.which("docker-compose"):
        return True
    return bool(shutil.which("docker")) and services.succeeds(["docker", "compose", "version"])


def find_office(part: str) -> Path | None:
    """Return the LibreOffice of the machine, with a part of it (calc, writer); None when there is none.

    With it the tests recompute a workbook, and set a notice.
    """
    found = shutil.which("soffice")
    parts = Path(found).resolve().parent if found else None
    return parts if parts and any(parts.glob(PARTS[part])) else None


WANTED: dict[str, tuple[str, Callable[[], object]]] = {
    "PostgreSQL": ("postgresql", services.find_postgres),
    "Redis": ("redis-server", services.find_redis),
    "Chromium": ("chromium", find_browser),
    "中文字体": ("fonts-noto-cjk", has_chinese_font),
    "LibreOffice Calc": ("libreoffice-calc", partial(find_office, "calc")),
    "LibreOffice Writer": ("libreoffice-writer", partial(find_office, "writer")),
    "pdftotext": ("poppler-utils", partial(shutil.which, "pdftotext")),
    "docker-compose": ("docker-compose", has_compose),
    "nginx": ("nginx-light", partial(shutil.which, "nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")),
}


def missing() -> dict[str, str]:
    """Return what is not on the machine, with the Debian package that brings it."""
    return {name: package for name, (package, find) in WANTED.items() if not find()}


def install(packages: list[str]) -> None:
    """Install Debian packages as root, without starting a service; what fails stays missing."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    say(f"正在安装 Debian 软件包：{' '.join(packages)}……")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with no_service_started():
        for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
            subprocess.run(
                ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", *command],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                check=False,
            )


@contextmanager
def no_service_started() -> Iterator[None]:
    """Keep packages from starting their services, as Debian's policy file does it."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text(FORBID_STARTING_SERVICES)
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink(missing_ok=True)
