"""Promises held against what was delivered: measurements, verdicts and what has none."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from auditor.model.commitments import Duration, Number, Quantity, Scope, Strength, Unit
from auditor.model.findings import Evidence, NotChecked


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
