"""Promises of one topic to the places that leave open what others state: "as soon as we can", "in 24 hours"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from auditor.findings.authority import by_weight
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.setting import Setting
from auditor.findings.statements import visible
from auditor.model import Duration, Evidence, Promise, RemarkKind, Scope
from auditor.rules import Topic


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """There is nothing to set."""


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """The vague places whose document states no value of the topic, against those that do; one for the topic."""
    vague = [one for one in setting.known.remarks if one.kind is RemarkKind.VAGUE and one.topic == topic.id]
    if not vague:
        return
    stated = [one for promise in promises for one in visible(promise) if isinstance(one.value, Duration)]
    stating = {document for one in stated for document in one.documents}
    outliers: list[Evidence] = []
    for remark in vague:
        if stated and not stating.issuperset(remark.evidence.documents):
            outliers.append(remark.evidence)
    if outliers:
        yield Opposition(topic.id, Scope(), by_weight(outliers)[::-1], by_weight(stated))
