"""Other data while the app runs: whole and right, or the last good ones are shown."""

from __future__ import annotations

import json
import os
import threading
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor

import pytest
import streamlit as st

from components import cache, text
from components.text import t
from data import schema
from data.manifest import LOGO, MANIFEST
from data.schema import DESCRIPTOR, DataError
from tests.support.package import seal
from tests.support.running import run

NEXT = "1.9.0"


@pytest.fixture
def shown(damaged, monkeypatch):
    """A package with a manifest that the app shows; each run looks at the files."""
    seal(damaged)
    monkeypatch.setattr(cache, "LOOK_EVERY", 0.0)
    cache.begin()
    return damaged


def _raise_version(copy, version=NEXT):
    path = copy.root / DESCRIPTOR
    held = json.loads(path.read_text(encoding="utf-8"))
    held["version"] = version
    path.write_text(json.dumps(held), encoding="utf-8")


def test_a_whole_new_package_is_shown_without_a_restart(shown):
    assert cache.begin().version == "1.3.0"
    _raise_version(shown)
    assert cache.begin().version == "1.3.0"
    seal(shown)
    assert cache.begin().version == NEXT
    assert cache.fault() is None


def test_the_page_tells_the_new_version_and_nothing_kept_is_of_the_old(shown):
    def told(page):
        return [c.value for c in page.caption if "ersion" in c.value]

    page = run("calls")
    assert "1.3.0" in told(page)[-1]
    _raise_version(shown)
    shown.rewrite("contacts", lambda rows: rows.pop(-1))
    for table in ("contact_sources", "contact_topics"):
        ids = set(_column(shown, "contacts", "contact_id"))
        shown.rewrite(
            table,
            lambda rows, ids=ids: rows.__setitem__(
                slice(None), [row for row in rows if row["contact_id"] in ids]
            ),
        )
    seal(shown)
    contacts = len(cache.full().contacts)
    page.run()
    assert NEXT in told(page)[-1]
    assert not page.exception
    assert len(cache.begin().contacts) == contacts - 1


def _column(copy, table, name):
    found = []
    copy.rewrite(table, lambda rows: found.extend(row[name] for row in rows))
    return found


def test_a_damaged_set_is_not_shown_and_the_last_good_one_is(shown, caplog):
    shown.put("contacts", 5, date="2017-06-02")
    assert cache.begin().version == "1.3.0"
    fault = cache.fault()
    assert (fault.error.file, fault.newer) == ("contacts.csv", False)
    page = run("calls")
    assert not page.exception
    notices = [w.value for w in page.warning]
    assert any("contacts.csv" in notice for notice in notices)
    told = [line for line in caplog.messages if "event=data_" in line]
    assert len(told) == 1
    assert "event=data_refused" in told[0]
    assert "file=contacts.csv" in told[0]


def test_a_new_set_with_a_fault_is_waited_for(shown):
    _raise_version(shown)
    seal(shown)
    raw = shown.path("topics").read_bytes()
    shown.path("topics").write_bytes(raw[: len(raw) // 2])
    assert cache.begin().version == "1.3.0"
    assert cache.fault().newer
    shown.path("topics").write_bytes(raw)
    assert cache.begin().version == NEXT
    assert cache.fault() is None


def test_a_half_written_manifest_changes_nothing(shown):
    _raise_version(shown)
    seal(shown)
    whole = (shown.root / MANIFEST).read_bytes()
    (shown.root / MANIFEST).write_bytes(whole[:1000])
    assert cache.begin().version == "1.3.0"
    assert cache.fault().error.file == MANIFEST
    (shown.root / MANIFEST).write_bytes(whole)
    assert cache.begin().version == NEXT


def test_a_run_shows_one_version_to_its_end(shown):
    view = cache.kept(lambda: cache.full().version)
    made = cache.derived("version", lambda data: data.version)
    file = cache.here(lambda: cache.full().version)
    _raise_version(shown)
    seal(shown)
    # Another reader's run loads the new set, in a thread of its own.
    with ThreadPoolExecutor(1) as other:
        assert other.submit(lambda: cache.begin().version).result() == NEXT
        assert other.submit(view).result() == NEXT
        assert other.submit(file).result() == "1.3.0"
    assert (cache.full().version, view(), made) == ("1.3.0", "1.3.0", "1.3.0")
    assert cache.begin().version == NEXT
    assert view() == NEXT
    assert cache.derived("version", lambda data: data.version) == NEXT


def test_many_readers_at_once_never_see_two_sets_mixed(shown):
    stop, mixed = threading.Event(), []
    view = cache.kept(lambda: cache.full().version)

    def read():
        while not stop.wait(0.01):
            data = cache.begin()
            seen = {
                data.version,
                view(),
                cache.full().version,
                cache.derived("version", lambda data: data.version),
            }
            if len(seen) != 1:
                mixed.append(seen)

    with ThreadPoolExecutor(8) as readers:
        for _ in range(8):
            readers.submit(read)
        try:
            for n in range(6):
                _raise_version(shown, f"1.9.{n}")
                seal(shown)
                wanted = f"1.9.{n}"
                assert _comes(lambda w=wanted: cache.begin().version == w)
        finally:
            stop.set()
    assert mixed == []


def _comes(holds):
    return any(holds() or threading.Event().wait(0.05) for _ in range(600))


def test_where_nothing_good_was_loaded_the_fault_is_told_and_mended(damaged):
    seal(damaged)
    raw = damaged.path("topics").read_bytes()
    damaged.path("topics").write_bytes(raw[:-5])
    cache.forget()
    with pytest.raises(DataError, match=r"topics\.csv"):
        cache.begin()
    page = run("calls")
    assert page.title[0].value == t("shell.damaged_title")
    damaged.path("topics").write_bytes(raw)
    assert cache.begin().version == "1.3.0"


def test_files_written_again_as_they_were_are_the_same_data(shown):
    data = cache.begin()
    raw = shown.path("contacts").read_bytes()
    shown.path("contacts").write_bytes(raw)
    assert cache.begin() is data


def _call(copy, leader, **words):
    path = copy.root / DESCRIPTOR
    held = json.loads(path.read_text(encoding="utf-8"))
    held["openline:setting"] |= {"leader": leader} | words
    path.write_text(json.dumps(held), encoding="utf-8")


def test_words_of_a_damaged_file_are_never_shown(damaged):
    """A server that starts with a damaged descriptor, which is then mended."""
    whole = (seal(damaged).root / DESCRIPTOR).read_bytes()
    _call(damaged, "Patin")
    cache.forget()
    page = run("calls")
    assert page.title[0].value == t("shell.damaged_title")
    (damaged.root / DESCRIPTOR).write_bytes(whole)
    page = run("calls")
    assert not page.exception
    assert "Putin" in page.title[0].value


def test_a_run_speaks_of_what_it_shows(shown):
    assert "Putin" in t("calls.title")
    _call(shown, "Patin")
    seal(shown)
    with ThreadPoolExecutor(1) as other:
        assert other.submit(cache.begin).result().seal != cache.full().seal
        assert "Patin" in other.submit(lambda: t("calls.title")).result()
    assert "Putin" in t("calls.title")
    cache.begin()
    assert "Patin" in t("calls.title")


def test_what_was_written_in_place_of_a_file_with_its_times_is_seen(shown):
    """As a copy does that keeps times, or an edit after the clock was set back."""
    path = shown.path("contacts")
    told = path.stat()
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"2025-07-01", b"2025-07-11", 1))
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    cache.begin()
    assert cache.fault().error.file == "contacts.csv"


def test_what_nobody_foresaw_in_new_files_leaves_the_last_good_data(
    shown, monkeypatch, caplog
):
    data = cache.begin()
    _raise_version(shown)
    seal(shown)

    def fail():
        raise ZeroDivisionError("as nobody thought of")

    monkeypatch.setattr(cache, "load_shown", fail)
    assert cache.begin() is data
    assert "ZeroDivisionError" in cache.fault().error.reason
    told = [line for line in caplog.messages if "event=data_refused" in line]
    assert len(told) == 1


def test_a_damaged_manifest_is_that_of_no_other_data(shown):
    whole = (shown.root / MANIFEST).read_bytes()
    (shown.root / MANIFEST).write_bytes(whole[:-3])
    cache.begin()
    assert not cache.fault().newer
    (shown.root / MANIFEST).write_bytes(whole)
    cache.begin()
    assert cache.fault() is None


@pytest.mark.parametrize("whole", [b"", b"{", b"\0" * 9])
def test_a_start_without_a_readable_descriptor_is_told_as_any_damage(damaged, whole):
    (seal(damaged).root / DESCRIPTOR).write_bytes(whole)
    cache.forget()
    page = run("calls")
    assert not page.exception
    assert page.title[0].value == t("shell.damaged_title")


def test_pages_read_our_descriptor_only_as_it_was_checked(shown, monkeypatch):
    def fail(root):
        raise DataError(DESCRIPTOR, "read beside the manifest")

    schema.package.cache_clear()
    monkeypatch.setattr(schema, "read_package", fail)
    assert not run("calls").exception


@pytest.mark.parametrize("logo", [b"", b"\0" * 9])
def test_the_logo_of_another_site_can_fail_no_page(damaged, monkeypatch, logo):
    _call(damaged, "Putin", site="Other")
    whole = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    (damaged.root / LOGO).write_bytes(whole)
    seal(damaged)
    monkeypatch.setattr(cache, "LOOK_EVERY", 0.0)
    cache.forget()
    shown, drawn = st.logo, []
    monkeypatch.setattr(st, "logo", lambda image, **_: drawn.append(image))
    assert not run("calls").exception
    (damaged.root / LOGO).write_bytes(logo)
    page = run("calls")
    assert not page.exception
    assert "logo.svg" in page.warning[0].value
    assert {b64decode(image.partition(",")[2]) for image in drawn} == {whole}
    monkeypatch.setattr(st, "logo", shown)
    seal(damaged)
    page = run("calls")
    assert (not page.exception, len(page.warning)) == (True, 0)


def test_words_of_other_code_do_not_come_with_other_data(shown, tmp_path, monkeypatch):
    before = t("calls.title")
    for path in (text.LOCALE_ROOT / "en" / "LC_MESSAGES").glob("*.po"):
        (tmp_path / "en" / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
        (tmp_path / "en" / "LC_MESSAGES" / path.name).write_bytes(b"")
    monkeypatch.setattr(text, "LOCALE_ROOT", tmp_path)
    _raise_version(shown)
    seal(shown)
    assert cache.begin().version == NEXT
    assert t("calls.title") == before
    assert not run("calls").exception


def test_files_that_were_refused_are_not_read_again_for_each_reader(
    damaged, monkeypatch
):
    whole = seal(damaged).path("topics").read_bytes()
    damaged.path("topics").write_bytes(whole[:-5])
    cache.forget()
    read, load = [], cache.load_shown
    monkeypatch.setattr(cache, "load_shown", lambda: read.append(1) or load())
    for _ in range(3):
        with pytest.raises(DataError, match=r"topics\.csv"):
            cache.begin()
    assert len(read) == 1
    monkeypatch.setattr(cache, "REFUSED_AGAIN", 0.0)
    with pytest.raises(DataError, match=r"topics\.csv"):
        cache.begin()
    assert len(read) == 2
    monkeypatch.setattr(cache, "REFUSED_AGAIN", 3600.0)
    damaged.path("topics").write_bytes(whole)
    assert cache.begin().version == "1.3.0"
