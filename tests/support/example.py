"""A second, small package: other leaders and states, all of it invented.

    python -m tests.support.example DIRECTORY

writes it as docs/adapt.md tells an adapter to: our descriptor with its words and
settings changed, and the tables of `tests/example_package`. A table without a file
there is empty; a column that a file leaves out is empty, too.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

from data.schema import DATA_DIRECTORY, DESCRIPTOR, package
from tests.support.paths import REPOSITORY

TABLES = REPOSITORY / "tests" / "example_package"

# What the descriptor's texts say of our subject, and what they say of the example's.
WORDS = {
    "Vladimir Putin": "Mara Vega",
    "Emmanuel Macron": "Ilan Dorn",
    "European Council": "League Council",
    "European Union": "League",
    "Izvestia": "Gazette",
    "Kremlin": "Citadel",
    "Moscow": "Arcady",
    "Putin": "Vega",
    "Macron": "Dorn",
    "Russian": "Arcadian",
    "Russia": "Arcadia",
    "Ukraine": "Feros",
    "European": "Isles",
    "Europe": "the Isles",
    "France": "Dorna",
    "French": "Dornan",
    "EU": "League",
}
# Codes of the example where ours name our subject.
CODES = {
    ("assessments", "question"): {"channel": "A League channel"},
    ("reported_counts", "subject"): {"vega-dorna": "Vega and Dorna's leader"},
}


def said(text: str) -> str:
    """Say of the example what a text says of our subject."""
    for ours, theirs in WORDS.items():
        text = text.replace(ours, theirs)
    return text


def descriptor() -> dict[str, Any]:
    """Return our descriptor with the words, codes and settings of the example."""
    raw = json.loads((DATA_DIRECTORY / DESCRIPTOR).read_text(encoding="utf-8"))
    declared: dict[str, Any] = json.loads(
        (TABLES / "settings.json").read_text(encoding="utf-8")
    )
    for resource in raw["resources"]:
        resource["title"] = said(resource["title"])
        resource["description"] = said(resource["description"])
        for field in resource["schema"]["fields"]:
            field["title"] = said(field["title"])
            field["description"] = said(field["description"])
            for item in field.get("categories", ()):
                item["label"] = said(item["label"])
            codes = CODES.get((resource["name"], field["name"]))
            if codes:
                field["constraints"]["enum"] = list(codes)
                field["categories"] = [
                    {"value": code, "label": label} for code, label in codes.items()
                ]
    return {**raw, **declared}


def write(root: Path) -> Path:
    """Write the example package below `root`, and return that folder."""
    (root / "tables").mkdir(parents=True)
    text = json.dumps(descriptor(), ensure_ascii=False, indent=2)
    (root / DESCRIPTOR).write_text(text + "\n", encoding="utf-8")
    for table in package().tables.values():
        written: list[dict[str, str]] = []
        source = TABLES / table.file
        if source.exists():
            with source.open(encoding="utf-8", newline="") as file:
                written = list(csv.DictReader(file))
        key = table.primary_key
        written.sort(
            key=lambda row: [int(row[k]) if row[k].isdecimal() else row[k] for k in key]
        )
        with (root / table.path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.names, "", lineterminator="\n")
            writer.writeheader()
            writer.writerows(written)
    return root


if __name__ == "__main__":
    write(Path(sys.argv[1]))
