"""Places in another language that state another value than the English statements they translate.

What the place is about is known from the English side alone. Where the English statements of the promise disagree among
themselves and the place says what one of them does, which one is wrong is for other checks to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from auditor.findings.authority import by_weight
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.setting import Setting
from auditor.model import Commitment, Duration, Evidence, Money, Number, Promise, Quantity, Scope, Translated
from auditor.quantities import normal
from auditor.rules import Topic
from auditor.wording import number, say

_MOST_CHANGES = 3
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")

_Key = tuple[object, ...]
_Sides = tuple[list[Translated], dict[int, Evidence]]


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """`elsewhere`: whether pages for different markets are looked at, or those for one."""

    elsewhere: bool = False


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """One opposition for each scope in which translations differ from the English statements."""
    asked = [
        one for one in setting.known.translated if one.english.topic == topic.id and one.elsewhere == options.elsewhere
    ]
    said = _statements(promises) if asked else {}
    by_scope: dict[Scope, _Sides] = {}
    undecided: dict[tuple[Scope, str], None] = {}
    for one in asked:
        promise, english = _of(one.english, said)
        if _is_said(one.foreign.value, promise):
            undecided[promise.scope, _reason(one)] = None
            continue
        places, statements = by_scope.setdefault(promise.scope, ([], {}))
        places.append(one)
        statements[id(english)] = english
    yield from (Undecided(topic.id, scope, reason) for scope, reason in undecided)
    for scope, (places, statements) in by_scope.items():
        yield _opposition(topic.id, scope, places, by_weight(statements.values()))


def _opposition(topic: str, scope: Scope, places: Sequence[Translated], english: tuple[Evidence, ...]) -> Opposition:
    by_place = {id(one.foreign): one for one in places}
    outliers = by_weight([one.foreign for one in places])
    ordered = [by_place[id(one)] for one in outliers]
    first = ordered[0]
    majority = sorted(english, key=lambda one: normal(one.value) != normal(first.english.value))
    said = Counter[str]()
    for one in ordered:
        said[f"{say(one.foreign.value)} in {one.name}"] += one.foreign.occurrences
    meant = Counter[str]()
    for statement in majority:
        meant[f"{say(statement.value)} in English"] += statement.occurrences
    words = {
        "translated": ", ".join(said),
        "outlier_language": first.name,
        "values": ", ".join(f"{value} ({n} place{'' if n == 1 else 's'})" for value, n in (said + meant).items()),
        "change": "; ".join(dict.fromkeys(map(_change, ordered[:_MOST_CHANGES]))),
    }
    return Opposition(topic, scope, outliers, tuple(majority), words=words)


def _statements(promises: Sequence[Promise]) -> dict[_Key, list[tuple[Promise, Evidence]]]:
    """The statements of a topic by what they say, each with its promise."""
    said: dict[_Key, list[tuple[Promise, Evidence]]] = {}
    for promise in promises:
        for variant in promise.variants:
            for one in variant.evidence:
                said.setdefault(_key(one), []).append((promise, one))
    return said


def _of(english: Commitment, said: Mapping[_Key, list[tuple[Promise, Evidence]]]) -> tuple[Promise, Evidence]:
    """The statement among those of all promises, with its promise."""
    there = [pair for pair in said[_key(english)] if english.document in pair[1].documents]
    return next((pair for pair in there if pair[1].scope == english.scope), there[0])


def _key(one: Commitment | Evidence) -> _Key:
    sentence, quote = (" ".join(text.lower().split()) for text in (one.sentence, one.quote))
    return one.touchpoint, one.origin, sentence, quote, normal(one.value), one.strength


def _is_said(value: Quantity, promise: Promise) -> bool:
    return any(normal(variant.value) == normal(value) for variant in promise.variants)


def _reason(one: Translated) -> str:
    return (
        f"the {one.name} of {one.foreign.document} says {say(one.foreign.value)}, which other English statements do too"
    )


def _change(one: Translated) -> str:
    """What to write instead, if the English page is right: the sentence with the other number, or the value alone."""
    quote = _exchanged(one.foreign.quote, one.foreign.value, one.english.value)
    if quote is not None:
        return f"in {one.foreign.document} write: “{one.foreign.sentence.replace(one.foreign.quote, quote, 1)}”"
    return f"in {one.foreign.document} write {say(one.english.value)}, in {one.name}"


def _exchanged(quote: str, value: Quantity, right: Quantity) -> str | None:
    """The quote with the right numbers in place of its own; None where its words would have to change too."""
    old, new = _written(value, right), _written(right, value)
    if not old or len(old) != len(new):
        return None
    places = list(_NUMBER.finditer(quote))
    if [float(place[0].replace(",", ".")) for place in places] != old:
        return None
    for place, wanted in list(zip(places, new, strict=True))[::-1]:
        quote = quote[: place.start()] + _like(place[0], wanted) + quote[place.end() :]
    return quote


def _written(value: Quantity, other: Quantity) -> list[float]:
    """The numbers that a value is written with beside the same unit or currency as the other; none if they differ."""
    if isinstance(value, Duration) and isinstance(other, Duration) and value.unit is other.unit:
        ends = list(dict.fromkeys(float(end) for end in (value.low, value.high) if end is not None))
        return [] if ends[-1:] in ([0.0], [1.0]) else ends
    if isinstance(value, Money) and isinstance(other, Money) and value.currency == other.currency:
        return [float(value.amount)] if value.amount else []
    return []


def _like(written: str, wanted: Number) -> str:
    """The number with the decimal mark and places of the one it replaces: `4,95` for 5.5 becomes `5,50`."""
    mark = next((sign for sign in ",." if sign in written), None)
    if mark is not None:
        return f"{wanted:.{len(written.partition(mark)[2])}f}".replace(".", mark)
    return number(wanted) if wanted % 1 else str(int(wanted))
