"""Oppositions within one scope to what is left of them where the ledger has an entry for that scope.

What the company means to promise decides which side is to change. Where the finding about the ledger names the same
places already, there is nothing left: one problem is one finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from auditor.findings.authority import by_weight
from auditor.findings.ledger import as_evidence, at_home, comparable_with, departure_of, entries_of
from auditor.findings.oppositions import Opposition
from auditor.findings.setting import Setting
from auditor.model import Evidence, Scope
from auditor.rules import Check

_WITHIN_ONE_SCOPE = ("contradiction", "strength", "unit")


def by_ledger(found: Iterable[tuple[Check, Opposition]], setting: Setting) -> Iterator[tuple[Check, Opposition]]:
    """The oppositions in their order, with the ledger's entry as the model of those in its scope."""
    pairs = tuple(found)
    told: dict[tuple[str, Scope], set[Evidence]] = {}
    for check, one in pairs:
        if check.kind == "ledger":
            told.setdefault((one.topic, one.scope), set()).update(one.outliers)
    for check, one in pairs:
        if check.kind not in _WITHIN_ONE_SCOPE:
            yield check, one
            continue
        turned = _turned(one, setting)
        if not told.get((one.topic, one.scope), set()).issuperset(turned.outliers):
            yield check, turned


def _turned(found: Opposition, setting: Setting) -> Opposition:
    """The opposition with the entry and who agrees with it as the majority; itself where no entry decides."""
    entry = next((e for e in entries_of(found.topic, setting) if at_home(e.scope, setting) == found.scope), None)
    if entry is None:
        return found
    topic = setting.book.topics[found.topic]
    statements = comparable_with(entry, (*found.outliers, *found.majority), setting)
    departing = [one for one in statements if departure_of(one, entry, topic) is not None]
    if not departing:
        return found
    agreeing = [one for one in statements if one not in departing]
    return replace(
        found,
        outliers=by_weight(departing)[::-1],
        majority=(as_evidence(entry, setting), *by_weight(agreeing)),
    )
