"""Promises and what was collected to Coverage: which kind of place says what of each promise, and what none says.

A value that is not the usual one is marked whether or not it is a contradiction: that is for `auditor.findings`, whose
weights and home market are used here, so that the two never name different sides as the odd one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from auditor.findings.authority import by_weight, weight
from auditor.findings.home import home_market, without_home
from auditor.model import (
    Agreement,
    Coverage,
    CoverageCell,
    CoverageRow,
    Evidence,
    Origin,
    Promise,
    Quantity,
    SaidValue,
    Scope,
    Strength,
    Touchpoint,
)
from auditor.quantities import Favours, Normal, Relation, normal, relation
from auditor.rules import Rulebook

_MATTERS = 1


def find_coverage(promises: Sequence[Promise], documents_by_touchpoint: Mapping[str, int], book: Rulebook) -> Coverage:
    """The coverage, its rows by topic and scope; the number of documents tells which touchpoints were collected.

    `unsaid` are the topics of weight 1 and more of which there is no promise.
    """
    home = home_market(promises, book)
    scopes: dict[tuple[str, Scope], list[Scope]] = {}
    for promise in promises:
        (alone,) = without_home([promise], home)
        scopes.setdefault((alone.topic, alone.scope), []).append(promise.scope)
    used = {one.touchpoint for promise in promises for one in _statements(promise)}
    touchpoints = tuple(one for one in Touchpoint if documents_by_touchpoint.get(one) or one in used)
    rows = [
        _row(promise, tuple(scopes[promise.topic, promise.scope]), touchpoints, _favours(promise.topic, book))
        for promise in without_home(promises, home)
    ]
    stated = {promise.topic for promise in promises}
    unsaid = sorted(one.id for one in book.topics.values() if one.weight >= _MATTERS and one.id not in stated)
    return Coverage(touchpoints, tuple(rows), tuple(unsaid))


def of_topics(coverage: Coverage, topics: Collection[str]) -> Coverage:
    """What the coverage says of these topics; all of it where there are none."""
    if not topics:
        return coverage
    return replace(
        coverage,
        rows=tuple(row for row in coverage.rows if row.topic in topics),
        unsaid=tuple(topic for topic in coverage.unsaid if topic in topics),
    )


def _favours(topic: str, book: Rulebook) -> Favours:
    return book.topics[topic].favours if topic in book.topics else None


def _statements(promise: Promise) -> list[Evidence]:
    return [one for variant in promise.variants for one in variant.evidence]


def _row(
    promise: Promise, scopes: tuple[Scope, ...], touchpoints: Sequence[Touchpoint], favours: Favours
) -> CoverageRow:
    statements = _statements(promise)
    usual = _usual(statements)
    cells = tuple(
        CoverageCell(touchpoint, _said([one for one in statements if one.touchpoint is touchpoint], usual, favours))
        for touchpoint in touchpoints
    )
    documents = {document for one in statements for document in one.documents}
    if any(one.outlying for cell in cells for one in cell.said):
        agreement = Agreement.DISAGREE
    else:
        agreement = Agreement.AGREE if len(documents) > 1 else Agreement.ONE_PLACE
    return CoverageRow(promise.topic, promise.scope, scopes, usual, agreement, cells)


def _usual(statements: Sequence[Evidence]) -> Quantity | None:
    """The value that weighs most in what customers read, or else in structured data; the first of equals."""
    valued = [one for one in statements if one.value is not None]
    read = [one for one in valued if one.origin is not Origin.STRUCTURED_DATA] or valued
    by_value: dict[Normal, list[Evidence]] = {}
    for one in read:
        by_value.setdefault(normal(one.value), []).append(one)
    return max(by_value.values(), key=weight)[0].value if by_value else None


def _said(statements: Sequence[Evidence], usual: Quantity | None, favours: Favours) -> tuple[SaidValue, ...]:
    """The values of one kind of place, those of most places first."""
    groups: dict[tuple[Normal | None, Strength], list[Evidence]] = {}
    for one in statements:
        groups.setdefault((None if one.value is None else normal(one.value), one.strength), []).append(one)
    said = [_said_value(group, usual, favours) for group in groups.values()]
    return tuple(sorted(said, key=lambda one: -one.occurrences))


def _said_value(group: Sequence[Evidence], usual: Quantity | None, favours: Favours) -> SaidValue:
    first = by_weight(group)[0]
    value: Quantity | None = first.value
    return SaidValue(
        value=value,
        strength=first.strength,
        quote=first.sentence or first.quote,
        document=first.document,
        occurrences=sum(one.occurrences for one in group),
        outlying=value is not None and usual is not None and relation(value, usual, favours) is not Relation.EQUAL,
    )
