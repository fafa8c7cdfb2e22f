"""Definitions to the drift among them: one term that two places define otherwise.

Definitions are told apart by what they mean (`Remark.meaning`): the same weekdays in other words are one. Where they
are words, only a difference that can be decided counts: other numbers, or words of different groups of `apart`, such as
"all sites" and "one of your sites".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from auditor.findings.authority import by_weight, weight
from auditor.findings.guards import comparable, of_other_things
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.setting import Setting
from auditor.model import Evidence, Promise, Remarked, RemarkKind, Scope
from auditor.rules import Reading, Topic

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Definitions in words differ where they use words of different groups of `apart`."""

    apart: tuple[tuple[str, ...], ...] = ()


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """The drift of each term, in its own words `term`; the weightiest definition stays."""
    terms: dict[str, list[Remarked]] = {}
    for one in setting.known.remarks:
        if one.kind is RemarkKind.DEFINITION and one.topic == topic.id:
            terms.setdefault(one.term, []).append(one)
    for term, defined in sorted(terms.items()):
        found = _drift(defined, options, setting)
        if found is not None:
            outliers, majority = found
            yield Opposition(topic.id, Scope(condition=term), outliers, majority, words={"term": term})


def _drift(
    defined: Sequence[Remarked], options: Options, setting: Setting
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]] | None:
    by_meaning: dict[str, list[Remarked]] = {}
    for one in defined:
        by_meaning.setdefault(one.meaning.lower(), []).append(one)
    ranked = sorted(by_meaning.values(), key=lambda group: (-weight(one.evidence for one in group), group[0].meaning))
    for leader in ranked:
        others = (one for group in ranked if group is not leader for one in group)
        outliers = [one.evidence for one in others if _apart(one, leader, options, setting)]
        if outliers:
            return by_weight(outliers)[::-1], by_weight(one.evidence for one in leader)
    return None


def _apart(one: Remarked, leader: Sequence[Remarked], options: Options, setting: Setting) -> bool:
    if setting.book.remarks[one.rule].reads is Reading.WORDS:
        differ = [other for other in leader if _differ_in_facts(one.meaning, other.meaning)]
        differ += [other for other in leader if of_other_things(one.evidence, other.evidence, options.apart)]
    else:
        differ = [other for other in leader if one.rule == other.rule]
    return any(comparable(one.evidence, other.evidence) for other in differ)


def _differ_in_facts(one: str, other: str) -> bool:
    """Whether both name numbers, and not the same ones."""
    mine, theirs = set(_NUMBER.findall(one)), set(_NUMBER.findall(other))
    return bool(mine) and bool(theirs) and mine != theirs
