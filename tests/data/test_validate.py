"""Validation: the real package passes, and every fault is told once, with its place.

At the start of the app, what would show a wrong number is refused in the same words.
"""

from __future__ import annotations

import subprocess
import sys

import frictionless
import pandas as pd
import pytest

from data.load import load
from data.schema import DATA_DIRECTORY, DESCRIPTOR, DataError
from data.validate import load_checked, main, validate
from tests.support.package import edit, without


def test_the_package_is_valid(capsys):
    assert main(["--root", str(DATA_DIRECTORY)]) == 0
    assert capsys.readouterr().out == "The data package is valid.\n"


def printed(copy, capsys, *options):
    """The lines that the command prints for a damaged copy, with exit status 1."""
    assert main(["--root", str(copy.root), *options]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    return out.splitlines()


def test_every_fault_of_a_file_is_told_by_table_row_and_field(copy, capsys):
    copy.put("contacts", 5, kind="fax", date="1 May 2022")
    copy.put("contacts", 9, duration_min="-75")
    copy.put("statements", 7, stance="maybe")
    copy.path("publishers").unlink()
    assert printed(copy, capsys) == [
        "contacts:5:date: '1 May 2022' is not a day of the calendar as YYYY-MM-DD",
        "contacts:9:duration_min: -75 is less than 1",
        "contacts:5:kind: 'fax' is not one of call, joint_call, video_call, meeting",
        "publishers:-:-: the file is missing",
        "statements:7:stance: 'maybe' is not one of initiates, supports, conditional, "
        "cautious, opposes, declined_comment, no_statement",
    ]


def test_one_fault_is_not_told_once_per_row_or_per_reference(copy, capsys):
    copy.path("contacts").write_text("", encoding="utf-8")
    assert printed(copy, capsys) == ["contacts:-:-: the file is empty"]
    copy.rewrite("sources", lambda rows: rows.pop(0))
    text = copy.path("experts").read_text(encoding="utf-8")
    copy.path("experts").write_text(text.replace(",kind", ",sort", 1), encoding="utf-8")
    assert "experts:1:-: missing columns: kind" in printed(copy, capsys)


def test_long_lists_of_faults_are_cut_unless_asked_for(copy, capsys):
    total = len(load(copy.root).table("contact_topics"))
    copy.rewrite("topics", lambda rows: rows.pop(0))
    copy.rewrite("contact_topics", lambda rows: [r.update(topic_id="x") for r in rows])
    lines = printed(copy, capsys)
    assert lines[0] == "contact_topics:2:topic_id: 'x' is not in the table topics"
    more = f"contact_topics:-:topic_id: and {total - 10} more; --all lists them"
    assert lines[-1] == more
    assert len(lines) == 11
    assert len(printed(copy, capsys, "--all")) == total


def test_a_carriage_return_inside_a_row_is_told_with_its_line(copy, capsys):
    path = copy.path("experts")
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b",FIN,", b",F\rIN,", 1))
    lines = printed(copy, capsys)
    assert lines[0].startswith("experts:2:-: 5 cells are expected, 4 found")
    assert lines[1].startswith("experts:2:-: a line ends in CR alone")
    assert lines[2].startswith("experts:3:-: 5 cells are expected, 2 found")


def test_missing_table_and_descriptor(copy, capsys):
    copy.path("contacts").unlink()
    assert printed(copy, capsys) == ["contacts:-:-: the file is missing"]
    (copy.root / "datapackage.json").unlink()
    assert printed(copy, capsys) == ["datapackage.json:-:-: the file is missing"]


def test_command_exits_with_1(copy):
    copy.put("reported_counts", 2, our_count="21")
    result = subprocess.run(
        [sys.executable, "-m", "data.validate", "--root", str(copy.root)],
        cwd=DATA_DIRECTORY.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "reported_counts:2:our_count: " in result.stdout
    assert result.stderr == ""


def places(root):
    """Where frictionless, which knows nothing of our code, finds a fault."""
    report = frictionless.validate(str(root / DESCRIPTOR), type="package")
    assert report.errors == []
    return {
        (task.name, error.row_number, error.field_name)
        for task in report.tasks
        for error in task.errors
        if hasattr(error, "field_name")
    }


def test_a_second_reader_finds_the_same_places(copy):
    """What our reader finds, frictionless finds in the same row and field."""
    assert places(copy.root) == set()
    copy.put("contacts", 5, kind="fax", date="1 May 2022", counterpart="")
    copy.put("contacts", 9, duration_min="-75")
    copy.put("publishers", 7, publisher_id="A B")
    ours = {(fault.table, fault.row, fault.field) for fault in validate(copy.root)}
    theirs = places(copy.root)
    assert theirs == {place for place in ours if place[0] != "sources"}
    assert len(theirs) == 5


CALL = ("contacts", "contact_id", "fra-2025-07-01-call")

CASES = {
    "a call without a source": (
        without("contact_sources", "contact_id", "fra-2025-07-01-call"),
        "contacts.csv", "contact_id", "has no source",
    ),
    "a call after the cut-off": (
        edit(*CALL, date="2026-08-01"),
        "contacts.csv", "date", "no period of coverage of FRA holds 2026-08-01",
    ),
    "a call where nothing was searched": (
        edit("contacts", "contact_id", "fra-2017-05-18-call", date="2017-05-01"),
        "contacts.csv", "date", "no period of coverage of FRA holds 2017-05-01",
    ),
    "a joint call on two days": (
        edit("contacts", "contact_id", "fra-2022-03-10-joint-call", date="2022-03-11"),
        "contacts.csv", "date", "differs from another row of the same event",
    ),
    "a period searched twice": (
        edit("coverage", "period_start", "2019-01-01", period_start="2018-06-01"),
        "coverage.csv", "period_start", "overlaps the period before",
    ),
    "two heads of one government": (
        edit(
            "governments", "tenure_id", "aut-head-of-government-2025-01-10",
            start="2025-01-09",
        ),
        "governments.csv", "start", "the holder before is still in office",
    ),
    "a claim that runs backwards": (
        edit("reported_counts", "claim_id", "RC01", period_end="2021-01-01"),
        "reported_counts.csv", "period_end", "ends before it starts",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_rows_that_contradict_each_other_are_refused(copy, case):
    damage, file, field, reason = CASES[case]
    line = damage(copy)
    assert load(copy.root)  # each file by itself is sound
    with pytest.raises(DataError) as caught:
        load_checked(copy.root)
    error = caught.value
    assert (error.file, error.row, error.field) == (file, line, field)
    assert reason in error.reason


def test_sound_data_is_what_load_reads(dataset):
    sound = load_checked(dataset.root)
    assert sound.package == dataset.package
    for name, frame in dataset.frames.items():
        pd.testing.assert_frame_equal(sound.frames[name], frame)
