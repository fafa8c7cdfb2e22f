"""The lines of one paragraph to its parts: items under their heads, labelled values, questions, or one running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from auditor.blocks.cleaning import BOLD, BREAK, PLAIN, clean, joined
from auditor.blocks.looks import is_item, is_labelled, is_name

_UNBOLD = re.compile(f"{BOLD}[^{PLAIN}]*(?:{PLAIN}|$)")
_QUESTION = re.compile(r"(?:Q|Question)\s*[:.]\s", re.IGNORECASE)
_ANSWER = re.compile(r"(?:A|Answer)\s*[:.]\s", re.IGNORECASE)


class Sort(Enum):
    """What a part of a paragraph is."""

    TEXT = 0
    HEAD = 1
    QUESTION = 2
    ITEM = 3


class Part(Struct, frozen=True):
    """A piece of a paragraph that is read by itself."""

    text: str
    sort: Sort = Sort.TEXT


class _Line(Struct, frozen=True):
    text: str
    bold: bool


def is_bold(marked: str) -> bool:
    """Whether all words of a text with marks are bold."""
    return BOLD in marked and not any(map(str.isalnum, _UNBOLD.sub("", marked)))


def parts_of(marked: str) -> list[Part]:
    """The parts of a paragraph with marks; one, whatever its line breaks, where they show no structure."""
    if BREAK not in marked:
        text = joined(marked)
        return [Part(text)] if text else []
    lines = [_Line(joined(line), is_bold(line)) for line in marked.split(BREAK)]
    lines = [line for line in lines if line.text]
    parts = list(_parts(lines))
    if all(part.sort is Sort.TEXT for part in parts) and sum(is_labelled(part.text) for part in parts) < 2:
        return [Part(clean(" ".join(line.text for line in lines)))] if lines else []
    return parts


def _parts(lines: list[_Line]) -> Iterator[Part]:
    running: list[str] = []
    for number, line in enumerate(lines):
        sort = _sort(line, lines[number + 1] if number + 1 < len(lines) else None)
        if running and (sort is not Sort.TEXT or is_labelled(line.text) or is_labelled(running[0])):
            yield Part(" ".join(running))
            running = []
        if sort is Sort.TEXT:
            running.append(line.text)
        else:
            yield Part(line.text, sort)
    if running:
        yield Part(" ".join(running))


def _sort(line: _Line, following: _Line | None) -> Sort:
    if is_item(line.text):
        return Sort.ITEM
    if following is None:
        return Sort.TEXT
    if _QUESTION.match(line.text) and _ANSWER.match(following.text):
        return Sort.QUESTION
    if is_name(line.text) and ((line.bold and not following.bold) or is_item(following.text)):
        return Sort.HEAD
    return Sort.TEXT
