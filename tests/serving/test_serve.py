"""What `serve.py` adds: answers small, kept and guarded; figures for operators."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import json
import re
import time
import urllib.error
import urllib.request
from urllib.parse import parse_qs

import brotli
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from benchmarks.protocol import Session
from components.filters import contract
from components.serving import assets, guard, wire
from tests.support.paths import REPOSITORY
from tests.support.server import PREFIX, serve

ENTRY = REPOSITORY / "serve.py"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with serve(tmp_path_factory.mktemp("serve") / "log", entry=ENTRY) as running:
        yield running
        assert running.complaints() == []


def ask(port, path, method="GET", **headers):
    """Ask without a client that follows, unpacks or keeps anything."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=told)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize(
    "path", ["/calls", "/app/static/data/v1/csv/contacts.csv", "script"]
)
def test_text_is_sent_small_and_only_once(served, path, encoding):
    if path == "script":
        path = f"/static/js/{assets.with_imports('PlotlyChart')[-1]}"
    _, plain = ask(served.port, path)
    answer, body = ask(served.port, path, Accept_Encoding=f"{encoding}, identity")
    assert answer.headers["Content-Encoding"] == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert int(answer.headers["Content-Length"]) == len(body) < len(plain) / 2
    assert UNPACK[encoding](body) == plain
    again, nothing = ask(
        served.port,
        path,
        Accept_Encoding=encoding,
        If_None_Match=answer.headers["ETag"],
    )
    assert (again.status, nothing) == (304, b"")
    other, _ = ask(served.port, path, If_None_Match=answer.headers["ETag"])
    assert other.status == 200, "what is not packed is another answer"


def test_the_chart_library_gets_smaller_once_there_was_time(served):
    name = assets.with_imports("PlotlyChart")[-1]
    raw = (assets.platform_folder() / "static" / "js" / name).read_bytes()
    hastily = len(wire.compressed(raw, "br", kept=True))
    for _ in range(300):
        _, body = ask(served.port, f"/static/js/{name}", Accept_Encoding="br")
        if len(body) < hastily:
            break
        time.sleep(0.2)
    assert len(body) < 0.95 * hastily
    assert brotli.decompress(body) == raw


def test_only_names_with_a_hash_are_kept_for_ever(served):
    script, _ = ask(served.port, f"/static/js/{assets.with_imports('PlotlyChart')[-1]}")
    assert "immutable" in script.headers["Cache-Control"]
    for path in ("/", "/calls", "/app/static/data/v1/index.json"):
        answer, _ = ask(served.port, path)
        assert "no-cache" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "/app/static/data/v1/parquet/contacts.parquet",
        "/app/static/previews/calls.png",
        "/app/static/fonts/headings.woff2",
    ],
)
def test_what_is_no_text_is_asked_for_again_and_not_sent_again(served, path):
    """Else a kept table stands beside newer ones, and each visit loads the font."""
    answer, body = ask(served.port, path, Accept_Encoding="br, gzip")
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.headers["Content-Encoding"] is None
    assert body == (REPOSITORY / path.removeprefix("/app/")).read_bytes()
    tag = answer.headers["ETag"]
    for told in (tag, f'"other", W/{tag}', "*"):
        again, nothing = ask(served.port, path, If_None_Match=told)
        assert (again.status, nothing) == (304, b"")
    other, _ = ask(served.port, path, If_None_Match='"other"')
    assert other.status == 200
    part, some = ask(served.port, path, Range="bytes=1-3")
    assert (part.status, some) == (206, body[1:4])
    assert part.headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize(
    ("liked", "sent"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("gzip;q=0.000, br; q=0", None),
        ("BR;Q=1.0", "br"),
        ("gzip;q=lots", None),
        ("identity, *;q=0", None),
        ("", None),
    ],
)
def test_a_file_is_packed_as_the_client_likes_it_best(served, liked, sent):
    path = "/app/static/data/v1/csv/contacts.csv"
    answer, _ = ask(served.port, path, Accept_Encoding=liked)
    assert answer.headers["Content-Encoding"] == sent


def test_a_part_of_a_file_is_a_part_of_the_file_itself(served):
    path = "/app/static/data/v1/csv/contacts.csv"
    _, whole = ask(served.port, path)
    answer, body = ask(served.port, path, Range="bytes=10-19", Accept_Encoding="br")
    assert (answer.status, body) == (206, whole[10:20])


@pytest.mark.parametrize(
    "path",
    [
        "/app/static/../serve.py",
        "/app/static/%2e%2e/serve.py",
        "/static/..%2f..%2findex.html",
        "/app/static//etc/passwd",
        "/app/static/.hidden.json",
        "/app/static/data",
    ],
)
def test_nothing_outside_its_folders_is_handed_out(served, path):
    answer, body = ask(served.port, path)
    assert answer.status in {400, 404} or b'<div id="root">' in body
    assert b"st.App" not in body


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/upload_file/a/b",
        "/_stcore/script-health-check",
        "/_stcore/bidi-components/a/b",
        "/_stcore/health/",
        "/component/a/index.html",
        "/auth/login",
        "/oauth2callback",
    ],
)
def test_routes_that_nobody_needs_are_closed(served, path):
    assert ask(served.port, path)[0].status == 404


@pytest.mark.parametrize("path", ["/ws", "/x/_stcore/stream", "/_stcore/other"])
def test_a_socket_elsewhere_is_not_there(served, path):
    """With 503 a proxy would ask the other replica as well."""

    async def knock():
        with pytest.raises(InvalidStatus) as closed:
            await connect(f"ws://127.0.0.1:{served.port}{path}")
        return closed.value.response.status_code

    assert asyncio.run(knock()) == 404


@pytest.mark.parametrize("part", ["a", "a/", "%C3%A9"])
@pytest.mark.parametrize("folder", ["/", "/app/static/", "/static/js/", "/media/"])
def test_what_no_file_can_be_called_is_not_there(served, folder, part):
    """It else ends in an error, with a trace in the log, for each who asks for it."""
    assert ask(served.port, f"{folder}{part * 3000}.csv")[0].status == 404


def test_nothing_is_taken_in(served):
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        for path in ("/", "/calls", "/_stcore/upload_file/a/b", "/ready"):
            assert ask(served.port, path, method)[0].status in {404, 405}


def test_a_page_says_what_may_run_in_it_and_where_it_may_be_framed(served):
    for path in ("/", "/calls", "/calls?card=calls_chart", "/calls?embed=true"):
        answer, body = ask(served.port, path)
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe-eval" not in policy
        assert "'unsafe-inline'" not in re.search(r"script-src[^;]*", policy)[0]
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert "camera=()" in answer.headers["Permissions-Policy"]
        assert b"_stcore/agent" not in body
    framed, _ = ask(served.port, "/calls?card=calls_chart&embed=true")
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed.headers
    file, _ = ask(served.port, "/app/static/logo.svg")
    assert "default-src 'none'" in file.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "said",
    [
        "", "card=", "card=a&card=", "card=&card=a", "card=a&card=b", "card=A",
        "card=-", "card=%00", "card=%20a", "card=%ff", "card=a;b", f"card={'a' * 61}",
    ],
)  # fmt: skip
def test_what_is_no_card_draws_the_page_whole_and_in_no_frame(dataset, said):
    given = parse_qs(said, keep_blank_values=True).get("card", ())
    with pytest.raises(ValueError, match="one card"):
        contract(dataset)["card"].read(given)
    query = f"{said}&embed=true".encode()
    assert not guard.is_embed({"query_string": query})
    assert guard.is_embed({"query_string": b"card=calls_chart&embed=true"})


# Where nothing lies the platform gives its page, whatever the path looks like.
NO_PAGE = (
    "/x.html",
    "/index.html",
    "/calls.x",
    "/a/b/c.d",
    "/a/b/c",
    "/calls/x",
    "/x/calls",
    "/robots.txt",
    "/static",
    "/static/js/gone.a1b2c3d4.js",
    "/app/static",
    "/media",
    "/metrics/x",
    "/_stcore/stream",
    "/x/_stcore/stream",
)


@pytest.mark.parametrize("path", NO_PAGE)
def test_a_page_is_given_at_the_path_of_a_page_alone(served, path):
    """Elsewhere it would run without a policy, in any frame, and beyond the room."""
    for query in ("", "?card=calls_chart&embed=true"):
        for asked in ({}, {"Accept_Encoding": "br, gzip"}, {"Range": "bytes=0-99"}):
            answer, body = ask(served.port, path + query, **asked)
            assert (answer.status, body) == (404, b"Not found")
            assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    head, body = ask(served.port, path, "HEAD")
    assert (head.status, body) == (404, b"")


@pytest.mark.parametrize("path", ["/no-such-page", "/CALLS", "/healthz", "/_STCORE"])
def test_the_address_of_no_page_leads_readers_on_and_programs_nowhere(served, path):
    answer, body = ask(served.port, path)
    assert (answer.status, b'<div id="root">' in body) == (404, True)
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_head_tells_of_a_page_what_get_does(served, encoding):
    told = [
        ask(served.port, "/calls", method, Accept_Encoding=encoding)
        for method in ("GET", "HEAD")
    ]
    whole, head = ({**answer.headers, "date": ""} for answer, _ in told)
    assert head == whole
    assert (told[1][0].status, told[1][1]) == (200, b"")
    tag = whole["etag"] if "etag" in whole else whole["ETag"]
    known, _ = ask(
        served.port, "/calls", "HEAD", Accept_Encoding=encoding, If_None_Match=tag
    )
    assert known.status == 304


def test_a_page_is_always_whole(served):
    answer, body = ask(served.port, "/calls", Range="bytes=0-99")
    assert answer.status == 200
    assert body.endswith(b"</html>\n") or body.endswith(b"</html>")


@pytest.mark.parametrize(
    "path",
    [
        "/", "/calls/", "/no-such-page", "/ready", "/metrics", "/favicon.png",
        "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "//calls",
        "/media/none.csv", "/static/none.js", "/app/static/none.csv",
        "/app/static/previews/calls.png", "/app/static/data/v1/csv/contacts.csv",
    ],
)  # fmt: skip
def test_every_answer_says_what_it_is_and_tells_no_other_site(served, path):
    answer, _ = ask(served.port, path)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_ready_tells_of_the_data_and_of_each_page(served, dataset):
    answer, body = ask(served.port, "/ready")
    assert answer.status == 200
    said = json.loads(body)
    assert said["ok"]
    assert said["version"] == dataset.version


def test_damaged_data_are_not_ready_and_the_server_still_starts(copy, tmp_path):
    (copy.root / "tables" / "contacts.csv").write_text("damaged", encoding="utf-8")
    set_to = {"OPEN_LINE_DATA": str(copy.root)}
    with serve(tmp_path / "log", set_to, ENTRY) as running:
        answer, body = ask(running.port, "/ready")
        assert answer.status == 503
        assert "contacts.csv" in json.loads(body)["data"]
        assert "contacts.csv" in running.log


def _figures(port, **headers):
    _, body = ask(port, "/metrics", **headers)
    pairs = re.findall(r"^(\w+)(?:\{.*\})? (\S+)$", body.decode(), re.MULTILINE)
    return {name: float(value) for name, value in pairs}


def test_operators_see_how_it_fares(served, dataset):
    before = _figures(served.port)

    async def read():
        async with Session(served.port) as session:
            await session.visit()
            await session.visit("calls")
            return await asyncio.to_thread(_figures, served.port)

    during = asyncio.run(read())
    assert during["open_line_sessions"] == before["open_line_sessions"] + 1
    assert during["open_line_acts_total"] == before["open_line_acts_total"] + 2
    assert during["open_line_kept_found_total"] > before["open_line_kept_found_total"]
    assert during["process_resident_memory_bytes"] > 50e6
    _, body = ask(served.port, "/metrics")
    assert f'open_line_data_info{{version="{dataset.version}"}} 1' in body.decode()


def test_strangers_do_not(served, tmp_path):
    for name in ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-IP"):
        assert ask(served.port, "/metrics", **{name: "203.0.113.9"})[0].status == 404
    with serve(tmp_path / "log", {"OPEN_LINE_METRICS_TOKEN": "s3"}, ENTRY) as running:
        assert ask(running.port, "/metrics")[0].status == 404
        wrong, right = "Bearer s2", "Bearer s3"
        assert ask(running.port, "/metrics", Authorization=wrong)[0].status == 404
        assert ask(running.port, "/metrics", Authorization=right)[0].status == 200


def test_who_finds_no_room_is_told_so_and_readers_are_unharmed(tmp_path):
    async def crowd(port):
        async with Session(port) as first, Session(port) as second:
            await first.visit()
            await second.visit()
            refused = await asyncio.to_thread(ask, port, "/calls")
            file = await asyncio.to_thread(ask, port, "/app/static/data/v1/index.json")
            with pytest.raises(InvalidStatus) as closed:
                await connect(
                    f"ws://127.0.0.1:{port}/_stcore/stream",
                    subprotocols=["streamlit", "x"],
                )
            reads_on = await first.visit("calls")
        # The server hears a moment later that they left.
        for _ in range(100):
            free = await asyncio.to_thread(ask, port, "/calls")
            if free[0].status == 200:
                break
            await asyncio.sleep(0.05)
        return refused, file, closed.value.response.status_code, reads_on, free

    with serve(tmp_path / "log", {"OPEN_LINE_SESSIONS": "2"}, ENTRY) as running:
        refused, file, closed, reads_on, free = asyncio.run(crowd(running.port))
        assert running.complaints() == []
    answer, body = refused
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert b"tries again by itself" in body
    assert file[0].status == 200
    assert closed == 503
    assert reads_on.exceptions == []
    assert reads_on.headings
    assert free[0].status == 200


def test_a_prefix_holds_for_every_route(tmp_path):
    set_to = {PREFIX: "dash"}
    with serve(tmp_path / "log", set_to, ENTRY) as running:
        for path in ("/dash/ready", "/ready", "/dash/metrics", "/dash/calls"):
            assert ask(running.port, path)[0].status == 200
        assert ask(running.port, "/dash/_stcore/metrics")[0].status == 404
        page, body = ask(running.port, "/dash/calls", Accept_Encoding="br")
        assert page.headers["Content-Encoding"] == "br"
        assert b"/dash/calls" in brotli.decompress(body)
        file, _ = ask(running.port, "/dash/app/static/data/v1/index.json")
        assert "ETag" in file.headers


def test_the_package_is_read_by_urllib_as_before(served):
    with urllib.request.urlopen(f"{served.url}/app/static/data/v1/index.json") as got:
        assert got.headers["Access-Control-Allow-Origin"] == "*"
        assert json.load(got)["files"]
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{served.url}/app/static/data/v1/none.json")
