"""The descriptor: complete, consistent, and the source of the dictionary.

Where it is damaged, one clear error says so.
"""

from __future__ import annotations

import json

import pytest

from data import schema
from data.load import load
from data.schema import DATA_DIRECTORY, DataError, package
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


def test_package_is_read_once():
    assert package() is package()


def fails(copy) -> DataError:
    with pytest.raises(DataError) as caught:
        load(copy.root)
    return caught.value


def test_a_descriptor_with_signs_that_are_not_seen(copy):
    path = copy.root / "datapackage.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw["resources"][0]["schema"]["fields"][0]["title"] = "Name\u202e"
    path.write_text(json.dumps(raw), encoding="utf-8")
    error = fails(copy)
    assert error.file == "datapackage.json"
    assert "U+202E" in error.reason


def _renamed(raw, name):
    raw["resources"][0]["title"] = name


def _relabelled(raw, name):
    field = next(
        f for f in raw["resources"][0]["schema"]["fields"] if "categories" in f
    )
    field["categories"][0]["label"] = name


def _called(raw, name):
    raw["openline:setting"]["leader"] = name


@pytest.mark.parametrize("change", [_renamed, _relabelled, _called])
@pytest.mark.parametrize("name", ["[a](//b)", "<b>x", "a `b`", "=1+1"])
def test_a_descriptor_with_markup_in_its_names(copy, change, name):
    path = copy.root / "datapackage.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    change(raw, name)
    path.write_text(json.dumps(raw), encoding="utf-8")
    assert "a name does not hold" in fails(copy).reason


def test_missing_descriptor(copy):
    (copy.root / "datapackage.json").unlink()
    error = fails(copy)
    assert str(error) == "datapackage.json: the file is missing"


@pytest.mark.parametrize(
    ("text", "row", "reason"),
    [
        ("{\n  no json\n}", 2, "not valid JSON"),
        ("{}", None, "the property licenses is missing"),
        ("[]", None, "a property is malformed"),
        ("\xff", None, "not UTF-8"),
    ],
)
def test_damaged_descriptor(copy, text, row, reason):
    (copy.root / "datapackage.json").write_bytes(text.encode("latin-1"))
    error = fails(copy)
    assert (error.file, error.row) == ("datapackage.json", row)
    assert reason in error.reason


def _first_field(raw):
    return raw["resources"][0]["schema"]["fields"][0]


def _key(raw):
    """The first foreign key of the first table that has one."""
    return next(
        resource["schema"]["foreignKeys"][0]
        for resource in raw["resources"]
        if "foreignKeys" in resource["schema"]
    )


def _foreign_key(raw):
    return _key(raw)["reference"]


DECLARED = {
    "unknown type": (lambda raw: _first_field(raw).update(type="fax"), "fax"),
    "no table": (lambda raw: raw.update(resources=[]), "actors is not declared"),
    "table gone": (
        lambda raw: raw["resources"].pop(0),
        "the table actors is not declared",
    ),
    "cut-off gone": (
        lambda raw: raw["cutoffs"].pop("stances"),
        "the cut-off of stances is missing",
    ),
    "cut-off in words": (
        lambda raw: raw["cutoffs"].update(stances="July"),
        "Invalid isoformat string: 'July'",
    ),
    "path out of the folder": (
        lambda raw: raw["resources"][0].update(path="../../secrets.csv"),
        "the path of actors leads out of the folder: ../../secrets.csv",
    ),
    "key of no field": (
        lambda raw: raw["resources"][0]["schema"].update(primaryKey=["fax"]),
        "the primary key of actors names no field: fax",
    ),
    "reference to no table": (
        lambda raw: _foreign_key(raw).update(resource="faxes"),
        "affiliation_sources.affiliation_id names no table: faxes",
    ),
    "reference to no field": (
        lambda raw: _foreign_key(raw).update(fields=["fax"]),
        "names no field of affiliations: fax",
    ),
    "reference from no field": (
        lambda raw: _key(raw).update(fields=["fax"]),
        "affiliation_sources.fax is no field",
    ),
    "field twice": (
        lambda raw: raw["resources"][0]["schema"]["fields"].append(_first_field(raw)),
        "the table actors declares a field twice",
    ),
    "malformed pattern": (
        lambda raw: _first_field(raw)["constraints"].update(pattern="([A"),
        "the pattern of actors.actor_id is malformed",
    ),
    "pattern that is no text": (
        lambda raw: _first_field(raw)["constraints"].update(pattern=3),
        "pattern of the field 'actor_id' is 3",
    ),
    "bound that is no number": (
        lambda raw: _first_field(raw)["constraints"].update(minimum="one"),
        "a bound of actors.actor_id is no number: 'one'",
    ),
    "code without a label": (
        lambda raw: raw["resources"][0]["schema"]["fields"][2]["categories"].pop(),
        "the labels of actors.kind are not those of its codes",
    ),
}


@pytest.mark.parametrize("case", DECLARED)
def test_descriptor_that_does_not_hold_together(copy, case):
    change, reason = DECLARED[case]
    path = copy.root / "datapackage.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    change(raw)
    path.write_text(json.dumps(raw), encoding="utf-8")
    error = fails(copy)
    assert (error.file, error.row) == ("datapackage.json", None)
    assert reason in error.reason


def test_every_table_that_is_declared_is_demanded():
    assert set(schema.TABLES) == set(package().tables)
    assert set(schema.CUTOFFS) == set(package().cutoffs)


def _places(part, at=()):
    """The place of each value of what JSON holds, by the keys that lead there."""
    if isinstance(part, dict | list):
        for key in part if isinstance(part, dict) else range(len(part)):
            yield (*at, key)
            yield from _places(part[key], (*at, key))


OPTIONAL = ("pattern", "unit", "openline:delimiter")


@pytest.mark.parametrize(
    "value", [None, True, 0, [], {}, [[]]], ids=lambda value: json.dumps(value)
)
def test_where_a_text_is_read_nothing_else_may_stand(value):
    """At one place of each kind: the first by the names on the way to it."""
    raw = (DATA_DIRECTORY / "datapackage.json").read_text(encoding="utf-8")
    kinds = {}
    for place in _places(json.loads(raw)):
        kind = tuple("n" if isinstance(key, int) else key for key in place)
        kinds.setdefault(kind, place)
    assert len(kinds) > 60
    for place in kinds.values():
        changed = inside = json.loads(raw)
        for key in place[:-1]:
            inside = inside[key]
        before, inside[place[-1]] = inside[place[-1]], value
        try:
            made = schema.package_of(json.dumps(changed).encode())
            schema.check_declaration(made)
        except DataError:
            continue
        left_out = value is None and place[-1] in OPTIONAL
        assert made == package() or left_out or not isinstance(before, str), place


def test_brackets_without_end_are_a_damaged_descriptor():
    with pytest.raises(DataError, match=r"datapackage\.json"):
        schema.package_of(b"[" * 200_000)
