"""Promises to Findings: what is wrong with what a company promises, by the rules in rules/checks/.

A rule names its kind of check; the kinds are here, one module each, and their options are data. One problem is one
finding with all its variants. What could not be decided is returned beside the findings, never dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import msgspec
from msgspec.structs import replace

from auditor.findings import (
    absolute,
    clock,
    contradiction,
    definition,
    denial,
    gap,
    ledger,
    ledger_coverage,
    limit,
    missing,
    narrowing,
    overlap,
    phrase,
    stale,
    strength,
    structured,
    total,
    translation,
    unanimity,
    unit,
    vague,
    weakened,
)
from auditor.findings.alignment import aligned
from auditor.findings.alternatives import find_alternatives
from auditor.findings.composing import FIELDS, compose, placeholders
from auditor.findings.home import home_market
from auditor.findings.in_force import in_force
from auditor.findings.ledger_override import by_ledger
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.reach import reach_of
from auditor.findings.setting import Known, Setting
from auditor.findings.superseded import superseded, without_superseded
from auditor.findings.weakened import days_back, earliest
from auditor.model import Finding, Ledger, NotChecked, Promise, Recorded, Severity, Standing
from auditor.rules import Check, Rulebook, Topic, fault_in
from auditor.rules_source import suggest
from auditor.wording import say_scope, topic_name

__all__ = ["KINDS", "Kind", "Known", "days_back", "earliest", "find_findings", "mark_status"]

_GRAVEST_FIRST = tuple(Severity)
_NOTHING = Known()


class Kind(msgspec.Struct, frozen=True):
    """A kind of check: the type of its options, and what it finds among all promises of one topic."""

    options: type[msgspec.Struct]
    find: Callable[[Sequence[Promise], Topic, Any, Setting], Iterator[Opposition | Undecided]]


KINDS: dict[str, Kind] = {
    "absolute": Kind(absolute.Options, absolute.find),
    "clock": Kind(clock.Options, clock.find),
    "contradiction": Kind(contradiction.Options, contradiction.find),
    "definition": Kind(definition.Options, definition.find),
    "denial": Kind(denial.Options, denial.find),
    "gap": Kind(gap.Options, gap.find),
    "ledger": Kind(ledger.Options, ledger.find),
    "ledger_coverage": Kind(ledger_coverage.Options, ledger_coverage.find),
    "limit": Kind(limit.Options, limit.find),
    "missing": Kind(missing.Options, missing.find),
    "narrowing": Kind(narrowing.Options, narrowing.find),
    "overlap": Kind(overlap.Options, overlap.find),
    "phrase": Kind(phrase.Options, phrase.find),
    "stale": Kind(stale.Options, stale.find),
    "strength": Kind(strength.Options, strength.find),
    "structured_data": Kind(structured.Options, structured.find),
    "total": Kind(total.Options, total.find),
    "translation": Kind(translation.Options, translation.find),
    "unanimity": Kind(unanimity.Options, unanimity.find),
    "unit": Kind(unit.Options, unit.find),
    "vague": Kind(vague.Options, vague.find),
    "weakened": Kind(weakened.Options, weakened.find),
}


def find_findings(
    promises: Sequence[Promise], book: Rulebook, known: Known = _NOTHING
) -> tuple[tuple[Finding, ...], tuple[NotChecked, ...]]:
    """All findings, the gravest first and of these the weightiest, and what no rule could decide.

    `known` is what is known beside the promises; of earlier checks it holds those to compare with (`earliest`).

    Raises `RuleError` for a rule of an unknown kind, with options its kind does not have, or with an unknown field
    in a text.
    """
    home = home_market(promises, book)
    earlier = tuple(Recorded(one.on, aligned(one.promises, home, book)) for one in known.earlier)
    setting = Setting(book, home, replace(known, earlier=earlier), reach_of(promises, known.priorities.views))
    current = without_superseded(promises, known.as_of, known.remarks)
    ordered = sorted(aligned(current, home, book), key=lambda p: p.topic)
    by_topic = {topic: tuple(group) for topic, group in groupby(ordered, key=lambda p: p.topic)}
    spoken_of = sorted({entry.topic for entry in known.ledger.entries} | {one.topic for one in known.remarks})
    by_topic |= {topic: () for topic in spoken_of if topic not in by_topic}
    setting = replace(setting, by_topic=by_topic, alternatives=find_alternatives(current))
    oppositions: list[tuple[Check, Opposition]] = []
    checks, not_in_force = in_force(current, setting)
    not_checked = [*_not_compared(known.ledger), *superseded(promises, current), *not_in_force]
    for check, there in checks:
        for found in _found(check, there.by_topic, there):
            if isinstance(found, Opposition):
                oppositions.append((check, found))
            else:
                not_checked.append(_not_checked(check, found))
    findings = [compose(check, found, setting) for check, found in by_ledger(oppositions, setting)]
    return tuple(sorted(findings, key=_order)), tuple(sorted(not_checked, key=lambda one: (one.check, one.reason)))


def mark_status(findings: Sequence[Finding], previous: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings with their status against the check before, of which `previous` maps keys to states."""
    return tuple(replace(finding, status=_status(finding, previous)) for finding in findings)


def _status(finding: Finding, previous: Mapping[str, str]) -> str:
    state = previous.get(finding.key)
    if state is None:
        return "new"
    return "unchanged" if state == finding.state else "changed"


def _found(
    check: Check, by_topic: Mapping[str, Sequence[Promise]], setting: Setting
) -> Iterator[Opposition | Undecided]:
    kind = _kind(check)
    options = _options(check, kind)
    for topic, promises in by_topic.items():
        if topic in setting.book.topics and (not check.topics or topic in check.topics):
            yield from kind.find(promises, setting.book.topics[topic], options, setting)


def _kind(check: Check) -> Kind:
    kind = KINDS.get(check.kind)
    if kind is None:
        raise fault_in(check, "kind", f'"{check.kind}" is no kind of check{suggest(check.kind, KINDS)}')
    for key in ("title", "explanation", "suggestion"):
        unknown = sorted(placeholders(getattr(check, key)) - FIELDS)
        if unknown:
            raise fault_in(check, key, f"{{{unknown[0]}}} is nothing to fill in{suggest(unknown[0], FIELDS)}")
    return kind


def _options(check: Check, kind: Kind) -> msgspec.Struct:
    try:
        return msgspec.convert(check.options, kind.options)
    except msgspec.ValidationError as error:
        known = ", ".join(kind.options.__struct_fields__) or "none"
        raise fault_in(check, "options", f"{error}; options of this kind: {known}") from error


def _not_compared(promised: Ledger) -> Iterator[NotChecked]:
    """How many entries of the ledger nothing was held against, by the reason."""
    for standing in (Standing.UNCONFIRMED, Standing.UPCOMING, Standing.EXPIRED):
        count = sum(entry.standing is standing for entry in promised.entries)
        if count:
            entries = "1 entry is" if count == 1 else f"{count} entries are"
            yield NotChecked("ledger", f"{entries} {standing} in {promised.name}: compared with nothing")


def _not_checked(check: Check, found: Undecided) -> NotChecked:
    return NotChecked(check.id, f"{topic_name(found.topic)}, {say_scope(found.scope)}: {found.reason}")


def _order(finding: Finding) -> tuple[int, float, str, str, str]:
    gravity = _GRAVEST_FIRST.index(finding.severity)
    return gravity, -finding.severity_score, finding.topic, finding.rule, finding.key
