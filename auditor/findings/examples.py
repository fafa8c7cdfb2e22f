"""The examples of the rules in rules/checks/ to results: each rule is run on its own statements.

An example is a few statements at touchpoints, read as documents of a company that says nothing else, and the topics
that the rule finds something in. The ways from documents to promises and from tables to a ledger are handed in, since
they are not findings' business.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from auditor.findings import Known, find_findings
from auditor.jurisdictions import Regulation
from auditor.model import Document, Promise, Recorded, Touchpoint
from auditor.rules import Check, RawExample, Rulebook, fault_in

_EARLIER = "2025-12-01"
Heard = Callable[[tuple[Document, ...], Sequence[Mapping[str, Any]], Rulebook], tuple[tuple[Promise, ...], Known]]


class Statement(Struct, frozen=True, forbid_unknown_fields=True):
    """What one place says: plain text, or HTML with `media_type: text/html`."""

    touchpoint: Touchpoint
    text: str
    media_type: str = "text/plain"
    locale: str | None = None


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """`says` the statements, `finds` the topics of the findings, sorted; empty where nothing may be found.

    `said_before` is what the same places said in an earlier check, place by place; `ledger` holds the promises of the
    company's ledger, each with the keys of a [[promise]]. Rules of regulation apply in the `jurisdictions`, those that
    are unconfirmed too, on the day `as_of`.
    """

    says: tuple[Statement, ...]
    finds: tuple[str, ...] = ()
    said_before: tuple[Statement, ...] = ()
    ledger: tuple[dict[str, Any], ...] = ()
    jurisdictions: tuple[str, ...] = ()
    as_of: str = ""


class CheckResult(Struct, frozen=True):
    """What a rule found in one of its examples, which starts at `line` of `path`, against what it should."""

    check: str
    path: str
    line: int
    expected: tuple[str, ...]
    found: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether exactly the expected topics were found."""
        return self.expected == self.found


def run_check_examples(book: Rulebook, heard: Heard) -> tuple[CheckResult, ...]:
    """One result for each example of each rule, in the order of the rules.

    Raises `RuleError` for an example that is not of the form `Example`.
    """
    return tuple(result for check in book.checks for result in _results(check, book, heard))


def _results(check: Check, book: Rulebook, heard: Heard) -> Iterator[CheckResult]:
    alone = replace(book, checks=(check,))
    for raw in check.examples:
        example = _example(check, raw)
        promises, known = heard(tuple(_documents(example.says)), example.ledger, book)
        before, _ = heard(tuple(_documents(example.said_before)), (), book)
        known = replace(
            known,
            earlier=(Recorded(_EARLIER, before),),
            regulation=Regulation(example.jurisdictions, unconfirmed=True),
            as_of=example.as_of or known.as_of,
        )
        findings, _ = find_findings(promises, alone, known)
        found = tuple(sorted(finding.topic for finding in findings))
        yield CheckResult(check.id, raw.path, raw.line, tuple(sorted(example.finds)), found)


def _example(check: Check, raw: RawExample) -> Example:
    try:
        return msgspec.convert(raw.values, Example)
    except msgspec.ValidationError as error:
        raise fault_in(check, "examples", f"the example of line {raw.line}: {error}") from error


def _documents(statements: Iterable[Statement]) -> Iterator[Document]:
    for number, said in enumerate(statements, start=1):
        yield Document(
            uri=f"example-{number}",
            touchpoint=said.touchpoint,
            media_type=said.media_type,
            body=said.text,
            fetched_at="2026-01-01T00:00:00Z",
            content_hash=hashlib.blake2b(said.text.encode(), digest_size=16).hexdigest(),
            locale=said.locale,
        )
