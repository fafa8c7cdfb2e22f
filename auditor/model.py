"""The nouns of the audit, in the order of their birth: what travels along the line.

All are frozen; sequences are tuples; none does I/O. Field names are those of the JSON contracts (docs/json.md),
so encoding a value with `msgspec.json.encode` gives the contract. `from` is a Python keyword: the field is
`from_` here and `from` in JSON.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

Number = int | float


# ── documents ────────────────────────────────────────────────────────────────────────────────────────────────


class Touchpoint(StrEnum):
    """The kind of place where a customer meets a statement."""

    WEB = "web"
    POLICY = "policy"
    FAQ = "faq"
    PRODUCT = "product"
    BANNER = "banner"
    STRUCTURED_DATA = "structured_data"
    CALL_SCRIPT = "call_script"
    CHAT_MACRO = "chat_macro"
    EMAIL = "email"
    SOCIAL = "social"
    SLA = "sla"
    CONTRACT = "contract"


class Document(Struct, frozen=True):
    """One fetched page or file.

    `uri` is the final URL of a page, or the path of a file relative to the folder that was collected (with /).
    `body` is the decoded source text (HTML source for a page). `fetched_at` is ISO 8601 in UTC.
    `content_hash` is the BLAKE2b-128 hex digest of the bytes as fetched.
    """

    uri: str
    touchpoint: Touchpoint
    media_type: str
    body: str
    fetched_at: str
    content_hash: str
    locale: str | None = None


class Skipped(Struct, frozen=True):
    """A page or file that was not read, and why; `remedy` says what the user can do about it."""

    uri: str
    reason: str
    remedy: str = ""


class Discovered(Struct, frozen=True):
    """A URL that a crawl has found and not yet fetched; `depth` counts links from a start URL."""

    uri: str
    depth: int = 0
    found_on: str | None = None


# ── blocks ───────────────────────────────────────────────────────────────────────────────────────────────────


class Origin(StrEnum):
    """Where in a document a statement stands: visible text, search-result metadata, or structured data."""

    TEXT = "text"
    META = "meta"
    STRUCTURED_DATA = "structured_data"


class BlockKind(StrEnum):
    """What sort of element a block of text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    DEFINITION = "definition"
    SUMMARY = "summary"
    QUOTED = "quoted"
    REVIEW = "review"
    META = "meta"
    STRUCTURED_DATA = "structured_data"


class Region(StrEnum):
    """The part of a page that a block stands in."""

    BODY = "body"
    BANNER = "banner"
    HEADER = "header"
    NAVIGATION = "navigation"
    FOOTER = "footer"
    ASIDE = "aside"


class Concealment(StrEnum):
    """Why a reader does not see a block at first: a closed accordion, or an element hidden by an attribute."""

    COLLAPSED = "collapsed"
    HIDDEN = "hidden"


class Block(Struct, frozen=True):
    """A piece of visible text with its context.

    `start` is the offset of `text` in the document's visible text (`auditor.blocks.visible_text`), None for
    metadata and structured data, which are not visible. `trail` holds the headings above, outermost first.
    `row` and `column` are the heads of a table cell, `caption` that of its table, `lead_in` the sentence before
    a list ("We deliver:"), `term` the dt of a dd, the question of an answer or the CSV column of a cell.
    `locator` finds the element again: a CSS path in HTML, `line:N` in text, `row:N/column` in tables.
    `title` is the document's title. For structured data `text` is the JSON source.
    """

    document: str
    touchpoint: Touchpoint
    index: int
    kind: BlockKind
    text: str
    locator: str
    start: int | None = None
    origin: Origin = Origin.TEXT
    region: Region = Region.BODY
    trail: tuple[str, ...] = ()
    row: str | None = None
    column: str | None = None
    caption: str | None = None
    lead_in: str | None = None
    term: str | None = None
    title: str | None = None
    locale: str | None = None
    concealed: Concealment | None = None


# ── quantities ───────────────────────────────────────────────────────────────────────────────────────────────


class Unit(StrEnum):
    """The units of a duration. Business days and calendar days are never converted into each other silently."""

    MINUTE = "minute"
    HOUR = "hour"
    BUSINESS_HOUR = "business_hour"
    DAY = "day"
    BUSINESS_DAY = "business_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    LIFETIME = "lifetime"


class Duration(Struct, frozen=True, tag_field="type", tag="duration"):
    """A span of time, closed at both ends; None is unbounded on that side ("within 5 days" is None..5)."""

    low: Number | None
    high: Number | None
    unit: Unit


class Money(Struct, frozen=True, tag_field="type", tag="money"):
    """An amount in an ISO 4217 currency; "free" is 0 with currency None."""

    amount: Number
    currency: str | None = None


class Percent(Struct, frozen=True, tag_field="type", tag="percent"):
    """A share in percent, 0..100."""

    value: Number


class ClockTime(Struct, frozen=True, tag_field="type", tag="time"):
    """A time of day, 24-hour "HH:MM"; `tz` as written or None."""

    time: str
    tz: str | None = None


class Schedule(Struct, frozen=True, tag_field="type", tag="schedule"):
    """Times when people are there, in OpenStreetMap opening_hours syntax; `tz` as written or None."""

    schedule: str
    tz: str | None = None


Quantity = Duration | Money | Percent | ClockTime | Schedule


# ── commitments ──────────────────────────────────────────────────────────────────────────────────────────────


class Strength(StrEnum):
    """How firmly a commitment is made, from "guaranteed" to "usually"."""

    GUARANTEE = "guarantee"
    FIRM = "firm"
    HEDGED = "hedged"


class Scope(Struct, frozen=True):
    """To whom and what a commitment applies, in the words of the text; None where not stated."""

    service: str | None = None
    region: str | None = None
    product: str | None = None
    customer: str | None = None
    condition: str | None = None


class Clock(Struct, frozen=True, rename={"from_": "from"}):
    """The events that start and stop the clock of a duration, None where not stated.

    From: ordered, dispatched, received, reported, requested, delivered, approved.
    To: dispatched, delivered, refund_issued, refund_credited, answered, resolved.
    """

    from_: str | None = None
    to: str | None = None


class Commitment(Struct, frozen=True):
    """One statement at one place that sets a measurable expectation.

    `quote` is verbatim visible text; `start`/`end` are its offsets in the document's visible text (None for
    metadata and structured data). `context` is the trail of headings and table heads it was read with,
    `sentence` the sentence it stands in, `locator` that of its block. `cue` names what decided the topic.
    """

    document: str
    touchpoint: Touchpoint
    origin: Origin
    topic: str
    value: Quantity
    strength: Strength
    scope: Scope
    clock: Clock
    quote: str
    start: int | None
    end: int | None
    context: tuple[str, ...]
    confidence: float
    sentence: str
    locator: str
    region: Region = Region.BODY
    concealed: Concealment | None = None
    locale: str | None = None
    cue: str = ""


# ── promises ─────────────────────────────────────────────────────────────────────────────────────────────────


class Evidence(Struct, frozen=True):
    """A statement that stands in one or more documents with the same words.

    `document` is the first of `documents` (sorted); `occurrences` counts the places. `role` is `majority`,
    `outlier` or `context` within a finding or promise.
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


# ── findings ─────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── measurements and verdicts ────────────────────────────────────────────────────────────────────────────────


class Period(Struct, frozen=True):
    """Kept share of one calendar month ("2026-05"), of `n` decided cases."""

    period: str
    n: int
    kept_rate: float


class Bin(Struct, frozen=True):
    """Cases with an elapsed time of `elapsed` units: `done` ended then, `open` were still open at that age."""

    elapsed: Number
    done: int
    open: int


class Measurement(Struct, frozen=True):
    """How one measure was really delivered, for the cases within `where` (dimension → values, any of them).

    `bins` is the histogram of elapsed times in `unit`, ascending; `design_effects`, one a bin, say how many times
    the variance of the share within `elapsed` exceeds that of independent cases, since late cases share bad days.
    Every input row is one of `n_done`, `n_open`, `n_breached` (never delivered, by the mapping's own rule),
    `excluded` (reason → rows) or `quarantined` (reason → rows not understood). `n_unattributed` of the latter have
    no value in a dimension of `where`, so that nobody knows whether they belong here. `conventions` says in words
    how time was counted.
    """

    measure: str
    topics: tuple[str, ...]
    where: dict[str, tuple[str, ...]]
    unit: Unit
    n_done: int
    n_open: int
    n_breached: int
    quarantined: dict[str, int]
    excluded: dict[str, int]
    bins: tuple[Bin, ...]
    design_effects: tuple[float, ...]
    conventions: tuple[str, ...]
    as_of: str
    n_unattributed: int = 0


class StartDay(Struct, frozen=True):
    """The cases that started on one day ("2026-05-01"), held against a limit.

    `decided` of them are known to keep it or not, `kept` do; `matured` where the limit has passed for all of them.
    """

    day: str
    decided: int
    kept: int
    matured: bool


class Match(Struct, frozen=True):
    """A stated value and the measurement that answers it.

    `promise` and `variant` are positions in the promises that were measured. `limit` is the promised upper end in
    the measurement's unit, `low` the lower one, a breach where `early_is_breach`. `share` is the target that the
    mapping sets, None where the strength decides. `method` says in words why this measurement answers.
    """

    promise: int
    variant: int
    measurement: Measurement
    limit: Number
    low: Number | None
    days: tuple[StartDay, ...]
    method: str
    share: float | None = None
    early_is_breach: bool = False


class Unmatched(Struct, frozen=True):
    """A stated value that no measurement answers, and why; `measurable` where another mapping could change that."""

    promise: int
    variant: int
    reason: str
    measurable: bool


class Measured(Struct, frozen=True):
    """What the event tables say about the promises; `silent` are measurements that no promise speaks of."""

    matches: tuple[Match, ...]
    unmatched: tuple[Unmatched, ...]
    silent: tuple[Measurement, ...] = ()


class VerdictKind(StrEnum):
    """A promise held against its measurement."""

    OVER_PROMISE = "over_promise"
    KEPT = "kept"
    UNDER_PROMISE = "under_promise"
    INCONCLUSIVE = "inconclusive"
    NOT_ENOUGH_DATA = "not_enough_data"
    NOT_MEASURABLE = "not_measurable"


class Promised(Struct, frozen=True):
    """The value that a verdict is about, with the places that state it."""

    value: Quantity
    strength: Strength
    evidence: tuple[Evidence, ...]


class Verdict(Struct, frozen=True):
    """One stated value of a promise held against its measurement.

    Rates are shares 0..1, quantiles in `unit`. `n` counts decided cases (done, or open beyond the limit),
    `n_open` the open ones within it. `kept_ci` is the 95 % interval. `defensible` maps a share ("0.95") to the
    tightest sayable value kept for at least that share, or None where no value is. `arithmetic` spells out the
    kept rate. `reason` says why a promise is not measurable or a verdict inconclusive.
    """

    topic: str
    scope: Scope
    promise: Promised
    verdict: VerdictKind
    measure: str | None = None
    n: int = 0
    n_open: int = 0
    quarantined: dict[str, int] = {}
    excluded: dict[str, int] = {}
    kept_rate: float | None = None
    kept_ci: tuple[float, float] | None = None
    p50: Number | None = None
    p90: Number | None = None
    p95: Number | None = None
    unit: Unit | None = None
    target: float | None = None
    defensible: dict[str, Duration | None] = {}
    trend: str | None = None
    periods: tuple[Period, ...] = ()
    bins: tuple[Bin, ...] = ()
    match_method: str | None = None
    conventions: tuple[str, ...] = ()
    arithmetic: str = ""
    reason: str = ""
    suggestion: str = ""
    as_of: str | None = None


class Orphan(Struct, frozen=True):
    """A promise that no measure stands behind, and why none was matched."""

    topic: str
    scope: Scope
    quote: str
    document: str
    reason: str


class SilentPractice(Struct, frozen=True):
    """A measure, or a segment of it, that nobody promises anything about."""

    measure: str
    where: dict[str, str]
    n: int
    p50: Number | None
    p95: Number | None
    unit: Unit


class Judgement(Struct, frozen=True):
    """All that measuring yields; `incomplete` where too many rows of a table were not understood."""

    verdicts: tuple[Verdict, ...] = ()
    orphans: tuple[Orphan, ...] = ()
    silent: tuple[SilentPractice, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    incomplete: bool = False


# ── the audit as a whole ─────────────────────────────────────────────────────────────────────────────────────


class Audit(Struct, frozen=True):
    """Everything a report is made of. `documents` counts documents by touchpoint; `as_of` is a date."""

    company: str
    as_of: str
    documents: dict[str, int]
    commitments: int
    promises: tuple[Promise, ...]
    findings: tuple[Finding, ...]
    judgement: Judgement
    skipped: tuple[Skipped, ...]
    not_checked: tuple[NotChecked, ...]
