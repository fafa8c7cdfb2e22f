"""Text to the spans of its sentences, by punctuation, with the abbreviations that offers and opening hours are full of.

A bullet, a pipe between spaces or a dingbat separates as a full stop does: banners are made of such. Offsets are those
of the text that was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LONGEST = 1000
_BREAK = re.compile(
    r"""(?<=[.!?…])["'”’)\]]*\s+(?=["'“‘(\[]?[^\W\d_a-z]|["'“‘(\[]?\d|[£$€*#&])
        |(?<=[!?])["'”’)\]]*\s+
        |\s*\n\s*
        |\s+[•●▪✓✔✅★☆✨→⭐🚚📦·|]+\s+
        |\s*[•●▪✓✔✅★✨⭐]\s*
    """,
    re.VERBOSE,
)
_ABBREVIATION = re.compile(
    r"""(?:^|[\s(–/-])(?:e\.g|i\.e|approx|ca|c|max|min|incl|excl|est|no|nos|art|sec|vs|etc|tel|ext|inc|ltd|co|st|dr|mr|mrs|ms
        |mon|tues?|wed|weds|thur?s?|fri|sat|sun|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec
        |hrs?|mins?|secs?|w\.d|wk|yrs?|mo|rs|p|pp|u\.s|u\.k|[ap]\.m|[ap]m|b\.d|bus)\.$""",
    re.VERBOSE | re.IGNORECASE,
)
_OPENS_SENTENCE = re.compile(r"[^\W\d_a-z][a-z]+(?:['’]\w+)?\s+[a-z]|(?:I|We|You|If|For|Our|The|In|It|To|All|A)\b")


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each sentence in order, without the white space around it."""
    spans, start = [], 0
    for found in _BREAK.finditer(text):
        before = text[max(start, found.start() - 12) : found.start()]
        if _ABBREVIATION.search(before) and not _begins_anew(before, text[found.end() : found.end() + 40]):
            continue
        if text[start : found.start()].strip():
            spans.append((start, found.start()))
        start = found.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return tuple(_trimmed(text, part) for one in spans for part in _shortened(text, one))


def _shortened(text: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """A span in parts of at most `_LONGEST` characters: a list without stops costs the square of its length."""
    start, end = span
    while end - start > _LONGEST:
        space = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        cut = space if space > 0 else start + _LONGEST
        if text[start:cut].strip():
            yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end


def _begins_anew(before: str, after: str) -> bool:
    """Whether an abbreviation that may end a sentence ("by 2 p.m.", "8 hrs.") is followed by a new one."""
    return bool(re.search(r"(?:[ap]\.?m|hrs?|mins?|yrs?|etc|u\.s|u\.k|w\.d|inc|ltd)\.$", before, re.I)) and bool(
        _OPENS_SENTENCE.match(after)
    )


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end
