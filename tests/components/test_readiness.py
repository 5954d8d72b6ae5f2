"""Whether readers can be sent here is told by what a reader would see."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request

from data.schema import DESCRIPTOR
from tests.support.package import seal
from tests.support.paths import REPOSITORY
from tests.support.server import serve

ENTRY = REPOSITORY / "tests" / "support" / "faulty.py"


def _ready(server):
    try:
        with urllib.request.urlopen(f"{server.url}/ready", timeout=120) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_ready_while_the_data_are_right_and_each_page_runs(tmp_path):
    with serve(tmp_path / "log", entry=ENTRY) as server:
        status, told = _ready(server)
        assert (status, told["ok"], told["pages"]) == (200, True, {})
        assert told["data"] == "right"
        assert server.complaints() == []


def test_not_ready_while_one_page_raises(tmp_path):
    with serve(tmp_path / "log", {"OPEN_LINE_FAULT": "page"}, ENTRY) as server:
        status, told = _ready(server)
    assert (status, told["ok"]) == (503, False)
    assert told["pages"] == {"calls": "an error is shown, see the log"}


def test_not_ready_while_a_table_is_damaged(tmp_path, copy):
    copy.path("publishers").unlink()
    environment = {"OPEN_LINE_DATA": str(copy.root)}
    with serve(tmp_path / "log", environment, ENTRY) as server:
        status, told = _ready(server)
    assert (status, told["ok"]) == (503, False)
    assert told["data"] == "publishers.csv: the file is missing"


def _comes(server, holds):
    """Wait until it is told: the files are looked at once a second."""
    deadline = time.monotonic() + 60
    while not holds(told := _ready(server)):
        assert time.monotonic() < deadline, told
        time.sleep(0.2)
    return told


def test_files_that_are_damaged_meanwhile_are_told_and_a_newer_set_is_waited_for(
    tmp_path, copy
):
    seal(copy)
    topics = copy.path("topics")
    whole = topics.read_bytes()
    with serve(tmp_path / "log", {"OPEN_LINE_DATA": str(copy.root)}, ENTRY) as server:
        _, first = _ready(server)
        assert first["ok"]
        topics.write_bytes(whole[:-9])
        _, told = _comes(server, lambda told: told[0] == 503)
        assert told["data"].startswith("topics.csv")
        assert told["version"] == first["version"]
        topics.write_bytes(whole)
        _comes(server, lambda told: told[0] == 200)
        # Another version, whose files are not all there yet.
        descriptor = copy.root / DESCRIPTOR
        text = descriptor.read_text(encoding="utf-8")
        newer = text.replace(f'"version": "{first["version"]}"', '"version": "1.9.0"')
        assert newer != text
        descriptor.write_text(newer, encoding="utf-8")
        seal(copy)
        topics.write_bytes(whole[:-9])
        _, told = _comes(server, lambda told: "newer" in told[1])
        assert told["ok"]
        assert told["version"] == first["version"]
        assert told["newer"].startswith("topics.csv")
        topics.write_bytes(whole)
        _, told = _comes(server, lambda told: told[1].get("version") == "1.9.0")
        assert told["ok"]
        assert "newer" not in told
        assert server.log.count("event=data_loaded") >= 2
