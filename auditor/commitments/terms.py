"""A Candidate to the terms and numbers that the linear model weighs: words, pairs, neighbors, votes of the rules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from auditor.commitments.candidates import Candidate, is_free
from auditor.commitments.passages import context_of

_WORD = re.compile(r"\w\w+")
_AROUND, _NEXT, _SIDE = 230, 90, 80
_NEIGHBORS, _PLACED = 6, 3
_MOST_VOTES, _SCALE = 10.0, 5.0

KINDS = ("duration", "money", "percent", "time", "schedule")


def sentence_terms(candidate: Candidate) -> list[str]:
    """Words and pairs of words of the sentence, the value replaced by its kind, with the beginning of the next."""
    sentence, start, end = _placed(candidate)
    following = candidate.block.text[candidate.sentence_end : candidate.sentence_end + _NEXT]
    before, after = sentence[max(0, start - _AROUND) : start], sentence[end : end + _AROUND]
    return _pairs(f"{before} VALUE{candidate.amount.kind} {after} {following}")


def context_terms(candidate: Candidate) -> list[str]:
    """Words and pairs of words of what the value stands under and after."""
    return _pairs(context_of(candidate))


def neighbor_terms(candidate: Candidate) -> list[str]:
    """The six words on each side of the value, the nearest three with their places."""
    sentence, start, end = _placed(candidate)
    left = sentence[max(0, start - _SIDE) : start].lower().split()[-_NEIGHBORS:]
    right = sentence[end : end + _SIDE].lower().split()[:_NEIGHBORS]
    terms = [f"l_{word}" for word in left] + [f"r_{word}" for word in right]
    terms += [f"l{place}_{word}" for place, word in enumerate(reversed(left), 1) if place <= _PLACED]
    return terms + [f"r{place}_{word}" for place, word in enumerate(right[:_PLACED])]


#: The parts of the linear model, each weighed and normalized on its own.
PARTS = {"sentence": sentence_terms, "context": context_terms, "neighbors": neighbor_terms}


def numbers_of(
    candidate: Candidate, votes: Mapping[str, float], favorite: str | None, topics: Sequence[str]
) -> list[float]:
    """The kind of the value (one of five), the votes for each of `topics` (-0.2..2) and four marks (0 or 1)."""
    kind = [float(candidate.amount.kind == one) for one in KINDS]
    scaled = [max(-1.0, min(votes.get(topic, 0.0), _MOST_VOTES)) / _SCALE for topic in topics]
    amount = candidate.amount
    marks = (is_free(amount), amount.elided, amount.relative, favorite is not None)
    return [*kind, *scaled, *map(float, marks)]


def _placed(candidate: Candidate) -> tuple[str, int, int]:
    offset = candidate.sentence_start
    return candidate.sentence, candidate.amount.start - offset, candidate.amount.end - offset


def _pairs(text: str) -> list[str]:
    words = _WORD.findall(text.lower())
    return words + [f"{first} {second}" for first, second in pairwise(words)]
