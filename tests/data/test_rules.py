"""Rules across rows and tables: each finds its fault."""

from __future__ import annotations

import inspect

import pytest

from data import rules
from data.load import load
from data.rules import RULES
from data.validate import check_rules
from tests.support.package import edit, without


def _elsewhere(damage):
    """The same damage, which shows in another row than the damaged one."""

    def moved(copy):
        damage(copy)

    return moved


def _swap(copy):
    def swap(rows):
        rows[3], rows[4] = rows[4], rows[3]

    copy.rewrite("experts", swap)
    return 6


def _renamed_fact(copy):
    """Give a fact of the articles the id of a contact; nothing else names it."""
    for table in ("seed_fact_records", "seed_fact_checks"):
        without(table, "fact_id", "iz2026-015")(copy)
    return edit("seed_facts", "fact_id", "iz2026-015", fact_id=MEETING)(copy)


def _rewritten(table, change, line):
    """Change the bytes of a file, and say in which line that shows.

    `line` is told from the bytes before the change.
    """

    def damage(copy):
        path = copy.path(table)
        raw = path.read_bytes()
        path.write_bytes(change(raw))
        return line(raw)

    return damage


MEETING = "aut-2022-04-11-meeting"
NEHAMMER = "aut-2022-04-11-nehammer"
BONNE = "fra-2026-02-03-bonne"
FIRST = "fra-2017-05-18-call"
FIRST_CORRECTION = "C063"
LONG = "these are nine words which is one too many"

CASES = {
    "contact without source": (
        without("contact_sources", "contact_id", MEETING),
        "contacts", "contact_id", "contact_sources needs a row with it",
    ),
    "statement without source": (
        without("statement_sources", "statement_id", NEHAMMER),
        "statements", "statement_id", "has no source",
    ),
    "event without source": (
        without("event_sources", "key_event_id", "versailles-2017"),
        "events", "key_event_id", "has no source",
    ),
    "fact in no paragraph": (
        edit("seed_facts", "fact_id", "iz2026-015", paragraph="the second"),
        "seed_facts", "paragraph", "numbers of paragraphs are expected",
    ),
    "event on another day than its contact": (
        edit("events", "key_event_id", "versailles-2017", date="2017-05-30"),
        "events", "date", "its contact is of 2017-05-29",
    ),
    "event of another counterpart than its contact": (
        edit("events", "key_event_id", "versailles-2017", actor_id="DEU"),
        "events", "actor_id", "its contact is of FRA",
    ),
    "working-level contact without source": (
        without("working_contact_sources", "working_contact_id", BONNE),
        "working_contacts", "working_contact_id", "has no source",
    ),
    "name for an envoy without source": (
        without("envoy_name_sources", "envoy_name_id", "draghi-2026-01-10"),
        "envoy_names", "envoy_name_id", "has no source",
    ),
    "visit of another country than its event": (
        edit("working_contacts", "working_contact_id", BONNE, actor_id="DEU"),
        "working_contacts", "actor_id", "its event has FRA",
    ),
    "visit on a day that no source reports": (
        edit("working_contacts", "working_contact_id", BONNE, date="2026-02-04"),
        "working_contacts", "date", "no source reports 2026-02-04",
    ),
    "visit on another day than its event": (
        edit("working_contacts", "working_contact_id", BONNE, date="2026-02-05"),
        "working_contacts", "date", "its event has 2026-02-03",
    ),
    "name after the cut-off": (
        edit("envoy_names", "envoy_name_id", "costa-2026-06-19", date="2026-07-19"),
        "envoy_names", "date", "lies after the cut-off",
    ),
    "name with a day in the placeholder of its month": (
        edit("envoy_names", "envoy_name_id", "merkel-2022-03-renzi", date="2022-03-09"),
        "envoy_names", "date", "placeholder of a month",
    ),
    "name on one weak page with high confidence": (
        edit("envoy_names", "envoy_name_id", "merkel-2026-05-18", confidence="high"),
        "envoy_names", "confidence", "medium at most",
    ),
    "id that another table has": (
        _renamed_fact,
        "seed_facts", "fact_id", "is a record of contacts already",
    ),
    "fact that nobody checked": (
        without("seed_fact_checks", "fact_id", "iz2025-009"),
        "seed_facts", "fact_id", "iz2025-009 has no check",
    ),
    "fact that agrees by no record": (
        without("seed_fact_records", "fact_id", "iz2025-001"),
        "seed_fact_checks", "verdict", "needs a record that another publisher",
    ),
    "fact that rests on a record of another table": (
        edit("seed_fact_records", "record_id", BONNE, table_name="contacts"),
        "seed_fact_records", "record_id", "is no record of this table",
    ),
    "addition of no record": (
        edit("additions", "record_id", BONNE, record_id="fra-2026-02-03-nobody"),
        "additions", "record_id", "working_contacts has no record",
    ),
    "addition to a table without public records": (
        edit("additions", "record_id", BONNE, table_name="writers"),
        "additions", "table_name", "writers holds no public records",
    ),
    "addition by a later version": (
        edit("additions", "record_id", BONNE, version="9.0.0"),
        "additions", "version", "is later than the version",
    ),
    "addition on another day than its version": (
        edit("additions", "record_id", BONNE, date="2026-11-27"),
        "additions", "date", "has another day",
    ),
    "hole in the numbering": (
        edit("contact_sources", "contact_id", MEETING, position="9"),
        "contact_sources", "position", "expected 1",
    ),
    "topic named twice": (
        edit("contact_topics", "topic_id", "energy", topic_id="ukraine"),
        "contact_topics", "topic_id", "the topic is named twice",
    ),
    "topic of another vocabulary": (
        edit("contact_topics", "contact_id", MEETING, topic_id="eu-unity"),
        "contact_topics", "topic_id", "see topics.for_contacts",
    ),
    "contact of somebody who led nothing": (
        edit("contacts", "contact_id", MEETING, counterpart="Nobody Known"),
        "contacts", "counterpart", "Nobody Known led nothing of AUT on 2022-04-11",
    ),
    "coverage that overlaps": (
        edit("coverage", "period_start", "2019-01-01", period_start="2018-06-01"),
        "coverage", "period_start", "before, which ends 2018-12-31",
    ),
    "coverage that runs backwards": (
        edit("coverage", "period_start", "2019-01-01", period_end="2018-01-01"),
        "coverage", "period_end", "ends before it starts",
    ),
    "contact in an uncovered period": (
        edit("contacts", "contact_id", FIRST, date="2017-05-01"),
        "contacts", "date", "no period of coverage of FRA holds 2017-05-01",
    ),
    "event on two days": (
        edit("contacts", "contact_id", "fra-2022-03-10-joint-call", date="2022-03-11"),
        "contacts", "date", "another row of the same event",
    ),
    "event with one counterpart twice": (
        edit(
            "contacts", "contact_id", "fra-2022-03-10-joint-call",
            counterpart="Olaf Scholz",
        ),
        "contacts", "counterpart", "already has this counterpart",
    ),
    "count that does not recompute": (
        edit("reported_counts", "claim_id", "RC01", our_count="21"),
        "reported_counts", "our_count", "21 is stated, 20 are counted",
    ),
    "hours that do not recompute": (
        edit("reported_counts", "claim_id", "RC05", our_count="24.8"),
        "reported_counts", "our_count", "24.8 is stated, 24.7 are counted",
    ),
    "count without a measure": (
        edit("reported_counts", "claim_id", "RC27", our_count="3"),
        "reported_counts", "our_count", "does not go with the measure none",
    ),
    "scrape count that is missing": (
        edit("reported_counts", "claim_id", "RC07", our_count=""),
        "reported_counts", "our_count", "does not go with the measure scrape_items",
    ),
    "rows out of order": (_swap, "experts", "expert_id", "belongs further up"),
    "long wording": (
        edit("reported_counts", "claim_id", "RC01", wording=LONG),
        "reported_counts", "wording", "9 words",
    ),
    "long quotation in a note": (
        edit("contacts", "contact_id", FIRST, note=f'He said "{LONG}".'),
        "contacts", "note", "9 words",
    ),
    "blank at the end": (
        edit("contacts", "contact_id", FIRST, note="Trailing "),
        "contacts", "note", "begins or ends with a blank",
    ),
    "repeated item": (
        edit(
            "contacts", "contact_id", "fra-2022-03-10-joint-call",
            other_participants="Olaf Scholz;Olaf Scholz",
        ),
        "contacts", "other_participants", "repeats an item",
    ),
    "tenures that overlap": (
        edit(
            "governments", "tenure_id", "aut-head-of-government-2025-01-10",
            start="2025-01-09",
        ),
        "governments", "start", "the holder before is still in office",
    ),
    "tenure that runs backwards": (
        edit(
            "governments", "tenure_id", "aut-head-of-government-2021-12-06",
            end="2021-01-10",
        ),
        "governments", "end", "ends before it starts",
    ),
    "doubt outside the tenure": (
        edit(
            "governments", "tenure_id", "aut-head-of-government-2021-12-06",
            uncertain_after="2026-01-10",
        ),
        "governments", "uncertain_after", "outside the tenure",
    ),
    "speaker out of office": (
        edit("statements", "statement_id", NEHAMMER, date="2021-12-01"),
        "statements", "office_level", "Karl Nehammer did not hold this post",
    ),
    "wrong seat": (
        edit(
            "statements", "statement_id", NEHAMMER,
            in_european_council="false",
        ),
        "statements", "in_european_council", "governments",
    ),
    "condition without the stance": (
        edit("statements", "statement_id", NEHAMMER, condition="Peace"),
        "statements", "condition", "the stance conditional",
    ),
    "flag without definition": (
        _elsewhere(edit("codebook", "code", "coordination_only", code="no-flag")),
        "statement_flags", "flag", "not in the code-book",
    ),
    "definition of no code": (
        edit("codebook", "code", "cautious", code="careful"),
        "codebook", "code", "careful is no declared code of stance",
    ),
    "definition of no field": (
        edit("codebook", "field", "scope", field="range"),
        "codebook", "field", "no field range",
    ),
    "month with a day": (
        edit("statements", "statement_id", "lux-2023-06-bettel", date="2023-06-02"),
        "statements", "date", "first day",
    ),
    "date that is not as recorded": (
        edit("assessments", "assessment_id", "macron-2026-02-1", date="2026-02-02"),
        "assessments", "date", "is not 2026-02",
    ),
    "precision that is not as recorded": (
        edit("assessments", "assessment_id", "macron-2026-02-1", date_precision="day"),
        "assessments", "date_precision", "recorded date 2026-02",
    ),
    "record after the cut-off": (
        edit("statements", "statement_id", "lux-2023-06-bettel", date="2026-08-01"),
        "statements", "date", "after the cut-off 2026-07-05",
    ),
    "claim that runs backwards": (
        edit("reported_counts", "claim_id", "RC01", period_end="2021-01-01"),
        "reported_counts", "period_end", "ends before it starts",
    ),
    "claim without a counterpart": (
        edit("reported_counts", "claim_id", "RC01", counterpart=""),
        "reported_counts", "counterpart", "empty for all leaders",
    ),
    "citing without a row": (
        without("source_cites", "source_id", "uawire-n01"),
        "sources", "cites", "do not both name somebody",
    ),
    "another first cited publisher": (
        edit("sources", "source_id", "uawire-n01", cites_publisher_id="tass"),
        "sources", "cites_publisher_id", "is 'kremlin'",
    ),
    "high on one relay": (
        edit("statements", "statement_id", "deu-2026-02-13-merz", confidence="high"),
        "statements", "confidence", "medium at most",
    ),
    "high on one page of unknown owner": (
        edit("contacts", "contact_id", "usa-2026-06-14-call", confidence="high"),
        "contacts", "confidence", "medium at most",
    ),
    "stored basis without a page": (
        edit("publishers", "publisher_id", "tass", control_source_url=""),
        "publishers", "control_source_url", "control_basis stored",
    ),
    "printed quotation mark": (
        edit("contacts", "contact_id", FIRST, note="The Kremlin’s word."),
        "contacts", "note", "a printed quotation mark",
    ),
    "byte order mark": (
        _rewritten("contacts", lambda raw: b"\xef\xbb\xbf" + raw, lambda raw: 1),
        "contacts", "", "a byte order mark",
    ),
    "Windows line ends": (
        _rewritten(
            "contacts", lambda raw: raw.replace(b"\n", b"\r\n"), lambda raw: 0
        ),
        "contacts", "", "save the file with LF",
    ),
    "last line without end": (
        _rewritten(
            "contacts", lambda raw: raw.rstrip(b"\n"), lambda raw: raw.count(b"\n")
        ),
        "contacts", "", "the last line has no line end",
    ),
    "needless quotation marks": (
        _rewritten(
            "contacts",
            lambda raw: raw.replace(b",FRA,", b',"FRA",', 1),
            lambda raw: raw[: raw.index(b",FRA,")].count(b"\n") + 1,
        ),
        "contacts", "", "quotation marks stand where none are needed",
    ),
    "correction of no table": (
        edit("corrections", "correction_id", FIRST_CORRECTION, table_name="faxes"),
        "corrections", "table_name", "there is no table faxes",
    ),
    "correction of no field": (
        edit("corrections", "correction_id", FIRST_CORRECTION, field="fax"),
        "corrections", "field", "has no field fax",
    ),
    "correction of no record": (
        edit("corrections", "correction_id", FIRST_CORRECTION, record_id="fax"),
        "corrections", "record_id", "has no record fax",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_rule_finds_its_fault(copy, case):
    damage, table, field, message = CASES[case]
    line = damage(copy)
    found = [f for f in check_rules(load(copy.root)) if f.table == table]
    found = [f for f in found if (f.field or "") == field and message in f.reason]
    assert found
    assert line is None or line in {f.row or 0 for f in found}


def test_every_rule_is_listed_once_and_has_a_source():
    listed = [rule.find for rule in RULES]
    defined = [
        function
        for name, function in inspect.getmembers(rules, inspect.isgeneratorfunction)
        if not name.startswith("_") and function.__module__ == rules.__name__
    ]
    assert len(listed) == len(set(listed)) == len(defined)
    assert set(listed) == set(defined)
    for find in listed:
        assert ":" in (find.__doc__ or "").splitlines()[0]
