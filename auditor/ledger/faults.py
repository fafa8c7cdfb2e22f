"""A fault in promises.toml to one sentence with file, line and remedy."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from auditor.errors import ConfigurationError
from auditor.toml_files import line_of

TABLE = "promise"
_HEAD = re.compile(r"\s*\[\[\s*promise\s*\]\]")


class Place(Struct, frozen=True):
    """A TOML file: the path that messages show, and its text."""

    path: str
    source: str = ""

    def line(self, number: int, key: str = "", trail: Sequence[str] = ()) -> int:
        """The line of a key in the `number`th [[promise]], from 0; that of its head where the key is not written."""
        lines = self.source.splitlines()
        heads = [at for at, line in enumerate(lines) if _HEAD.match(line)]
        if number >= len(heads):
            return 1
        end = heads[number + 1] if number + 1 < len(heads) else len(lines)
        return heads[number] + line_of("\n".join(lines[heads[number] : end]), (TABLE, *trail), key)

    def fault(self, line: int, message: str) -> ConfigurationError:
        """The error to raise."""
        return ConfigurationError(f"{self.path}:{line}: {message}")


def closest(word: str, known: Iterable[str]) -> str:
    """`did you mean `x`?` for a close match, else all the names that are known."""
    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=1)
    return f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(names)}."


def explain(number: int, place: Place, message: str, keys: Mapping[str, Iterable[str]]) -> ConfigurationError:
    """The error for a message of msgspec about the `number`th entry; `keys` are those of its tables ("" is itself)."""
    where = re.search(r" - at `(?:key in )?\$\.?([^`]*)`", message)
    trail = where[1].split(".") if where and where[1] else []
    unknown = re.search(r"unknown field `([^`]+)`", message)
    if unknown:
        table = trail[-1] if trail else ""
        said = f"unknown key `{unknown[1]}` in {table or '[[promise]]'}; {closest(unknown[1], keys[table])}"
        return place.fault(place.line(number, unknown[1], trail), said)
    missing = re.search(r"missing required field `([^`]+)`", message)
    if missing:
        return place.fault(place.line(number), f"this [[promise]] lacks the key `{missing[1]}`; add it.")
    key = trail[-1] if trail else ""
    return place.fault(place.line(number, key, trail[:-1]), f"`{key}` {_in_words(message, trail)}.")


_CHOICES = {
    "strength": "guarantee, firm, hedged",
    "from": "ordered, dispatched, received, reported, requested, delivered, approved",
    "to": "dispatched, delivered, refund_issued, refund_credited, answered, resolved",
}
_TYPES = {"bool": "true or false", "str": "a text in quotes", "object": "a table in { }", "date": "a date (2026-12-31)"}


def _in_words(message: str, trail: Sequence[str]) -> str:
    chosen = re.match(r"Invalid enum value '?(.*?)'? - at", message)
    if chosen:
        return f"must be one of {_CHOICES[trail[-1]]}, not '{chosen[1]}'"
    expected = re.match(r"Expected `([^`]+)`", message)
    if expected:
        names = [name.strip() for name in expected[1].split("|")]
        return f"must be {' or '.join(_TYPES.get(name, name) for name in names if name != 'null')}"
    return f"is not valid: {re.sub(r' - at `.*', '', message)}"
