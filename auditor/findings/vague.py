"""Promises of one topic to the places that leave open what others state: "as soon as we can", "in 24 hours"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from auditor.findings.authority import by_weight
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.scoping import relations
from auditor.findings.setting import Setting
from auditor.findings.statements import visible
from auditor.model import Duration, Evidence, Promise, RemarkKind, Scope
from auditor.rules import Topic

_MEETING = {"equal", "narrower", "broader", "overlapping"}


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """There is nothing to set."""


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """The vague places whose document states no value of the topic, against those that do; one for the topic."""
    vague = [one for one in setting.known.remarks if one.kind is RemarkKind.VAGUE and one.topic == topic.id]
    if not vague:
        return
    stated = [(p.scope, one) for p in promises for one in visible(p) if isinstance(one.value, Duration)]
    stating = {document for _, one in stated for document in one.documents}
    outliers: list[Evidence] = []
    majority: dict[int, Evidence] = {}
    for remark in vague:
        values = [one for scope, one in stated if _meet(remark.scope, scope, setting)]
        if values and not stating.issuperset(remark.evidence.documents):
            outliers.append(remark.evidence)
            majority.update((id(one), one) for one in values)
    if outliers:
        yield Opposition(topic.id, Scope(), by_weight(outliers)[::-1], by_weight(majority.values()))


def _meet(one: Scope, other: Scope, setting: Setting) -> bool:
    return relations(one, other, setting.book) <= _MEETING
