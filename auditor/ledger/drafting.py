"""Promises to the draft of a ledger: what a company seems to promise, for its people to confirm or correct.

One entry for each topic and scope, with the value that the weightiest places state; above it, where it was read and
what else was. A narrower scope where all that is said is what a broader one has gets no entry of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from auditor.findings.authority import by_weight
from auditor.findings.home import home_market, without_home
from auditor.findings.ledger import in_scope
from auditor.findings.scoping import order_of
from auditor.findings.setting import Known, Setting
from auditor.findings.variants import leading
from auditor.ledger.values import Written, write_value
from auditor.model import Clock, Evidence, Ledger, Promise, Scope, Variant
from auditor.quantities import Relation, normal, relation, same_numbers
from auditor.rules import Rulebook
from auditor.wording import say

_HEADER = """\
# What {company} means to promise: the ledger that `audit check` holds every place against.
#
# Drafted by `audit promises init` from what was read. Decide for each promise what is meant, correct the value, and set
# confirmed = true: only confirmed promises are compared. owner, note, valid_from and valid_until (dates) may be added.
# `audit promises diff` shows what is said otherwise or is not listed; `audit promises init --merge` adds the latter.
"""
_SHOWN = 3
_LONGEST = 100
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\"}


def draft(promises: Sequence[Promise], book: Rulebook, company: str = "") -> str:
    """The text of a whole ledger, entries sorted by topic and scope; the same whatever the order of the promises."""
    entries = [entry_text(one, book) for one in worth_listing(promises, book)]
    return "\n".join([_HEADER.format(company=_line(company) or "the company"), *entries])


def additions(promises: Sequence[Promise], book: Rulebook, ledger: Ledger) -> tuple[str, ...]:
    """The texts of the entries that the ledger lacks, to be put behind what it holds."""
    return tuple(entry_text(one, book) for one in unlisted(promises, book, ledger))


def unlisted(promises: Sequence[Promise], book: Rulebook, ledger: Ledger) -> tuple[Promise, ...]:
    """The promises worth an entry whose topic and scope have none."""
    setting = Setting(book, home_market(promises, book), Known(ledger=ledger))
    return tuple(
        one
        for one in worth_listing(promises, book)
        if not any(e.topic == one.topic and in_scope(e.scope, [one], setting) for e in ledger.entries)
    )


def worth_listing(promises: Sequence[Promise], book: Rulebook) -> tuple[Promise, ...]:
    """The promises without the home market, sorted by topic and scope, less those that only restate a broader one."""
    by_topic: dict[str, list[Promise]] = {}
    for promise in without_home(promises, home_market(promises, book)):
        by_topic.setdefault(promise.topic, []).append(promise)
    found: list[Promise] = []
    for group in by_topic.values():
        broader = order_of(group, book).broader
        found += [one for one in group if not any(_restates(one, wide) for wide in broader[one.scope])]
    return tuple(
        sorted(found, key=lambda one: (one.topic, [name or "" for name in msgspec.structs.astuple(one.scope)]))
    )


def entry_text(promise: Promise, book: Rulebook) -> str:
    """The [[promise]] table of a promise, with where it was read and what else was above it.

    The clock is left out where it is the usual one of the topic.
    """
    lead = leading(promise)
    same = [v for v in promise.variants if relation(v.value, lead.value) is Relation.EQUAL]
    lines = [f"# Read in {_places(one for v in same for one in v.evidence)}"]
    lines += [f"#   “{_line(by_weight(lead.evidence)[0].sentence)}”"]
    lines += [f"# Also: {text}" for text in _others([v for v in promise.variants if v not in same])]
    lines += ["[[promise]]", f"topic = {_quoted(promise.topic)}"]
    usual = book.topics[promise.topic].clock
    scope, clock = _table(promise.scope), _table(lead.clock) if lead.clock != usual else ""
    lines += [f"scope = {scope}"] if scope else []
    lines += [f"value = {_toml(write_value(lead.value))}", f'strength = "{lead.strength}"']
    lines += [f"clock = {clock}"] if clock else []
    return "\n".join([*lines, "confirmed = false", ""])


def _restates(narrow: Promise, wide: Promise) -> bool:
    """Whether all that the narrower promise is stated with is the leading value of the broader one."""
    value = leading(wide).value
    return all(relation(v.value, value) is Relation.EQUAL or same_numbers(v.value, value) for v in narrow.variants)


def _others(variants: Iterable[Variant]) -> Iterator[str]:
    """The values, each with its places, in the order of how often they are stated."""
    by_value: dict[object, list[Variant]] = {}
    for variant in variants:
        by_value.setdefault(normal(variant.value), []).append(variant)
    ranked = sorted(by_value.values(), key=lambda group: (-sum(v.occurrences for v in group), say(group[0].value)))
    for group in ranked:
        yield f"{say(group[0].value)} in {_places(one for v in group for one in v.evidence)}"


def _places(evidence: Iterable[Evidence]) -> str:
    """`shipping.html, faq.html and 3 more (12 times)`: the documents with the weightiest statement first."""
    ordered = by_weight(evidence)
    documents = list(dict.fromkeys(document for one in ordered for document in one.documents))
    shown = ", ".join(_line(document) for document in documents[:_SHOWN])
    more = f" and {len(documents) - _SHOWN} more" if len(documents) > _SHOWN else ""
    times = sum(one.occurrences for one in ordered)
    return f"{shown}{more}" + (f" ({times} times)" if times > 1 else "")


def _line(text: str) -> str:
    """The text in one line of a comment, which may hold no control character, shortened."""
    line = " ".join(_CONTROL.sub(" ", text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def _table(value: Scope | Clock) -> str:
    fields = {key: one for key, one in msgspec.to_builtins(value).items() if one is not None}
    return _toml(fields) if fields else ""


def _toml(value: Written | float) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + " }"
    return _quoted(value) if isinstance(value, str) else repr(value)


def _quoted(text: str) -> str:
    written = "".join(_ESCAPES.get(char, char) for char in text)
    return '"' + _CONTROL.sub(lambda match: "".join(f"\\u{ord(char):04x}" for char in match[0]), written) + '"'
