"""A new language: its catalogues are written, kept, and fall back to English."""

from __future__ import annotations

import pytest
from babel.messages.pofile import read_po, write_po

from components import cache, labels, text
from components import format as fmt
from components.registry import PAGES
from scripts import messages


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A folder of languages that holds English, and is the app's for this test."""
    (tmp_path / "en").symlink_to(text.LOCALE_ROOT / "en")
    monkeypatch.setattr(text, "LOCALE_ROOT", tmp_path)
    text.forget()
    yield tmp_path
    text.forget()
    text.set_language("en")


def translate(path, key, words):
    with path.open("rb") as file:
        catalogue = read_po(file, locale="de")
    catalogue[key].string = words
    with path.open("wb") as file:
        write_po(file, catalogue)


def test_every_key_is_there_with_its_english_and_every_text_of_the_data(root):
    written = messages.write("de", root)
    names = {path.stem for path in (text.LOCALE_ROOT / "en").rglob("*.po")}
    assert {path.stem for path in written} == names | {text.PACKAGE}
    for path in written:
        with path.open("rb") as file:
            catalogue = read_po(file, locale="de")
        assert len(catalogue) > 0, path
        for message in catalogue:
            if message.id:
                assert not any(message.string), message.id
                assert message.auto_comments, message.id


def test_what_is_translated_stays_and_the_rest_is_english(root):
    messages.write("de", root)
    folder = root / "de" / "LC_MESSAGES"
    translate(folder / "calls.po", "calls.title", "Wie oft")
    translate(folder / "package.po", "France", "Frankreich")
    messages.write("de", root)
    text.forget()
    assert text.available_languages() == ("en", "de")
    text.set_language("de")
    assert text.t("calls.title", name="X") == "Wie oft"
    assert text.t("stances.title") == "Which EU states want to talk with Moscow?"
    assert labels.actor("FRA") == "Frankreich"
    assert fmt.number(1024) == "1.024"


def test_a_language_without_a_single_translation_is_english_plurals_included(root):
    messages.write("ru", root)
    text.forget()
    expected = [text.tn("experts.n_people", n) for n in (1, 2, 5)]
    text.set_language("ru")
    assert [text.tn("experts.n_people", n) for n in (1, 2, 5)] == expected


@pytest.mark.parametrize("stem", [spec.stem for spec in PAGES])
def test_pages_run_in_a_language_that_is_not_translated_yet(root, app, stem):
    messages.write("ru", root)
    text.forget()
    cache.forget()
    assert not app(stem, {"lang": "ru"}).exception
    cache.forget()


@pytest.mark.parametrize("named", ["en", "xx", "no language"])
def test_what_is_no_new_language_is_refused(named, capsys):
    assert messages.main([named]) == 2
    assert named in capsys.readouterr().err or named == "en"


def test_the_other_languages_are_one_click_away(root, app):
    def offered(running):
        return [link.label for link in others(running)]

    def others(running):
        """Links to another language; the end of a page has one to what is new."""
        links = running.get("page_link")
        return [link for link in links if link.label != text.t("shell.whats_new")]

    assert offered(app("calls", {"rule": "all"})) == []
    messages.write("de", root)
    text.forget()
    translate(root / "de" / "LC_MESSAGES" / "calls.po", "calls.title", "Wie oft")
    cache.forget()
    running = app("calls", {"rule": "all"})
    (link,) = others(running)
    assert link.label == "Deutsch"
    assert "rule=all" in link.query_string
    assert "lang=de" in link.query_string
    german = app("calls", {"rule": "all", "lang": "de"})
    assert not german.exception
    assert [title.value for title in german.title] == ["Wie oft"]
    assert offered(german) == ["English"]
    cache.forget()
