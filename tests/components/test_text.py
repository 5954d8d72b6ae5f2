"""Messages: every key exists and is used, every placeholder fills."""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest

from components import text
from components.filters import CHANGES, POSITION_SORTS
from components.finding import KINDS
from components.registry import PAGES
from components.text import MissingMessageError, t, tn
from data.contacts import GRAINS, RULES
from data.coverage import COMPLETENESS
from data.evidence import STEPS, VOICES
from tests.support import messages as found

MESSAGES = found.messages()
CALLS = list(found.calls())
NARROWING = ("kinds", "formats", "topics", "initiators", "confidences")


def _keys(call: found.Call) -> list[str]:
    """Keys that a call may ask for, but for those that a longer pattern claims."""
    return [
        key
        for key in MESSAGES
        if call.pattern.fullmatch(key)
        and not any(
            other.weight > call.weight and other.pattern.fullmatch(key)
            for other in CALLS
        )
    ]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.place)
def test_every_message_asked_for_exists_and_fills(call):
    keys = _keys(call)
    assert keys, f"no catalogue holds {call.pattern.pattern}"
    if call.names is None:
        return
    given = call.names | ({"n"} if call.plural else set())
    for key in keys:
        assert (len(MESSAGES[key]) > 1) == call.plural, f"{key}: plural or not?"
        asked = set().union(*(found.placeholders(form) for form in MESSAGES[key]))
        assert asked <= given, f"{key} asks for {asked - given}"
        if len(keys) == 1:
            assert call.names <= asked, f"{key} does not print {call.names - asked}"


def test_every_message_is_used():
    used = found.quoted_keys()
    families = [re.compile(pattern) for pattern in found.families()]
    unused = [
        key
        for key in MESSAGES
        if key not in used and not any(f.fullmatch(key) for f in families)
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("family", "codes"),
    [
        ("nav.{}", [spec.stem for spec in PAGES]),
        ("nav.{}_help", [spec.stem for spec in PAGES]),
        ("{}.title", [spec.stem for spec in PAGES]),
        ("calls.rule_{}", RULES),
        ("calls.column_{}", RULES),
        ("calls.which_{}", RULES),
        ("calls.finding_hidden_{}", RULES),
        ("calls.only_{}", NARROWING),
        ("calls.only_one_{}", NARROWING),
        ("calls.finding_peak_{}", RULES),
        ("who.kind_{}", KINDS),
        ("who.{}_title", ("by", "about", "at")),
        ("who.{}_sentence", ("by", "about", "at")),
        ("stances.list_change_{}", CHANGES),
        ("stances.sort_{}", POSITION_SORTS),
        ("calls.beside_title_{}", RULES),
        ("calls.beside_sentence_{}", RULES),
        ("calls.finding_most_{}", RULES),
        ("calls.finding_tie_{}", RULES),
        ("calls.finding_narrowed_{}", RULES),
        ("calls.finding_shown_{}", RULES),
        ("calls.none_{}", RULES),
        ("calls.finding_none_{}", COMPLETENESS[:-1]),
        ("calls.finding_none_to_{}", COMPLETENESS[:-1]),
        ("calls.searched_{}", COMPLETENESS),
        ("shell.evidence_{}", STEPS),
        ("shell.choice_{}", STEPS[1:]),
        ("shell.beside_{}", STEPS[1:]),
        ("shell.voice_{}", VOICES),
        ("records.voice_{}", VOICES),
        ("sources.voice_{}", VOICES),
        ("sources.voice_{}_means", VOICES),
        ("calls.grain_{}", GRAINS),
        ("calls.by_{}", GRAINS),
        (
            "calls.status_{}",
            [
                *("counted", "searched_empty", "not_covered", "partly_covered"),
                *("hidden", "none_passes"),
            ],
        ),
        (
            "calls.blame_{}",
            [*NARROWING, "rule", "start", "evidence"],
        ),
    ],
)
def test_families_of_messages_are_complete(family, codes):
    assert [code for code in codes if family.format(code) not in MESSAGES] == []


def test_families_that_follow_the_data_are_complete(dataset):
    controls = dataset.package.table("publishers").field("control").enum
    assert {f"sources.control_{control}" for control in controls} <= set(MESSAGES)
    measures = dataset.package.table("reported_counts").field("measure").enum
    used = set(dataset.reported_counts["measure"])
    assert used <= set(measures)
    about = dataset.reported_counts
    about = about[about["subject"] == "putin-macron"]
    assert {f"calls.why_{measure}" for measure in about["measure"]} <= set(MESSAGES)


@pytest.mark.parametrize("path", found.catalogue_files(), ids=lambda path: path.stem)
def test_a_catalogue_holds_its_own_domain_once(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    keys = [ast.literal_eval(line[6:]) for line in lines if line.startswith("msgid ")]
    assert keys[0] == ""
    assert [key for key, times in Counter(keys).items() if times > 1] == []
    assert [key for key in keys[1:] if not key.startswith(f"{path.stem}.")] == []


@pytest.mark.parametrize("key", MESSAGES)
def test_messages_are_filled_by_name_and_not_empty(key):
    for form in MESSAGES[key]:
        assert form.strip()
        assert all(name.isidentifier() for name in found.placeholders(form))
        assert form != key


@pytest.mark.parametrize("key", [key for key, forms in MESSAGES.items() if forms[1:]])
def test_plural_forms_are_chosen_and_print_their_number(key):
    names = set().union(*(found.placeholders(form) for form in MESSAGES[key])) - {"n"}
    values = dict.fromkeys(names, "x")
    one, many = MESSAGES[key]
    assert "n" in found.placeholders(many)
    assert tn(key, 1, **values) == one.format(n="1", **values)
    assert tn(key, 0, **values) == many.format(n="0", **values)
    assert tn(key, 1024, **values) == many.format(n="1,024", **values)


def test_a_missing_message_is_an_error():
    with pytest.raises(MissingMessageError):
        t("shell.nothing_of_the_kind")
    with pytest.raises(MissingMessageError):
        t("nodomain")
    with pytest.raises(MissingMessageError):
        tn("shell.nothing_of_the_kind", 2)


def test_english_is_first_and_the_default():
    assert text.available_languages()[0] == "en"
    assert text.language() == "en"


SHOWN = {
    "button", "caption", "checkbox", "dialog", "download_button", "error",
    "expander", "header", "info", "link_button", "markdown", "metric", "multiselect",
    "page_link", "popover", "radio", "segmented_control", "selectbox", "slider",
    "subheader", "success", "tabs", "text", "text_input", "title", "toggle", "warning",
    "write",
}  # fmt: skip
# Directives of Markdown, such as `:small[`, are no words.
MARKUP = re.compile(r":[a-z-]+\[")
SPOKEN = {"label", "help", "placeholder", "alt", "title"}


@pytest.mark.parametrize(
    ("name", "tree"), [pytest.param(*pair, id=pair[0]) for pair in found.trees()]
)
def test_no_sentence_stands_in_the_code(name, tree):
    def literal(node):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        return any(
            isinstance(part, ast.Constant)
            and isinstance(part.value, str)
            and re.search(r"[A-Za-z]{2}", MARKUP.sub("", part.value))
            for part in parts
        )

    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr not in SHOWN:
            continue
        words = [*node.args[:1]]
        words += [k.value for k in node.keywords if k.arg in SPOKEN]
        assert not any(map(literal, words)), f"{name}:{node.lineno}"
