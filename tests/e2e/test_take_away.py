"""What readers take away: the printable brief, chart images, the switch's count."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from components.text import t
from tests.support.tab import PHONE, WIDE

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("path", ["/calls?rule=all&from=2021", "/stances?state=DEU"])
def test_the_brief_opens_and_prints_without_a_network(
    open_tab, browser, tmp_path, path
):
    opened = open_tab(path)
    charts = opened.page.get_by_test_id("stPlotlyChart").count()
    finding = opened.main.locator("h2").first.inner_text()
    with opened.page.expect_download() as started:
        opened.keyed("brief").get_by_role("button").click()
    file = tmp_path / started.value.suggested_filename
    started.value.save_as(file)

    offline = browser.new_context(offline=True)
    asked: list[str] = []
    page = offline.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.goto(file.as_uri())
    expect(page.locator("h1")).to_have_text(opened.title)
    drawn = page.locator("figure svg.main-svg").first
    expect(drawn).to_be_visible()
    assert page.locator("figure").count() >= min(charts, 1)
    assert page.get_by_role("heading", name=finding, exact=True).count() == 1
    assert path.partition("?")[2].split("&")[0] in page.locator("main").inner_text()
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    offline.close()


def test_the_brief_of_the_method_holds_every_chapter(open_tab, tmp_path):
    opened = open_tab("/method")
    chapters = opened.main.locator("h2").all_inner_texts()
    with opened.page.expect_download() as started:
        opened.keyed("brief").get_by_role("button").click()
    written = started.value.path().read_text(encoding="utf-8")
    assert len(chapters) > 5
    assert all(f"<h2>{chapter}</h2>" in written for chapter in chapters)


def save_image(opened, key):
    """Click the camera of a chart; returns the download."""
    chart = opened.keyed(key)
    chart.hover()
    with opened.page.expect_download() as started:
        chart.get_by_role("button", name="Download plot").click()
    return started.value


def test_a_chart_image_is_named_after_its_view(open_tab, dataset):
    image = save_image(open_tab("/calls?from=2021"), "calls_chart")
    assert (
        image.suggested_filename == f"open-line-{dataset.version}_calls_from-2021.png"
    )
    assert image.path().read_bytes().startswith(PNG)


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_chart_image_says_what_it_shows(open_tab, dataset, width):
    """Inside the image stand title, sources, version and date; on screen they do not.

    On screen the card says them in words that fit the screen.
    """
    opened = open_tab("/calls", width=width)
    finding = opened.keyed("card_calls_chart").locator("h2").inner_text()
    chart = opened.keyed("calls_chart").locator("svg.main-svg").first
    edge = chart.bounding_box()
    stamp = opened.keyed("calls_chart").locator(".gtitle").bounding_box()
    assert stamp["y"] >= edge["y"] + edge["height"]

    opened.keyed("more_calls_chart").get_by_role("button").click()
    opened.choose("image_calls_chart", "SVG")
    opened.settle()
    opened.page.keyboard.press("Escape")
    image = save_image(opened, "calls_chart")
    assert image.suggested_filename.endswith(".svg")
    picture = opened.page.context.new_page()
    picture.set_content(image.path().read_text(encoding="utf-8"))
    written = picture.locator(".gtitle")
    text = written.text_content()
    for part in (
        finding,
        dataset.version,
        dataset.package.license_name,
        "source pages",
    ):
        assert part in text
    assert re.search(r"\b\d{1,2} \w+ \d{4}\b", text), "the day it was saved"
    frame, place = picture.locator("svg").first.bounding_box(), written.bounding_box()
    assert place["y"] + place["height"] <= frame["y"] + frame["height"]
    assert place["x"] + place["width"] <= frame["x"] + frame["width"]
    axis = picture.locator(".xaxislayer-above").first.bounding_box()
    assert axis["y"] + axis["height"] <= place["y"]


def test_the_switch_says_what_remains(open_tab):
    opened = open_tab("/calls?hide_state_media=1")
    opened.reaches("evidence=not_state_only")
    card = opened.keyed("card_calls_chart")
    choice = t("shell.choice_not_state_only")
    expect(card).to_contain_text(choice)
    assert any(choice in text for text in opened.notices)
    everything = opened.keyed("evidence.en").get_by_text(t("shell.evidence_all"))
    everything.first.click()
    opened.reaches("")
    expect(card).not_to_contain_text(choice)
