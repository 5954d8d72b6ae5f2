"""The app, served as its readers get it: own process, own port, log kept."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.support.paths import ENTRY, REPOSITORY

START_SECONDS = 180

# Streamlit's own name for the prefix of all addresses, without slashes.
PREFIX = "STREAMLIT_SERVER_BASE_URL_PATH"

_COMPLAINT = re.compile(r"Traceback|Error\b|Warning\b|deprecated|Uncaught", re.I)


@dataclass(frozen=True)
class Server:
    """A running app."""

    port: int
    log_file: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Its process's own id; 0 where it was not started here."""
        return self.process.pid if self.process else 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8")

    def complaints(self) -> list[str]:
        """Lines of the log that tell of a fault or of something deprecated."""
        return [line for line in self.log.splitlines() if _COMPLAINT.search(line)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(
    log_file: Path,
    environment: Mapping[str, str] = {},
    entry: Path = ENTRY,
    *,
    before: Sequence[str] = (),
    port: int = 0,
) -> Iterator[Server]:
    """Serve the app until the block ends.

    Args:
        log_file: receives all that the server prints.
        environment: variables to set, such as OPEN_LINE_DATA.
        entry: `dashboard.py`, or `serve.py`.
        before: command that sets limits and then becomes the server.
        port: to listen on; a free one where it is 0.
    """
    server = Server(port or free_port(), log_file)
    command = [*before, sys.executable, "-m", "streamlit", "run", str(entry)]
    command += ["--server.port", str(server.port), "--server.address", "127.0.0.1"]
    command += ["--server.headless", "true", "--server.fileWatcherType", "none"]
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            # What Python would warn of must reach the log, where a test looks.
            env={**os.environ, "PYTHONWARNINGS": "default", **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_healthy(server, process, environment.get(PREFIX, ""))
            yield replace(server, process=process)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_healthy(
    server: Server, process: subprocess.Popen[bytes], prefix: str
) -> None:
    health = f"{server.url}{prefix and '/' + prefix}/_stcore/health"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            message = f"the server ended with {process.returncode}:\n{server.log}"
            raise RuntimeError(message)
        try:
            with urllib.request.urlopen(health, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    message = f"the server did not answer in {START_SECONDS} s:\n{server.log}"
    raise TimeoutError(message)
