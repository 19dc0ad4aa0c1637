"""The compose file is accepted by the compose tool, demands its secrets, and its commands run as processes."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import services
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
SECRETS = {
    "SECRET_KEY": "made-up-" + "0123456789" * 5,
    "ALLOWED_HOSTS": "board.example.gov.cn",
    "CSRF_TRUSTED_ORIGINS": "https://board.example.gov.cn",
    "POSTGRES_PASSWORD": "madeup1",
    "REDIS_PASSWORD": "madeup2",
}
CLEAN = {name: value for name, value in os.environ.items() if name not in SECRETS}


@pytest.fixture(scope="module")
def compose():
    if shutil.which("docker-compose"):
        return ["docker-compose"]
    if shutil.which("docker") and services.succeeds(["docker", "compose", "version"]):
        return ["docker", "compose"]
    pytest.skip("本机没有 docker-compose（Debian 软件包 docker-compose）")


def configure(compose, variables):
    command = [*compose, "--file", str(ROOT / "docker-compose.yml"), "config"]
    return subprocess.run(command, cwd=ROOT, env=CLEAN | variables, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def configuration(compose):
    ended = configure(compose, SECRETS)
    assert ended.returncode == 0, ended.stderr
    return yaml.safe_load(ended.stdout)


def test_compose_file_names_every_service_with_a_health_check(configuration):
    checked = {name for name, service in configuration["services"].items() if "healthcheck" in service}
    assert checked == {"web", "worker", "beat", "nginx", "postgres", "redis"}
    assert set(configuration["services"]) == checked | {"migrate"}


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_compose_refuses_to_start_without_a_secret(compose, name):
    ended = configure(compose, {key: value for key, value in SECRETS.items() if key != name})
    assert ended.returncode != 0
    assert name in ended.stderr


def make_command(configuration, name, port):
    command = configuration["services"][name]["command"]
    words = command.split() if isinstance(command, str) else list(command)
    words = [str(port) if word == "8000" else "127.0.0.1" if word == "0.0.0.0" else word for word in words]
    return [str(Path(sys.executable).parent / words[0]), *words[1:]]


@pytest.fixture
def production(tmp_path):
    if not (services.find_postgres() and services.find_redis()):
        pytest.skip("本机没有 PostgreSQL 或 Redis（Debian 软件包 postgresql、redis-server）")
    with services.postgres() as database, services.redis() as queue:
        kept = {name: value for name, value in CLEAN.items() if name not in ("DEBUG", "SAMPLE_DATA", "HTTPS")}
        yield (
            kept
            | {name: SECRETS[name] for name in ("SECRET_KEY", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS")}
            | {
                "DATABASE_URL": database,
                "REDIS_URL": queue,
                "DATA_DIR": str(tmp_path / "data"),
            }
        )


def wait_for(condition, seconds=180):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def is_ready(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as response:
            return response.status == 200
    except OSError:
        return False


def test_commands_of_the_compose_file_serve_with_postgresql_and_redis(configuration, production, tmp_path):
    (tmp_path / "data").mkdir()
    port = services.free_port()
    migrate = make_command(configuration, "migrate", port)
    subprocess.run(migrate, cwd=ROOT, env=production, check=True, capture_output=True)
    logs = {name: tmp_path / f"{name}.log" for name in ("web", "worker", "beat")}
    running = []
    try:
        for name, log in logs.items():
            with log.open("wb") as output:
                command = make_command(configuration, name, port)
                running.append(subprocess.Popen(command, cwd=ROOT, env=production, stdout=output, stderr=output))
        wait_for(lambda: is_ready(port))
        wait_for(lambda: b"ready." in logs["worker"].read_bytes())
        wait_for(lambda: list((tmp_path / "data").glob("beat-schedule*")))
        ping = [str(Path(sys.executable).parent / "celery"), "-A", "scoreboard", "inspect", "ping", "--timeout", "10"]
        assert subprocess.run(ping, cwd=ROOT, env=production, capture_output=True, check=False).returncode == 0
        with pytest.raises(urllib.error.HTTPError, match="400"):
            urllib.request.urlopen(
                urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": "other.example"}), timeout=10
            )
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        codes = [process.wait(timeout=60) for process in running]
    assert codes == [0, 0, 0]
