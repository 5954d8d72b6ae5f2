"""Two replicas behind nginx, with the configuration that `deploy/` brings."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.paths import REPOSITORY
from tests.support.server import PREFIX, Server, free_port, serve

TEMPLATE = REPOSITORY / "deploy" / "nginx" / "default.conf.template"

# Debian keeps it where only root's PATH leads.
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/sbin")

# What the template is put into; the image of nginx brings its own.
_AROUND = """
{user}
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/open-line.conf;
}}
"""


@dataclass(frozen=True)
class Site:
    """What a visitor reaches, and what stands behind it."""

    port: int
    prefix: str
    replicas: tuple[Server, ...]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.prefix}"


def filled(template: str, values: dict[str, str]) -> str:
    """Fill `${NAME}` as the image of nginx does: variables of nginx itself stay."""
    return re.sub(r"\$\{([A-Z0-9_]+)\}", lambda found: values[found[1]], template)


@contextmanager
def site(
    folder: Path, prefix: str = "dash", environment: Mapping[str, str] = {}
) -> Iterator[Site]:
    """Serve two replicas under a prefix behind nginx, until the block ends.

    Args:
        folder: for logs and settings.
        prefix: of all addresses, without slashes.
        environment: variables to set for the replicas.
    """
    with ExitStack() as running:
        replicas = tuple(
            running.enter_context(
                serve(
                    folder / f"replica-{number}.log",
                    {PREFIX: prefix, **environment},
                    REPOSITORY / "serve.py",
                )
            )
            for number in (1, 2)
        )
        port = free_port()
        values = {
            "REPLICA_1": f"127.0.0.1:{replicas[0].port}",
            "REPLICA_2": f"127.0.0.1:{replicas[1].port}",
            "LISTEN": f"127.0.0.1:{port}",
            "PREFIX": f"/{prefix}/",
            "CACHE": str(folder / "cache"),
            "CONNECTIONS": "1000",
        }
        (folder / "open-line.conf").write_text(
            filled(TEMPLATE.read_text(encoding="utf-8"), values), encoding="utf-8"
        )
        # As root it would else work as somebody who may not write here.
        user = "user root;" if os.geteuid() == 0 else ""
        main = folder / "nginx.conf"
        main.write_text(_AROUND.format(folder=folder, user=user), encoding="utf-8")
        command = [str(NGINX), "-c", str(main), "-p", str(folder)]
        with (folder / "nginx.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        try:
            found = Site(port, f"/{prefix}", replicas)
            _wait(found, process, folder)
            yield found
        finally:
            process.terminate()
            process.wait(20)


def _wait(found: Site, process: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{found.url}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    logs = [folder / name for name in ("nginx.log", "error.log")]
    said = "\n".join(log.read_text() for log in logs if log.is_file())
    message = f"nginx does not serve:\n{said}"
    raise RuntimeError(message)
