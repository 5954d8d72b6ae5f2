"""Charts saved from the command line are those of the buttons."""

from __future__ import annotations

import subprocess
import sys

import pytest

from components.figures import picture as pictures
from scripts import picture
from tests.support.paths import REPOSITORY

PNG = b"\x89PNG\r\n\x1a\n"


def test_a_chart_of_a_view_is_saved_in_both_formats(tmp_path, dataset):
    arguments = ["/calls?rule=all", "--card", "calls_chart", "--out", str(tmp_path)]
    arguments += ["--base", "https://line.test"]
    # A process of its own: in this one other tests may hold a browser already.
    run = subprocess.run(
        [sys.executable, "-m", "scripts.picture", *arguments],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    stem = f"open-line-{dataset.version}_calls_rule-all"
    told = run.stdout.splitlines()
    assert told == [str(tmp_path / f"{stem}.{suffix}") for suffix in ("png", "svg")]
    png = (tmp_path / f"{stem}.png").read_bytes()
    assert png.startswith(PNG)
    assert int.from_bytes(png[16:20], "big") == 2 * pictures.WIDTH
    svg = (tmp_path / f"{stem}.svg").read_text(encoding="utf-8")
    assert "Putin and Macron spoke or met 21 times in 2022" in svg
    assert "https://line.test/calls?from=2017&amp;to=2026&amp;rule=all" in svg


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["/nowhere"], "there is no page"),
        (["/calls", "--card", "map"], "has no chart 'map'; it has calls_chart"),
    ],
)
def test_what_is_not_there_is_said(arguments, told):
    with pytest.raises(SystemExit, match=told):
        picture.main(arguments)
