"""Candidates to Votes: what the words around a value say for each topic.

Each topic collects votes: a phrase that holds the value itself weighs most, then the cues of its sentence by their
distance, then those of the table heads, the lead-in, the question, the headings and the title. The words are data
(rules/topics/); what is here is only how much a place counts. The trained decision weighs the votes beside what it has
learned; a topic that it was not trained on is decided by them alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from auditor.commitments.candidates import Candidate, is_free
from auditor.commitments.cues import STRONG, Cue, Read
from auditor.model import BlockKind
from auditor.rules import Rulebook
from auditor.rules_patterns import FREE, OTHER

_PHRASE, _AGAINST = 5.0, -5.0
_NEED = {"duration": 2.1, "money": 1.5, "percent": 2.1, "time": 2.1, "schedule": 2.1, "free": 3.4}
_SECOND, _THIRD = 0.35, 0.15
_ELIDED = 0.9
_PLACES = {"column": 1.0, "caption": 0.5, "lead_in": 0.5, "term": 0.6, "title": 0.15}
_ROW, _ROW_BESIDE_COLUMN, _BEFORE = 1.0, 0.7, 0.25
_HEADINGS = (0.55, 0.3, 0.15)
_PRESUMED = {"schedule": ("support_hours", 2.3), "time": ("order_cutoff", 1.0)}
_STEP = re.compile(r"[;:—–(]|, (?:and|but|or)\b|\bbut\b")
_WORD, _REACH = 6, 400


class Vote(Struct, frozen=True):
    """Words that speak for a topic, or against it, with their weight and the place where they stand."""

    words: str
    place: str
    weight: float


class Votes(Struct):
    """What speaks for a topic: the sum, the heaviest words and their weight, and each vote that was counted."""

    total: float = 0.0
    cue: str = ""
    heaviest: float = 0.0
    counted: list[Vote] = []

    def add(self, weight: float, cue: str, place: str) -> None:
        """Count a vote of `weight` for the words `cue`, which stand at `place`."""
        self.total += weight
        self.counted.append(Vote(cue, place, weight))
        if weight > self.heaviest:
            self.heaviest, self.cue = weight, cue


def favorite(candidate: Candidate, votes: Mapping[str, Votes]) -> str | None:
    """The topic that has most votes, if they are enough for a value of this kind."""
    ranked = sorted(votes.items(), key=lambda item: (-item[1].total, item[0]))
    return ranked[0][0] if ranked and ranked[0][1].total >= needed(candidate) else None


def trust(votes: Mapping[str, Votes], topic: str) -> float:
    """How far the votes for a topic are to be trusted, 0..1: 1 - 1/2^(votes/4), less by the share of the next.

    It orders decisions; it is no probability.
    """
    best = votes[topic].total
    second = max([0.0, *(one.total for id_, one in votes.items() if id_ != topic)])
    return round((1.0 - float(0.5 ** (best / 4))) * (1.0 - 0.5 * min(second / best, 1.0)), 3)


def count_votes(candidate: Candidate, book: Rulebook, read: Read) -> dict[str, Votes]:
    """Topic → votes, for the topics that may have a value of this kind and that anything speaks for."""
    kind = candidate.amount.kind
    votes: dict[str, Votes] = {}
    for id_, vote in _context(candidate, read):
        votes.setdefault(id_, Votes()).add(vote.weight, vote.words, vote.place)
    for id_, cues in read(candidate.masked).items():
        for weight, words in _by_distance(cues, candidate.masked, candidate.place):
            votes.setdefault(id_, Votes()).add(weight, words, "sentence")
    free = is_free(candidate.amount)
    possible = {id_: one for id_, one in book.topics.items() if one.may_have(kind, free=free)}
    presumed = _PRESUMED.get(kind)
    if presumed and presumed[0] in possible:
        votes.setdefault(presumed[0], Votes()).add(presumed[1], kind, "kind")
    here = candidate.marked
    for id_, start, end in _phrases(book, kind, free, here):
        loose = max(0, here.count(" ", start, end) - 4)
        votes.setdefault(id_, Votes()).add(_PHRASE / (1 + loose / 8), here[start:end], "phrase")
    for id_ in votes:
        against = possible[id_].patterns.against.search(here) if id_ in possible else None
        if against:
            votes[id_].add(_AGAINST, here[against.start() : against.end()], "phrase")
    return {id_: one for id_, one in votes.items() if id_ in possible}


def needed(candidate: Candidate) -> float:
    """The votes that a topic needs where the rules decide alone: more for "free" and where the unit is elided."""
    amount = candidate.amount
    unsure = _ELIDED if amount.elided and candidate.block.kind is not BlockKind.TABLE_CELL else 0.0
    return unsure + _NEED["free" if is_free(amount) else amount.kind]


@lru_cache(maxsize=1024)
def _phrases(book: Rulebook, kind: str, free: bool, here: str) -> tuple[tuple[str, int, int], ...]:
    """(topic, start, end) of the phrases of the topics that may have such a value; bare prices come again and again."""
    possible = (one for one in book.topics.values() if one.may_have(kind, free=free))
    found = ((topic.id, topic.patterns.phrases.search(here)) for topic in possible)
    return tuple((id_, phrase.start(), phrase.end()) for id_, phrase in found if phrase)


def _by_distance(cues: Sequence[Cue], sentence: str, place: int) -> Iterator[tuple[float, str]]:
    """The votes of a topic's cues in the sentence of the value: the nearer the heavier, the first three only."""
    around = (cue for cue in cues if cue.end > place - _REACH and cue.start < place + _REACH)
    near = sorted(((cue.weight * _nearness(cue, sentence, place), cue.words) for cue in around), reverse=True)
    for share, (weight, words) in zip((1.0, _SECOND, _THIRD), near, strict=False):
        yield weight * share, words


def _nearness(cue: Cue, sentence: str, place: int) -> float:
    """1 beside the value, half at eight words' distance, less for each clause and each other value between."""
    between = sentence[cue.end : place] if cue.end <= place else sentence[place + 1 : cue.start]
    crossed = between.count(OTHER) + between.count(FREE)
    steps = len(_STEP.findall(between))
    return 1.0 / (1.0 + len(between) / _WORD / 8) * 0.55**crossed * 0.75**steps


def _context(candidate: Candidate, read: Read) -> Iterator[tuple[str, Vote]]:
    """(topic, vote) for the cues in heads, headings and the like."""
    block = candidate.block
    texts = [(name, getattr(block, name), share) for name, share in _PLACES.items()]
    if block.kind is BlockKind.TABLE_CELL:
        texts.append(("row", block.row, _ROW_BESIDE_COLUMN if _names_a_topic(block.column, read) else _ROW))
    else:
        texts += [("row", block.row, _ROW), ("before", candidate.before, _BEFORE)]
    own = block.text if block.kind is BlockKind.HEADING else ""
    headings = (head for head in reversed(block.trail) if head != own)
    texts += [("heading", head, share) for head, share in zip(headings, _HEADINGS, strict=False)]
    for place, text, share in texts:
        if text:
            yield from _of_text(read(text), place, share)


def _names_a_topic(head: str | None, read: Read) -> bool:
    return any(cue.weight == STRONG for cues in read(head or "").values() for cue in cues)


def _of_text(found: Mapping[str, tuple[Cue, ...]], place: str, share: float) -> Iterator[tuple[str, Vote]]:
    for id_, cues in found.items():
        heaviest = max(cues, key=lambda cue: cue.weight)
        extra = 0.25 if len(cues) > 1 else 0.0
        yield id_, Vote(heaviest.words, place, share * (heaviest.weight + extra))
