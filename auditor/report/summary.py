"""Audit to Summary: the sentences and figures that the report, the mail and the terminal all begin with."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from auditor.model import Audit, Evidence, Finding, Promise, Severity, Verdict, VerdictKind
from auditor.wording import say, say_scope, say_start, share, topic_name

# A broken promise has no factors: it stands among the errors of which nothing speaks for more or less.
_USUAL_SCORE = 60.0
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2, Severity.NOTE: 3}


class ToDo(Struct, frozen=True):
    """One thing to do: what is wrong, where it says so, and what to say instead.

    `anchor` is the key of the finding or the anchor of the verdict in the report; `reach` counts the places
    that carry the sentence to change, `score` orders what is equally severe.
    """

    anchor: str
    severity: Severity
    code: str
    topic: str
    headline: str
    document: str
    quote: str
    action: str
    reach: int
    score: float
    owners: tuple[str, ...] = ()


class Promised(Struct, frozen=True):
    """One promise in a line: topic, for whom, the values it is stated with (the majority first), in how many places."""

    topic: str
    scope: str
    values: tuple[str, ...]
    places: int


class Summary(Struct, frozen=True):
    """What a person reads first. `disagree` and `broken` are subsets of what `first` orders by severity and score."""

    verdict: str
    promised: tuple[Promised, ...]
    disagree: tuple[ToDo, ...]
    broken: tuple[ToDo, ...]
    could_promise_more: tuple[ToDo, ...]
    first: tuple[ToDo, ...]
    unread: int
    not_checked: int


def summarize(audit: Audit) -> Summary:
    """The summary of an audit; a pure function of it."""
    findings = [f for f in audit.findings if f.severity in (Severity.ERROR, Severity.WARNING) and not f.unsure]
    disagree = _ordered([_from_finding(f) for f in findings])
    broken = _ordered([_from_verdict(v) for v in audit.judgement.verdicts if v.verdict is VerdictKind.OVER_PROMISE])
    more = _ordered([_from_verdict(v) for v in audit.judgement.verdicts if v.verdict is VerdictKind.UNDER_PROMISE])
    return Summary(
        verdict=_verdict_line(audit, len(findings), len(broken), len(more)),
        promised=tuple(_promised(promise) for promise in audit.promises),
        disagree=disagree,
        broken=broken,
        could_promise_more=more,
        first=_ordered([*disagree, *broken]),
        unread=len(audit.skipped),
        not_checked=len(audit.not_checked),
    )


def anchor_of(verdict: Verdict) -> str:
    """The anchor of a verdict in the report: its topic, scope and value, in characters that need no escape."""
    text = f"{verdict.topic} {say_scope(verdict.scope)} {stated(verdict)} {verdict.promise.strength}"
    return "verdict-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in text.lower())


def stated(verdict: Verdict) -> str:
    """The value of a verdict with the event that starts its clock: `3–5 business days from dispatch`."""
    start = say_start(verdict.promise.evidence[0].clock) if verdict.promise.evidence else ""
    return f"{say(verdict.promise.value)}{start}"


def _verdict_line(audit: Audit, disagree: int, broken: int, more: int) -> str:
    """`Brewline makes 31 promises in 44 documents. 6 disagree or are unclear; 2 are not kept; 1 could promise more.`"""
    documents = sum(audit.documents.values())
    company, promises = audit.company or "The company", _count(len(audit.promises), "promise")
    made = f"{company} makes {promises} in {_count(documents, 'document')}."
    if not audit.promises:
        return f"No promise was found in {_count(documents, 'document')}."
    measured = sum(v.kept_rate is not None for v in audit.judgement.verdicts)
    parts = [f"{_count(disagree, 'problem')} in what it says" if disagree else "What it says agrees"]
    if measured:
        parts.append(
            f"{broken} of {_count(measured, 'measured statement')} not kept" if broken else "all measured promises kept"
        )
        if more:
            parts.append(f"{more} could promise more")
    else:
        parts.append("nothing measured yet")
    return f"{made} {'; '.join(parts)}."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _ordered(items: Sequence[ToDo]) -> tuple[ToDo, ...]:
    return tuple(sorted(items, key=_order))


def _order(item: ToDo) -> tuple[int, float, int, str, str]:
    return _RANK[item.severity], -item.score, -item.reach, item.topic, item.anchor


def _from_finding(finding: Finding) -> ToDo:
    place = finding.evidence[0] if finding.evidence else None
    return ToDo(
        anchor=finding.key,
        severity=finding.severity,
        code=finding.code,
        topic=finding.topic,
        headline=finding.title,
        document=place.document if place else "",
        quote=place.sentence if place else "",
        action=finding.suggestion,
        reach=sum(e.occurrences for e in finding.evidence),
        score=finding.severity_score,
        owners=finding.owners,
    )


def _from_verdict(verdict: Verdict) -> ToDo:
    over = verdict.verdict is VerdictKind.OVER_PROMISE
    place: Evidence | None = verdict.promise.evidence[0] if verdict.promise.evidence else None
    kept = "" if verdict.kept_rate is None else f" is kept for {share(verdict.kept_rate)} of {verdict.n:,} cases"
    what = f"{topic_name(verdict.topic).capitalize()} ({say_scope(verdict.scope)})"
    return ToDo(
        anchor=anchor_of(verdict),
        severity=Severity.ERROR if over else Severity.INFO,
        code="M1" if over else "M2",
        topic=verdict.topic,
        headline=f"{what}: “{stated(verdict)}”{kept}",
        document=place.document if place else "",
        quote=place.sentence if place else "",
        action=verdict.suggestion,
        reach=sum(e.occurrences for e in verdict.promise.evidence),
        score=_USUAL_SCORE,
    )


def _promised(promise: Promise) -> Promised:
    values = tuple(dict.fromkeys(say(variant.value) for variant in promise.variants))
    places = sum(variant.occurrences for variant in promise.variants)
    return Promised(topic_name(promise.topic), say_scope(promise.scope), values, places)
