"""A further facet is one declaration and its words; all else follows."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from tests.support.paths import REPOSITORY

# For each page: the class of filters, the field declared, its words in the catalogue
# of that page, a link that shows rows, and one that shows none.
CASES = {
    "calls": {
        "declared": (
            "data/contacts.py",
            '    date_precisions: Codes = coded("date_precision", "contacts")\n',
        ),
        "before": "\n    @property\n    def narrowing",
        "words": {
            "calls.only_date_precisions": "dates known as {values}",
            "calls.only_one_date_precisions": "date known as {values}",
            "calls.blame_date_precisions": "how exact the date is",
        },
        "name": "date_precision",
        "link": {"date_precision": "day"},
        "empty": {"date_precision": "month"},
        "widget": "Date precision",
        "sentence": "Filtered by date known as Exact day.",
        "blamed": "how exact the date is",
        "row": "`day`, `month`, `approx` | all | calls, leaders |",
    },
    "experts": {
        "declared": (
            "data/assessments.py",
            '    translations: Codes = coded("translated", "assessments")\n',
        ),
        "before": '    text: str = ""\n    officials: bool',
        "words": {"experts.facet_translations": "How it was translated"},
        "name": "translated",
        "link": {"translated": "none"},
        "empty": {"translated": "human", "position": "opposed"},
        "widget": "How it was translated",
        "sentence": "How it was translated: Not translated",
        "blamed": "How it was translated",
        "row": "`none`, `machine`, `human`, `unknown` | all | experts |",
    },
    "sources": {
        "declared": (
            "data/sources.py",
            '    bans: Codes = coded("eu_restricted", "publishers")\n',
        ),
        "before": '    query: str = ""\n',
        "words": {},
        "name": "eu_restricted",
        "link": {"eu_restricted": "yes"},
        "empty": {"eu_restricted": "yes", "control": "official"},
        "widget": "EU broadcasting ban",
        "sentence": "EU broadcasting ban: Yes",
        "blamed": "EU broadcasting ban",
        "row": "`yes`, `no`, `unknown` | all | sources |",
    },
}

LOOK = """
import json, sys
from components import cache
from scripts.build_parameters import build
from tests.support.running import address, run

seen = {}
for stem, case in json.loads(sys.argv[1]).items():
    shown, empty = run(stem, case["link"]), run(stem, case["empty"])
    told = [info.value for info in empty.info]
    back = [b for b in empty.button if str(b.key).startswith("widen")]
    next(b for b in back if case["blamed"] in b.label).click().run()
    seen[stem] = {
        "errors": [e.message for e in (*shown.exception, *empty.exception)],
        "notices": [w.value for w in shown.warning if "link" in w.value],
        "address": address(shown),
        "widgets": {m.label: list(m.value) for m in shown.multiselect},
        "sentences": [said.value for said in shown.markdown],
        "told": told,
        "address after": address(empty),
    }
print(json.dumps({"pages": seen, "documentation": build(cache.full())}))
"""


@pytest.fixture(scope="module")
def look(tmp_path_factory):
    """What the app shows in a copy of the repository with a facet more each."""
    copy = tmp_path_factory.mktemp("copy")
    for name in ("components", "data", "pages", "scripts", "static", ".streamlit"):
        shutil.copytree(
            REPOSITORY / name,
            copy / name,
            ignore=shutil.ignore_patterns("__pycache__"),
        )
    shutil.copytree(REPOSITORY / "tests/support", copy / "tests/support")
    for name in ("dashboard.py", "tests/__init__.py"):
        shutil.copy(REPOSITORY / name, copy / name)
    for stem, case in CASES.items():
        module, line = case["declared"]
        text = (copy / module).read_text(encoding="utf-8")
        assert text.count(case["before"]) == 1
        assert line not in text, "declared already: choose another column"
        text = text.replace(case["before"], line + case["before"])
        (copy / module).write_text(text, encoding="utf-8")
        catalogue = copy / "components/locale/en/LC_MESSAGES" / f"{stem}.po"
        with catalogue.open("a", encoding="utf-8") as messages:
            for key, words in case["words"].items():
                messages.write(f'\nmsgid "{key}"\nmsgstr "{words}"\n')
    run = subprocess.run(
        [sys.executable, "-c", LOOK, json.dumps(CASES)],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


@pytest.fixture(params=CASES)
def case(request):
    return CASES[request.param]


@pytest.fixture
def seen(request, look, case):
    return look["pages"][request.node.callspec.params["case"]]


def test_its_page_reads_it_from_the_address(case, seen):
    assert seen["errors"] == seen["notices"] == []
    assert seen["address"] == case["link"]


def test_it_has_a_widget(case, seen):
    assert seen["widgets"][case["widget"]] == [case["link"][case["name"]]]


def test_the_sentence_names_it(case, seen):
    assert any(case["sentence"] in said for said in seen["sentences"])


def test_it_is_blamed_for_an_empty_view_and_can_be_taken_away(case, seen):
    assert any(case["blamed"] in told for told in seen["told"])
    left = {name: code for name, code in case["empty"].items() if name != case["name"]}
    assert seen["address after"] == left


def test_it_is_documented(case, look):
    row = f"| `{case['name']}` | {case['row']}"
    assert row in look["documentation"].splitlines()
