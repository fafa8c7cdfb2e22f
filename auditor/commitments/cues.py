"""Text to Cues: which words in it speak of which topic, and where they stand.

A cue that overlaps an anchor of its topic ("within 30 days *of delivery*") only says when a clock starts: no vote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from msgspec import Struct

from auditor.rules import Rulebook, Topic

STRONG = 4.0
_WEIGHTS = {"strong": STRONG, "fair": 2.0, "weak": 1.0}
_REMEMBERED = 4096


class Cue(Struct, frozen=True):
    """Words that speak of a topic, at `start`..`end` of their text; `weight` is 4 (strong), 2 (fair) or 1 (weak)."""

    start: int
    end: int
    weight: float
    words: str


Read = Callable[[str], Mapping[str, tuple[Cue, ...]]]


@lru_cache(maxsize=2)
def cue_reader(book: Rulebook) -> Read:
    """A function from a text to topic → its cues there, which remembers texts: headings and heads come again."""
    topics = tuple(book.topics.values())

    @lru_cache(maxsize=_REMEMBERED)
    def read(text: str) -> Mapping[str, tuple[Cue, ...]]:
        found = ((topic.id, _cues(topic, text)) for topic in topics)
        return {id_: cues for id_, cues in found if cues}

    return read


def _cues(topic: Topic, text: str) -> tuple[Cue, ...]:
    cues = tuple(
        Cue(found.start(), found.end(), _WEIGHTS[found.lastgroup or "weak"], text[found.start() : found.end()])
        for found in topic.patterns.cues.finditer(text)
    )
    if not cues:
        return ()
    anchors = [found.span() for found in topic.patterns.anchors.finditer(text)]
    return tuple(cue for cue in cues if not any(start < cue.end and cue.start < end for start, end in anchors))
