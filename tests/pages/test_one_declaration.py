"""A further facet is one declaration and its words; all else follows."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from tests.support.paths import REPOSITORY

AFTER = '    confidences: Codes = coded("confidence", "contacts")\n'
DECLARATION = '    date_precisions: Codes = coded("date_precision", "contacts")\n'

WORDS = """
msgid "calls.only_date_precisions"
msgstr "dates known as {values}"

msgid "calls.only_one_date_precisions"
msgstr "date known as {values}"

msgid "calls.blame_date_precisions"
msgstr "how exact the date is"
"""

LOOK = """
import json
from components import cache
from components.registry import page
from scripts.build_parameters import build
from tests.support.running import address, run

link = {"date_precision": "day"}
shown = run("calls", link)
other = run("calls", {"date_precision": "month"})
told = [info.value for info in other.info]
buttons = {b.key: b.label for b in other.button if str(b.key).startswith("widen")}
other.get_by_key("widen").click().run()
print(json.dumps({
    "errors": [e.message for e in (*shown.exception, *other.exception)],
    "notices": [w.value for w in shown.warning],
    "pages": [stem for stem in ("calls", "leaders", "experts")
              if "date_precision" in page(stem).params],
    "address": address(shown),
    "widgets": {m.label: list(m.value) for m in shown.multiselect},
    "sentences": [said.value for said in (*shown.markdown, *shown.caption)],
    "told": told,
    "buttons": buttons,
    "address after": address(other),
    "documentation": build(cache.full()),
}))
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """The app in a copy of the repository with one line more, looked at from afar."""
    copy = tmp_path_factory.mktemp("copy")
    for name in ("components", "data", "pages", "scripts", "static", ".streamlit"):
        shutil.copytree(
            REPOSITORY / name,
            copy / name,
            ignore=shutil.ignore_patterns("__pycache__", "releases"),
        )
    shutil.copytree(REPOSITORY / "tests/support", copy / "tests/support")
    for name in ("dashboard.py", "tests/__init__.py"):
        shutil.copy(REPOSITORY / name, copy / name)
    declared = copy / "data/contacts.py"
    before = declared.read_text(encoding="utf-8")
    assert before.count(AFTER) == 1
    declared.write_text(before.replace(AFTER, AFTER + DECLARATION), encoding="utf-8")
    catalogue = copy / "components/locale/en/LC_MESSAGES/calls.po"
    with catalogue.open("a", encoding="utf-8") as messages:
        messages.write(WORDS)
    run = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


def test_its_pages_read_it_from_the_address(seen):
    assert seen["errors"] == seen["notices"] == []
    assert seen["pages"] == ["calls", "leaders"]
    assert seen["address"] == {"date_precision": "day"}


def test_it_has_a_widget(seen):
    assert seen["widgets"]["Date precision"] == ["day"]


def test_the_sentence_names_it(seen):
    assert any("Only date known as Exact day." in said for said in seen["sentences"])


def test_it_is_blamed_for_an_empty_view_and_can_be_taken_away(seen):
    assert any("how exact the date is" in told for told in seen["told"])
    assert any("how exact the date is" in label for label in seen["buttons"].values())
    assert "date_precision" not in seen["address after"]


def test_it_is_documented(seen):
    row = "| `date_precision` | `day`, `month`, `approx` | all | calls, leaders |"
    assert row in seen["documentation"].splitlines()
