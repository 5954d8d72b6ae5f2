"""Every column and every code has a name for people."""

from __future__ import annotations

import pytest

from components import labels
from components.registry import PAGES, page
from data.schema import package

FIELDS = [
    pytest.param(table.name, field, id=f"{table.name}.{field.name}")
    for table in package().tables.values()
    for field in table.fields
]


@pytest.mark.parametrize(("table", "field"), FIELDS)
def test_columns_and_codes_are_labelled(table, field):
    assert labels.field(table, field.name)
    assert field.description
    assert set(field.labels) == set(field.enum)
    for code in field.enum:
        assert labels.code(table, field.name, code), code


def test_labels_and_codes_are_those_of_the_data_in_use(damaged):
    path = damaged.root / "datapackage.json"
    text = path.read_text(encoding="utf-8")
    field = package().field("contacts", "confidence")
    title, label = field.title, field.labels["medium"]
    assert f'"title": "{title}"' in text
    changed = text.replace(f'"title": "{title}"', '"title": "Certainty"')
    changed = changed.replace(f'"label": "{label}"', '"label": "Middling"')
    path.write_text(changed, encoding="utf-8")
    assert labels.field("contacts", "confidence") == "Certainty"
    assert labels.code("contacts", "confidence", "medium") == "Middling"


def test_a_unit_stands_beside_the_label():
    assert labels.field("contacts", "duration_min").endswith(")")


def test_unknown_names_are_errors_and_empty_codes_empty():
    with pytest.raises(KeyError):
        labels.field("contacts", "nothing")
    with pytest.raises(KeyError):
        labels.code("nothing", "kind", "call")
    assert labels.code("contacts", "initiator", "") == ""


def test_pages_are_found_by_their_stem():
    assert [page(spec.stem) for spec in PAGES] == list(PAGES)
    with pytest.raises(KeyError):
        page("nothing")
