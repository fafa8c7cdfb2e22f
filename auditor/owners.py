"""A place to its owner: who changes what stands there, by the globs of [owners] in audit.toml."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from msgspec import Struct

from auditor.model import Evidence, Touchpoint

_BY_TOUCHPOINT = "touchpoint:"


class Ownership(Struct, frozen=True):
    """The owner of every place that `pattern` fits: a glob, or `touchpoint:` and the name of a touchpoint."""

    pattern: str
    owner: str


def owner_of(document: str, touchpoint: Touchpoint, ownerships: Sequence[Ownership]) -> str | None:
    """The owner that the first fitting pattern names; None where none fits.

    A glob is held against the document's address, and against its path with and without the leading slash; `*` stands
    for any characters, `/` among them.
    """
    path = urlsplit(document).path if "://" in document else document
    names = (document, path, path.removeprefix("/"))
    for one in ownerships:
        if one.pattern.startswith(_BY_TOUCHPOINT):
            if one.pattern == f"{_BY_TOUCHPOINT}{touchpoint}":
                return one.owner
        elif any(fnmatchcase(name, one.pattern) for name in names):
            return one.owner
    return None


def owners_of(evidence: Iterable[Evidence], ownerships: Sequence[Ownership]) -> tuple[str, ...]:
    """The owners of all documents that the statements stand in, each once, in the order of the statements."""
    found = (owner_of(document, one.touchpoint, ownerships) for one in evidence for document in one.documents)
    return tuple(dict.fromkeys(owner for owner in found if owner))


def fault_in_ownership(pattern: str, owner: str) -> str | None:
    """What is wrong with a pattern or its owner, as the end of a sentence that begins with the pattern; else None."""
    if not pattern.strip():
        return 'names no place; write one, as in "help/*" or "touchpoint:email"'
    if not owner.strip():
        return "has no owner; name who changes what stands there"
    if pattern.startswith(_BY_TOUCHPOINT):
        known = set(Touchpoint)
        names = ", ".join(Touchpoint)
        return None if pattern.removeprefix(_BY_TOUCHPOINT) in known else f"names no touchpoint; use one of {names}"
    return "opens a bracket that it does not close; write [[] for a bracket itself" if _is_open(pattern) else None


def _is_open(pattern: str) -> bool:
    """Whether a `[` begins no set of characters; the first character of a set may be `]`, after `!` too."""
    at = pattern.find("[")
    while at >= 0:
        first = at + 2 if pattern[at + 1 : at + 2] == "!" else at + 1
        end = pattern.find("]", first + 1)
        if end < 0:
            return True
        at = pattern.find("[", end + 1)
    return False
