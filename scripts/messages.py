"""Catalogues of a language: what there is to translate, with the English beside it.

    python -m scripts.messages de

writes `components/locale/de/LC_MESSAGES/`: every key of the English catalogues with
its English as a comment, and `package.po` with the texts of the data package, which
are their own keys. Run again, it keeps what is translated, adds what is new, and sets
apart what is gone. What stays empty is shown in English.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from components.text import LOCALE_ROOT, PACKAGE, SOURCE_LANGUAGE
from data.load import Dataset, load

# Columns of tables whose cells are printed as names in the reader's language.
NAMES = (("actors", "name"), ("topics", "name"), ("contacts", "office"))


def english(domain: str) -> Catalog:
    """Return the English catalogue of a domain, as a template without translations.

    Returns:
        Each key with its English as a comment for the translator.
    """
    path = LOCALE_ROOT / SOURCE_LANGUAGE / "LC_MESSAGES" / f"{domain}.po"
    with path.open("rb") as file:
        written = read_po(file)
    template = Catalog()
    for message in written:
        if message.id:
            said = message.string
            texts = said if isinstance(said, tuple) else (said,)
            template.add(message.id, auto_comments=[f"English: {x}" for x in texts])
    return template


def texts_of(dataset: Dataset) -> Catalog:
    """Return the texts of the data package: the descriptor's and the names in tables.

    Args:
        dataset: whose descriptor and tables are read.
    """
    template = Catalog()
    for text, place in _texts(dataset):
        if text:
            template.add(text, auto_comments=[place])
    return template


def _texts(dataset: Dataset) -> Iterator[tuple[str, str]]:
    for name, word in dataset.package.setting.words.items():
        yield word, f"setting {name}"
    for table in dataset.package.tables.values():
        yield table.title, f"title of the table {table.name}"
        yield table.description, f"description of the table {table.name}"
        for field in table.fields:
            place = f"{table.name}.{field.name}"
            yield field.title, f"title of {place}"
            yield field.description, f"description of {place}"
            yield field.unit or "", f"unit of {place}"
            for code, label in field.labels.items():
                yield label, f"{place}: {code}"
    for name, column in NAMES:
        for text in dict.fromkeys(dataset.table(name)[column]):
            yield text, f"{name}.{column}"


def write(language: str, root: Path = LOCALE_ROOT) -> list[Path]:
    """Write the catalogues of a language below `root`, keeping what is translated.

    Args:
        language: its code, such as `de`.
        root: the folder of all languages.

    Returns:
        The files written.

    Raises:
        babel.core.UnknownLocaleError: there is no such language.
    """
    locale = Locale.parse(language)
    sources = (LOCALE_ROOT / SOURCE_LANGUAGE / "LC_MESSAGES").glob("*.po")
    templates = {path.stem: english(path.stem) for path in sources}
    templates[PACKAGE] = texts_of(load())
    folder = root / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for domain, template in sorted(templates.items()):
        path = folder / f"{domain}.po"
        catalogue = Catalog(locale, header_comment="", project="Open Line", fuzzy=False)
        if path.exists():
            with path.open("rb") as file:
                catalogue = read_po(file, locale=locale)
        # Keys resemble one another without meaning the same: nothing is guessed.
        catalogue.update(template, no_fuzzy_matching=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=0, omit_header=False)
        written.append(path)
    return written


def main(arguments: list[str] | None = None) -> int:
    """Write the catalogues of the language that is named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("language", help="code of the language, such as de")
    named = parser.parse_args(arguments).language
    if named == SOURCE_LANGUAGE:
        print("English is the source: edit its catalogues themselves.", file=sys.stderr)
        return 2
    try:
        written = write(named)
    except (UnknownLocaleError, ValueError):
        print(f"{named}: no such language; give a code such as de.", file=sys.stderr)
        return 2
    print(f"Wrote {len(written)} catalogues to {written[0].parent}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
