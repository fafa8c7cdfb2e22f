"""Values of a document to the lines of its source that they stand on, where they can be found there.

Blocks do not know where in the source they come from: a value is looked for by its words and those around it, with
markup, entities and line ends allowed between them, behind the block before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from auditor.commitments.explained import Stated
from auditor.model import Block

_AROUND = 40
_GAP = r"(?:\s|<[^>]*>|&nbsp;|&#160;|=\r?\n)*"
_LINE = re.compile(r"line:(\d+)")
_PIECE = re.compile(r"\w+|[^\w\s]")


def find_lines(source: str, blocks: Sequence[Block], stated: Sequence[Stated]) -> dict[str, int]:
    """Label → line, from 1, for the values that are found in `source`; the values in the order of `find_stated`."""
    starts = [0, *(found.end() for found in re.finditer("\n", source))]
    lines: dict[str, int] = {}
    at = end = 0
    place = -1
    for one in stated:
        # The words in front of a value may hold the value before it in its block; those of another block stand behind.
        at, place = (at if one.place == place else end), one.place
        named = _LINE.fullmatch(blocks[place].locator)
        if named:
            at = max(at, starts[min(int(named[1]), len(starts)) - 1])
        found = _found(source, at, blocks[place].text, one)
        if found is not None:
            at, end = found.start(), found.end("value")
            lines[one.label] = bisect_right(starts, found.start("value"))
        elif named:
            lines[one.label] = int(named[1])
    return lines


def _found(source: str, at: int, text: str, stated: Stated) -> re.Match[str] | None:
    """Where the value stands with the words around it, searched from `at` on; None where they are not in the source."""
    if stated.candidate is None:
        return None
    before, after = text[max(0, stated.start - _AROUND) : stated.start], text[stated.end : stated.end + _AROUND]
    whole_before = before if stated.start <= _AROUND else before.partition(" ")[2]
    whole_after = after if len(text) <= stated.end + _AROUND else after.rpartition(" ")[0]
    value = f"(?P<value>{_pattern(text[stated.start : stated.end])})"
    for tail in dict.fromkeys((whole_after, "")):
        found = re.compile(f"{_pattern(whole_before)}{value}{_pattern(tail)}").search(source, at)
        if found:
            return found
    return None


def _pattern(text: str) -> str:
    """The expression that matches the words of a text in its source."""
    pieces = (one if one.isalnum() and one.isascii() else _loose(one) for one in _PIECE.findall(text))
    return "".join(f"{one}{_GAP}" for one in pieces)


def _loose(piece: str) -> str:
    """Any character of these may stand as an entity: `&ndash;` for a dash."""
    return "".join(one if one.isalnum() and one.isascii() else rf"(?:{re.escape(one)}|&#?\w+;)" for one in piece)
