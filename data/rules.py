"""Rules that Table Schema cannot say, because they join rows or tables.

Each rule takes the loaded data and yields the faults it finds. Its docstring names
where the rule comes from. `RULES`, at the end, lists them all.

Rules test whole columns, and each different cell once; they go row by row only through
what breaks them. So a thousand times today's records are validated in half a minute.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import pandas as pd

from data.articles import bearing_out, unknown_records
from data.check import line_of
from data.escape import is_formula
from data.evidence import RECORD_KINDS
from data.load import Dataset, read_bytes
from data.news import lost
from data.reported_counts import our_count
from data.rows import among, each
from data.schema import DataError, Field
from data.stances import ACTS_FROM, in_office, weak_pages

_NUMBERS = re.compile(r"[0-9]{1,6}(;[0-9]{1,6})*")

# In words.
LONGEST_QUOTE = 8
_QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”|«([^»]+)»')

# Status rows say that a search found nothing: there is no page to cite.
_WITHOUT_SOURCE = ("no_statement",)

_LINKS = {
    "affiliation_sources": "affiliation_id",
    "assessment_topics": "assessment_id",
    "contact_sources": "contact_id",
    "contact_topics": "contact_id",
    "envoy_name_sources": "envoy_name_id",
    "event_sources": "key_event_id",
    "seed_fact_records": "fact_id",
    "source_cites": "source_id",
    "statement_sources": "statement_id",
    "working_contact_sources": "working_contact_id",
}

# Levels of office that must be found among the office-holders.
_POSTS = ("head_of_state", "head_of_government", "foreign_minister")

_RECORDED_LENGTH = {"year": 4, "month": 7, "day": 10}

# Records with a confidence, and their sources.
_GRADED = {
    "contacts": "contact_sources",
    "statements": "statement_sources",
    "working_contacts": "working_contact_sources",
    "envoy_names": "envoy_name_sources",
}

_PRINTED_QUOTE = re.compile("[‘’“”]")

# What others printed, and the log, which keeps what stood before.
_AS_PRINTED = {("sources", "title"), ("sources", "publisher_as_recorded")}
_LOG = "corrections"

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

Find = Callable[[Dataset], Iterator[DataError]]


@dataclass(frozen=True)
class Rule:
    """One rule, and when it is asked.

    Attributes:
        find: Yields what breaks the rule.
        at_start: Whether the app refuses to start on it. So it is for what is counted
            or drawn; rules on wording and form can wait for validation, and so can
            our counts beside the claims of others, which the app computes anew.
    """

    find: Find
    at_start: bool = False


def every_fact_has_a_source(data: Dataset) -> Iterator[DataError]:
    """Design, section 7: every fact has a source.

    Assessments, reported counts and seed facts carry theirs in a required field.
    """
    contacts, statements = data.contacts, data.statements
    statements = statements[~statements["stance"].isin(_WITHOUT_SOURCE)]
    facts = {
        "contacts": (contacts, "contact_id", "contact_sources"),
        "statements": (statements, "statement_id", "statement_sources"),
        "events": (data.table("events"), "key_event_id", "event_sources"),
    }
    for table in ("working_contacts", "envoy_names"):
        links = _GRADED[table]
        facts[table] = (data.table(table), _LINKS[links], links)
    for table, (frame, key, links) in facts.items():
        bare = frame[~among(frame[key], data.table(links)[key])]
        for index, record in bare[key].items():
            message = f"{record} has no source: {links} needs a row with it"
            yield _fault(table, index, key, message)


def record_ids_are_told_apart(data: Dataset) -> Iterator[DataError]:
    """Addresses of records: a link names one by its id alone, whatever its table."""
    tables = {kind.table: data.table(kind.table)[kind.key] for kind in RECORD_KINDS}
    ids = pd.concat(tables)
    twice = set(ids[ids.duplicated()])
    seen: dict[str, str] = {}
    for kind in RECORD_KINDS if twice else ():
        named = tables[kind.table]
        for index, record in named[named.isin(twice)].items():
            if record in seen:
                message = f"{record} is a record of {seen[record]} already"
                yield _fault(kind.table, index, kind.key, message)
        seen |= dict.fromkeys(named, kind.table)


def links_are_numbered(data: Dataset) -> Iterator[DataError]:
    """Descriptor: `position` is the order within one record, from 1 without gaps."""
    for table, owner in _LINKS.items():
        frame = data.table(table)
        expected = frame.groupby(owner).cumcount() + 1
        for index in frame.index[frame["position"] != expected]:
            message = f"expected {expected[index]} as the next number"
            yield _fault(table, index, "position", message)


def topics_are_used_once(data: Dataset) -> Iterator[DataError]:
    """Descriptor: a record has each topic once, and only from its vocabulary."""
    topics = data.table("topics").set_index("topic_id")
    for table, column in (
        ("contact_topics", "for_contacts"),
        ("assessment_topics", "for_assessments"),
    ):
        frame = data.table(table)
        twice = frame.duplicated([_LINKS[table], "topic_id"])
        for index in frame.index[twice]:
            yield _fault(table, index, "topic_id", "the topic is named twice")
        foreign = ~frame["topic_id"].map(topics[column]).astype(bool)
        for index, topic in frame.loc[foreign, "topic_id"].items():
            message = f"{topic} is no topic of these records: see topics.{column}"
            yield _fault(table, index, "topic_id", message)


def coverage_periods_are_apart(data: Dataset) -> Iterator[DataError]:
    """Issue of the data package: periods of one actor run forward, never overlap."""
    frame = data.table("coverage")
    for index in frame.index[frame["period_end"] < frame["period_start"]]:
        yield _fault("coverage", index, "period_end", "ends before it starts")
    previous = frame.groupby("actor_id")["period_end"].shift()
    for index in frame.index[frame["period_start"] <= previous]:
        message = f"overlaps the period before, which ends {previous[index]:%Y-%m-%d}"
        yield _fault("coverage", index, "period_start", message)


def contacts_lie_in_coverage(data: Dataset) -> Iterator[DataError]:
    """Issue of the data package: every contact lies in a described, covered period."""
    contacts = data.contacts
    coverage = data.table("coverage")
    periods = coverage[coverage["completeness"] != "none"]
    dates = dict(list(contacts.groupby("actor_id")["date"]))
    inside = pd.Series(data=False, index=contacts.index)
    for period in each(periods):
        if period.actor_id in dates:
            days = dates[period.actor_id]
            held = days.between(period.period_start, period.period_end)
            inside[days.index[held]] = True
    for row in contacts[~inside].itertuples():
        message = f"no period of coverage of {row.actor_id} holds {row.date:%Y-%m-%d}"
        yield _fault("contacts", row.Index, "date", message)


def events_are_one_contact(data: Dataset) -> Iterator[DataError]:
    """Research notes, contacts: rows of one event differ only in the counterpart."""
    contacts = data.contacts
    events = contacts.groupby("event_id")
    for field in ("date", "kind", "format", "place"):
        differs = contacts[field] != events[field].transform("first")
        for index in contacts.index[differs]:
            message = "differs from another row of the same event"
            yield _fault("contacts", index, field, message)
    for index in contacts.index[contacts.duplicated(["event_id", "counterpart"])]:
        message = "the event already has this counterpart"
        yield _fault("contacts", index, "counterpart", message)


def events_agree_with_their_contact(data: Dataset) -> Iterator[DataError]:
    """Descriptor: an event that is a contact has its day and its counterpart."""
    events = data.table("events")
    contacts = data.contacts
    named = among(contacts["contact_id"], events["contact_id"])
    contacts = contacts[named].set_index("contact_id")
    known = events[events["contact_id"].isin(contacts.index)]
    for field, write in (("date", "{:%Y-%m-%d}"), ("actor_id", "{}")):
        held = contacts[field].reindex(known["contact_id"]).set_axis(known.index)
        for index in known.index[known[field] != held]:
            message = f"its contact is of {write.format(held[index])}"
            yield _fault("events", index, field, message)


def working_contacts_agree_with_their_event(data: Dataset) -> Iterator[DataError]:
    """Descriptor: a working-level contact that is an event has its day and side."""
    events = data.table("events").set_index("key_event_id")
    frame = data.table("working_contacts")
    known = frame[frame["key_event_id"].isin(events.index)]
    for field, write in (("date", "{:%Y-%m-%d}"), ("actor_id", "{}")):
        held = events[field].reindex(known["key_event_id"]).set_axis(known.index)
        for index in known.index[known[field] != held]:
            message = f"its event has {write.format(held[index])}"
            yield _fault("working_contacts", index, field, message)


def a_reported_day_stands_with_its_source(data: Dataset) -> Iterator[DataError]:
    """Descriptor: where sources give days, that of the record is one of them."""
    links = data.table("working_contact_sources")
    days = links[links["reported_date"] != ""].groupby("working_contact_id")
    reported = days["reported_date"].agg(list).to_dict()
    for row in data.table("working_contacts").itertuples():
        given = reported.get(row.working_contact_id, [])
        length = _RECORDED_LENGTH.get(str(row.date_precision), 10)
        day = f"{row.date:%Y-%m-%d}"[:length]
        if given and day not in given:
            message = f"no source reports {day}, but {', '.join(sorted(set(given)))}"
            yield _fault("working_contacts", row.Index, "date", message)


def our_counts_recompute(data: Dataset) -> Iterator[DataError]:
    """Issue of the data package: our counts follow from the contacts table."""
    contacts = data.contacts
    for index, claim in data.reported_counts.iterrows():
        stated = claim["our_count"]
        if claim["our_measure"] in ("none", "scrape_items"):
            if (claim["our_measure"] == "none") != pd.isna(stated):
                message = f"does not go with the measure {claim['our_measure']}"
                yield _fault("reported_counts", index, "our_count", message)
            continue
        counted = our_count(claim, contacts)
        if counted != stated:
            message = f"{stated:g} is stated, {counted:g} are counted"
            yield _fault("reported_counts", index, "our_count", message)


def rows_are_sorted(data: Dataset) -> Iterator[DataError]:
    """Design, section 5: tables are sorted by key, so that a change is one line."""
    for name, table in data.package.tables.items():
        frame = data.frames[name]
        keys = list(
            zip(*(frame[key].tolist() for key in table.primary_key), strict=True)
        )
        for index, (before, key) in enumerate(pairwise(keys), start=1):
            if key < before:
                message = "the row belongs further up: rows are sorted by key"
                yield _fault(name, index, table.primary_key[0], message)


def quotations_are_short(data: Dataset) -> Iterator[DataError]:
    """Editorial rule: a quotation has at most eight words. Titles are metadata."""
    for name, field, column in _texts(data):
        if name == "sources" or field.delimiter or field.enum:
            continue
        for index, cell in _where(column, partial(_is_long, field.name)).items():
            for words in _long_quotes(field.name, cell):
                message = f"a quotation has {words} words, {LONGEST_QUOTE} at most"
                yield _fault(name, index, field.name, message)


def _is_long(field: str, cell: str) -> bool:
    return any(_long_quotes(field, cell))


def _long_quotes(field: str, cell: str) -> Iterator[int]:
    quotes = ["".join(groups) for groups in _QUOTED.findall(cell)]
    if field == "wording":
        quotes.append(cell)
    for quote in quotes:
        if len(quote.split()) > LONGEST_QUOTE:
            yield len(quote.split())


def cells_are_trimmed(data: Dataset) -> Iterator[DataError]:
    """Tidy text: no cell begins or ends with a blank, no list repeats an item."""
    for name, field, column in _texts(data):
        for index in column.index[column != column.str.strip()]:
            message = "the cell begins or ends with a blank"
            yield _fault(name, index, field.name, message)
        if not field.delimiter:
            continue
        for index in _where(column, partial(_is_untidy, field)).index:
            message = "the list repeats an item or has an empty one"
            yield _fault(name, index, field.name, message)


def _is_untidy(field: Field, cell: str) -> bool:
    items = field.items(cell)
    return len(set(items)) != len(items) or not all(items)


def texts_are_no_formulas(data: Dataset) -> Iterator[DataError]:
    """Public copies stay exact: no text may run as a formula in a spreadsheet.

    A code that is nothing but the sign (the operator `=`) is none: a formula needs
    something after it.
    """
    for name, field, column in _texts(data):
        for index in _where(column, is_formula).index:
            message = "the text would run as a formula in a spreadsheet"
            yield _fault(name, index, field.name, message)


def facts_stand_in_paragraphs(data: Dataset) -> Iterator[DataError]:
    """Seed facts: the articles are numbered by paragraph, and so is what they say."""
    for field in ("paragraph", "line"):
        column = data.table("seed_facts")[field]
        for index in _where(column, lambda cell: not _NUMBERS.fullmatch(cell)).index:
            message = "numbers of paragraphs are expected, with ; between them"
            yield _fault("seed_facts", index, field, message)


def tenures_are_apart(data: Dataset) -> Iterator[DataError]:
    """Research notes, fill rule 2: one post has one holder at a time."""
    frame = data.governments
    for index in frame.index[frame["end"] <= frame["start"]]:
        yield _fault("governments", index, "end", "ends before it starts")
    earlier = frame.groupby(["actor_id", "post"])
    open_before = earlier["start"].shift().notna() & earlier["end"].shift().isna()
    overlap = open_before | (frame["start"] < earlier["end"].shift())
    for index in frame.index[overlap]:
        message = "the holder before is still in office"
        yield _fault("governments", index, "start", message)
    late = frame["uncertain_after"] < frame["start"]
    for index in frame.index[late | (frame["uncertain_after"] > frame["end"])]:
        message = "lies outside the tenure"
        yield _fault("governments", index, "uncertain_after", message)


def speakers_hold_their_post(data: Dataset) -> Iterator[DataError]:
    """Research notes, fill rule 2 and 3: the office agrees with `governments`."""
    spoken = data.statements.reset_index()
    spoken = spoken[spoken["office_level"].isin(_POSTS)]
    pairs = spoken.merge(
        data.governments,
        left_on=["actor_id", "speaker", "office_level"],
        right_on=["actor_id", "holder", "post"],
        suffixes=("", "_post"),
    )
    until = pairs["end"].fillna(pd.Timestamp.max.normalize())
    pairs = pairs[(pairs["start"] <= pairs["date"]) & (pairs["date"] < until)]
    member = pairs.set_index("index")["in_european_council_post"].to_dict()
    held = spoken["index"].map(member)
    for row in spoken[held != spoken["in_european_council"]].itertuples():
        if row.index not in member:
            message = f"{row.speaker} did not hold this post on {row.date:%Y-%m-%d}"
            yield _fault("statements", row.index, "office_level", message)
        elif member[row.index] != row.in_european_council:
            message = "disagrees with the table governments"
            yield _fault("statements", row.index, "in_european_council", message)


def leaders_hold_their_post(data: Dataset) -> Iterator[DataError]:
    """Fill rule: since 2022 a contact of an EU actor is an act of who led it."""
    contacts = data.contacts.reset_index()
    bound = contacts["actor_id"].isin(data.governments["actor_id"])
    own = contacts[bound & (contacts["date"] >= pd.Timestamp(ACTS_FROM))]
    known = in_office(own, data.governments)["contact_id"]
    for row in own[~own["contact_id"].isin(known)].itertuples():
        message = f"{row.counterpart} led nothing of {row.actor_id} on {row.date:%F}"
        yield _fault("contacts", row.index, "counterpart", message)


def statements_explain_themselves(data: Dataset) -> Iterator[DataError]:
    """Code-book: conditions, disagreement and speakers stand where they belong."""
    frame = data.statements
    rules = {
        "condition": ((frame["stance"] == "conditional"), "the stance conditional"),
        "contested_note": (frame["contested"], "a contested statement"),
        "speaker": (frame["stance"] != "no_statement", "a statement"),
        "office": (frame["stance"] != "no_statement", "a statement"),
    }
    for field, (wanted, what) in rules.items():
        for index in frame.index[(frame[field] != "") != wanted]:
            message = f"belongs to {what}, and only there"
            yield _fault("statements", index, field, message)


def flags_are_defined(data: Dataset) -> Iterator[DataError]:
    """Code-book: every flag has a definition."""
    codebook = data.table("codebook")
    defined = codebook.loc[codebook["field"] == "flags", "code"]
    frame = data.table("statement_flags")
    for index, flag in frame.loc[~frame["flag"].isin(defined), "flag"].items():
        message = f"{flag} is not in the code-book"
        yield _fault("statement_flags", index, "flag", message)


def codebook_defines_declared_codes(data: Dataset) -> Iterator[DataError]:
    """Code-book: what it defines are codes that the descriptor declares."""
    declared = data.package.table("statements")
    for row in data.table("codebook").itertuples():
        name = str(row.field)
        if name == "flags":
            codes = data.package.field("statement_flags", "flag").enum
        elif name in declared.names:
            codes = declared.field(name).enum or ("true", "false")
        else:
            message = f"the table statements has no field {name}"
            yield _fault("codebook", row.Index, "field", message)
            continue
        if row.code not in codes:
            message = f"{row.code} is no declared code of {name}"
            yield _fault("codebook", row.Index, "code", message)


def placeholders_are_first_days(data: Dataset) -> Iterator[DataError]:
    """Research notes, dates: the unknown part of a date is 01."""
    for table in ("statements", "working_contacts", "envoy_names"):
        frame = data.table(table)
        months = frame[frame["date_precision"] == "month"]
        for index in months.index[months["date"].dt.day != 1]:
            message = "the placeholder of a month is its first day"
            yield _fault(table, index, "date", message)
    frame = data.assessments
    # A whole day that is recorded as such keeps all of this.
    written = {day: f"{day:%Y-%m-%d}" for day in frame["date"].unique()}
    exact = frame["date"].map(written) == frame["date_as_recorded"]
    exact &= frame["date_precision"].isin(["day", "approx"])
    for row in frame[~exact].itertuples():
        recorded = str(row.date_as_recorded)
        if f"{row.date:%Y-%m-%d}" != f"{recorded}-01-01"[:10]:
            yield _fault("assessments", row.Index, "date", f"is not {recorded}")
        length = _RECORDED_LENGTH.get(str(row.date_precision), len(recorded))
        if length != len(recorded):
            message = f"does not go with the recorded date {recorded}"
            yield _fault("assessments", row.Index, "date_precision", message)


def nothing_lies_after_the_cutoff(data: Dataset) -> Iterator[DataError]:
    """Descriptor: no record is younger than the cut-off of its subject."""
    for table, subject in (
        ("contacts", "contacts"),
        ("statements", "stances"),
        ("assessments", "assessments"),
        ("working_contacts", "stances"),
        ("envoy_names", "stances"),
    ):
        frame = data.table(table)
        last = pd.Timestamp(data.cutoff(subject))
        for index in frame.index[frame["date"] > last]:
            message = f"lies after the cut-off {last:%Y-%m-%d}"
            yield _fault(table, index, "date", message)


def claims_run_forward(data: Dataset) -> Iterator[DataError]:
    """Descriptor: periods run forward; a claim on all leaders names none."""
    frame = data.reported_counts
    for index in frame.index[frame["period_end"] < frame["period_start"]]:
        message = "ends before it starts"
        yield _fault("reported_counts", index, "period_end", message)
    for field in ("actor_id", "counterpart"):
        wanted = frame["subject"] != "putin-all-leaders"
        for index in frame.index[(frame[field] != "") != wanted]:
            message = "is empty for all leaders, and only there"
            yield _fault("reported_counts", index, field, message)


def corrections_lead_somewhere(data: Dataset) -> Iterator[DataError]:
    """Design, section 2: the public log names tables, records and fields that exist."""
    log = data.table("corrections")
    keys = {
        name: _keys(data.frames[name], table.primary_key, log["record_id"])
        for name, table in data.package.tables.items()
        if name in set(log["table_name"])
    }
    for row in log.itertuples():
        record = str(row.record_id)
        table = data.package.tables.get(str(row.table_name))
        if table is None:
            message = f"there is no table {row.table_name}"
            yield _fault("corrections", row.Index, "table_name", message)
            continue
        if row.field not in table.names:
            message = f"{table.name} has no field {row.field}"
            yield _fault("corrections", row.Index, "field", message)
        if record and record not in keys[table.name]:
            message = f"{table.name} has no record {record}"
            yield _fault("corrections", row.Index, "record_id", message)


def additions_lead_somewhere(data: Dataset) -> Iterator[DataError]:
    """Descriptor: what was added is a record, and has a version and its day."""
    for index, field, message in lost(data):
        yield _fault("additions", index, field, message)


def verdicts_rest_on_others(data: Dataset) -> Iterator[DataError]:
    """Descriptor: each fact is checked, by records that exist.

    What agrees or differs names a record that another publisher than that of the
    articles bears out.
    """
    for index, record in unknown_records(data).items():
        message = f"{record} is no record of this table"
        yield _fault("seed_fact_records", index, "record_id", message)
    checks, facts = data.table("seed_fact_checks"), data.table("seed_facts")
    for index, fact in facts.loc[~facts["fact_id"].isin(checks["fact_id"])][
        "fact_id"
    ].items():
        yield _fault("seed_facts", index, "fact_id", f"{fact} has no check")
    told = checks[checks["verdict"] != "cannot_tell"]
    bare = told[~told["fact_id"].isin(bearing_out(data)["fact_id"])]
    for index, fact in bare["fact_id"].items():
        message = f"{fact} needs a record that another publisher bears out"
        yield _fault("seed_fact_checks", index, "verdict", message)


def cites_agree(data: Dataset) -> Iterator[DataError]:
    """Descriptor: `cites` is told name by name, its first known publisher is named."""
    first: dict[str, str] = {}
    for cite in data.table("source_cites").itertuples():
        first[str(cite.source_id)] = first.get(str(cite.source_id), "") or str(
            cite.cited_publisher_id
        )
    for source in data.sources.itertuples():
        name = str(source.source_id)
        if (name in first) != bool(source.cites):
            message = "cites and the table source_cites do not both name somebody"
            yield _fault("sources", source.Index, "cites", message)
        if source.cites_publisher_id != first.get(name, ""):
            message = f"the first cited publisher is {first.get(name, '')!r}"
            yield _fault("sources", source.Index, "cites_publisher_id", message)


def one_weak_page_is_not_high(data: Dataset) -> Iterator[DataError]:
    """Editorial rule: one page, a relay or of unknown owner, gives medium at most."""
    weak = weak_pages(data)
    for table, holder in _GRADED.items():
        key, frame, links = _LINKS[holder], data.table(table), data.table(holder)
        pages = links[[key, "source_id"]].drop_duplicates()
        alone = pages[~pages[key].duplicated(keep=False)]
        weakly = alone.loc[alone["source_id"].isin(weak), key]
        high = among(frame[key], weakly) & (frame["confidence"] == "high")
        for index in frame.index[high]:
            message = "rests on one page, a relay or of unknown owner: medium at most"
            yield _fault(table, index, "confidence", message)


def a_stored_basis_names_its_page(data: Dataset) -> Iterator[DataError]:
    """Descriptor: the address of a stored source stands where one is the basis."""
    publishers = data.publishers
    for basis, address in (
        ("control_basis", "control_source_url"),
        ("eu_basis", "eu_source_url"),
    ):
        wanted = publishers[basis] == "stored"
        for index in publishers.index[wanted != (publishers[address] != "")]:
            message = f"goes with {basis} stored, and only with that"
            yield _fault("publishers", index, address, message)


def quotation_marks_are_typed(data: Dataset) -> Iterator[DataError]:
    """One style: tables hold typed quotation marks, pages turn them into printed."""
    for name, table in data.package.tables.items():
        for field in table.fields:
            text = field.type == "string" and name != _LOG
            if not text or (name, field.name) in _AS_PRINTED:
                continue
            cells = data.frames[name][field.name]
            for index in cells.index[cells.str.contains(_PRINTED_QUOTE)]:
                message = "a printed quotation mark: type ' or \" instead"
                yield _fault(name, index, field.name, message)


def files_are_plain(data: Dataset) -> Iterator[DataError]:
    """Conventions of the data package: UTF-8 without mark, LF, bare quotation."""
    for table in data.package.tables.values():
        raw = read_bytes(data.root, table)
        for line, message in _deviations(raw):
            yield DataError(table.file, message, row=line or None)


def _deviations(raw: bytes) -> Iterator[tuple[int, str]]:
    if raw.startswith(_BYTE_ORDER_MARK):
        yield 1, "a byte order mark stands before the header: save without it"
    if b"\r" in raw:
        yield 0, "lines end in CR LF: save the file with LF"
    if not raw.endswith(b"\n"):
        yield raw.count(b"\n") + 1, "the last line has no line end"
    # What deviates is said above; here only quotation marks are compared.
    text = raw.decode("utf-8-sig").replace("\r\n", "\n").removesuffix("\n")
    lines = enumerate(text.split("\n"), start=1)
    quoting = {number: line for number, line in lines if '"' in line}
    if _written(quoting.values()) == "\n".join(quoting.values()):
        return
    for number, line in quoting.items():
        if line != _written([line]):
            yield number, "quotation marks stand where none are needed, or are bare"


def _written(lines: Iterable[str]) -> str:
    """Some rows as the standard library writes them."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(csv.reader(lines))
    return written.getvalue().removesuffix("\n")


def _keys(frame: pd.DataFrame, fields: tuple[str, ...], wanted: pd.Series) -> set[str]:
    """Which of the keys wanted a table has, parts joined by a slash."""
    # By the first part alone most rows of a large table drop out.
    first = {key.partition("/")[0] for key in wanted}
    frame = frame[frame[fields[0]].astype("str").isin(first)]
    parts = (frame[field].astype("str") for field in fields)
    return {"/".join(key) for key in zip(*parts, strict=True)}


def _where(column: pd.Series, breaks: Callable[[str], object]) -> pd.Series:
    """The cells that break a rule on text; each different cell is tested once."""
    broken = [cell for cell in column.unique().tolist() if breaks(cell)]
    return column[column.isin(broken)] if broken else column.iloc[:0]


def _fault(table: str, index: object, field: str, reason: str) -> DataError:
    """A fault of one record, told by its number in the table counted from 0."""
    return DataError(f"{table}.csv", reason, row=line_of(index), field=field)


def _texts(data: Dataset) -> Iterator[tuple[str, Field, pd.Series]]:
    """Every column of text: its table, its field and its cells."""
    for name, table in data.package.tables.items():
        for field in table.fields:
            if field.type == "string":
                yield name, field, data.frames[name][field.name]


RULES: tuple[Rule, ...] = (
    Rule(every_fact_has_a_source, at_start=True),
    Rule(record_ids_are_told_apart),
    Rule(links_are_numbered),
    Rule(topics_are_used_once),
    Rule(coverage_periods_are_apart, at_start=True),
    Rule(contacts_lie_in_coverage, at_start=True),
    Rule(events_are_one_contact, at_start=True),
    Rule(events_agree_with_their_contact),
    Rule(working_contacts_agree_with_their_event),
    Rule(a_reported_day_stands_with_its_source),
    Rule(our_counts_recompute),
    Rule(rows_are_sorted),
    Rule(quotations_are_short),
    Rule(cells_are_trimmed),
    Rule(texts_are_no_formulas),
    Rule(facts_stand_in_paragraphs, at_start=True),
    Rule(tenures_are_apart, at_start=True),
    Rule(speakers_hold_their_post),
    Rule(leaders_hold_their_post),
    Rule(statements_explain_themselves),
    Rule(flags_are_defined),
    Rule(codebook_defines_declared_codes),
    Rule(placeholders_are_first_days),
    Rule(nothing_lies_after_the_cutoff, at_start=True),
    Rule(claims_run_forward, at_start=True),
    Rule(corrections_lead_somewhere),
    Rule(additions_lead_somewhere, at_start=True),
    Rule(verdicts_rest_on_others),
    Rule(cites_agree),
    Rule(one_weak_page_is_not_high),
    Rule(a_stored_basis_names_its_page),
    Rule(quotation_marks_are_typed),
    Rule(files_are_plain),
)
