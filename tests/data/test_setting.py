"""Settings of a package: what is declared, what is refused, what fills messages."""

from __future__ import annotations

import json
import re
from dataclasses import fields

import pytest

from components import text
from data.schema import DATA_DIRECTORY, DESCRIPTOR, DataError, package, read_package
from data.setting import PROPERTY, Setting, setting_of
from tests.support import messages as found
from tests.support.paths import REPOSITORY


def test_our_settings_name_what_the_tables_name(dataset):
    ours = package().setting
    actors = set(dataset.actors["actor_id"])
    assert ours.leader in ours.leader_in_full
    assert {ours.leader_actor, ours.main_counterpart} <= actors


def test_what_is_left_out_has_a_word_for_any_subject():
    assert all(Setting().words.values())
    assert setting_of({}).words == Setting().words
    assert setting_of({"leader": "Vega"}).leader == "Vega"
    assert setting_of({"pages": ["calls"]}).pages == ("calls",)


@pytest.mark.parametrize(
    ("declared", "reason"),
    [
        ([], "is no object"),
        ({"lader": "Vega"}, r"\.lader is no setting"),
        ({"leader": ""}, r"\.leader is no text"),
        ({"leader": " "}, r"\.leader is no text"),
        ({"leader": 3}, r"\.leader is no text"),
        ({"leader": "{name}"}, r"\.leader holds a brace"),
        ({"pages": "calls"}, r"\.pages is no list"),
        ({"pages": ["calls", 3]}, r"\.pages is no list"),
    ],
)
def test_what_is_no_setting_is_refused_by_name(declared, reason):
    with pytest.raises(ValueError, match=reason):
        setting_of(declared)


def test_a_descriptor_with_a_wrong_setting_says_which(tmp_path):
    raw = json.loads((DATA_DIRECTORY / DESCRIPTOR).read_text(encoding="utf-8"))
    raw[PROPERTY] = {"lader": "Vega"}
    (tmp_path / DESCRIPTOR).write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(DataError, match="lader is no setting"):
        read_package(tmp_path)


def test_messages_take_their_words_from_the_data_in_use(tmp_path, monkeypatch):
    raw = json.loads((DATA_DIRECTORY / DESCRIPTOR).read_text(encoding="utf-8"))
    raw[PROPERTY] = {"leader": "Vega", "capital": "Port Vega"}
    (tmp_path / DESCRIPTOR).write_text(json.dumps(raw), encoding="utf-8")
    text.forget()
    monkeypatch.setenv("OPEN_LINE_DATA", str(tmp_path))
    assert text.t("calls.title", name="Ost") == "How often do Vega and Ost talk?"
    assert "Port Vega" in text.t("experts.title")
    monkeypatch.setenv("OPEN_LINE_DATA", str(tmp_path / "none"))
    text.forget()
    assert "the leader" in text.t("calls.title", name="Ost")
    monkeypatch.setenv("OPEN_LINE_DATA", str(tmp_path))
    assert "Vega" in text.t("calls.title", name="Ost")
    monkeypatch.undo()
    text.forget()
    assert "Putin" in text.t("calls.title", name="Ost")


def test_messages_of_every_language_ask_for_known_words():
    for language in text.available_languages():
        for path in found.catalogue_files(language):
            for word in text.OUR.findall(path.read_text(encoding="utf-8")):
                assert word in Setting().words, f"{path.name}: {word}"


def test_what_the_guide_says_to_copy_is_the_whole_package():
    guide = (REPOSITORY / "docs" / "adapt.md").read_text(encoding="utf-8")
    (step,) = (line for line in guide.splitlines() if line.startswith("1. **Copy**"))
    copied = re.findall(r"`data/([^`]+)`", step)
    assert "datapackage.json" in copied
    for name, table in read_package(DATA_DIRECTORY).tables.items():
        assert any(table.path.startswith(part) for part in copied), name


def test_the_guide_tells_every_setting_as_it_is_declared():
    guide = (REPOSITORY / "docs" / "adapt.md").read_text(encoding="utf-8")
    for made in fields(Setting):
        told = f"| `{made.name}` | {made.metadata['meaning']} |"
        assert told in guide, made.name
        assert f"{told} {made.default or ''}".rstrip() in guide
