"""Where the public copies are found, wherever the app is served."""

from __future__ import annotations

import pytest

from components.naming import root_of
from components.sources.downloads import SERVED, public_base
from tests.support.paths import REPOSITORY


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("http://x.test/sources", "http://x.test/app/static/data/v1/"),
        ("http://x.test/sub/sources", "http://x.test/sub/app/static/data/v1/"),
        (
            "https://line.streamlit.app/~/+/sources",
            "https://line.streamlit.app/~/+/app/static/data/v1/",
        ),
        (
            "https://line.streamlit.app/sources",
            "https://line.streamlit.app/~/+/app/static/data/v1/",
        ),
        ("", "app/static/data/v1/"),
    ],
)
def test_the_folder_is_found_from_the_page(url, base):
    assert public_base(url, "sources") == base


def test_the_root_is_the_page_without_its_path():
    assert root_of("http://x.test/sources", "sources") == "http://x.test/"
    assert root_of("http://x.test/sources/", "sources") == "http://x.test/"
    assert root_of("", "sources") == ""


def test_what_is_served_is_what_is_committed():
    assert (REPOSITORY / SERVED.removeprefix("app/") / "index.json").is_file()
