"""A promise now and earlier to its weakening: the same places promise less than when a check was recorded.

Compared is what the company said in the same place: a place that was not collected this time, a sentence that moved, a
sentence that is merely read otherwise than before, and a place that fell in line with the others weaken nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from auditor.findings.authority import by_weight, weight
from auditor.findings.guards import far_apart, same_clock, says
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.setting import Setting
from auditor.findings.statements import visible
from auditor.findings.subjects import same_subject
from auditor.model import Duration, Evidence, Promise, Quantity, Recorded, Scope, Strength, Unit
from auditor.quantities import Favours, Normal, Relation, better, normal, relation, same_numbers
from auditor.rules import Rulebook, Topic

KIND = "weakened"
_STEPS = {Strength.HEDGED: 0, Strength.FIRM: 1, Strength.GUARANTEE: 2}
_BUSINESS = (Unit.BUSINESS_DAY, Unit.BUSINESS_HOUR)
_TIERS = 3


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether the `value` became worse for the customer, or the `strength` of the same value less.

    Compared is the oldest check that was recorded within so many `days` and held the promise. A statement with one of
    the words `unless` is left out.
    """

    by: Literal["value", "strength"] = "value"
    days: int = 90
    unless: tuple[str, ...] = ()


def days_back(book: Rulebook) -> int:
    """The most days that a rule of this kind looks back; 0 where there is none."""
    days = [check.options.get("days", Options().days) for check in book.checks if check.kind == KIND]
    return max((one for one in days if isinstance(one, int)), default=0)


def earliest(recorded: Iterable[Recorded]) -> tuple[Recorded, ...]:
    """Of checks, the oldest first, those that hold a promise which none before them held: few where many are alike."""
    known: set[tuple[str, Scope]] = set()
    kept = []
    for one in recorded:
        held = {(promise.topic, promise.scope) for promise in one.promises}
        if not held <= known:
            kept.append(one)
            known |= held
    return tuple(kept)


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """The weakening of each promise against the earliest check that held it."""
    for promise in promises:
        for recorded in setting.known.earlier:
            before = next((p for p in recorded.promises if (p.topic, p.scope) == (promise.topic, promise.scope)), None)
            if before is not None:
                found = _weakening(before, promise, topic, options, setting)
                changed = _without_known(found, recorded.promises, promises)
                if changed:
                    yield _opposition(promise, changed, recorded.on)
                break


_Replaced = tuple[Evidence, Evidence, str]
"""An earlier statement, the one that stands in its place, and the document they share."""


def _weakening(before: Promise, promise: Promise, topic: Topic, options: Options, setting: Setting) -> list[_Replaced]:
    """The statements of the earlier majority that weaker ones replaced, where these are the majority now."""
    led, said = _valued(before), _valued(promise)
    then, now = _by_document(led), _by_document(said)

    def weaker(was: Evidence, one: Evidence) -> bool:
        return _is_weaker(was, one, options.by, topic.favours)

    def speaks_of_the_same(was: Evidence, one: Evidence) -> bool:
        return (
            same_clock(was.clock, one.clock)
            and not far_apart(was.value, one.value, topic.favours)
            and not (says(was, options.unless) or says(one, options.unless))
            and same_subject(was, one, setting)
        )

    replaced = [
        (was, one, document)
        for was in _leading(led)
        for document in was.documents
        if not _is_list(then[document]) and not _is_list(now.get(document, ()))
        if all(weaker(was, one) for one in now.get(document, ()))
        for one in now.get(document, ())
        if speaks_of_the_same(was, one)
    ]
    if not replaced:
        return []
    firmest = max((was for was, _, _ in replaced), key=lambda was: _STEPS[was.strength])
    less = [one for one in said if weaker(firmest, one)]
    return replaced if 2 * weight(less) > weight(said) else []


def _valued(promise: Promise) -> list[Evidence]:
    return [one for one in visible(promise) if one.value is not None]


def _is_weaker(was: Evidence, now: Evidence, by: Literal["value", "strength"], favours: Favours) -> bool:
    if by == "value":
        return _is_worse(was.value, now.value, favours)
    same = relation(was.value, now.value, favours) is Relation.EQUAL
    return same and _STEPS[now.strength] < _STEPS[was.strength]


def _is_worse(was: Quantity, now: Quantity, favours: Favours) -> bool:
    """Whether `now` is worse for the customer; so many business days are longer than so many days."""
    if same_numbers(was, now):
        longer = isinstance(now, Duration) and now.unit in _BUSINESS
        return favours is not None and longer == (favours == "lower")
    return better(was, now, favours) is True


def _leading(statements: Sequence[Evidence]) -> list[Evidence]:
    """The statements of the value that weighs more than any other; none where two weigh the same."""
    by_value: dict[Normal, list[Evidence]] = {}
    for one in statements:
        by_value.setdefault(normal(one.value), []).append(one)
    ranked = sorted(by_value.values(), key=weight, reverse=True)
    tied = len(ranked) > 1 and weight(ranked[0]) == weight(ranked[1])
    return [] if tied or not ranked else ranked[0]


def _by_document(statements: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for one in statements:
        for document in one.documents:
            found.setdefault(document, []).append(one)
    return found


def _is_list(statements: Iterable[Evidence]) -> bool:
    """Whether a document lists tiers whose names were not understood: three or more values in one scope."""
    return len({normal(one.value) for one in statements}) >= _TIERS


def _without_known(
    found: Sequence[_Replaced], before: Iterable[Promise], now: Iterable[Promise]
) -> list[tuple[Evidence, Evidence]]:
    """Those of which the new sentence did not stand in the document before, and the earlier does not stand there now.

    Where either does, nobody has changed it: it was read as something else.
    """
    if not found:
        return []
    then, today = _documents_by_sentence(before), _documents_by_sentence(now)
    return [
        (was, one)
        for was, one, document in found
        if document not in then.get(_folded(one), ()) and document not in today.get(_folded(was), ())
    ]


def _documents_by_sentence(promises: Iterable[Promise]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for promise in promises:
        for one in visible(promise):
            found.setdefault(_folded(one), set()).update(one.documents)
    return found


def _folded(one: Evidence) -> str:
    return " ".join(one.sentence.casefold().split())


def _opposition(promise: Promise, changed: Sequence[tuple[Evidence, Evidence]], since: str) -> Opposition:
    earlier = {id(was): was for was, _ in changed}
    new = {id(one): one for _, one in changed}
    outliers, majority = by_weight(new.values()), by_weight(earlier.values())
    return Opposition(promise.topic, promise.scope, outliers, majority, since=since)
