"""What readers take away: the printable brief, chart images, the switch's count."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from components.text import t

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
    assert page.get_by_role("heading", name=finding).count() == 1
    assert path.partition("?")[2].split("&")[0] in page.locator("main").inner_text()
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    offline.close()


def test_a_chart_image_is_named_after_its_view(open_tab, dataset):
    opened = open_tab("/calls?from=2021")
    chart = opened.keyed("calls_chart")
    chart.hover()
    with opened.page.expect_download() as started:
        chart.get_by_role("button", name="Download plot").click()
    image = started.value
    assert (
        image.suggested_filename == f"open-line-{dataset.version}_calls_from-2021.png"
    )
    assert image.path().read_bytes().startswith(PNG)
    written = chart.locator(".annotation-text").all_text_contents()
    assert any(f"data {dataset.version}" in text for text in written)


def test_the_switch_says_what_remains(open_tab):
    opened = open_tab("/calls?hide_state_media=1")
    card = opened.keyed("card_calls_chart")
    expect(card).to_contain_text("68 of 73 remain")
    assert any(t("shell.of", n="142", m="155") in text for text in opened.notices)
    opened.keyed("hide_state_media.en").locator("label").click()
    opened.reaches("")
    expect(card).to_contain_text("73 of 155 records")
