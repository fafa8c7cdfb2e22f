"""Two statements to whether they may be held against each other at all.

Values that differ are no contradiction where the text itself keeps the statements apart: rows of one table, items
of one list, two values in one sentence, clocks that start or stop at different named events, an addition to another
value ("3 further days"), a ceiling that contains the other value ("up to 14 days").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import astuple

from auditor.findings.stems import stems
from auditor.model import Clock, Duration, Evidence, Quantity, Scope, Strength, Touchpoint
from auditor.quantities import Favours, Relation, better, relation, times_apart
from auditor.wording import say

_TIMES = 50
_CONTAINER = re.compile(r"^(.*\b(?:table|ul|ol|dl)\b[^\s>/]*)")


def comparable(one: Evidence, other: Evidence) -> bool:
    """Whether the two stand in places that do not keep them apart."""
    return not _same_sentence(one, other) and not _same_container(one, other) and not _of_two_products(one, other)


def container_of(one: Evidence) -> str | None:
    """The locator of the table or list that a statement stands in; its heads and items say what it is about."""
    found = _CONTAINER.match(one.locator)
    return found[1] if found else None


def same_clock(one: Clock, other: Clock) -> bool:
    """Whether no named event of one clock differs from that of the other; an event not named fits any."""
    return _fits(one.from_, other.from_) and _fits(one.to, other.to)


def is_ceiling(one: Evidence, other: Evidence, favours: Favours) -> bool:
    """Whether `one` is a hedged upper bound that the value of `other` keeps: "up to 14 days" against "3–5 days"."""
    if not isinstance(one.value, Duration) or one.strength is not Strength.HEDGED or one.value.low is not None:
        return False
    found = relation(other.value, one.value, favours)
    return found is Relation.TIGHTER or (found is Relation.DISJOINT and better(other.value, one.value, "lower") is True)


def is_floor(one: Evidence, other: Evidence) -> bool:
    """Whether `one` is a lower bound that the value of `other` keeps: "at least 21 nights" against "120 nights"."""
    if not isinstance(one.value, Duration) or one.value.high is not None:
        return False
    return relation(other.value, one.value) is Relation.TIGHTER


def far_apart(one: Quantity, other: Quantity, favours: Favours) -> bool:
    """Whether two durations differ so much that they are hardly one promise: "10 days" to decide, "12 years" of cover.

    Nobody gets one promise wrong by a factor of fifty; such a pair speaks of two things. A lifetime and "the same
    day" are never far apart from anything.
    """
    times = times_apart(one, other, favours)
    return times is not None and times > _TIMES


def says(evidence: Evidence, words: Sequence[str]) -> bool:
    """Whether the sentence holds one of the words or phrases, as whole words in any case."""
    return bool(words) and _pattern(tuple(words)).search(evidence.sentence) is not None


def names_one(evidence: Evidence, scope: Scope, words: Sequence[str]) -> bool:
    """Whether the sentence, the headings and table heads above it, or the scope hold one of the words or phrases."""
    texts = (evidence.sentence, *evidence.context, *filter(None, astuple(scope)))
    return bool(words) and any(_pattern(tuple(words)).search(text) for text in texts)


def of_other_things(one: Evidence, other: Evidence, apart: Sequence[Sequence[str]]) -> bool:
    """Whether the two use words of different groups of `apart`: a restocking fee is no return label.

    The heads of a table and the headings above count as well as the sentence: "Severity 1" heads a column.
    """
    groups = tuple(map(tuple, apart))
    mine = _groups(one.sentence, one.context, groups)
    theirs = _groups(other.sentence, other.context, groups)
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def share_words(one: Evidence, other: Evidence) -> bool:
    """Whether the two have a word in common that says what they are about, beside those of their values."""
    return not (_about(one) & _about(other)).issubset(stems(f"{say(one.value)} {say(other.value)}"))


def _about(one: Evidence) -> frozenset[str]:
    return stems(" ".join((one.sentence, *one.context)))


@lru_cache(maxsize=262144)
def _groups(sentence: str, context: tuple[str, ...], groups: tuple[tuple[str, ...], ...]) -> frozenset[int]:
    """Which groups of words a sentence and what it stands under use; cached, since it is held against many others."""
    patterns = enumerate(map(_pattern, groups))
    return frozenset(at for at, pattern in patterns if any(map(pattern.search, (sentence, *context))))


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    phrases = "|".join(r"\s+".join(map(re.escape, word.split())) for word in words)
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)", re.IGNORECASE)


def _fits(one: str | None, other: str | None) -> bool:
    """Customers receive a parcel when it is delivered, whichever of the two a sentence says."""
    return one is None or other is None or one == other or {one, other} == {"received", "delivered"}


def _same_document(one: Evidence, other: Evidence) -> bool:
    return one.document == other.document or not set(one.documents).isdisjoint(other.documents)


def _same_sentence(one: Evidence, other: Evidence) -> bool:
    return one.sentence == other.sentence and _same_document(one, other)


def _of_two_products(one: Evidence, other: Evidence) -> bool:
    """Whether the two stand on the pages of two products alone: each speaks of its own."""
    both = one.touchpoint is other.touchpoint is Touchpoint.PRODUCT
    return both and not _same_document(one, other)


def _same_container(one: Evidence, other: Evidence) -> bool:
    if not _same_document(one, other):
        return False
    container = _CONTAINER.match(one.locator)
    other_container = _CONTAINER.match(other.locator)
    return container is not None and other_container is not None and container[1] == other_container[1]
