"""Promises of one topic to what other places deny: "cannot be returned" against "return it within 28 days".

A denial is held against statements of its own scope alone: one for sale items announces an exception from the general
promise, and a general denial beside the promise to a few does the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from auditor import scopes
from auditor.findings.alignment import aligned_scope
from auditor.findings.authority import by_weight, weight
from auditor.findings.guards import comparable, container_of, says
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.scoping import AXES
from auditor.findings.setting import Setting
from auditor.findings.statements import visible
from auditor.findings.subjects import same_subject
from auditor.model import Evidence, Promise, Remarked, RemarkKind, Scope
from auditor.rules import Rulebook, Topic


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """A statement with one of the words `unless` is not what is denied."""

    unless: tuple[str, ...] = ()


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """For each scope, the denials against the statements of the same scope."""
    for scope, denials in _by_scope(topic, setting).items():
        said = [
            one
            for promise in promises
            for one in visible(promise)
            if _is_about(one, promise.scope, scope, setting.book) and not says(one, options.unless)
            if any(_meets(one, denial, setting) for denial in denials)
        ]
        met = [denial for denial in denials if any(_meets(one, denial, setting) for one in said)]
        if said and met:
            sides = (met, said) if weight(met) <= weight(said) else (said, met)
            yield Opposition(topic.id, scope, by_weight(sides[0])[::-1], by_weight(sides[1]))


def _by_scope(topic: Topic, setting: Setting) -> dict[Scope, list[Evidence]]:
    found: dict[Scope, list[Evidence]] = {}
    for one in setting.known.remarks:
        if one.kind is RemarkKind.DENIAL and one.topic == topic.id and _is_said_of_something(one):
            found.setdefault(aligned_scope(one.scope, setting.home, setting.book), []).append(one.evidence)
    return found


def _is_said_of_something(one: Remarked) -> bool:
    """Whether it is clear what is denied: a bare cell of a table ("Final sale") is about what heads its row."""
    if one.scope.condition is not None:
        return False
    return one.scope != Scope() or container_of(one.evidence) is None


def _is_about(one: Evidence, scope: Scope, denied: Scope, book: Rulebook) -> bool:
    """Whether a statement of `scope` is about just what is denied, by its scope or by the words of its sentence."""
    return all(_same_on(axis, one, getattr(scope, axis), getattr(denied, axis), book) for axis in AXES)


def _same_on(axis: str, one: Evidence, name: str | None, denied: str | None, book: Rulebook) -> bool:
    if name is None or denied is None:
        return name == denied or (denied is not None and says(one, (denied, f"{denied}s")))
    return scopes.relation(axis, name, denied, book) in ("equal", "narrower")


def _meets(one: Evidence, denial: Evidence, setting: Setting) -> bool:
    return comparable(one, denial) and same_subject(one, denial, setting)
