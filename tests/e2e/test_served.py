"""The fixed addresses as others fetch them, and downloads in the browser."""

from __future__ import annotations

import hashlib
import io
import json
import re
import urllib.request
import zipfile

import frictionless
import pandas as pd
import pytest
from playwright.sync_api import expect
from pyarrow import parquet

from components.sources import downloads
from data import feeds, publish, releases
from data.schema import package
from tests.support.paths import REPOSITORY

pytestmark = pytest.mark.e2e

BASE = "/app/static/data/v1/"


def _fetch(server, path):
    with urllib.request.urlopen(f"{server.url}{BASE}{path}") as answer:
        return answer.headers, answer.read()


def test_every_listed_file_is_served_as_listed(server):
    headers, raw = _fetch(server, "index.json")
    assert headers["Access-Control-Allow-Origin"] == "*"
    files = json.loads(raw)["files"]
    # Beside the tables the descriptor, the package and two forms of the feed.
    assert len(files) == 3 * len(package().tables) + 4
    for file in files:
        headers, raw = _fetch(server, file["path"])
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert len(raw) == file["bytes"]
        assert hashlib.sha256(raw).hexdigest() == file["sha256"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("csv/contacts.csv", "text/csv"),
        ("json/contacts.json", "application/json"),
        ("datapackage.json", "application/json"),
        (publish.zip_name(package()), "application/zip"),
        (feeds.ATOM_FILE, "application/atom+xml"),
        (feeds.JSON_FILE, "application/json"),
    ],
)
def test_files_are_sent_as_what_they_are(server, path, kind):
    headers, _ = _fetch(server, path)
    assert headers.get_content_type() == kind


def test_the_code_to_paste_counts_what_the_page_counts(server, capsys):
    code = downloads.written(server.url + BASE, "", "FRA")["pandas"]
    exec(compile(code, "pasted", "exec"), {})
    printed = dict(re.findall(r"^(\d{4})\s+(\d+)$", capsys.readouterr().out, re.M))
    assert printed["2022"] == "20"
    assert sum(map(int, printed.values())) == 73


def test_the_addresses_read_into_pandas_and_frictionless(server, dataset):
    base = server.url + BASE
    contacts = pd.read_csv(f"{base}csv/contacts.csv", parse_dates=["date"])
    assert len(contacts) == len(dataset.contacts)
    assert len(pd.read_json(f"{base}json/sources.json")) == len(dataset.sources)
    assert len(pd.read_parquet(f"{base}parquet/sources.parquet")) == len(
        dataset.sources
    )
    report = frictionless.validate(f"{base}datapackage.json", type="package")
    assert report.valid


def _save(download):
    return download.path().read_bytes()


def test_the_page_hands_out_the_package_and_links_that_answer(open_tab, server):
    tab = open_tab("/sources?view=data")
    with tab.page.expect_download() as caught:
        tab.main.locator(".st-key-package_zip button").click()
    with zipfile.ZipFile(io.BytesIO(_save(caught.value))) as archive:
        assert "datapackage.json" in archive.namelist()
    links = tab.main.locator("a[href*='static/data']")
    kept = releases.read_releases(REPOSITORY / "static" / "data" / "releases")
    # The tables are drawn after the page stands.
    expect(links).to_have_count(3 * len(package().tables) + 3 + len(kept))
    for href in links.evaluate_all("links => links.map(link => link.href)"):
        with urllib.request.urlopen(href) as answer:
            assert not answer.headers.get_content_type().startswith("text/html")
    assert not tab.errors
    assert not tab.foreign


def test_a_filtered_view_is_taken_away_in_three_formats(open_tab, dataset):
    tab = open_tab("/sources?control=nonprofit")
    found = {}
    tab.tool("download", "register")
    with tab.page.expect_download() as caught:
        tab.page.locator(".st-key-csv_register button").click()
    assert "control-nonprofit" in caught.value.suggested_filename
    found["csv"] = pd.read_csv(io.BytesIO(_save(caught.value)))
    for suffix, read in (("json", pd.read_json), ("parquet", parquet.read_table)):
        button = tab.page.locator(f".st-key-{suffix}_register button")
        with tab.page.expect_download() as caught:
            button.click()
        found[suffix] = read(io.BytesIO(_save(caught.value)))
    publishers = dataset.table("publishers")
    nonprofit = publishers.publisher_id[publishers.control == "nonprofit"]
    expected = dataset.sources.publisher_id.isin(nonprofit).sum()
    assert {len(rows) for rows in found.values()} == {expected}


def test_the_citation_opens_the_view_it_names(open_tab):
    tab = open_tab("/calls?rule=bilateral&from=2021&to=2022")
    heading = tab.main.locator(".st-key-card_calls_chart h3").inner_text()
    code = tab.tool("cite", "calls_chart").locator("code")
    expect(code).to_have_count(3)
    link = re.search(r"^UR  - (.*)$", code.nth(2).inner_text(), re.MULTILINE)
    address = link.group(1).removeprefix(tab.base)
    assert address.startswith("/calls?")
    again = open_tab(address)
    assert again.main.locator(".st-key-card_calls_chart h3").inner_text() == heading
