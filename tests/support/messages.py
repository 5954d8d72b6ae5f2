"""Which messages the code asks for, and which the catalogues hold."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import read_po

from components.text import LOCALE_ROOT, filled
from data.schema import package
from tests.support.paths import ENTRY, REPOSITORY

_ANY = r"[\w-]+"
_KEY = re.compile(r"[a-z]+(\.[a-z0-9_]+)+")


@dataclass(frozen=True)
class Call:
    """One call of `t` or `tn`.

    `pattern` matches the keys that it may ask for. `names` are the placeholders that
    it fills, or None where they are computed.
    """

    place: str
    pattern: re.Pattern[str]
    plural: bool
    names: frozenset[str] | None

    @property
    def weight(self) -> int:
        """How closely the pattern describes its keys: more letters, closer."""
        return len(self.pattern.pattern.replace(_ANY, ""))


def sources() -> list[Path]:
    """All modules that may show text."""
    files = [ENTRY]
    for folder in ("components", "pages"):
        files += sorted((REPOSITORY / folder).rglob("*.py"))
    return files


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sources():
        name = path.relative_to(REPOSITORY).as_posix()
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def _pattern(key: ast.expr) -> str | None:
    """Regular expression of the keys that an expression may give, or None."""
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        return re.escape(key.value)
    if isinstance(key, ast.JoinedStr):
        parts = [
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else _ANY
            for part in key.values
        ]
        return "".join(parts)
    if isinstance(key, ast.IfExp):
        branches = [_pattern(key.body), _pattern(key.orelse)]
        return None if None in branches else "|".join(f"(?:{b})" for b in branches)
    return None


def calls() -> Iterator[Call]:
    """Every call of `t` and `tn` whose key can be read off the code."""
    for name, tree in trees():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id not in {"t", "tn"} or not node.args:
                continue
            pattern = _pattern(node.args[0])
            if pattern is None:
                continue
            given = [keyword.arg for keyword in node.keywords]
            yield Call(
                f"{name}:{node.lineno}",
                re.compile(pattern),
                node.func.id == "tn",
                None if None in given else frozenset(str(arg) for arg in given),
            )


def quoted_keys() -> set[str]:
    """Strings in the code that look like keys: they may reach `t` by a variable."""
    return {
        node.value
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _KEY.fullmatch(node.value)
    }


def families() -> set[str]:
    """Patterns of all keys that the code computes, wherever the string is built."""
    domains = "|".join(path.stem for path in catalogue_files())
    built = {
        pattern
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        and (pattern := _pattern(node))
        and re.match(rf"(?:{domains})\\\.", pattern)
    }
    return built | {call.pattern.pattern for call in calls()}


def catalogue_files(language: str = "en") -> list[Path]:
    return sorted((LOCALE_ROOT / language / "LC_MESSAGES").glob("*.po"))


def messages(language: str = "en") -> dict[str, tuple[str, ...]]:
    """All messages of a language: key → its forms (one, or one a plural form).

    They name the subject of our own data, as they are printed.
    """
    found = {}
    for path in catalogue_files(language):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    key = message.id if isinstance(message.id, str) else message.id[0]
                    forms = message.string
                    every = (forms,) if isinstance(forms, str) else tuple(forms)
                    found[key] = tuple(filled(f, package().setting) for f in every)
    return found


def placeholders(message: str) -> set[str]:
    """Names in braces; an unnamed one comes back as an empty name."""
    return {
        name.partition(".")[0]
        for _, name, _, _ in string.Formatter().parse(message)
        if name is not None
    }
