"""Remarks to what the company as a whole remarks: the same words in the same scope, with all the places that say them.

Folded as they stream by, so memory grows with distinct remarks and not with pages; the order of documents is of no
account.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from auditor.model import Clock, Evidence, Remark, Remarked, Strength, Words
from auditor.promises import canonical_scope
from auditor.rules import Rulebook


class _Places(msgspec.Struct):
    first: Remark
    occurrences: int
    documents: set[str]


def gather_remarks(remarks: Iterable[Remark], book: Rulebook) -> tuple[Remarked, ...]:
    """Each distinct remark once, by rule, scope, meaning and place."""
    found: dict[tuple[object, ...], _Places] = {}
    for one in remarks:
        key = (
            one.rule,
            one.touchpoint,
            one.origin,
            one.scope,
            one.term,
            one.meaning,
            " ".join(one.sentence.lower().split()),
        )
        places = found.get(key)
        if places is None:
            found[key] = _Places(one, 1, {one.document})
            continue
        places.occurrences += 1
        places.documents.add(one.document)
        if _place(one) < _place(places.first):
            places.first = one
    gathered = (_remarked(places, book) for places in found.values())
    return tuple(sorted(gathered, key=msgspec.json.encode))


def _place(one: Remark) -> tuple[str, int, str]:
    return one.document, -1 if one.start is None else one.start, one.locator


def _remarked(places: _Places, book: Rulebook) -> Remarked:
    one = places.first
    evidence = Evidence(
        document=one.document,
        touchpoint=one.touchpoint,
        origin=one.origin,
        quote=one.quote,
        sentence=one.sentence,
        value=Words(one.quote),
        strength=Strength.FIRM,
        scope=one.scope,
        clock=Clock(),
        occurrences=places.occurrences,
        documents=tuple(sorted(places.documents)),
        locator=one.locator,
        region=one.region,
        concealed=one.concealed,
        context=one.context,
        confidence=1.0,
    )
    return Remarked(one.rule, one.kind, one.topic, canonical_scope(one.scope, book), one.term, one.meaning, evidence)
