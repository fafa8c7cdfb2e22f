"""Promises to what goes unsaid though somebody who makes them has to say it.

The duty is that of a company which promises something else: who delivers goods has to say when. Only what was read is
known, so the finding says that nothing that was read says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from auditor.findings.authority import by_weight
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.setting import Setting, words_of_law
from auditor.findings.statements import visible
from auditor.model import Promise, Scope
from auditor.rules import Topic

_SHOWN = 3


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """The duty is that of whoever makes a promise of one of the topics `where`.

    It is met by any promise of the topics `promises`, and by any remark of the rules `remarks` of rules/remarks/.
    """

    test: Literal["required_phrase", "must_state"]
    where: tuple[str, ...]
    promises: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """One opposition where nothing meets the duty, with the statements that it follows from."""
    made = [name for name in options.where if setting.by_topic.get(name)]
    if made[:1] != [topic.id] or any(setting.by_topic.get(name) for name in options.promises):
        return
    if any(one.rule in options.remarks for one in setting.known.remarks):
        return
    said = by_weight(one for promise in promises for one in visible(promise))
    if said:
        yield Opposition(topic.id, Scope(), said[:1], (), said[1:_SHOWN], words=words_of_law(setting.law))
