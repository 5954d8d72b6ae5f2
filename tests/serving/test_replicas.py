"""Two replicas behind nginx as `deploy/` sets it: who loses one, has the other."""

from __future__ import annotations

import asyncio
import http.client
import os
import re
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from benchmarks.protocol import Answer, Session
from components.serving import assets
from tests.support.proxy import NGINX, Site, site

pytestmark = pytest.mark.skipif(
    NGINX is None, reason="nginx is not here (Debian: apt-get install nginx-light)"
)

# `make soak-replicas` says 100.
READERS = int(os.environ.get("OPEN_LINE_SOAK_READERS", "0"))
FEW = 20

# Within these seconds everybody has the view back; asked for with many readers alone.
BACK = 10

# In seconds: what hangs is ended, and fails.
LONGEST = 240

QUERIES = (
    ("calls", "rule=all"),
    ("calls", "rule=bilateral&from=2021&to=2022"),
    ("stances", "view=list"),
    ("experts", ""),
    ("leaders", "from=2022"),
    ("", ""),
)


@pytest.fixture(scope="module")
def proxied(tmp_path_factory):
    with site(tmp_path_factory.mktemp("site")) as running:
        yield running


def ask(
    port: int, path: str, by: str = "127.0.0.1", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=60, source_address=(by, 0)
    )
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=named)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def sessions(port: int) -> int:
    """Open sessions of a replica, as it says itself."""
    _, body = ask(port, "/metrics")
    return int(re.search(rb"^open_line_sessions (\d+)", body, re.MULTILINE)[1])


def view(answer: Answer) -> tuple[object, ...]:
    return answer.headings, answer.charts, answer.exceptions


@dataclass
class Reader:
    """Somebody with a view, who comes again by the same address and cookie."""

    found: Site
    page: str
    query: str
    cookie: str = ""
    session: Session | None = None
    seen: tuple[object, ...] = ()

    async def come(self) -> None:
        address = f"{self.found.prefix}/{self.page}?{self.query}"
        told = {"Cookie": self.cookie} if self.cookie else {}
        answer, _ = await asyncio.to_thread(ask, self.found.port, address, **told)
        assert answer.status == 200
        told_cookie = answer.headers["Set-Cookie"]
        if not self.cookie:
            self.cookie = re.search(r"open_line=\w+", told_cookie)[0]
        else:
            assert told_cookie is None or "open_line" not in told_cookie
        await self.connect()
        await self.session.visit()
        self.seen = view(await self.session.visit(self.page, self.query))
        assert self.seen[2] == []
        assert self.seen[0]

    async def connect(self) -> None:
        known = self.session.pages if self.session else {}
        if self.session:
            await self.session.__aexit__(None)
        fresh = Session(self.found.port, self.found.prefix, self.cookie, pages=known)
        self.session = await fresh.__aenter__()

    async def read_on(self) -> tuple[object, ...]:
        return view(await self.session.visit(self.page, self.query))

    async def until_cut_off(self) -> None:
        """Read on until the connection ends, then connect as a browser does."""
        try:
            while True:
                assert await self.read_on() == self.seen
                await asyncio.sleep(0.2)
        except ConnectionClosed:
            pass
        await self.come_back()
        assert await self.read_on() == self.seen

    async def come_back(self) -> None:
        """Connect as a browser does: again and again until somebody answers."""
        while True:
            try:
                return await self.connect()
            except (InvalidHandshake, OSError, ConnectionClosed):
                await asyncio.sleep(0.5)


def test_a_reader_stays_at_one_replica(proxied):
    async def visit():
        reader = Reader(proxied, "calls", "rule=all")
        await reader.come()
        where = []
        for _ in range(4):
            where.append([sessions(replica.port) for replica in proxied.replicas])
            await reader.connect()
            await reader.read_on()
        await reader.session.__aexit__(None)
        return where

    where = asyncio.run(visit())
    assert where == [where[0]] * len(where)
    assert sum(where[0]) == 1


def test_the_proxy_leaves_what_the_replicas_made_small(proxied):
    answer, body = ask(proxied.port, f"{proxied.prefix}/calls", Accept_Encoding="br")
    assert answer.headers["Content-Encoding"] == "br"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    path = f"{proxied.prefix}/app/static/data/v1/csv/contacts.csv"
    answer, _ = ask(proxied.port, path, Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    again, body = ask(
        proxied.port,
        path,
        Accept_Encoding="gzip",
        If_None_Match=answer.headers["ETag"],
    )
    assert (again.status, body) == (304, b"")


def test_beside_the_prefix_there_is_nothing_but_the_way_to_it(proxied):
    for path in ("/", "/index.html", "/calls"):
        assert ask(proxied.port, path)[0].status == 404
    answer, _ = ask(proxied.port, proxied.prefix)
    assert (answer.status, answer.headers["Location"]) == (301, f"{proxied.prefix}/")


def test_one_address_may_fetch_the_files_of_many_but_not_flood(proxied):
    name = assets.with_imports("PlotlyChart")[0]

    def often(path: str) -> set[int]:
        def fetch(_: int) -> int:
            # What it uses up is not the other tests'.
            return ask(proxied.port, f"{proxied.prefix}/{path}", "127.0.0.2")[0].status

        with ThreadPoolExecutor(8) as pool:
            return set(pool.map(fetch, range(900)))

    assert often(f"static/js/{name}") == {200}
    assert often("_stcore/health") == {200, 429}


@pytest.mark.parametrize("path", ["metrics", "ready", "_stcore/metrics"])
def test_what_is_for_operators_is_not_for_visitors(proxied, path):
    assert ask(proxied.port, f"{proxied.prefix}/{path}")[0].status == 404


def test_where_both_are_full_it_is_said_and_readers_read_on(tmp_path):
    async def crowd(found: Site):
        readers = [Reader(found, "calls", "rule=all") for _ in range(12)]
        let_in = []
        for reader in readers:
            with suppress(AssertionError):
                await reader.come()
                let_in.append(reader)
        room = [sessions(replica.port) for replica in found.replicas]
        said = [
            await asyncio.to_thread(ask, found.port, f"{found.prefix}/{path}")
            for _ in range(6)
            for path in ("calls", "app/static/data/v1/index.json")
        ]
        # The replica may take a moment to see that its reader is gone.
        await let_in[0].come_back()
        views = [(await reader.read_on(), reader.seen) for reader in let_in]
        await asyncio.gather(*(reader.session.__aexit__(None) for reader in let_in))
        return room, said, views

    with site(tmp_path, environment={"OPEN_LINE_SESSIONS": "2"}) as found:
        room, said, views = asyncio.run(crowd(found))
    assert room == [2, 2]
    pages, files = said[::2], said[1::2]
    assert {answer.status for answer, _ in pages} == {503}
    assert all(b"tries again by itself" in body for _, body in pages)
    assert {answer.status for answer, _ in files} == {200}
    assert all(now == before for now, before in views)


def test_who_loses_a_replica_has_the_same_view_at_the_other(tmp_path):
    async def crowd(found: Site):
        many = READERS or FEW
        readers = [
            Reader(found, *QUERIES[number % len(QUERIES)]) for number in range(many)
        ]
        for reader in readers:
            await reader.come()
        before = [sessions(replica.port) for replica in found.replicas]
        acting = [asyncio.create_task(reader.until_cut_off()) for reader in readers]
        await asyncio.sleep(1)
        os.kill(found.replicas[0].pid, signal.SIGKILL)
        killed = time.monotonic()
        # Those at the other replica read on, and are never cut off.
        done: set[asyncio.Task[None]] = set()
        while len(done) < before[0]:
            done, _ = await asyncio.wait(acting, timeout=0.05)
            for task in done:
                task.result()
        took = time.monotonic() - killed
        for task in acting:
            task.cancel()
        await asyncio.gather(*acting, return_exceptions=True)
        after = sessions(found.replicas[1].port)
        await asyncio.gather(*(reader.session.__aexit__(None) for reader in readers))
        return before, len(done), took, after

    async def bounded(found: Site):
        async with asyncio.timeout(LONGEST):
            return await crowd(found)

    with site(tmp_path) as found:
        before, cut_off, took, after = asyncio.run(bounded(found))
        assert found.replicas[1].complaints() == []
    assert sum(before) == (READERS or FEW)
    assert min(before) > 0, "all readers were at one replica"
    assert cut_off == before[0]
    assert after == sum(before)
    if READERS:
        sys.stdout.write(f"{cut_off} of {READERS} cut off, all back in {took:.1f} s\n")
        assert took <= BACK
