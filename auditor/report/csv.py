"""Audit to CSV: one row for each place in a finding and for each measured promise, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io

from auditor.model import Audit, Evidence, Finding, Verdict
from auditor.report.summary import anchor_of
from auditor.wording import say, say_scope, topic_name

COLUMNS = (
    "key", "code", "severity", "status", "topic", "scope", "problem", "role", "says", "strength", "quote", "sentence",
    "document", "touchpoint", "occurrences", "suggestion", "kept_rate", "cases", "p95", "unit", "score", "confidence",
    "certainty", "unsure", "owner", "change", "replacement",
)  # fmt: skip
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(audit: Audit) -> str:
    """The rows under `COLUMNS`, findings first, RFC 4180 with LF line ends."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for finding in audit.findings:
        for evidence in finding.evidence:
            writer.writerow([inert(cell) for cell in _finding_row(finding, evidence)])
    for verdict in audit.judgement.verdicts:
        writer.writerow([inert(cell) for cell in _verdict_row(verdict)])
    return text.getvalue()


def inert(cell: object) -> str:
    """The cell as text; what a spreadsheet would run as a formula gets an apostrophe in front."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _finding_row(finding: Finding, evidence: Evidence) -> tuple[object, ...]:
    head = (finding.key, finding.code, finding.severity, finding.status, topic_name(finding.topic))
    return (
        *head,
        say_scope(finding.scope),
        finding.title,
        evidence.role,
        say(evidence.value),
        evidence.strength,
        evidence.quote,
        evidence.sentence,
        evidence.document,
        evidence.touchpoint,
        evidence.occurrences,
        finding.suggestion,
        *("",) * 4,
        finding.severity_score,
        finding.confidence,
        finding.certainty,
        "unsure" if finding.unsure else "",
        ", ".join(finding.owners),
        finding.fix.kind if finding.fix else "",
        finding.fix.replacement if finding.fix else "",
    )


def _verdict_row(verdict: Verdict) -> tuple[object, ...]:
    place = verdict.promise.evidence[0] if verdict.promise.evidence else None
    return (
        anchor_of(verdict),
        verdict.verdict,
        "",
        "",
        topic_name(verdict.topic),
        say_scope(verdict.scope),
        verdict.arithmetic or verdict.reason,
        "measured" if verdict.kept_rate is not None else "",
        say(verdict.promise.value),
        verdict.promise.strength,
        place.quote if place else "",
        place.sentence if place else "",
        place.document if place else "",
        place.touchpoint if place else "",
        sum(evidence.occurrences for evidence in verdict.promise.evidence),
        verdict.suggestion,
        verdict.kept_rate,
        verdict.n,
        verdict.p95,
        verdict.unit,
        *("",) * 7,
    )
