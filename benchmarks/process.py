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
from dataclasses import dataclass, field
from pathlib import Path

START_SECONDS = 120
STOP_SECONDS = 15

FLOOR = Path(__file__).parent / "floor"

# As `python -m streamlit`, where `uvloop` was not installed.
_BARE = """
import sys
sys.modules["uvloop"] = None
from streamlit.web.cli import main
main(prog_name="streamlit")
"""

_PROC = Path("/proc")


@dataclass(frozen=True)
class Served:
    """A running app; `ready_seconds` is the time from its start to its first answer.

    `printed` holds the lines of its log once it has ended.
    """

    port: int
    pid: int
    ready_seconds: float
    printed: list[str] = field(default_factory=list)

    def cpu_seconds(self) -> float:
        """CPU time that the process has used so far."""
        if sys.platform == "linux":
            # The kernel's clock of another process, in nanoseconds: what stands in
            # /proc comes in hundredths of a second, longer than a rerun may take.
            return time.clock_gettime(~self.pid << 3 | 2)
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
    """Serve a Streamlit app from its own folder until the block ends.

    Args:
        entry: the app. One of `FLOOR` is served as a bare installation of Streamlit
            would: without the event loop that our requirements add.
        arguments: of `streamlit run`.

    Raises:
        RuntimeError: the server ends or does not answer; the message holds its log.
    """
    port = free_port()
    start = ["-c", _BARE] if entry.parent == FLOOR else ["-m", "streamlit"]
    command = [sys.executable, *start, "run", entry.name]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    command += ["--server.headless", "true", "--server.fileWatcherType", "none"]
    command += ["--browser.gatherUsageStats", "false", *arguments]
    with running(command, entry.parent, port, "/_stcore/health") as served:
        yield served


def free_port() -> int:
    """Return a port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    command: Sequence[str], folder: Path, port: int, path: str
) -> Iterator[Served]:
    """Run a server until the block ends.

    Args:
        command: starts it as one process.
        folder: from which it is started.
        port: on which it listens.
        path: answers as soon as it serves.

    Raises:
        RuntimeError: the server ends or does not answer; the message holds its log.
    """
    printed: list[str] = []
    with tempfile.TemporaryFile("w+") as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            if not _answers(f"http://127.0.0.1:{port}{path}", process, started):
                log.seek(0)
                message = f"{' '.join(command)} does not serve:\n{log.read()}"
                raise RuntimeError(message)
            yield Served(port, process.pid, time.perf_counter() - started, printed)
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            log.seek(0)
            printed += log.read().splitlines()


def _answers(address: str, process: subprocess.Popen[bytes], started: float) -> bool:
    while process.poll() is None and time.perf_counter() - started < START_SECONDS:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.02)
    return False
