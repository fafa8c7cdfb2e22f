"""Commitments to Promises: what the company as a whole says about one topic in one scope.

Commitments are folded as they stream by, so memory grows with distinct statements and not with pages; the result
does not depend on their order. Scopes are compared by their canonical names (rules/scopes/). Of a condition only
what restricts to whom or what the promise applies counts: a trigger that merely starts the clock ("after we receive
your return") or a cut-off ("if ordered by 2pm") does not make another promise.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import msgspec

from auditor import scopes
from auditor.model import Clock, Commitment, Evidence, Promise, Quantity, Scope, Strength, Variant
from auditor.quantities import Normal, normal
from auditor.rules import Rulebook

Same = Callable[[str, str], bool]

_AXES = ("service", "region", "product", "customer")
_TRIGGER = re.compile(
    r"""^(?:(?:starting|counted|counting|measured|running|beginning)\s+)?
        (?:(?:with)?in\b.*\b(?:after|from|of)|after|from|of|once|since|following|upon|when|as\s+soon\s+as|on)\b
        .*\b(?:receiv|receipt|reach|arriv|deliver|dispatch|despatch|ship|leav|left|order|purchas|bought|buy|payment|request|
        report|return|inspect|approv|confirm|cancel|contact|call|submit|sign|acknowledg|incident|goods|parcel|item|\#date)""",
    re.VERBOSE | re.IGNORECASE,
)
# "Once the carrier accepts the letter": whatever happens first, it happens to everybody.
_BEGINS = re.compile(
    r"^(?:once|after|as\s+soon\s+as|starting|count(?:ed|ing)|measured|following|upon)\b", re.IGNORECASE
)
_CUT_OFF = re.compile(
    r"^(?:(?:if|when|for|on)\s+)?(?:(?:you\s+)?order(?:s|ed)?|placed|bought|received|in)\b.*?"
    r"\b(?:by|before|until|till)\s+(?:\d|noon|midday|midnight|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)",
    re.IGNORECASE,
)
_CALENDAR_NOTE = re.compile(
    r"^(?:excluding|excl\.?|except|not\s+counting|not\s+including)\b.*\b(?:weekend|holiday|sunday)", re.I
)
_LEAD = re.compile(r"^(?:only\s+)?(?:if|when|for|on|provided(?:\s+that)?|as\s+long\s+as|where|with)\s+", re.IGNORECASE)
_FILLER = re.compile(r"\b(?:the|a|an|your|our|you|it|is|are|was|were|has|have|been|all|any)\b\s*", re.IGNORECASE)


class _Statement(msgspec.Struct):
    """Places that say the same with the same words; `first` is the one that sorts first, `confidence` the surest's."""

    first: Commitment
    occurrences: int
    documents: set[str]
    confidence: float
    dated: str | None


_Statements = dict[tuple[object, ...], _Statement]


def find_promises(commitments: Iterable[Commitment], book: Rulebook, same: Same | None = None) -> tuple[Promise, ...]:
    """All promises, sorted by topic and scope, each with its variants, the one with most occurrences first.

    `same` may say that two names of which `rules/scopes/` knows neither mean one thing ("the Classic", "Classic bed").
    """
    groups: dict[tuple[str, Scope], _Statements] = {}
    canonical = lru_cache(maxsize=65536)(lambda scope: canonical_scope(scope, book))
    for commitment in commitments:
        scope = canonical(commitment.scope)
        _add(groups.setdefault((commitment.topic, scope), {}), commitment)
    if same is not None:
        groups = _aligned(groups, _aliases({scope for _, scope in groups}, book, same))
    return tuple(
        Promise(topic, scope, _variants(statements.values()))
        for (topic, scope), statements in sorted(groups.items(), key=lambda item: (item[0][0], _sortable(item[0][1])))
    )


def canonical_scope(scope: Scope, book: Rulebook) -> Scope:
    """The scope in canonical names, with only what restricts of its condition.

    "Delivery" names no service and "goods" no product: a name that the list puts others within and that is within
    nothing itself is left out.
    """
    named = {axis: scopes.canonical(axis, text, book) for axis in _AXES if (text := getattr(scope, axis))}
    for axis in ("service", "product"):
        if named.get(axis) in scopes.names_of_everything(axis, book):
            del named[axis]
    condition = restriction(scope.condition)
    return Scope(**named, condition=condition and scopes.canonical("condition", condition, book))


@lru_cache(maxsize=16384)
def restriction(condition: str | None) -> str | None:
    """What of a condition restricts the promise, in short lower-case words: `unopened` for "if it is unopened".

    None for triggers, cut-off times and notes about holidays, which say when the clock runs.
    """
    if condition is None:
        return None
    text = " ".join(condition.split()).strip(" .,;:()")
    if not text or _BEGINS.match(text) or _TRIGGER.match(text) or _CUT_OFF.match(text) or _CALENDAR_NOTE.match(text):
        return None
    short = _FILLER.sub("", _LEAD.sub("", text)).strip().lower()
    return short or None


def _add(statements: _Statements, commitment: Commitment) -> None:
    key = (
        commitment.touchpoint,
        commitment.origin,
        " ".join(commitment.sentence.lower().split()),
        " ".join(commitment.quote.lower().split()),
        normal(commitment.value),
        commitment.strength,
        commitment.clock,
    )
    known = statements.get(key)
    document = sys.intern(commitment.document)  # one name for all that a page says: it is kept with each statement
    if known is None:
        statements[key] = _Statement(commitment, 1, {document}, commitment.confidence, commitment.dated)
        return
    known.occurrences += 1
    known.documents.add(document)
    known.confidence = max(known.confidence, commitment.confidence)
    known.dated = later(known.dated, commitment.dated)
    if _before(commitment, known.first):
        known.first = commitment


def later(one: str | None, other: str | None) -> str | None:
    """The later of two days; None, which stands for today, is later than any."""
    return None if one is None or other is None else max(one, other)


def _before(one: Commitment, other: Commitment) -> bool:
    """Whether `one` sorts first by place; the whole commitment decides only between two at the same place."""
    if _place(one) != _place(other):
        return _place(one) < _place(other)
    return msgspec.json.encode(one) < msgspec.json.encode(other)


def _place(commitment: Commitment) -> tuple[str, int, str]:
    return commitment.document, -1 if commitment.start is None else commitment.start, commitment.locator


def _variants(statements: Iterable[_Statement]) -> tuple[Variant, ...]:
    by_value: dict[tuple[Normal, Strength, Clock], list[_Statement]] = {}
    for statement in statements:
        first = statement.first
        by_value.setdefault((normal(first.value), first.strength, first.clock), []).append(statement)
    variants = [_variant(strength, clock, said) for (_, strength, clock), said in _with_clocks(by_value).items()]
    return tuple(sorted(variants, key=lambda v: (-v.occurrences, msgspec.json.encode((v.value, v.strength, v.clock)))))


def _with_clocks(
    by_value: dict[tuple[Normal, Strength, Clock], list[_Statement]],
) -> dict[tuple[Normal, Strength, Clock], list[_Statement]]:
    """Statements that name no start of their clock go with those of the same value that all name the same one."""
    folded: dict[tuple[Normal, Strength, Clock], list[_Statement]] = {}
    for (value, strength, clock), said in by_value.items():
        named = {c for v, s, c in by_value if (v, s) == (value, strength) and c.from_ and c.to in (clock.to, None)}
        start = named.pop() if clock.from_ is None and len(named) == 1 else clock
        folded.setdefault((value, strength, start), []).extend(said)
    return folded


def _variant(strength: Strength, clock: Clock, said: list[_Statement]) -> Variant:
    evidence = sorted((_evidence(one) for one in said), key=_rank)
    written: Counter[Quantity] = Counter()
    for one in evidence:
        written[one.value] += one.occurrences
    value = min(written, key=lambda v: (-written[v], msgspec.json.encode(v)))
    return Variant(value, strength, clock, sum(written.values()), tuple(evidence))


def _evidence(said: _Statement) -> Evidence:
    first = said.first
    return Evidence(
        document=first.document,
        touchpoint=first.touchpoint,
        origin=first.origin,
        quote=first.quote,
        sentence=first.sentence,
        value=first.value,
        strength=first.strength,
        scope=first.scope,
        clock=first.clock,
        occurrences=said.occurrences,
        documents=tuple(sorted(said.documents)),
        locator=first.locator,
        region=first.region,
        concealed=first.concealed,
        context=first.context,
        confidence=said.confidence,
        dated=said.dated,
    )


def _rank(evidence: Evidence) -> tuple[int, str, str, bytes]:
    return -evidence.occurrences, evidence.document, evidence.locator, msgspec.json.encode(evidence)


def _sortable(scope: Scope) -> tuple[str, ...]:
    return tuple(field or "" for field in msgspec.structs.astuple(scope))


# ── names that no list knows ─────────────────────────────────────────────────────────────────────────────────


def _aliases(found: set[Scope], book: Rulebook, same: Same) -> dict[tuple[str, str], str]:
    """(axis, name) → the first name, in sorted order, that means the same."""
    aliases: dict[tuple[str, str], str] = {}
    for axis in _AXES:
        leaders: list[str] = []
        for name in sorted({name for scope in found if (name := getattr(scope, axis))}):
            leader = next(_leaders_of(axis, name, leaders, book, same), None)
            if leader is None:
                leaders.append(name)
            else:
                aliases[axis, name] = leader
    return aliases


def _leaders_of(axis: str, name: str, leaders: list[str], book: Rulebook, same: Same) -> Iterator[str]:
    return (one for one in leaders if scopes.relation(axis, name, one, book) == "unknown" and same(name, one))


def _aligned(
    groups: dict[tuple[str, Scope], _Statements], aliases: dict[tuple[str, str], str]
) -> dict[tuple[str, Scope], _Statements]:
    aligned: dict[tuple[str, Scope], _Statements] = {}
    for (topic, scope), statements in groups.items():
        names = {axis: aliases.get((axis, name), name) for axis in _AXES if (name := getattr(scope, axis))}
        into = aligned.setdefault((topic, Scope(**names, condition=scope.condition)), {})
        for key, said in statements.items():
            _merge(into, key, said)
    return aligned


def _merge(into: _Statements, key: tuple[object, ...], said: _Statement) -> None:
    known = into.get(key)
    if known is None:
        into[key] = said
        return
    first = said.first if _before(said.first, known.first) else known.first
    confidence = max(known.confidence, said.confidence)
    documents = known.documents | said.documents
    dated = later(known.dated, said.dated)
    into[key] = _Statement(first, known.occurrences + said.occurrences, documents, confidence, dated)
