"""Message catalogues: every sentence that a reader sees is looked up here.

Catalogues are gettext `.po` files, one per domain, in
`components/locale/<language>/LC_MESSAGES/`. A message id is a key such as
`calls.title`; its domain is the part before the first dot. Keys, not English
sentences, are the ids, so that a wording can be mended without touching code.

`{our.leader}` and the like are filled from the settings of the data in use
(`data.setting`) when a catalogue is read; all other placeholders by who asks.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from components import format as fmt
from data.load import default_root
from data.manifest import read_file, read_manifest
from data.schema import DESCRIPTOR, DataError, package_of
from data.setting import UNNAMED, Setting

LOCALE_ROOT = Path(__file__).parent / "locale"
SOURCE_LANGUAGE = "en"
# Any number that no language of the app counts as few.
MANY = 100
# The domain of the data's own words; its English is its key.
PACKAGE = "package"

OUR = re.compile(r"\{our\.([a-z_]+)\}")

_language: ContextVar[str] = ContextVar("language", default=SOURCE_LANGUAGE)

# What the data are about that this run shows.
_subject: ContextVar[Setting | None] = ContextVar("subject", default=None)


class MissingMessageError(KeyError):
    """No catalogue of the language, nor the English one, holds the key."""


@cache
def available_languages() -> tuple[str, ...]:
    """Codes of the languages that have catalogues, English first."""
    codes = {code for code, _ in read()}
    return tuple(sorted(codes, key=lambda code: (code != SOURCE_LANGUAGE, code)))


@cache
def read() -> Mapping[tuple[str, str], bytes]:
    """Return the catalogues by language and domain, as they lay there at the start.

    They belong to the code that runs. Read again when other data are loaded, they could
    be those of other code, or half of them.
    """
    return {
        (path.parent.parent.name, path.stem): path.read_bytes()
        for path in LOCALE_ROOT.glob("*/LC_MESSAGES/*.po")
    }


def set_language(code: str) -> None:
    """Choose the language of this script run; it is kept per run, not per process."""
    _language.set(code)
    fmt.set_locale(code)


def language() -> str:
    """Code of the language of this script run."""
    return _language.get()


def speak_of(words: Setting | None) -> None:
    """Choose the settings of the data that this script run shows; None: of no data."""
    _subject.set(words)


def setting() -> Setting:
    """Return the settings of the data that this run shows.

    Outside of a run those of the data in use, read once per process.
    """
    words = _subject.get()
    if words is not None:
        return words
    try:
        return _declared()
    except DataError:
        # The page that tells of the fault needs its words all the same.
        return UNNAMED


@cache
def _declared() -> Setting:
    # Words of a damaged file would stand on all pages, and stay.
    root = default_root()
    known = read_manifest(root)
    raw = known.read(DESCRIPTOR) if known else read_file(root / DESCRIPTOR, DESCRIPTOR)
    return package_of(raw).setting


def forget_subject() -> None:
    """Drop the settings of the data, and the messages that they filled."""
    for kept in (_declared, catalogue):
        kept.cache_clear()


def forget() -> None:
    """Drop settings and catalogues, so that they are read anew (for tests)."""
    forget_subject()
    for kept in (read, available_languages):
        kept.cache_clear()


def filled(message: str, words: Setting, code: str = SOURCE_LANGUAGE) -> str:
    """Fill `{our.…}` in a message.

    Args:
        message: the text as the catalogue has it.
        words: the settings that name the subject.
        code: language into which the words are translated.

    Raises:
        KeyError: no setting has that name.
    """
    named = words.words

    def word(found: re.Match[str]) -> str:
        return catalogue(code, PACKAGE).gettext(named[found[1]])

    return OUR.sub(word, message)


@cache
def catalogue(
    code: str, domain: str, words: Setting | None = None
) -> gettext.NullTranslations:
    """Return one compiled catalogue, falling back to English for what it lacks.

    With `words` the messages name the subject of these settings. The `.po` file is
    compiled in memory: hosts that build nothing then need no committed binary, and
    text can not differ from its source.
    """
    translations = gettext.NullTranslations()
    if raw := read().get((code, domain)):
        messages = read_po(io.BytesIO(raw), locale=code)
        for message in list(messages):
            # An empty plural would be written as its own key, and not fall back.
            if message.id and not _is_translated(message.string):
                messages.delete(message.id)
            elif words is not None:
                forms = message.string
                message.string = (
                    filled(forms, words, code)
                    if isinstance(forms, str)
                    else tuple(filled(form, words, code) for form in forms or ())
                )
        compiled = io.BytesIO()
        write_mo(compiled, messages)
        compiled.seek(0)
        translations = gettext.GNUTranslations(compiled)
    if code != SOURCE_LANGUAGE:
        translations.add_fallback(catalogue(SOURCE_LANGUAGE, domain, words))
    return translations


def _is_translated(string: object) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def _catalogue_of(key: str) -> gettext.NullTranslations:
    return catalogue(_language.get(), key.partition(".")[0], setting())


def t(key: str, **values: object) -> str:
    """Return the message of `key` with `{name}` placeholders filled.

    Raises:
        MissingMessageError: no catalogue holds the key.
    """
    message = _catalogue_of(key).gettext(key)
    if message == key:
        raise MissingMessageError(key)
    return message.format(**values) if values else message


def tn(key: str, n: float, **values: object) -> str:
    """Return the plural form of `key` for `n`; `{n}` is the formatted number.

    A fraction is printed with one digit and takes the form of many.

    Raises:
        MissingMessageError: no catalogue holds the key.
    """
    part = n != int(n)
    message = _catalogue_of(key).ngettext(key, key, MANY if part else int(n))
    if message == key:
        raise MissingMessageError(key)
    return message.format(n=fmt.number(n, int(part)), **values)
