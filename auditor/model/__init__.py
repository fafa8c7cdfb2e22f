"""The nouns of the audit, in the order of their birth: what travels along the line.

All are frozen; sequences are tuples; none does I/O. Field names are those of the JSON contracts (docs/json.md), so
encoding a value with `msgspec.json.encode` gives the contract. `from` is a Python keyword: the field is `from_` here
and `from` in JSON.
"""

from auditor.model.audits import Audit
from auditor.model.commitments import (
    Clock,
    ClockTime,
    Commitment,
    Duration,
    Money,
    Number,
    Percent,
    Quantity,
    Schedule,
    Scope,
    Strength,
    Unit,
)
from auditor.model.documents import (
    Block,
    BlockKind,
    Concealment,
    Discovered,
    Document,
    Origin,
    Region,
    Skipped,
    Touchpoint,
)
from auditor.model.findings import Evidence, Finding, NotChecked, Promise, Severity, Variant
from auditor.model.ledger import Entry, Ledger, Standing
from auditor.model.verdicts import (
    Bin,
    Judgement,
    Match,
    Measured,
    Measurement,
    Orphan,
    Period,
    Promised,
    SilentPractice,
    StartDay,
    Unmatched,
    Verdict,
    VerdictKind,
)

__all__ = [
    "Audit",
    "Bin",
    "Block",
    "BlockKind",
    "Clock",
    "ClockTime",
    "Commitment",
    "Concealment",
    "Discovered",
    "Document",
    "Duration",
    "Entry",
    "Evidence",
    "Finding",
    "Judgement",
    "Ledger",
    "Match",
    "Measured",
    "Measurement",
    "Money",
    "NotChecked",
    "Number",
    "Origin",
    "Orphan",
    "Percent",
    "Period",
    "Promise",
    "Promised",
    "Quantity",
    "Region",
    "Schedule",
    "Scope",
    "Severity",
    "SilentPractice",
    "Skipped",
    "Standing",
    "StartDay",
    "Strength",
    "Touchpoint",
    "Unit",
    "Unmatched",
    "Variant",
    "Verdict",
    "VerdictKind",
]
