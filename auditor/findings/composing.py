"""An opposition and its check to the finding, in words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from auditor.findings.confidence import certainty_of, confidence_of
from auditor.findings.fixes import fix_of
from auditor.findings.impact import impact_of
from auditor.findings.oppositions import Opposition
from auditor.findings.setting import Setting
from auditor.findings.severity import weighed
from auditor.model import Clock, Evidence, Finding, Fix, Origin, Scope, Strength
from auditor.owners import owners_of
from auditor.quantities import normal
from auditor.rules import Check
from auditor.wording import say, say_scope, topic_name

_CHANGE = "{change}"
_FIELD = re.compile(r"\{([a-z_]+)\}")
_STRENGTHS = {Strength.GUARANTEE: "guaranteed", Strength.FIRM: "flatly stated", Strength.HEDGED: "only usual"}
_LONGEST_QUOTE = 160
_SIDE = ("value", "place", "quote", "sentence", "strength", "clock")
_OF_LAW = ("limit", "limit_clock", "citation", "jurisdiction")
_OF_CHECKS = ("since", "total", "translated", "outlier_language", "term", "day", *_OF_LAW)
FIELDS = frozenset(
    {f"{side}_{name}" for side in ("outlier", "majority") for name in _SIDE}
    | {"topic", "subject", "values", "change", *_OF_CHECKS}
)


def compose(check: Check, found: Opposition, setting: Setting) -> Finding:
    """The finding, its evidence with the place to change first, then the majority, then the context."""
    priorities, book = setting.known.priorities, setting.book
    fix = fix_of(found, priorities.owners, exchange=_CHANGE in check.suggestion)
    weight = weighed(check, found, book.topics[found.topic], impact_of(found, priorities.impact, book), setting.reach)
    confidence = confidence_of(found)
    words = _words(found, fix)
    evidence = (
        *(replace(one, quote=quoted(one), role="outlier") for one in found.outliers),
        *(replace(one, quote=quoted(one), role="earlier" if found.since else "majority") for one in found.majority),
        *(replace(one, quote=quoted(one), role="context") for one in found.context),
    )
    return Finding(
        key=key(check.id, found.topic, found.scope),
        code=check.code,
        rule=check.id,
        topic=found.topic,
        severity=weight.severity,
        scope=found.scope,
        title=_filled(check.title, words),
        explanation=_filled(check.explanation, words),
        suggestion=_filled(check.suggestion, words),
        evidence=evidence,
        state=state(evidence),
        severity_score=weight.score,
        severity_factors=weight.factors,
        confidence=confidence,
        certainty=certainty_of(check.certainty, confidence),
        unsure=confidence < priorities.unsure_below,
        owners=owners_of(found.outliers, priorities.owners),
        fix=fix,
    )


def quoted(one: Evidence) -> str:
    """The words of the value, or, where they say nothing by themselves ("free", "the same day"), the sentence."""
    if one.origin is Origin.STRUCTURED_DATA or any(map(str.isdigit, one.quote)) or len(one.sentence) > _LONGEST_QUOTE:
        return one.quote
    return one.sentence


def key(rule: str, topic: str, scope: Scope) -> str:
    """The identity of a finding: of its rule, topic and canonical scope alone (`EXP-3f9c1a7be210`)."""
    fields = msgspec.structs.asdict(scope)
    canonical = "\x1f".join(f"{name}={fields[name]}" for name in sorted(fields) if fields[name] is not None)
    return "EXP-" + hashlib.sha256(f"v1\0{rule}\0{topic}\0{canonical}".encode()).hexdigest()[:12]


def state(evidence: Iterable[Evidence]) -> str:
    """A hash of who says which value how firmly on which clock; it changes when a number does."""
    said = {msgspec.json.encode((one.touchpoint, normal(one.value), one.strength, one.clock)) for one in evidence}
    return hashlib.sha256(b"\0".join(sorted(said))).hexdigest()[:16]


def placeholders(template: str) -> set[str]:
    """The names in braces in a text of a rule."""
    return set(_FIELD.findall(template))


def _words(found: Opposition, fix: Fix) -> dict[str, str]:
    scope = "" if found.scope == Scope() else f" ({say_scope(found.scope)})"
    return {
        "topic": topic_name(found.topic),
        "subject": topic_name(found.topic).capitalize() + scope,
        "values": _values((*found.outliers, *found.majority, *found.context)),
        "change": _change(fix),
        **_side("outlier", found.outliers[:1]),
        **_side("majority", found.majority or found.outliers),
        **dict.fromkeys(_OF_CHECKS, ""),
        "since": found.since,
        **found.words,
    }


def _side(name: str, evidence: Sequence[Evidence]) -> dict[str, str]:
    first = evidence[0]
    return {
        f"{name}_value": say(first.value),
        f"{name}_place": _place(evidence),
        f"{name}_quote": first.quote if first.origin is Origin.STRUCTURED_DATA else f"“{quoted(first)}”",
        f"{name}_sentence": first.sentence,
        f"{name}_strength": _STRENGTHS[first.strength],
        f"{name}_clock": _clock(first.clock),
    }


def _clock(clock: Clock) -> str:
    """`from received to refund issued`, in the words of the events that are named."""
    ends = (("from", clock.from_), ("to", clock.to))
    return " ".join(f"{word} {event.replace('_', ' ')}" for word, event in ends if event) or "from no stated event"


def _filled(template: str, words: dict[str, str]) -> str:
    return _FIELD.sub(lambda match: words[match[1]], " ".join(template.split()))


def _place(evidence: Sequence[Evidence]) -> str:
    """The document of the first statement, and how many others say the same: `shipping.html and 11 more places`."""
    rest = sum(one.occurrences for one in evidence) - min(1, evidence[0].occurrences)
    more = "" if not rest else f" and {rest} more place{'' if rest == 1 else 's'}"
    return evidence[0].document + more


def _values(evidence: Iterable[Evidence]) -> str:
    """`4–6 business days (1 place), 3–5 business days (12 places)` in the order of the evidence."""
    counts: dict[str, int] = {}
    for one in evidence:
        counts[say(one.value)] = counts.get(say(one.value), 0) + one.occurrences
    return ", ".join(f"{value} ({n} place{'' if n == 1 else 's'})" for value, n in counts.items())


def _change(fix: Fix) -> str:
    """What to write instead: the sentence with the model's value, or the model's own sentence."""
    if fix.replacement is not None:
        return f"In {fix.document} write: “{fix.replacement}”"
    return f"In {fix.document}, say the same as {fix.model.document}: “{fix.model.sentence}”"
