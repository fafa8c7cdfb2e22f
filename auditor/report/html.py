"""Audit to one self-contained HTML file: no request anywhere, readable without JavaScript, safe with hostile text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from msgspec import Struct

from auditor import __version__
from auditor.model import Audit, Evidence, Finding, Severity, Verdict, VerdictKind
from auditor.report.links import live_link
from auditor.report.matrix import matrix
from auditor.report.pages import plain, render_page
from auditor.report.pictures import picture, spark
from auditor.report.summary import anchor_of, stated, summarize
from auditor.wording import number, say, say_scope, share, topic_name

_MOST_PLACES = 20
_LONG = 400

_WORDS = {
    VerdictKind.OVER_PROMISE: "not kept",
    VerdictKind.KEPT: "kept",
    VerdictKind.UNDER_PROMISE: "kept, and could promise more",
    VerdictKind.INCONCLUSIVE: "not decided: the interval holds the target",
    VerdictKind.NOT_ENOUGH_DATA: "not enough data",
    VerdictKind.NOT_MEASURABLE: "not measurable",
}


class Marked(Struct, frozen=True):
    """A sentence in three parts, the middle one the value that is spoken of; `rest` is what was cut off."""

    before: str
    value: str
    after: str
    rest: str = ""


def write_html(audit: Audit) -> str:
    """The report; the same audit gives the same bytes."""
    filters: dict[str, Callable[..., object]] = {
        "say": say,
        "scope": say_scope,
        "share": share,
        "topic": topic_name,
        "number": number,
        "marked": marked,
        "live": live_link,
    }
    return render_page(
        "report.html.j2",
        "style.css",
        "script.js",
        filters,
        audit=audit,
        version=__version__,
        summary=summarize(audit),
        matrix=matrix(audit),
        measured=[v for v in _by_gravity(audit.judgement.verdicts) if v.kept_rate is not None],
        unmeasured=[v for v in audit.judgement.verdicts if v.kept_rate is None],
        picture=picture,
        spark=spark,
        anchor=anchor_of,
        stated=stated,
        verdict_word=_WORDS,
        shown=lambda finding: finding.evidence[:_MOST_PLACES],
        hidden=lambda finding: len(finding.evidence) - _MOST_PLACES,
        touchpoints=_touchpoints(audit.findings),
        topics=sorted({finding.topic for finding in audit.findings}),
        severities=_severities(audit.findings),
        legend=sorted({(finding.code, finding.rule) for finding in audit.findings}),
        conventions=sorted({c for v in audit.judgement.verdicts for c in v.conventions}),
        targets=sorted({(str(v.promise.strength), v.target) for v in audit.judgement.verdicts if v.target is not None}),
    )


def marked(evidence: Evidence) -> Marked:
    """The sentence of an evidence with its value apart, cut at some 400 characters around it."""
    sentence, quote = plain(evidence.sentence or evidence.quote), plain(evidence.quote)
    at = sentence.find(quote)
    if at < 0:
        return Marked("", quote, "", "" if sentence == quote else sentence[:2000])
    before, after = sentence[:at], sentence[at + len(quote) :]
    if len(sentence) <= _LONG:
        return Marked(before, quote, after)
    short_before = before if len(before) <= _LONG // 2 else "…" + before[-_LONG // 2 :]
    short_after = after if len(after) <= _LONG // 2 else after[: _LONG // 2] + "…"
    return Marked(short_before, quote[:_LONG], short_after, sentence)


def _by_gravity(verdicts: Sequence[Verdict]) -> list[Verdict]:
    order = list(VerdictKind)
    gravity = {VerdictKind.OVER_PROMISE: 0, VerdictKind.INCONCLUSIVE: 1, VerdictKind.UNDER_PROMISE: 2}
    return sorted(verdicts, key=lambda v: (gravity.get(v.verdict, 3), order.index(v.verdict), v.topic, anchor_of(v)))


def _touchpoints(findings: Sequence[Finding]) -> list[str]:
    return sorted({str(evidence.touchpoint) for finding in findings for evidence in finding.evidence})


def _severities(findings: Sequence[Finding]) -> list[tuple[str, int]]:
    counts = Counter(finding.severity for finding in findings)
    return [(str(severity), counts[severity]) for severity in Severity if counts[severity]]
