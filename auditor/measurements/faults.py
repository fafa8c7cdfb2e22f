"""A fault that msgspec finds in actuals.toml to one sentence with file, line, key and the nearest name that exists."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from auditor.errors import ConfigurationError
from auditor.toml_files import line_of


def closest(word: str, known: Iterable[str]) -> str:
    """`did you mean `x`?` with up to three close matches, else the first names that are known."""
    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=3, cutoff=0.5)
    if near:
        return f"did you mean {' or '.join(f'`{name}`' for name in near)}?"
    return f"known here: {', '.join(f'`{name}`' for name in names[:12]) or 'none'}."


def fault_in(
    path: str, text: str, trail: tuple[str, ...], key: str, message: str, entry: int = 0
) -> ConfigurationError:
    """The error to raise about `key` in the table `trail` of a file; `entry` counts [[match]] tables from 0."""
    before = 0
    if trail[:1] == ("match",):
        heads = [number for number, line in enumerate(text.splitlines()) if re.match(r"\s*\[\[\s*match\s*\]\]", line)]
        before = heads[entry] if entry < len(heads) else 0
    rest = "\n".join(text.splitlines()[before:])
    return ConfigurationError(f"{path}:{before + line_of(rest, trail, key)}: {message}")


def explain(
    path: str, text: str, data: dict[str, Any], message: str, keys: Mapping[str, Iterable[str]]
) -> ConfigurationError:
    """The error for a message of msgspec about `data`; `keys` are those of each kind of table ("" is the top level)."""
    trail = _trail(data, message)
    number = re.search(r"\$\.match\[(\d+)\]", message)
    entry = int(number.group(1)) if number else 0
    place = f"[{'.'.join(trail)}]" if trail else "the top level"
    unknown = re.search(r"unknown field `([^`]+)`", message)
    if unknown:
        kind = next((part for part in reversed(trail) if part in keys), "")
        hint = closest(unknown.group(1), keys[kind])
        said = f"unknown key `{unknown.group(1)}` in {place}; {hint}"
        return fault_in(path, text, trail, unknown.group(1), said, entry)
    owner, last = (trail[:-1], trail[-1]) if trail else ((), "")
    missing = re.search(r"missing required field `([^`]+)`", message)
    if missing:
        return fault_in(path, text, owner or trail, last, f"{place} lacks the key `{missing.group(1)}`.", entry)
    said = re.sub(r" - at `.*", "", message)
    return fault_in(
        path, text, owner, last, f"`{last}` in {'.'.join(owner) or 'the file'} is not valid: {said}.", entry
    )


def _trail(data: dict[str, Any], message: str) -> tuple[str, ...]:
    """The tables that lead to the fault; msgspec writes `[...]` for a name that is the user's own."""
    where = re.search(r" - at `(?:key in )?\$\.?([^`]*)`", message)
    parts = re.findall(r"[^.\[\]]+|\[\.\.\.\]", where.group(1)) if where else []
    trail: list[str] = []
    for part in parts:
        if part == "[...]":
            trail.append(_faulty(data, trail, message))
        elif not part.isdigit():
            trail.append(part)
    return tuple(trail)


def _faulty(data: dict[str, Any], trail: list[str], message: str) -> str:
    """Of the tables below `trail`, the first that has the unknown key, or lacks the missing one."""
    table: Any = data
    for part in trail:
        table = table.get(part, {})
    named = re.search(r"field `([^`]+)`", message)
    if named and isinstance(table, dict):
        has = "unknown" in message
        for name, below in table.items():
            if isinstance(below, dict) and (named.group(1) in below) is has:
                return str(name)
    return str(next(iter(table))) if isinstance(table, dict) and table else "…"
