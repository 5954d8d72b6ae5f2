"""The descriptor: complete, consistent, and the source of the dictionary."""

from __future__ import annotations

import json

import pytest

from data.schema import DATA_DIRECTORY, package
from scripts.build_dictionary import DICTIONARY, build

FIELDS = [
    pytest.param(table, field, id=f"{table.name}.{field.name}")
    for table in package().tables.values()
    for field in table.fields
]


def test_every_table_file_is_declared():
    declared = {table.path for table in package().tables.values()}
    files = (DATA_DIRECTORY / "tables").iterdir()
    assert declared == {"corrections.csv", *(f"tables/{file.name}" for file in files)}


@pytest.mark.parametrize(("table", "field"), FIELDS)
def test_field_is_described(table, field):
    assert field.title
    assert len(field.title) <= 30
    assert field.description.endswith((".", ")"))
    assert tuple(item.value for item in field.categories) == field.enum
    assert all(item.label for item in field.categories)


def test_keys_lead_to_single_keys():
    for table in package().tables.values():
        for key in table.foreign_keys:
            assert package().table(key.table).primary_key == (key.target,)
            assert key.field in table.names


def test_codes_are_stable_and_labelled():
    kind = package().field("contacts", "kind")
    assert kind.labels["joint_call"] == "Conference call"
    assert kind.enum == ("call", "joint_call", "video_call", "meeting")
    with pytest.raises(KeyError):
        package().field("contacts", "fax")


def test_lists_are_split():
    field = package().field("contacts", "other_participants")
    assert field.items("Angela Merkel;Petro Poroshenko") == (
        "Angela Merkel",
        "Petro Poroshenko",
    )
    assert field.items("") == ()


def test_descriptor_is_pretty_printed():
    text = (DATA_DIRECTORY / "datapackage.json").read_text(encoding="utf-8")
    pretty = json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
    assert text == pretty


def test_dictionary_is_current():
    written = DICTIONARY.read_text(encoding="utf-8")
    assert written == build(package()), "run python scripts/build_dictionary.py"
