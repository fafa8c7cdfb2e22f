"""Statements side by side: evidence, promises and their variants, and what is wrong with them."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from auditor.model.commitments import Clock, Quantity, Scope, Strength
from auditor.model.documents import Concealment, Origin, Region, Touchpoint


class Evidence(Struct, frozen=True):
    """A statement that stands in one or more documents with the same words.

    `document` is the first of `documents` (sorted); `occurrences` counts the places (none for an entry of
    the ledger). `role` is `majority`, `outlier` or `context` within a finding or promise.
    """

    document: str
    touchpoint: Touchpoint
    origin: Origin
    quote: str
    sentence: str
    value: Quantity
    strength: Strength
    scope: Scope
    clock: Clock
    occurrences: int
    documents: tuple[str, ...]
    locator: str
    region: Region = Region.BODY
    concealed: Concealment | None = None
    context: tuple[str, ...] = ()
    role: str = "context"


class Variant(Struct, frozen=True):
    """One value that a promise is stated with; `occurrences` counts its places over all evidence."""

    value: Quantity
    strength: Strength
    clock: Clock
    occurrences: int
    evidence: tuple[Evidence, ...]


class Promise(Struct, frozen=True):
    """What the company as a whole says about one topic in one scope.

    `scope` holds canonical names (rules/scopes/); `variants` are sorted by occurrences, the majority first.
    """

    topic: str
    scope: Scope
    variants: tuple[Variant, ...]


class Severity(StrEnum):
    """How serious a finding is, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NOTE = "note"


class Finding(Struct, frozen=True):
    """Something wrong with one or more promises.

    `key` ("EXP-" and 12 hex digits) is made of rule, topic and canonical scope alone: rewording, moving or
    repeating a statement keeps it. `state` is a hash of the values, strengths, clocks and touchpoints involved:
    it changes when a number does. `code` is that of docs/findings.md. `evidence` begins with the place to change.
    `status` is `new`, `changed` or `unchanged` against the recorded check before; all are `new` in the first.
    """

    key: str
    code: str
    rule: str
    topic: str
    severity: Severity
    scope: Scope
    title: str
    explanation: str
    suggestion: str
    evidence: tuple[Evidence, ...]
    state: str
    status: str = "new"


class NotChecked(Struct, frozen=True):
    """A check that did not run, or did not look at something, and why."""

    check: str
    reason: str
