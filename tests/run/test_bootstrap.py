"""What is missing is named with its Debian package, and an installation is redone only when it must be."""

import bootstrap
import pytest


def test_missing_prerequisites_are_named_together(monkeypatch, capfdbinary):
    monkeypatch.setitem(bootstrap.MODULES, "no_such_module", "python3-venv")
    monkeypatch.setitem(bootstrap.TOOLS, "no-such-tool", "util-linux")
    monkeypatch.setitem(bootstrap.LIBRARIES, "libnosuch.so.0", "libpango-1.0-0")
    with pytest.raises(SystemExit):
        bootstrap.check_prerequisites()
    printed = capfdbinary.readouterr().err.decode()
    assert "no_such_module（Debian 软件包 python3-venv）" in printed
    assert "no-such-tool（Debian 软件包 util-linux）" in printed
    assert "libnosuch.so.0（Debian 软件包 libpango-1.0-0）" in printed
    assert "apt-get install libpango-1.0-0 python3-venv util-linux" in printed


def test_old_python_is_refused(monkeypatch, capfdbinary):
    monkeypatch.setattr(bootstrap, "OLDEST", (99, 0))
    with pytest.raises(SystemExit):
        bootstrap.check_prerequisites()
    assert "需要 Python 99.0" in capfdbinary.readouterr().err.decode()


def test_stamp_holds_only_for_the_same_files(tmp_path):
    lock, stamp = tmp_path / "lock", tmp_path / "stamp"
    lock.write_text("one")
    assert not bootstrap.is_done(stamp, bootstrap.fingerprint(lock))
    stamp.write_text(bootstrap.fingerprint(lock))
    assert bootstrap.is_done(stamp, bootstrap.fingerprint(lock))
    lock.write_text("two")
    assert not bootstrap.is_done(stamp, bootstrap.fingerprint(lock))


def test_npm_of_a_python_package_is_used_where_there_is_none(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "pip_install", asked.append)
    assert bootstrap.find_npm() == tmp_path / "bin" / "npm"
    assert [lock.name for lock in asked] == ["node.txt"]


def test_packages_are_installed_by_the_locked_pip(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "UNFINISHED", tmp_path / "unfinished")
    monkeypatch.setattr(bootstrap, "make_venv", lambda: None)
    monkeypatch.setattr(bootstrap, "pip_install", asked.append)
    bootstrap.install_python_packages(development=True)
    assert [lock.name for lock in asked] == ["pip.txt", "dev.txt"]
    bootstrap.install_python_packages(development=True)
    assert len(asked) == 2
