"""The printable brief: self-contained, complete, and safe with hostile text."""

import datetime as dt
import re

import pandas as pd
import pytest

from components.brief import Brief, BriefSection, Chapter, build

BAR = {
    "data": [{"type": "bar", "x": [1], "y": [2], "marker": {"color": "#000001"}}],
    "layout": {"height": 200, "margin": {}},
}
HOSTILE = '<script>alert(1)</script> & "quoted"'


def brief(**changes):
    section = BriefSection(
        title=HOSTILE,
        sentence="All years.",
        sources="Rests on 1 source page.",
        notes=("A note.",),
        chart=(BAR, "Bar chart with one bar."),
        table=pd.DataFrame({"name": ["=1+1", HOSTILE], "n": [1, 2], "empty": ["", ""]}),
        labels={"name": "Name", "n": "Number"},
    )
    sources = pd.DataFrame(
        {
            "title": [HOSTILE],
            "url": ["https://example.org/?a=1&b=2"],
            "publisher": ["Paper"],
            "country": [""],
            "control": ["Private"],
            "published": [""],
        }
    )
    values = {
        "title": "Call frequency",
        "link": "http://localhost/calls?rule=all&from=2021",
        "version": "1.0.0",
        "cutoffs": "Contacts up to 15 March 2026.",
        "licence": "CC BY 4.0",
        "today": dt.date(2026, 11, 22),
        "sections": (section,),
        "sources": sources,
        "limits": ("Unknown is not zero.",),
    }
    return build(Brief(**(values | changes)))


@pytest.fixture(scope="module")
def page():
    return brief()


def body(text):
    return text[text.index("<body>") :]


def test_asks_for_nothing_from_elsewhere(page):
    assert not re.search(r"<(?:script|link|img|iframe)", page)
    assert len(page.encode()) < 1_000_000


def test_carries_words_table_sources_limits_and_the_way_back(page):
    text = body(page)
    for expected in (
        "Call frequency",
        "data version 1.0.0",
        "22 November 2026",
        "http://localhost/calls?rule=all&amp;from=2021",
        "Rests on 1 source page.",
        "https://example.org/?a=1&amp;b=2",
        "country not established",
        "Unknown is not zero.",
        'aria-label="Bar chart with one bar."',
        "<td>=1+1</td>",
        '<h3 id="table-1">Table 1. ',
        '<a href="#table-1">Table 1</a>',
    ):
        assert expected in text


def test_text_from_data_stays_text(page):
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_leaves_out_columns_without_a_value(page):
    assert '<th scope="col">empty</th>' not in page


def tabled(frame, title="Finding", **changes):
    return BriefSection(title, "", "", (), None, frame, {}, **changes)


def test_a_table_prints_numbers_days_and_gaps_as_people_write_them():
    frame = pd.DataFrame(
        {
            "whole": pd.array([75.0, None], "Float64"),
            "part": [24.7, -1.5],
            "day": pd.to_datetime(["2025-07-01", None]),
            "month": ["2022-03", ""],
            "since": pd.Series(["2022-02-24", float("nan")], dtype="object"),
        }
    )
    text = body(brief(sections=(tabled(frame),)))
    for cell in (
        '<td class="number">75</td>',
        '<td class="number">–</td>',
        '<td class="number">24.7</td>',
        '<td class="number">-1.5</td>',
        '<td class="day">2025-07-01</td>',
        '<td class="day">–</td>',
        '<td class="day">2022-03</td>',
        '<td class="day">2022-02-24</td>',
    ):
        assert cell in text


def test_tables_keep_the_order_of_their_numbers_wide_ones_on_a_page_turned():
    wide = pd.DataFrame({f"c{n}": [1] for n in range(9)})
    sections = (
        tabled(wide, "Wide"),
        tabled(pd.DataFrame({"n": [1]}), "Narrow"),
        tabled(wide[[]], "None"),
    )
    text = body(brief(sections=sections))
    places = [text.index(f'<h3 id="table-{n}">') for n in (1, 2)]
    assert places == sorted(places)
    assert text.index('<div class="wide">') < places[0]
    # The wide one closes its page before the next table begins.
    assert "</table></div></div>" in text[places[0] : places[1]]
    assert "table-3" not in text, "a table without columns is none"
    assert text.count("<h2>Tables</h2>") == 1


def test_only_wide_tables_still_have_their_heading():
    wide = pd.DataFrame({f"c{n}": [1] for n in range(9)})
    text = body(brief(sections=(tabled(wide),)))
    assert text.count("<h2>Tables</h2>") == 1


@pytest.mark.parametrize(("height", "zoom"), [(400, None), (1360, "0.50")])
def test_a_chart_taller_than_the_paper_is_drawn_smaller(height, zoom):
    drawn = BAR | {"layout": {"height": height}}
    section = BriefSection(
        "Tall", "", "", (), (drawn, "A bar."), pd.DataFrame({"n": [1]}), {}
    )
    text = body(brief(sections=(section,)))
    assert ("zoom" in text) == (zoom is not None)
    assert zoom is None or f'style="zoom: {zoom}"' in text


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://x.test/%D0%BF%D1%83%D1%82", "https://x.test/пут"),
        ("https://x.test/a%20b", "https://x.test/a%20b"),
        ("https://x.test/%FF", "https://x.test/%FF"),
        ("https://x.test/?a=%3Cb%3E", "https://x.test/?a=&lt;b&gt;"),
    ],
)
def test_a_printed_address_is_short_and_leads_to_the_page(url, shown):
    text = body(brief(sections=(), link=url))
    assert f'<p class="note"><a href="{url}">{shown}</a></p>' in text


def test_a_page_of_text_is_written():
    frame = pd.DataFrame({"Kind": ["**Zero**"], "Means": [HOSTILE]})
    chapter = Chapter("Three kinds of nothing", ("Some *words*.", frame))
    text = brief(sections=(), chapters=(chapter,))
    assert "<script" not in text
    assert "<h2>Three kinds of nothing</h2><p>Some <em>words</em>.</p>" in text
    assert "<td><strong>Zero</strong></td>" in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize(
    ("markdown", "written"),
    [
        ("One\nline.", "<p>One line.</p>"),
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("- a\n- **b**", "<ul><li>a</li><li><strong>b</strong></li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("### Stance", "<h3>Stance</h3>"),
        ("See [the map](#map).", "<p>See the map.</p>"),
        ("`data/tables`", "<p><code>data/tables</code></p>"),
        ("a \\* b \\< c", "<p>a * b &lt; c</p>"),
        ("SE\\* is *contested*", "<p>SE* is <em>contested</em></p>"),
        ("<b onclick=x>", "<p>&lt;b onclick=x&gt;</p>"),
    ],
)
def test_our_markdown_is_written_as_html(markdown, written):
    text = body(brief(sections=(), chapters=(Chapter("Words", (markdown,)),)))
    chapter = text[text.index("<h2>Words</h2>") : text.index("</section>")]
    assert chapter.removeprefix("<h2>Words</h2>").strip() == written
