"""Candidates to Passages: what the encoder reads, a sentence with its values marked, and what it stands under.

All values of a sentence are marked in one text ("answered in « 2 days » and solved in « 10 »"), so that a value is
read beside its neighbours and a sentence costs one pass, not one for each value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from auditor.commitments.candidates import Candidate
from auditor.model import Block, Region

_AROUND, _CHUNK = 230, 300
_SHORT, _NEXT = 160, 90
_HEADS, _HEAD, _TAIL, _BEFORE = 3, 80, 110, 130

MARKS = "«»"
"""Stand before and behind each value."""


class Passage(Struct, frozen=True):
    """Text in which the values at `spans` are marked, one for each of `candidates`, and the `context` of its block.

    From `end` on the text is no more that of their sentence: where that is short the next one begins.
    """

    text: str
    end: int
    context: str
    spans: tuple[tuple[int, int], ...]
    candidates: tuple[Candidate, ...]


def find_passages(candidates: Sequence[Candidate]) -> Iterator[Passage]:
    """The passages of the candidates of one document, in their order; each candidate is in exactly one."""
    for chunk in _chunks(candidates):
        text, end, spans = _marked(chunk)
        yield Passage(text, end, context_of(chunk[0], named=False), spans, tuple(chunk))


def context_of(candidate: Candidate, *, named: bool = True) -> str:
    """The table heads, headings, lead-in and sentence before a value, the nearest first.

    Where it is not to be `named`, the title and the outermost heading, which are mostly what the page is called, are
    left out under a nearer heading: what a stock box says is then asked once, not on each product's page.
    """
    block = candidate.block
    trail = block.trail if named else block.trail[1:] or block.trail
    title = _title(block) if named or not block.trail else ""
    heads = (block.row, block.column, block.caption)
    parts = [" | ".join(head for head in heads if head)]
    parts += [block.term or "", " > ".join(one[:_HEAD] for one in list(reversed(trail))[:_HEADS] if one)]
    parts += [title[:_HEAD], (block.lead_in or "")[-_TAIL:], candidate.before[-_BEFORE:]]
    return " . ".join(part for part in parts if part)


def _title(block: Block) -> str:
    """The title of the page where it is of use: not for what stands on every page, nor where a heading repeats it."""
    everywhere = block.region is not Region.BODY
    return "" if everywhere or not block.title or block.title in block.trail else block.title


def _chunks(candidates: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """The candidates of one sentence together, as far as they lie within `_CHUNK` characters."""
    chunk: list[Candidate] = []
    for one in candidates:
        if chunk and (
            one.block is not chunk[0].block
            or one.sentence_start != chunk[0].sentence_start
            or one.amount.end - chunk[0].amount.start > _CHUNK
        ):
            yield chunk
            chunk = []
        chunk.append(one)
    if chunk:
        yield chunk


def _marked(chunk: Sequence[Candidate]) -> tuple[str, int, tuple[tuple[int, int], ...]]:
    sentence, offset = chunk[0].sentence, chunk[0].sentence_start
    at = max(0, chunk[0].amount.start - offset - _AROUND)
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    length = 0
    for one in chunk:
        start, end = one.amount.start - offset, one.amount.end - offset
        if start >= at or not spans:
            between, value = sentence[at:start], f"{MARKS[0]} {sentence[start:end]} {MARKS[1]}"
            pieces += [between, value]
            spans.append((length + len(between), length + len(between) + len(value)))
            length, at = length + len(between) + len(value), end
        else:  # two readings that overlap share one mark
            spans.append(spans[-1])
    text = "".join([*pieces, sentence[at : at + _AROUND]])
    end = len(text)
    if end < _SHORT:
        behind = chunk[0].sentence_end
        following = chunk[0].block.text[behind : behind + _NEXT]
        text = f"{text} {following}" if following else text
    return text, end, tuple(spans)
