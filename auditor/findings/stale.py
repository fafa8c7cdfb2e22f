"""Days that places name to the promises that have run out: "order by 18 December 2025" in the next autumn.

What is dated itself (a post, a mail) was true when it was sent and is read with its date; pages are read today.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from auditor.findings.authority import by_weight
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.setting import Setting
from auditor.model import Evidence, Promise, RemarkKind, Scope, Touchpoint
from auditor.rules import Topic


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Touchpoints whose statements carry a date of their own are `dated`."""

    dated: tuple[Touchpoint, ...] = ()


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """The places of one topic that name a day before `as_of`, the oldest day first."""
    past: dict[str, list[Evidence]] = {}
    for one in setting.known.remarks:
        is_day = one.kind is RemarkKind.DATE and one.topic == topic.id and one.evidence.touchpoint not in options.dated
        if is_day and one.meaning < setting.known.as_of:
            past.setdefault(one.meaning, []).append(one.evidence)
    if past:
        outliers = [one for _, evidence in sorted(past.items()) for one in by_weight(evidence)]
        yield Opposition(topic.id, Scope(), tuple(outliers), (), words={"day": min(past)})
