"""The ledger and the promises to how they differ: what is said otherwise, no longer, or without being listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from auditor.findings import find_findings
from auditor.findings.authority import by_weight
from auditor.findings.home import home_market, without_home
from auditor.findings.ledger import Departure, in_scope
from auditor.findings.setting import Known, Setting
from auditor.findings.variants import leading
from auditor.ledger.drafting import unlisted, worth_listing
from auditor.model import Entry, Evidence, Ledger, Promise, Quantity, Scope, Standing, Touchpoint
from auditor.quantities import Relation, normal, relation
from auditor.rules import Rulebook


class State(StrEnum):
    """How what is said stands to the ledger.

    `contradicted` is a confirmed entry that some place departs from, `changed` one that is not compared and whose
    leading value is another now, `gone` one that no place states, `new` what is said and has no entry.
    """

    CONTRADICTED = "contradicted"
    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"


class Said(Struct, frozen=True):
    """A value as it is said: how often, in which documents, and one sentence that says it."""

    value: Quantity
    occurrences: int
    documents: tuple[str, ...]
    sentence: str


class Difference(Struct, frozen=True):
    """A topic in a scope of which ledger and statements differ; `line` is that of the entry, `value` what it says."""

    state: State
    topic: str
    scope: Scope
    line: int | None
    standing: Standing | None
    value: Quantity | None
    said: tuple[Said, ...]


class Listed(Struct, frozen=True):
    """What is promised about a topic in a scope, and its entry; `agrees` tells whether the entry has the same value."""

    topic: str
    scope: Scope
    said: Said
    entry: Entry | None
    agrees: bool


def list_promises(promises: Sequence[Promise], ledger: Ledger, book: Rulebook) -> tuple[Listed, ...]:
    """Each promise with its leading value, where it is said, and its entry; sorted by topic and scope."""
    setting = Setting(book, home_market(promises, book), Known(ledger=ledger))
    found: list[Listed] = []
    for one in worth_listing(promises, book):
        value = leading(one).value
        same = [e for v in one.variants if relation(v.value, value) is Relation.EQUAL for e in v.evidence]
        entry = next((e for e in ledger.entries if e.topic == one.topic and in_scope(e.scope, [one], setting)), None)
        agrees = entry is not None and relation(entry.value, value) is Relation.EQUAL
        found.append(Listed(one.topic, one.scope, _said(same)[0], entry, agrees))
    return tuple(found)


def find_differences(promises: Sequence[Promise], ledger: Ledger, book: Rulebook) -> tuple[Difference, ...]:
    """All differences: the entries in the order of the ledger, then what it lacks, sorted by topic and scope."""
    setting = Setting(book, home_market(promises, book), Known(ledger=ledger))
    joined = without_home(promises, setting.home)
    departing = _departing(promises, ledger, book)
    known = [one for e in ledger.entries for one in _of_entry(e, departing.get(e.line, ()), joined, setting)]
    new = [
        Difference(
            State.NEW, one.topic, one.scope, None, None, None, _said(e for v in one.variants for e in v.evidence)
        )
        for one in unlisted(promises, book, ledger)
    ]
    return (*known, *new)


def _departing(promises: Sequence[Promise], ledger: Ledger, book: Rulebook) -> dict[int, list[Evidence]]:
    """Line of a confirmed entry → the statements that the audit finds to have another value."""
    of_values = (c for c in book.checks if c.kind == "ledger" and c.options.get("departure") != Departure.STRENGTH)
    findings, _ = find_findings(promises, replace(book, checks=tuple(of_values)), Known(ledger=ledger))
    lines = {f"line:{entry.line}": entry.line for entry in ledger.compared}
    return {
        lines[model.locator]: [one for one in finding.evidence if one.role == "outlier"]
        for finding in findings
        for model in finding.evidence
        if model.touchpoint is Touchpoint.LEDGER
    }


def _of_entry(
    entry: Entry, departing: Sequence[Evidence], promises: Sequence[Promise], setting: Setting
) -> Iterator[Difference]:
    own = [one for one in in_scope(entry.scope, promises, setting) if one.topic == entry.topic]
    if entry.standing in (Standing.EXPIRED, Standing.UPCOMING):
        return
    if not own:
        yield _difference(State.GONE, entry, ())
    elif departing:
        yield _difference(State.CONTRADICTED, entry, departing)
    elif entry.standing is Standing.UNCONFIRMED:
        leads = [leading(one) for one in own]
        if all(relation(lead.value, entry.value) is not Relation.EQUAL for lead in leads):
            yield _difference(State.CHANGED, entry, [one for lead in leads for one in lead.evidence])


def _difference(state: State, entry: Entry, said: Iterable[Evidence]) -> Difference:
    return Difference(state, entry.topic, entry.scope, entry.line, entry.standing, entry.value, _said(said))


def _said(evidence: Iterable[Evidence]) -> tuple[Said, ...]:
    """The values in the order of the weight of their first statement."""
    by_value: dict[object, list[Evidence]] = {}
    for one in by_weight(evidence):
        by_value.setdefault(normal(one.value), []).append(one)
    return tuple(
        Said(
            value=group[0].value,
            occurrences=sum(one.occurrences for one in group),
            documents=tuple(sorted({document for one in group for document in one.documents})),
            sentence=group[0].sentence,
        )
        for group in by_value.values()
    )
