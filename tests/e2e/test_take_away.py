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
    answer = opened.main.locator("h2").first.inner_text()
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
    drawn = page.locator("figure svg").first
    expect(drawn).to_be_visible()
    assert page.locator("figure").count() >= min(charts, 1)
    assert answer in page.locator("main").inner_text()
    assert path.partition("?")[2].split("&")[0] in page.locator("main").inner_text()
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    offline.close()


def test_the_annex_of_the_method_holds_every_chapter(open_tab, tmp_path):
    opened = open_tab("/method?view=counting")
    chapters = opened.main.locator("h3").all_inner_texts()
    with opened.page.expect_download() as started:
        opened.keyed("annex").get_by_role("button").click()
    written = started.value.path().read_text(encoding="utf-8")
    assert len(chapters) >= 5
    assert all(f"<h2>{chapter}</h2>" in written for chapter in chapters)


def save_picture(opened, card: str, suffix: str):
    """Press a button for the picture of a card; returns the download."""
    opened.tool("download", card)
    button = opened.page.locator(f"[data-format={suffix}]")
    with opened.page.expect_download() as started:
        button.click()
    return started.value


PICTURES = [
    ("/calls?from=2021", "calls_chart", "calls_from-2021"),
    ("/stances", "stance_map", "stances"),
    ("/experts", "experts_chart", "expert-positions"),
    ("/leaders", "leaders_chart", "last-contacts"),
]


@pytest.mark.parametrize(("path", "card", "name"), PICTURES)
@pytest.mark.parametrize(("width", "theme"), [(WIDE, "dark"), (PHONE, "light")])
def test_a_picture_is_named_after_its_view_and_fit_for_print(
    open_tab, dataset, path, card, name, width, theme
):
    opened = open_tab(path, width=width, theme=theme)
    image = save_picture(opened, card, "png")
    assert image.suggested_filename == f"open-line-{dataset.version}_{name}.png"
    written = image.path().read_bytes()
    assert written.startswith(PNG)
    across = int.from_bytes(written[16:20], "big")
    assert across == 2 * (760 if card == "stance_map" else 1100), "twice as fine"
    assert opened.errors == []


# What has the focus, inside of components too.
FOCUSED = """() => {
  let held = document.activeElement;
  while (held.shadowRoot?.activeElement) held = held.shadowRoot.activeElement;
  return held.innerText;
}"""


def test_a_picture_is_saved_by_keyboard_alone(open_tab):
    opened = open_tab("/calls", theme="dark")
    opened.tool_button("download", "calls_chart").focus()
    opened.page.keyboard.press("Enter")
    button = opened.page.locator("[data-format=png]")
    expect(button).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    assert button.bounding_box()["height"] >= 24
    # The four formats of the rows come first.
    for _ in range(5):
        opened.page.keyboard.press("Tab")
    assert opened.page.evaluate(FOCUSED) == t("shell.picture_png")
    with opened.page.expect_download():
        opened.page.keyboard.press("Enter")
    for _ in range(5):
        opened.page.keyboard.press("Shift+Tab")
    assert opened.page.evaluate(FOCUSED) == t("shell.download")
    opened.page.keyboard.press("Enter")
    expect(button).to_be_hidden()


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_picture_says_what_it_shows(open_tab, dataset, width):
    """Above the chart title and filters; below what it rests on, and the way back."""
    opened = open_tab("/calls?rule=all", width=width, theme="dark")
    image = save_picture(opened, "calls_chart", "svg")
    assert image.suggested_filename.endswith(".svg")
    picture = opened.page.context.new_page()
    picture.set_content(image.path().read_text(encoding="utf-8"))
    texts = picture.locator("svg text").all_text_contents()
    written = " ".join(texts)
    for part in (
        "Putin and Macron spoke or met 21 times in 2022",
        "Calls and meetings of Putin and Macron",
        dataset.version,
        dataset.package.license_name,
        "source pages",
        f"{opened.base}/calls?from=2017&to=2026&rule=all",
    ):
        assert part in written, part
    assert re.search(r"accessed \d{1,2} \w+ \d{4}\b", written), "the day it was saved"
    frame = picture.locator("svg").first.bounding_box()
    for text in picture.locator("svg text").all():
        box = text.bounding_box()
        assert box["x"] >= frame["x"]
        assert box["y"] >= frame["y"] - 1
        assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1
        assert box["y"] + box["height"] <= frame["y"] + frame["height"] + 1


@pytest.mark.parametrize("path", ["/calls", "/experts"])
def test_a_page_prints_one_line_that_leads_to_the_brief(open_tab, tmp_path, path):
    opened = open_tab(path, theme="dark")
    opened.page.emulate_media(media="print")
    visible = opened.keyed("on_paper")
    expect(visible).to_be_visible()
    assert t("brief.button") in visible.inner_text()
    assert f"{opened.base}{path}" in visible.inner_text()
    expect(opened.main.locator("h1")).to_be_hidden()
    expect(opened.page.get_by_test_id("stPlotlyChart").first).to_be_hidden()
    printed = opened.page.pdf(format="A4")
    assert printed.count(b"/Type /Page\n") == 1


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
