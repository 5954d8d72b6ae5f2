"""The stance map in process: fills, panels, links, steps."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from collections import Counter

import pytest

from components import labels
from components.figures.maps import HIDDEN, POSITIONS
from components.markdown import escape
from components.record.panel import title_of
from components.stances.view import MARKS, position_label, position_of
from components.text import t
from data.fill_rule import NothingKind
from data.stances import Shift, StanceIndex, changes, said
from tests.data.stances import plain
from tests.support.running import address, card_of, with_tool

LAST = "2026-07-05"


@pytest.fixture(scope="module")
def index(dataset):
    tables = ("statement_flags", "governments")
    return StanceIndex(said(dataset), *(dataset.table(name) for name in tables))


def words(page) -> str:
    return "\n".join(m.value for m in [*page.markdown, *page.caption])


# Cards by what tests ask for, each with the tab that holds it.
CARDS = {
    "stance_table": ("stance_map", ""),
    "statements_table": ("stance_timeline", "statements"),
    "changes_table": ("stance_changes", "changes"),
}


def table(page, key: str):
    """Rows of the table of a card."""
    return card_of(page, *CARDS[key]).table


def shown(page) -> dict[str, str]:
    """Position of each state as the table twin of the map has it."""
    frame = table(page, "stance_table")
    return dict(zip(frame["actor_id"], frame["position"], strict=True))


def on_tab(page, tab: str):
    """Open a tab of the page."""
    page.query_params["view"] = tab
    return page.run()


def random_days(n: int) -> list[str]:
    pick = random.Random(20260705)
    first = dt.date(2022, 1, 1)
    span = (dt.date.fromisoformat(LAST) - first).days
    return [str(first + dt.timedelta(days=pick.randint(0, span))) for _ in range(n)]


@pytest.mark.parametrize("day", [*random_days(6), "2022-01-01", LAST])
def test_the_page_shows_what_the_rule_says(day, app, index):
    page = app("stances", {} if day == LAST else {"asof": day})
    assert not page.exception
    assert not page.warning
    fills = index.on(dt.date.fromisoformat(day))
    assert shown(page) == {
        f.actor_id: position_label(position_of(f))
        for f in fills
        if not f.is_institution
    }
    on_tab(page, "bodies")
    for fill in fills:
        if fill.is_institution:
            card = page.get_by_key(f"card_{fill.actor_id.lower()}")
            assert position_label(position_of(fill)) in card.markdown[0].value


def test_a_cold_link_opens_day_and_country(app):
    page = app("stances", {"asof": "2025-07-31", "state": "DEU"})
    assert not page.exception
    panel = page.get_by_key("country_panel")
    assert panel.subheader[0].value == "Germany"
    assert "Opposes" in panel.markdown[0].value
    assert "31 July 2025" in panel.markdown[0].value
    assert "Friedrich Merz" in panel.markdown[1].value
    assert page.get_by_key("asof.en").value == dt.date(2025, 7, 31)
    assert page.get_by_key("state.en").value == "DEU"
    _, decides, ended = (m.value for m in page.get_by_key("why").markdown)
    assert decides.startswith("**Decides**")
    assert "Friedrich Merz, 28 June 2025" in decides
    assert "the term of Olaf Scholz, which ended on 6 May 2025" in ended
    his = [r for r in plain.said("DEU") if r["date"] < "2025-05-06" and r["speaker"]]
    assert ended.count("\n- ") == len(his), "one line for each of his time"
    assert address(page) == {"asof": "2025-07-31", "state": "DEU"}


@pytest.mark.parametrize(
    "query",
    [
        {"asof": "2025-13-01"},
        {"asof": "yesterday"},
        {"asof": "20250731"},
        {"asof": "2021-12-31"},
        {"asof": "2026-07-06"},
        {"since": "1999-01-01"},
        {"state": "USA"},
        {"state": "<b>"},
        {"scope": "calls"},
        {"view": "globe"},
    ],
)
def test_nonsense_gives_a_notice_and_the_default(query, app, index):
    page = app("stances", query)
    assert not page.exception
    assert len(page.warning) == 1
    assert next(iter(query)) in page.warning[0].value
    assert address(page) == {}
    assert len(shown(page)) == 27


def test_every_actor_has_its_record(app, index):
    page = app("stances")
    for actor in index.actors:
        page.get_by_key("state.en").set_value(actor).run()
        assert not page.exception
        assert address(page) == {"state": actor}
        panel = page.get_by_key("country_panel")
        told = "\n".join(m.value for m in page.get_by_key("why").markdown)
        rows = [r for r in index.actors[actor].statements if str(r.date) <= LAST]
        assert told.count("\n- ") == sum(bool(r.speaker) for r in rows)
        for row in rows:
            if row.speaker:
                assert escape(row.speaker) in told
        decided = index.fill(actor, dt.date.fromisoformat(LAST)).statement_id
        assert ("**Decides**" in told) == bool(decided)
        assert panel.subheader[0].value


def test_each_state_can_be_picked_with_a_button(app, index):
    page = app("stances")
    rows = page.get_by_key("country_panel").pills
    offered = [
        name.rstrip("".join(MARKS.values())) for row in rows for name in row.options
    ]
    names = labels.actor_names()
    assert sorted(offered) == sorted(names[actor] for actor in index.states)
    row = next(row for row in rows if "Malta" in row.options)
    row.set_value("MLT").run()
    assert address(page) == {"state": "MLT"}
    assert page.get_by_key("country_panel").subheader[0].value == "Malta"
    page.get_by_key("close_country").click().run()
    assert address(page) == {}


def test_steps_go_to_the_days_of_change(app, index):
    page = app("stances", {"asof": "2025-07-15"})
    page.get_by_key("step_event_on").click().run()
    later = address(page)["asof"]
    assert later > "2025-07-15"
    page.get_by_key("step_event_back").click().run()
    earlier = address(page)["asof"]
    assert earlier < "2025-07-15" < later
    days = [dt.date.fromisoformat(day) for day in (earlier, later)]
    before = {f.actor_id: f for f in index.on(days[0])}
    after = {f.actor_id: f for f in index.on(days[1])}
    assert any(before[actor] != after[actor] for actor in after)


def test_steps_end_where_the_data_does(app):
    assert app("stances").get_by_key("step_event_on").disabled
    first = app("stances", {"asof": "2022-01-01"})
    assert first.get_by_key("step_event_back").disabled


@pytest.mark.parametrize("day", ["2022-01-01", "2022-01-02"])
def test_no_day_is_compared_with_itself(app, day):
    page = app("stances", {"asof": day})
    card = card_of(page, "positions")
    other = day != "2022-01-01"
    assert ("beside that of" in card.sentence) == other
    assert ({"before", "change"} <= set(card.table)) == other
    named = [card.labels[column] for column in card.table if column in card.labels]
    assert len(named) == len(set(named))


def test_the_date_field_sets_the_day(app):
    page = app("stances")
    page.get_by_key("asof.en").set_value(dt.date(2022, 6, 30)).run()
    assert address(page) == {"asof": "2022-06-30"}
    assert "30 June 2022" in words(page)


@pytest.mark.parametrize("scopes", ["eu_channel,leader_call", "normalisation"])
def test_scopes_narrow_the_list_and_never_the_fill(scopes, app):
    plain = app("stances", {"state": "DEU"})
    narrow = app("stances", {"state": "DEU", "scope": scopes})
    assert shown(narrow) == shown(plain)
    listed = table(narrow, "statements_table")
    assert len(listed) < len(table(plain, "statements_table"))
    assert "deu-2026-02-13-merz" in set(listed["statement_id"]), "it decides"


@pytest.mark.parametrize(
    ("since", "asof"), [("2022-06-30", "2024-11-30"), ("2026-02-28", LAST)]
)
def test_changes_are_those_of_the_rule(since, asof, app, index):
    days = [dt.date.fromisoformat(day) for day in (since, asof)]
    page = app("stances", {"since": since, "asof": asof})
    listed = table(page, "changes_table")
    found = changes(index, *days)
    assert list(listed["statement_after"]) == [c.after.statement_id for c in found]
    assert list(listed["statement_before"]) == [c.before.statement_id for c in found]
    for change, told in zip(found, listed["reasons"], strict=True):
        for reason in change.reasons:
            assert t(f"stances.reason_{reason}") in told


def test_two_days_in_the_wrong_order_are_compared_all_the_same(app):
    right = app("stances", {"since": "2024-01-01", "asof": "2025-01-01"})
    wrong = app("stances", {"since": "2025-01-01", "asof": "2024-01-01"})
    assert not wrong.exception
    assert (
        table(right, "changes_table").to_dict()
        == table(wrong, "changes_table").to_dict()
    )


def test_evidence_opens_the_record(app, dataset):
    page = app("stances", {"state": "POL"})
    page.get_by_key("decides_pol-2026-05-26-sikorski").click().run()
    assert address(page) == {"state": "POL", "record": "pol-2026-05-26-sikorski"}
    assert title_of(dataset, "pol-2026-05-26-sikorski")


def test_thin_moments_are_said(app):
    page = app("stances", {"asof": "2023-07-31"})
    told = words(page)
    told += words(with_tool(page, "reading", "stance_map"))
    core = [
        row
        for actor in (*plain.states(), *plain.bodies())
        for row in plain.said(actor)
        if plain.can_count(row) and row["date"].startswith("2023")
    ]
    assert f"2023 is thin: {len(core)} statements and acts that can count" in told
    assert "Few statements in this month" in told


@pytest.mark.parametrize(
    ("actor", "query", "told"),
    [
        ("SWE", {}, "**Another minister disagrees:** Ulf Kristersson"),
        ("ESP", {}, "they are 472 days old"),
        ("DEU", {}, "a single source page, which is a copy"),
        ("EST", {}, "a president without a seat in the European Council"),
        ("POL", {}, "**Says otherwise, without counting:** Donald Tusk"),
        ("DNK", {}, "According to Izvestia, a comment was asked for and refused"),
        ("DNK", {}, "criticism of a mere lack of coordination"),
        ("MLT", {}, "a spokesperson, whose words count for 183 days"),
        ("MLT", {}, "was found for January 2025 to early July 2026"),
        ("IRL", {}, "not said outright"),
        ("SVN", {}, "**Not deciding, but on record**"),
        ("LVA", {}, "4 statements are on record, none of the government in office"),
        ("HUN", {}, "before taking office"),
        ("ROU", {}, "Remarks on other topics are on record"),
        ("FRA", {"asof": "2022-03-31"}, "In contact with Putin (call)"),
    ],
)
def test_marks_and_silences_are_said_in_words(actor, query, told, app):
    page = app("stances", {"state": actor, **query})
    panel = page.get_by_key("country_panel")
    assert told in "\n".join(m.value for m in panel.markdown).replace("\\", "")


@pytest.mark.parametrize("actor", ["POL", "EST", "FIN", "HRV"])
def test_nobody_is_said_to_agree_where_somebody_differs(actor, app):
    panel = app("stances", {"state": actor}).get_by_key("country_panel")
    told = "\n".join(m.value for m in [*panel.markdown, *panel.caption])
    assert "No other office-holder" not in told


def test_a_state_without_a_colour_has_nothing_beside_one(app, index):
    for actor in index.states:
        fill = index.fill(actor, dt.date.fromisoformat(LAST))
        if fill.statement_id:
            continue
        panel = app("stances", {"state": actor}).get_by_key("country_panel")
        told = "\n".join(m.value for m in panel.markdown)
        assert "Beside the colour" not in told


def test_every_card_counts_the_statements_that_it_could_show(app):
    page = app("stances", {"state": "FRA"})
    states = [r for s in plain.states() for r in plain.said(s) if r["speaker"]]
    bodies = [r for b in plain.bodies() for r in plain.said(b) if r["speaker"]]
    own = [r for r in plain.said("FRA") if r["speaker"]]
    coloured = plain.stances(plain.states(), LAST)
    for card, tab, n, of in (
        ("stance_map", "", len(coloured), len(states)),
        ("stance_timeline", "statements", len(own), len(own)),
        ("stance_changes", "changes", None, len(states) + len(bodies)),
        ("distribution_chart", "history", None, len(states)),
    ):
        told = card_of(page, card, tab).records.counted
        assert re.search(rf"\b{n or '[0-9]+'} of {of}\b", told), card


def test_all_kinds_of_no_answer_stand_together(app, index):
    legend = app("stances", {"view": "scale"}).get_by_key("legend").markdown
    silent = len(index.states) - len(plain.stances(plain.states(), LAST))
    assert any(f"**No answer yet:** {silent} states." in m.value for m in legend)
    listed = app("stances").get_by_key("country_panel").pills
    assert f"[No answer yet] {silent}" in listed[-1].label
    assert len(listed[-1].options) == silent


def test_the_legend_tells_six_kinds_of_no_answer_apart(app, index):
    day = "2024-04-15"
    told = [
        m.value
        for m in app("stances", {"asof": day, "view": "scale"})
        .get_by_key("legend")
        .markdown
    ]
    held = Counter(
        position_of(f)
        for f in index.on(dt.date.fromisoformat(day))
        if not f.is_institution
    )
    for position in set(POSITIONS) - {HIDDEN}:
        (line,) = [m for m in told if f"{position_label(position)}]" in m]
        assert re.search(rf"\b{held[position]} states?\]", line)
    assert len(set(NothingKind)) == 6


def test_institutions_stand_with_the_same_evidence(app, index):
    page = app("stances", {"view": "bodies"})
    for actor, told in (
        ("EU-COMMISSION", "**Condition:**"),
        ("EU-COUNCIL-PRESIDENT", "**Disputed at the time:**"),
    ):
        card = page.get_by_key(f"card_{actor.lower()}")
        text = "\n".join(m.value for m in [*card.markdown, *card.caption])
        assert told in text
        assert "Confidence in the record" in text
        assert "**Decides**" in text
        fill = index.fill(actor, dt.date.fromisoformat(LAST))
        assert page.get_by_key(f"card_{actor.lower()}_{fill.statement_id}").label
    stale = app("stances", {"asof": "2025-07-31", "view": "bodies"})
    fills = index.on(dt.date(2025, 7, 31))
    for fill in (f for f in fills if f.is_institution):
        card = stale.get_by_key(f"card_{fill.actor_id.lower()}")
        assert ("† old words" in card.markdown[0].value) == fill.stale


def test_an_unknown_holder_is_no_name(app):
    page = app("stances", {"state": "HUN"})
    told = "\n".join(m.value for m in page.get_by_key("posts").markdown)
    assert "not known since 12 May 2026" in told
    assert "(unknown)" not in told


def test_changes_are_grouped_by_the_way_they_went(app, index):
    page = app("stances", {"since": "2026-02-28", "view": "changes"})
    found = changes(index, dt.date(2026, 2, 28), dt.date.fromisoformat(LAST))
    groups = Counter(change.shift for change in found)
    bodies = Counter(c.shift for c in found if c.after.is_institution)
    listed = page.get_by_key("changes_list").markdown
    heads = [m.value for m in listed if m.value.startswith("#### ")]
    told = []
    for shift in (s for s in Shift if groups[s]):
        states = groups[shift] - bodies[shift]
        parts = [f"{states} state{'s' * (states != 1)}"] if states else []
        if n := bodies[shift]:
            parts.append(f"{n} EU {'body' if n == 1 else 'bodies'}")
        told.append(f"#### {t(f'stances.way_{shift}')}: {', '.join(parts)}")
    assert heads == told
    charts = page.get("plotly_chart")
    card = next(c for c in charts if c.key == "stance_changes").proto.spec
    for head in told:
        assert head.removeprefix("#### ") in card


def test_each_change_has_its_words_and_the_evidence_of_both_days(app, index, dataset):
    page = app("stances", {"since": "2026-02-28", "view": "changes"})
    speakers = said(dataset).set_index("statement_id")["speaker"]
    listed = "\n".join(m.value for m in page.get_by_key("changes_list").markdown)
    keys = {b.key for b in page.get_by_key("changes_list").button}
    for change in changes(index, dt.date(2026, 2, 28), dt.date.fromisoformat(LAST)):
        for place, fill in (("before", change.before), ("after", change.after)):
            if fill.statement_id:
                assert f"{place}_{fill.statement_id}" in keys
        if after := change.after.statement_id:
            assert escape(speakers[after]) in listed


def test_views_have_their_keys(app):
    for view, key in (("map", "stance_map"), ("tiles", "stance_tiles")):
        page = app("stances", {} if view == "map" else {"view": view})
        keys = [chart.key for chart in page.get("plotly_chart")]
        assert key in keys
        spec = next(c for c in page.get("plotly_chart") if c.key == key).proto.spec
        assert len(spec.encode()) <= 48_000
        assert len(json.loads(spec)["data"]) >= 27


def test_the_answer_is_copied_with_its_marks(app):
    page = app("stances")
    page.session_state["tools_stances_answer"] = "copy"
    page.run()
    (copied,) = page.get_by_key("copy_stances_answer").code
    assert page.header[0].value in copied.value
    assert "rest on old words" in copied.value
    assert "Open Line" in copied.value


def test_without_a_state_all_statements_are_listed(app, dataset):
    listed = card_of(app("stances"), "latest_statements", "statements").table
    said = dataset.statements[dataset.statements["speaker"] != ""]
    acts = set(listed["statement_id"]) - set(said["statement_id"])
    assert set(said["statement_id"]) <= set(listed["statement_id"])
    assert acts <= set(dataset.contacts["contact_id"])
    page = app("stances", {"asof": "2022-06-30"})
    early = card_of(page, "latest_statements", "statements").table
    assert 0 < len(early) < len(listed)
