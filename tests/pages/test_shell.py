"""The frame: shared filters, going between pages, damaged data."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from streamlit.web.server.app_discovery import discover_asgi_app

from components.registry import PAGES
from tests.support.paths import ENTRY, REPOSITORY
from tests.support.running import SECONDS, address

OTHERS = [spec for spec in PAGES if not spec.default]


@pytest.mark.parametrize("spec", OTHERS, ids=lambda spec: spec.stem)
def test_going_to_a_page_and_back_keeps_the_frame_and_shared_filters(app, spec):
    page = app("overview", {"from": "2020", "rule": "all"})
    page.switch_page(spec.path).run()
    assert not page.exception
    if "rule" in spec.params:
        chosen = page.get_by_key("rule.en")
        assert chosen.value == "all"
    page.switch_page("pages/overview.py").run()
    assert not page.exception
    assert page.sidebar.radio(key="rule.en").value == "all"
    assert page.sidebar.slider(key="period.en").value == (2020, 2026)
    assert address(page) == {"from": "2020", "rule": "all"}


def test_the_overview_answers_in_sentences(app):
    page = app()
    said = " ".join(m.value for m in page.markdown)
    for value in ("20", "1,024 days", "27"):
        assert value in said
    assert {link.proto.page for link in page.get("page_link")} >= {
        "calls",
        "stances",
        "experts",
    }


def test_what_was_only_inferred_is_not_among_the_latest(app, dataset):
    """A reader would take it for a statement that the speaker made."""
    inferred = dataset.statements[dataset.statements["basis"] != "direct"]
    listed = {button.key for button in app().get_by_key("newest").button}
    assert listed
    assert not listed & {f"open_newest_{key}" for key in inferred["statement_id"]}


def _said(page):
    return " ".join([*(e.value for e in page.error), *(c.value for c in page.code)])


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.stem)
def test_a_bad_row_gives_a_message_with_file_and_row(app, damaged, spec):
    line = damaged.line_of("contacts", "contact_id", "fra-2025-07-01-call")
    damaged.put("contacts", line, duration_min="two hours")
    page = app(spec.stem)
    assert not page.exception
    assert not page.get("plotly_chart")
    said = _said(page)
    for part in ("contacts.csv", f"row {line}", "duration_min"):
        assert part in said
    assert "Traceback" not in said


def test_a_missing_table_gives_a_message(app, damaged):
    damaged.path("sources").unlink()
    page = app("calls")
    assert not page.exception
    assert "sources.csv" in _said(page)
    assert "missing" in _said(page)


def test_a_damaged_descriptor_gives_a_message(app, damaged):
    (damaged.root / "datapackage.json").write_text("{", encoding="utf-8")
    page = app("calls")
    assert not page.exception
    assert "datapackage.json" in _said(page)


def test_mended_data_is_read_again_without_a_restart(app, damaged):
    whole = damaged.path("coverage").read_bytes()
    damaged.path("coverage").unlink()
    page = app("calls")
    assert page.error
    damaged.path("coverage").write_bytes(whole)
    page.run()
    assert not page.error
    assert page.get("plotly_chart")


def _started(environment):
    """Import the entry point as a server does; return what it then holds."""
    code = (
        "import dashboard, json; from components import cache;"
        "print(json.dumps([str(dashboard.app.script_path), cache.kept_so_far()[2]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=REPOSITORY,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=SECONDS,
    )
    return json.loads(done.stdout)


def test_the_server_loads_before_the_first_reader_comes():
    assert discover_asgi_app(ENTRY).is_asgi_app
    script, kept = _started({})
    assert script == str(ENTRY)
    assert kept


def test_damaged_data_stop_no_server(damaged):
    damaged.path("sources").unlink()
    script, kept = _started({"OPEN_LINE_DATA": str(damaged.root)})
    assert script == str(ENTRY)
    assert not kept
