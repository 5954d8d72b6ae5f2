"""Whether readers can be sent here is told by what a reader would see."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

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
