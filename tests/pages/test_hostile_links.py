"""Links made by hand, by accident or in bad faith: a notice, the default, no harm."""

from __future__ import annotations

import asyncio
import random
import re
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from benchmarks.protocol import Session
from components import cache
from components.filters import MAX_TEXT, TABS
from components.registry import COMMON_PARAMS, PAGES
from tests.support.running import address, run

# What every parameter makes of any text is tested on its own, in
# tests/unit/test_params.py; here the page must tell it and stay whole.
MARKUP = "<img src=x onerror=alert(1)>![](http://x.test)[a](http://x.test)`"
VALUES = (
    "nonsense",
    MARKUP,
    "\x00\x1b[31m\u202e\n",
    "9" * 5000,
    "2999-12-31",
    ["0", "1"],
)

# Markup that Streamlit would bring to life outside a code span.
_ALIVE = re.compile(r"<img|!\[|\]\(http://x\.test|\x00|\x1b|\u202e")
_CODE = re.compile(r"`[^`]*`")


def _names(spec):
    contract = cache.contract()
    return [contract[key].name for key in (*COMMON_PARAMS, *spec.params)]


def _words(page: AppTest) -> list[str]:
    """All Markdown of the page, code spans left out."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning")
    return [
        _CODE.sub("", element.value) for kind in kinds for element in page.get(kind)
    ]


def _is_words(value: object) -> bool:
    """Whether a search takes it as it is."""
    return isinstance(value, str) and value.isprintable() and len(value) <= MAX_TEXT


def _may_be_a_card(value: object) -> bool:
    """Whether it could be the key of a card: that there is none is said elsewhere."""
    try:
        cache.contract()["card"].read([value])
    except (ValueError, TypeError):
        return False
    return True


@pytest.mark.parametrize("shift", range(0, len(VALUES), 2))
@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.stem)
def test_every_parameter_refuses_it_with_a_notice(spec, shift):
    query = {
        name: VALUES[(place + shift) % len(VALUES)]
        for place, name in enumerate(_names(spec))
    }
    for words in ("q", "fact"):
        if _is_words(query.get(words, [])):
            del query[words]
    if _may_be_a_card(query["card"]):
        del query["card"]
    page = run(spec.stem, query)
    assert not page.exception
    assert not page.error
    notices = [warning.value for warning in page.warning]
    for name in query:
        assert [n for n in notices if f"`{name}=" in n], f"nothing is said of {name}"
    assert address(page) == {}
    assert not [text for text in _words(page) if _ALIVE.search(text)]


@pytest.mark.parametrize("stem", ["experts", "sources"])
@pytest.mark.parametrize("words", [MARKUP, "("])
def test_words_to_look_for_are_never_markup(stem, words):
    page = run(stem, {"q": words})
    assert not page.exception
    assert address(page) == {"q": words}
    assert not [text for text in _words(page) if _ALIVE.search(text)]


def test_a_parameter_of_no_page_is_named_and_harmless():
    name = "<img src=x>![](http://x.test)"
    page = run("calls", {name: "1"})
    (notice,) = page.warning
    assert name in notice.value
    assert not _ALIVE.search(_CODE.sub("", notice.value))
    assert address(page) == {}


@pytest.mark.parametrize(
    ("stem", "given", "held"),
    [
        ("stances", {"state": "deu"}, {"state": "DEU"}),
        ("stances", {"state": "DEU)."}, {"state": "DEU"}),
        ("stances", {"state": "eu-commission"}, {"state": "EU-COMMISSION"}),
        ("stances", {"asof": "2025-07-31."}, {"asof": "2025-07-31"}),
        ("calls", {"rule": "ALL"}, {"rule": "all"}),
        ("calls", {"from": "2021;"}, {"from": "2021"}),
        ("calls", {"kind": "CALL,Meeting,"}, {"kind": "call,meeting"}),
        (
            "calls",
            {"record": "FRA-2025-07-01-call."},
            {"record": "fra-2025-07-01-call"},
        ),
        (
            "calls",
            {"amp;rule": "all", "amp;from": "2021"},
            {"rule": "all", "from": "2021"},
        ),
        ("leaders", {"country": "fra,deu"}, {"country": "DEU,FRA"}),
    ],
    ids=str,
)
def test_a_link_that_suffered_on_its_way_still_opens_the_view(stem, given, held):
    page = run(stem, given)
    assert not page.exception
    assert not page.warning
    assert address(page) == held


def test_what_networks_and_newsletters_add_is_dropped_without_a_word():
    added = ("utm_source", "utm_medium", "fbclid", "gclid", "mc_eid", "igshid", "_ga")
    page = run("calls", {"rule": "all"} | dict.fromkeys(added, "x"))
    assert not page.warning
    assert address(page) == {"rule": "all"}


def test_several_parameters_of_no_page_share_one_notice():
    page = run("calls", {"one": "1", "two": "2", "utm_source": "x"})
    (notice,) = page.warning
    assert "one, two" in notice.value
    assert "utm_source" not in notice.value


@pytest.mark.parametrize("stem", TABS)
def test_a_tab_that_no_page_has_is_told_and_the_first_is_open(stem):
    page = run(stem, {"view": "nonsense"})
    assert not page.exception
    (notice,) = page.warning
    assert "`view=nonsense`" in notice.value
    assert address(page) == {}


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("map", {}),
        ("tiles", {"view": "tiles"}),
        ("table", {}),
    ],
)
def test_links_to_the_earlier_views_of_the_map_still_open(old, now):
    page = run("stances", {"view": old})
    assert not page.exception
    assert not page.warning
    assert address(page) == now


# What a value may be made of, percent-encoded or not, with no regard for sense.
PIECES = (
    "\u202eabc\u202c", "שלום", "\x00", "\x1b[2J", "\r\n\r\nX: y", "\u2028", "\ufeff",
    "%", "%zz", "%00", "%ED%A0%80", "%C0%AE", "%u0041", "%25%32%35", "%F0%9F%98",
    "9" * 400, "-1", "1e309", "nan", "inf", "०१२", "²", "१९९९", "2017.5", "+2020",
    "0000-00-00", "9999-12-31", "10000-01-01", "2024-02-30", "2025-7-1", "20250701",
    "-0001-01-01", "2025-07-01T00:00", "2025-W27-2", "2025-182", "１９９９-０１-０１",
    MARKUP, "`", "``", ":material/home:", ":red[x]", "$x$", "{our.leader}", "{0}", "%s",
    "'; DROP TABLE x; --", "${jndi:ldap://x.test}", "../../etc/passwd", "=1+1",
    ",", ",,", ",a,", ";", "&", "=", "#", "+", " ", "\t", "a" * 61, "İ", "ß", "ﬀ", "ǆ",
    "None", "null", "True", "[]", "{}", "\\", "\U000e0041", "👩‍💻", "e\u0301", "\ud83d",
)  # fmt: skip
HUGE = ("x" * 100_000, "1," * 50_000, "\u202e" * 30_000, "%" * 50_000)


def _value(chance: random.Random, options: tuple[str, ...]) -> str:
    """One value as it stands in an address: about half are sound or nearly so."""
    kind = chance.random()
    if kind < 0.35 and options:
        return ",".join(
            chance.sample(options, min(len(options), chance.choice((1, 2))))
        )
    if kind < 0.5:
        return chance.choice(
            ("2021", "2025-07-01", "all", "1", "FRA", "call", "ukraine")
        )
    if kind < 0.505:
        return chance.choice(HUGE)
    text = "".join(chance.choices(PIECES, k=chance.choice((1, 1, 1, 2, 3))))
    raw = text.encode("utf-8", "surrogatepass")
    return quote(raw) if chance.random() < 0.6 else raw.decode("utf-8", "replace")


def _query(chance: random.Random, params) -> str:
    """A query with some parameters, some of them twice, in any order."""
    pairs = []
    for param in params:
        for _ in range(chance.choice((0, 1, 1, 1, 1, 2, 3))):
            name = param.name if chance.random() < 0.95 else quote(param.name + "[]")
            pairs.append(f"{name}={_value(chance, param.options)}")
    pairs += chance.choices(("x=1", "=", "&", "a=%", "lang=xx", "embed=true"), k=2)
    chance.shuffle(pairs)
    return "&".join(pairs)


async def _ask(port, spec, queries):
    """Open a page with each of the queries; return what is amiss."""
    amiss = []
    async with Session(port) as session:
        await session.visit()
        for query in queries:
            answer = await session.visit(spec.url_path, query)
            if answer.exceptions:
                amiss.append((query[:2000], answer.exceptions))
            said = [e.markdown.body for e in answer.elements] + answer.alerts
            said = [_CODE.sub("", text) for text in said]
            amiss += [(query[:2000], t[:200]) for t in said if _ALIVE.search(t)]
    return amiss


def _fuzz(server, spec, seed, runs):
    chance = random.Random(f"{seed} {spec.stem}")
    contract = cache.contract()
    params = [contract[key] for key in (*COMMON_PARAMS, *spec.params)]
    queries = [_query(chance, params) for _ in range(runs)]
    assert asyncio.run(_ask(server.port, spec, queries)) == []


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.stem)
def test_no_address_breaks_a_page(server, spec):
    _fuzz(server, spec, 14, 12)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.stem)
def test_no_address_of_thousands_breaks_a_page(server, spec, seed):
    """Each parameter gets a few hundred values a seed."""
    _fuzz(server, spec, seed, 200)


def test_every_parameter_reads_or_refuses_thousands_of_values():
    """Nothing but ValueError is raised, and what is read is written back the same."""
    chance = random.Random(14)
    for param in cache.contract().values():
        for _ in range(2_000):
            raw = _value(chance, param.options)
            text = raw.encode().decode("utf-8", "replace")
            try:
                value = param.read([text])
            except ValueError:
                continue
            if value != param.default:
                assert param.read(param.raw(value)) == value
