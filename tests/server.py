"""The real web server on the database of the tests, started, killed and started again on one port."""

import http.client
import signal
import socket
import subprocess
import sys

import pytest

from tests.worker import ROOT, wait_until


class Server:
    """A web server process; `url` stays the same however often it is started."""

    def __init__(self, environment, log):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = environment | {"PORT": str(self.port)}
        self.log = log
        self.process = None

    def start(self):
        with self.log.open("ab") as log:
            command = [sys.executable, "scripts/serve.py"]
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        wait_until(self.answers)

    def kill(self):
        """End the process as a power cut does; its own worker ends with it."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        wait_until(lambda: not self.answers())

    def answers(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False
        finally:
            connection.close()


@pytest.fixture
def server(environment, tmp_path):
    """A server that answers; it is ended with the test."""
    serving = Server(environment, tmp_path / "server.log")
    try:
        serving.start()
        yield serving
    finally:
        if serving.process.poll() is None:
            serving.kill()
