"""A tab that outlives its server: the page stands, and all that it offers works."""

from __future__ import annotations

import os
import signal
import time

from tests.support.server import free_port, serve
from tests.support.tab import SECONDS, reader, tab


def test_what_a_page_offers_works_after_its_server_was_replaced(browser, tmp_path):
    frames = []
    port = free_port()
    with (
        serve(tmp_path / "first.log", port=port) as first,
        reader(browser) as context,
        tab(context, first.url) as opened,
    ):
        opened.open("/calls?rule=all")
        title = opened.title
        opened.page.on(
            "websocket", lambda new: new.on("framereceived", lambda f: frames.append(f))
        )
        os.kill(first.pid, signal.SIGKILL)
        first.process.wait()
        with serve(tmp_path / "second.log", port=port):
            deadline = time.monotonic() + SECONDS
            while not frames:
                assert time.monotonic() < deadline, "the page was not run again"
                opened.page.wait_for_timeout(100)
            opened.settle()
            assert opened.title == title
            assert opened.query == {"rule": "all"}
            for key in ("brief", "annex"):
                with opened.page.expect_download() as taken:
                    opened.keyed(key).locator("button:visible").first.click()
                assert taken.value.path().stat().st_size > 1000
