"""Text from the data in each language that readers' programs read."""

from __future__ import annotations

import ast
import html
import html.parser
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data import escape
from tests.support.paths import REPOSITORY


@given(st.text())
@example("http://x.test www.x.test a@x.test :material/home: :smile: -> -- <= ~=")
def test_markdown_keeps_every_letter(text):
    bare = escape.markdown(text).replace(escape.APART, "")
    assert re.sub(r"\\(.)", r"\1", bare) == text.replace("\n", " ")


@pytest.mark.parametrize(
    "text",
    ["**bold**", "<script>", "[a](b)", ":red[x]", ":material/home:", "$x$", "# head",
     "1. item", "- item", "`code`", "~~gone~~", "a_b_c", "![i](x)", "&lt;", "| a |"],
)  # fmt: skip
def test_markup_loses_its_meaning(text):
    bare = escape.markdown(text).replace(escape.APART, "")
    active = re.sub(r"\\.", "", bare)
    assert not re.search(r"[*<>\[\]:$#`~_!&|]", active)
    assert not re.match(r"(\d+\.|-)", active)


# What Streamlit's client looks for in text once the Markdown is read.
_REVIVED = re.compile(
    r"https?://|www\.|[\w.+-]@[\w-]|:[\w/+-]+:|->|<-|--|>=|<=|~=", re.IGNORECASE
)


@given(
    st.lists(
        st.sampled_from(
            [
                *("http", "HTTPS", "www", "://", ".", "@", "a", ":", "material/home"),
                *("-", ">", "<", "=", "~", " ", "\\", "[", "x.test"),
            ]
        )
    ).map("".join)
)
def test_nothing_comes_to_life_once_the_markdown_is_read(text):
    for part in escape.markdown(text).split(escape.APART):
        assert not _REVIVED.search(re.sub(r"\\(.)", r"\1", part))


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "data:text/html,x", "", "//x.org", "ftp://x.org"),
        *("https://shown.test@other.test/", "https://shown.test\\@other.test/"),
        *("https://x.org/a b", 'https://x.org/"', "https://x.org/<b>", "https:///x"),
        *("https://x.org/\u202e", "https://[x.org/", "https://x.org/{a}"),
        *("https://x.org\n", "https://"),
    ],
)
def test_what_does_not_lead_where_it_says_is_no_address(address):
    assert not escape.is_address(address)
    assert escape.link("a", address) == "a"


@pytest.mark.parametrize(
    "address",
    [
        *("https://x.org", "http://x.org:8080/a?b=c&d=(e)#f", "https://президент.рф/ä"),
        *("https://[::1]/", "https://x.org/@name", "HTTPS://X.ORG/"),
    ],
)
def test_an_address_of_the_web_is_one(address):
    assert escape.is_address(address)


def test_an_address_cannot_end_its_link():
    text = escape.link("a", "https://x.org/(b)c")
    assert text == "[a](https://x.org/%28b%29c)"


def test_a_label_cannot_end_its_link():
    text = escape.link("a](http://y.test)[b", "https://x.org").replace(escape.APART, "")
    assert re.findall(r"(?<!\\)[\[\]()]", text) == ["[", "]", "(", ")"]


@given(st.text())
def test_html_and_charts_hold_no_tag_and_keep_the_text(text):
    class Reader(html.parser.HTMLParser):
        def __init__(self):
            super().__init__()
            self.tags, self.read = [], ""

        def handle_starttag(self, tag, attrs):
            self.tags.append(tag)

        def handle_data(self, data):
            self.read += data

    for written in (escape.html(text), escape.chart(text)):
        reader = Reader()
        reader.feed(written)
        reader.close()
        assert reader.tags == []
    assert html.unescape(escape.html(text)) == text
    assert html.unescape(escape.chart(text)) == text
    assert "%{" not in escape.chart(text)


def test_html_cannot_leave_a_quoted_attribute():
    assert '"' not in escape.html('" onload="x')
    assert "'" not in escape.html("' onload='x")


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
@pytest.mark.parametrize("before", ["", " ", "\u00a0"])
def test_no_cell_runs(sign, before):
    cell = f"{before}{sign}1+1"
    assert escape.is_formula(cell)
    assert escape.csv_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["\t=1", "\r=1", "\t1", "\n=1"])
def test_a_cell_that_begins_with_a_break_does_not_run(cell):
    assert str(escape.csv_cell(cell)).startswith("'")


def test_a_lone_sign_is_only_a_sign():
    assert not escape.is_formula("=")


@given(st.one_of(st.text(), st.integers(), st.floats(allow_nan=False)))
def test_cells_of_numbers_are_never_touched_and_no_text_runs(value):
    safe = escape.csv_cell(value)
    if isinstance(value, str):
        assert not escape.is_formula(str(safe))
    else:
        assert safe is value


@pytest.mark.parametrize("cell", ["a=1", "", -5, -0.5, None, "1-2"])
def test_other_cells_stay(cell):
    assert escape.csv_cell(cell) == cell
    assert not isinstance(cell, str) or not escape.is_formula(cell)


@given(st.text())
def test_tex_holds_no_sign_that_does_something(text):
    written = escape.tex(text)
    for command in (r"\textbackslash{}", r"\textasciitilde{}", r"\textasciicircum{}"):
        written = written.replace(command, "")
    assert not re.search(r"(?<!\\)[{}&%$#_~^]", written)
    assert not re.search(r"\\[^{}&%$#_]", written)
    assert len(written.splitlines()) <= 1


@given(st.text(st.characters(codec="utf-8")))
def test_xml_can_be_read_again(text):
    node = ET.Element("a")
    node.text = escape.xml(text)
    ET.fromstring(ET.tostring(node, encoding="utf-8"))


@pytest.mark.parametrize(
    "sign",
    [
        *("\x00", "\x1b", "\x85", "\u200b", "\u202e", "\u2028", "\u2066", "\ufeff"),
        *("\ufffd", "\ufff9", "\U000e0041", "\udcff", "\ufdd0"),
    ],
    ids=lambda sign: f"U+{ord(sign):04X}",
)
def test_what_is_not_seen_is_told(sign):
    assert escape.unseen(f"a{sign}b") == sign


def test_honest_text_of_any_script_passes():
    for text in ("نمی‌خواهم", "👩‍💻", "‏שלום‏", "क्‍ष", "Zürich – “so”", "a\u00adb"):
        assert escape.unseen(text) == ""


# How other code would decide by itself what does something.
_BY_HAND = {"html.escape", "saxutils.escape", "markupsafe.escape", "Markup"}
_SIGNS = ("&lt;", "&gt;", "&amp;", "textbackslash")


def _by_hand(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in _BY_HAND:
            yield ast.unparse(node)
        if isinstance(node, ast.ImportFrom) and node.module in {"html", "markupsafe"}:
            yield ast.unparse(node)
        if isinstance(node, ast.Constant) and node.value in _SIGNS:
            yield node.value


def test_no_other_module_decides_it():
    found = {
        path.relative_to(REPOSITORY).as_posix(): hits
        for folder in ("data", "components", "pages", "scripts")
        for path in sorted((REPOSITORY / folder).rglob("*.py"))
        if (hits := list(_by_hand(path)))
    }
    assert found.pop("data/escape.py")
    assert found == {}
