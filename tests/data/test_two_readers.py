"""The fast reader and the slow one: whatever the damage, they agree.

Loading reads with pyarrow, vectorised; the message of an error and validation come
from a reader that goes cell by cell. A file that one takes and the other refuses
would be drawn without being valid, or be refused without a reason.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.diagnose import faults
from data.load import DataError, read
from data.schema import DATA_DIRECTORY, package

TABLES = sorted(package().tables)

edits = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 40),
        st.sampled_from(
            [
                b"", b",", b'"', b"\n", b"\r", b"\r\n", b"\x00", b"\t", b";", b" ",
                b"\xff", b"-", b"0", b"9" * 20, b"1,075", b"2022-02-30", b"nan", b"+1",
                b"1e3", b"yes", b"x",
            ]
        ),
    ),
    min_size=1,
    max_size=3,
)  # fmt: skip


def damaged(raw: bytes, changes) -> bytes:
    """The bytes with some cut out and others put in, each at a share of the length."""
    for at, cut, put in changes:
        start = int(at * len(raw))
        raw = raw[:start] + put + raw[start + cut :]
    return raw


def refusal(folder, table) -> str | None:
    """What loading says of a file; None where it takes it."""
    try:
        read(folder, table)
    except DataError as error:
        return str(error)
    return None


@pytest.mark.parametrize("name", TABLES)
def test_sound_tables_have_no_fault(name):
    table = package().table(name)
    assert list(faults((DATA_DIRECTORY / table.path).read_bytes(), table)) == []


@given(st.sampled_from(TABLES), edits)
@example("contact_topics", [(0.3333333333333333, 1, b"\r")])
@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_both_readers_take_or_refuse_a_file(tmp_path, name, changes):
    table = package().table(name)
    raw = damaged((DATA_DIRECTORY / table.path).read_bytes(), changes)
    (tmp_path / "tables").mkdir(exist_ok=True)
    (tmp_path / table.path).write_bytes(raw)
    found = [str(fault) for fault in faults(raw, table)]
    assert refusal(tmp_path, table) == (found[0] if found else None)
