"""Statements side by side: evidence, promises and their variants, and what is wrong with them."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from auditor.model.commitments import Clock, Commitment, Quantity, Scope, Strength
from auditor.model.documents import Concealment, Origin, Region, Touchpoint


class Evidence(Struct, frozen=True):
    """A statement that stands in one or more documents with the same words.

    `document` is the first of `documents` (sorted); `occurrences` counts the places (none for an entry of
    the ledger). `role` is `majority`, `outlier` or `context` within a finding or promise, or `earlier` for a statement
    that an earlier check recorded.
    `confidence` is the probability, 0..1, that it is a commitment of its topic: that of the surest of its places.
    `dated` is the day, as an ISO date, on which the newest of its places was written, None where one bears no date.
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
    dated: str | None = None
    confidence: float = 1.0


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


class Recorded(Struct, frozen=True):
    """What was promised when a check was recorded; `on` is its date (`2026-11-01`)."""

    on: str
    promises: tuple[Promise, ...]


class Severity(StrEnum):
    """How serious a finding is, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NOTE = "note"


class Certainty(StrEnum):
    """How a finding is worded: some kinds are only likely or possible, since a reader may see what is meant."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Factor(Struct, frozen=True):
    """One thing that makes a finding weigh more (`value` above 1) or less (below 1), and why, in words."""

    factor: str
    value: float
    why: str


class FixKind(StrEnum):
    """Where a sentence is changed: once in a template that many pages show, or in the one place where it stands."""

    TEMPLATE = "template"
    PLACE = "place"


class Model(Struct, frozen=True):
    """The statement that a fix takes its value from."""

    document: str
    locator: str
    sentence: str


class Fix(Struct, frozen=True):
    """The place to change first, and what to write there.

    `sentence` is what stands there now in `occurrences` places; `replacement` is the same sentence with the value of
    `model`, None where that value cannot be exchanged in place. `owner` is None where [owners] names nobody.
    """

    document: str
    locator: str
    owner: str | None
    kind: FixKind
    occurrences: int
    sentence: str
    replacement: str | None
    model: Model


class Finding(Struct, frozen=True):
    """Something wrong with one or more promises.

    `key` ("EXP-" and 12 hex digits) is made of rule, topic and canonical scope alone: rewording, moving or
    repeating a statement keeps it. `state` is a hash of the values, strengths, clocks and touchpoints involved:
    it changes when a number does. `code` is that of docs/findings.md. `evidence` begins with the place to change.
    `status` is `new`, `changed` or `unchanged` against the recorded check before; all are `new` in the first.

    `severity_score`, above 0 and below 100, orders the findings of one severity; `severity_factors` are its arithmetic
    (docs/consistency.md). `confidence`, 0..1, is that of the weaker side; a finding that is `unsure` is shown apart and
    fails no build. `owners` are those of all places to change, `fix` is the first of these places.
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
    severity_score: float = 0.0
    severity_factors: tuple[Factor, ...] = ()
    confidence: float = 1.0
    certainty: Certainty = Certainty.CERTAIN
    unsure: bool = False
    owners: tuple[str, ...] = ()
    fix: Fix | None = None


class Translated(Struct, frozen=True):
    """An English statement, and the place that translates it and states another value of the same kind.

    `language` is that of the place, as a code and by `name`. `elsewhere`: the two pages are for different markets.
    """

    english: Commitment
    foreign: Evidence
    language: str
    name: str
    elsewhere: bool = False


class NotChecked(Struct, frozen=True):
    """A check that did not run, or did not look at something, and why."""

    check: str
    reason: str
