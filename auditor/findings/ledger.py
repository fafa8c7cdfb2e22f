"""The ledger to the places that say otherwise.

An entry that a person has confirmed is held against the statements of its own scope; what a narrower scope is promised
is a matter of that scope's entry. All places that depart from one entry are one finding, of the gravest departure
among them. The entry is the model to write by, and also in what other checks find in its scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from auditor.findings.authority import by_weight
from auditor.findings.guards import far_apart, is_ceiling, is_floor, same_clock, says
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.scoping import AXES, relations
from auditor.findings.setting import Setting
from auditor.findings.strength import STEPS
from auditor.findings.subjects import same_subject
from auditor.findings.variants import values_of_lists
from auditor.model import Duration, Entry, Evidence, Origin, Promise, Quantity, Scope, Touchpoint, Unit
from auditor.quantities import Relation, normal, relation, same_numbers
from auditor.rules import Topic
from auditor.wording import say


class Departure(StrEnum):
    """How a statement departs from the ledger, the gravest first."""

    DISJOINT = "disjoint"
    UNIT = "unit"
    OVERLAPPING = "overlapping"
    STRENGTH = "strength"


_GRAVEST_FIRST = tuple(Departure)


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """The gravest `departure` of an entry's places that is looked for.

    Strengths depart where they differ by `steps`; a statement with one of the words `unless` is left out.
    """

    departure: Departure
    steps: int = 2
    unless: tuple[str, ...] = ()


class Compared(Struct, frozen=True):
    """The statements in the scope of an entry: those that depart from it, those that agree, those of neither sort."""

    departing: tuple[tuple[Departure, Evidence], ...]
    agreeing: tuple[Evidence, ...]
    undecided: tuple[Evidence, ...]


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """For each confirmed entry of the topic whose gravest departure is that of the options, all that depart from it."""
    for entry in entries_of(topic.id, setting):
        compared = compare(entry, promises, topic, setting, options.steps, options.unless)
        if compared.departing and compared.departing[0][0] is options.departure:
            outliers = tuple(one for _, one in compared.departing)
            majority = (as_evidence(entry, setting), *by_weight(compared.agreeing))
            yield Opposition(topic.id, at_home(entry.scope, setting), outliers, majority)
        if compared.undecided and options.departure is Departure.DISJOINT:
            values = ", ".join(sorted({say(one.value) for one in compared.undecided}))
            reason = f"{values} may or may not be {entry.written}, which the ledger promises"
            yield Undecided(topic.id, entry.scope, reason)


def entries_of(topic: str, setting: Setting) -> tuple[Entry, ...]:
    """The entries of a topic that statements are held against; of two that differ by the home market, the broad one."""
    found: dict[Scope, Entry] = {}
    for entry in setting.known.ledger.compared:
        scope = at_home(entry.scope, setting)
        if entry.topic == topic and (scope not in found or entry.scope == scope):
            found[scope] = entry
    return tuple(found.values())


def at_home(scope: Scope, setting: Setting) -> Scope:
    """The scope without the home market."""
    return replace(scope, region=None) if scope.region in setting.home else scope


def in_scope(scope: Scope, promises: Iterable[Promise], setting: Setting) -> list[Promise]:
    """The promises of exactly the customers that the scope names, in whichever words."""
    mine = at_home(scope, setting)
    return [one for one in promises if one.scope == mine or _same_names(one.scope, mine, setting)]


def _same_names(one: Scope, other: Scope, setting: Setting) -> bool:
    """Whether scopes that are not written alike list the same: canonical names differ in writing only where joined."""
    return (
        one.condition == other.condition
        and all(_may_be_equal(getattr(one, axis), getattr(other, axis)) for axis in AXES)
        and relations(one, other, setting.book) == {"equal"}
    )


def _may_be_equal(one: str | None, other: str | None) -> bool:
    return one == other or (one is not None and other is not None and ", " in one + other)


def as_evidence(entry: Entry, setting: Setting) -> Evidence:
    """The entry as a statement at its line of the ledger, which is none of the places that customers meet."""
    document = f"{setting.known.ledger.name}:{entry.line}"
    return Evidence(
        document=document,
        touchpoint=Touchpoint.LEDGER,
        origin=Origin.TEXT,
        quote=entry.written,
        sentence=entry.written,
        value=entry.value,
        strength=entry.strength,
        scope=entry.scope,
        clock=entry.clock,
        occurrences=0,
        documents=(document,),
        locator=f"line:{entry.line}",
    )


def compare(
    entry: Entry,
    promises: Iterable[Promise],
    topic: Topic,
    setting: Setting,
    steps: int = 2,
    unless: Sequence[str] = (),
) -> Compared:
    """The statements of the entry's scope held against it; those departing begin with the place to change first."""
    departing: dict[Departure, list[Evidence]] = {}
    agreeing: list[Evidence] = []
    undecided: list[Evidence] = []
    own = in_scope(entry.scope, promises, setting)
    statements = [one for promise in own for one in _outside_lists(entry, promise)]
    for one in comparable_with(entry, statements, setting, unless):
        departure = departure_of(one, entry, topic, steps)
        if departure is not None:
            departing.setdefault(departure, []).append(one)
        elif relation(_meant(one, entry), entry.value, topic.favours) is Relation.INCOMPARABLE:
            undecided.append(one)
        else:
            agreeing.append(one)
    ordered = [(kind, one) for kind in _GRAVEST_FIRST for one in by_weight(departing.get(kind, ()))[::-1]]
    return Compared(tuple(ordered), tuple(agreeing), tuple(undecided))


def departure_of(one: Evidence, entry: Entry, topic: Topic, steps: int = 2) -> Departure | None:
    """How a statement of the entry's scope departs from it; None where it does not, or where nobody can say.

    A field of structured data may hold a part (the hours of one day), so it departs only where nothing is common.
    """
    value = _meant(one, entry)
    found = relation(value, entry.value, topic.favours)
    if found is Relation.DISJOINT:
        return Departure.DISJOINT
    if one.origin is Origin.STRUCTURED_DATA:
        return None
    if found is Relation.EQUAL:
        return Departure.STRENGTH if abs(STEPS[one.strength] - STEPS[entry.strength]) >= steps else None
    if found is Relation.INCOMPARABLE:
        return Departure.UNIT if same_numbers(value, entry.value) else None
    return Departure.OVERLAPPING


def _meant(one: Evidence, entry: Entry) -> Quantity:
    """The value of a statement; days in structured data are business days where the entry counts in these."""
    value = one.value
    counted = isinstance(entry.value, Duration) and entry.value.unit is Unit.BUSINESS_DAY
    if one.origin is Origin.STRUCTURED_DATA and isinstance(value, Duration) and value.unit is Unit.DAY and counted:
        return replace(value, unit=Unit.BUSINESS_DAY)
    return value


def comparable_with(
    entry: Entry, statements: Sequence[Evidence], setting: Setting, unless: Sequence[str] = ()
) -> list[Evidence]:
    """Those of the statements that speak of the same thing as the entry, as far as their surroundings tell.

    An entry has no surroundings: it speaks of what the places speak of that state its value.
    """
    favours = setting.book.topics[entry.topic].favours
    model = as_evidence(entry, setting)
    models = [model, *(one for one in statements if relation(one.value, entry.value, favours) is Relation.EQUAL)]
    return [
        one
        for one in statements
        if same_clock(one.clock, entry.clock)
        and not says(one, unless)
        and not far_apart(one.value, entry.value, favours)
        and not is_ceiling(one, model, favours)
        and not is_floor(one, model)
        and any(same_subject(one, other, setting) for other in models)
    ]


def _outside_lists(entry: Entry, promise: Promise) -> list[Evidence]:
    """The statements of a promise, less those on a page that lists the entry's value among others."""
    value = normal(entry.value)
    listed = values_of_lists(promise.variants)
    return [
        one
        for variant in promise.variants
        for one in variant.evidence
        if normal(one.value) == value or value not in listed.get(id(one), ())
    ]
