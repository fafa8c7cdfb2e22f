"""The ledger and the statements to what only one of the two has: promises that nobody states, topics nobody lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from auditor.findings.authority import by_weight
from auditor.findings.ledger import as_evidence, at_home, entries_of, in_scope
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.setting import Setting
from auditor.findings.statements import visible
from auditor.model import Promise, Scope
from auditor.rules import Topic


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Which side alone has it: the `ledger` (a confirmed entry), or what is `said` (a topic without any entry)."""

    only: Literal["ledger", "said"]


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """The entries of the topic that no place states; or the topic itself, once, where the ledger lacks it."""
    if options.only == "ledger":
        for entry in entries_of(topic.id, setting):
            if not in_scope(entry.scope, promises, setting):
                yield Opposition(topic.id, at_home(entry.scope, setting), (as_evidence(entry, setting),), ())
    elif setting.known.ledger.entries and all(entry.topic != topic.id for entry in setting.known.ledger.entries):
        said = by_weight(one for promise in promises for one in visible(promise))
        if said:
            yield Opposition(topic.id, Scope(), said[:1], (), said[1:])
