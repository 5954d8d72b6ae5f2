"""A served app as a process: its start, its CPU time, its memory."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 120
STOP_SECONDS = 15

_PROC = Path("/proc")


@dataclass(frozen=True)
class Served:
    """A running app; `ready_seconds` is the time from its start to its first answer."""

    port: int
    pid: int
    ready_seconds: float

    def cpu_seconds(self) -> float:
        """CPU time that the process has used so far."""
        if _PROC.is_dir():
            # The name in the second field may hold blanks and parentheses.
            line = (_PROC / str(self.pid) / "stat").read_text().rpartition(")")[2]
            user, system = line.split()[11:13]
            return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
        return _clock(_ps(self.pid, "time"))

    def rss_mb(self) -> float:
        """Memory that the process holds."""
        if _PROC.is_dir():
            pages = int((_PROC / str(self.pid) / "statm").read_text().split()[1])
            return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
        return int(_ps(self.pid, "rss")) / 1024


def _ps(pid: int, column: str) -> str:
    command = ["ps", "-o", f"{column}=", "-p", str(pid)]
    return subprocess.run(
        command, check=True, capture_output=True, text=True
    ).stdout.strip()


def _clock(text: str) -> float:
    """Seconds of a time such as `1-02:03:04.05`, as `ps` prints it."""
    found = re.fullmatch(r"(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)", text)
    if found is None:
        message = f"no time of day: {text!r}"
        raise ValueError(message)
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


@contextmanager
def serve(entry: Path, arguments: Sequence[str] = ()) -> Iterator[Served]:
    """Serve an app from its own folder until the block ends.

    Raises:
        RuntimeError: the server ends or does not answer; the message holds its log.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "streamlit", "run", entry.name]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    command += ["--server.headless", "true", "--server.fileWatcherType", "none"]
    command += ["--browser.gatherUsageStats", "false", *arguments]
    with tempfile.TemporaryFile("w+") as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=entry.parent, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            if not _answers(port, process, started):
                log.seek(0)
                message = f"{entry} is not served:\n{log.read()}"
                raise RuntimeError(message)
            yield Served(port, process.pid, time.perf_counter() - started)
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(port: int, process: subprocess.Popen[bytes], started: float) -> bool:
    health = f"http://127.0.0.1:{port}/_stcore/health"
    while process.poll() is None and time.perf_counter() - started < START_SECONDS:
        try:
            with urllib.request.urlopen(health, timeout=5):
                return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.02)
    return False
