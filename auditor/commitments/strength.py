"""The words around a value to how firmly it is promised.

A word counts where it stands in the clause of the value, and most only in front of it: "we usually call first, and
deliver in 2 days" hedges the call alone, "3 days, the rest about 5" the second value alone. Headings and table heads
pass on what they say ("Target response") to values whose own words say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.commitments.clauses import find_clause, leans_on, without_brackets
from auditor.model import Strength

_FLAGS = re.IGNORECASE | re.VERBOSE

# ── hedges ───────────────────────────────────────────────────────────────────────────────────────────────────

_AT_THE_NUMBER = re.compile(
    r"""(?:\b(?:up\s+to|upto|about|around|roughly|approximately|approx|circa|ca?(?=\.\s)|some|nearly|rarely|seldom|hardly\s+ever|budget
        |call\s+it|say|as\s+(?:little|few|fast|quickly)\s+as|within\s+about)\b\.?|[~≈±])
        [^\w£$€]*(?:(?:an?|the|another|within|in|of|more|longer|less|under|over|than|only|max|maximum|first|nom)\b\W*){0,4}$""",
    _FLAGS,
)
_IN_THE_QUOTE = re.compile(
    r"""\b(?:up\s+to|upto|about|around|roughly|approx(?:imately)?|circa|rarely|ca?(?=\.\s)|typically|usually|normally|generally
        |most|estimated|expected|may|might|can\s+take|should(?:n't)?|please\s+allow|allow|or\s+so|ish|aim|target|average|as\s+(?:little|few)\s+as)\b|[~≈±]""",
    _FLAGS,
)
_BEFORE = re.compile(
    r"""\b(?:usually|typically|normally|generally|ordinarily|commonly|mostly|often|likely|probably|hopefully|realistically
        |typical|average|averages|averaging|currently|at\s+the\s+moment|at\s+present|right\s+now
        |as\s+a\s+(?:rule|guide)|on\s+average|in\s+general|in\s+(?:most|many|nearly\s+all|almost\s+all)\s+cases|where(?:ver)?\s+(?:we\s+can|possible)
        |if\s+possible|(?:nine|eight|9|8)\s+(?:\w+\s+){0,2}(?:out\s+of|in)\s+(?:ten|10)\b
        |estimated|estimate(?!s\s+are)|expect(?:ed|s)?|anticipate[sd]?|figure\s+on|reckon|indicat(?:ive|ion)
        |aim(?:s|ed|ing)?|tr(?:y|ies|ying)\s+(?:to|and|for|our)|strive[sd]?|endeavou?rs?|hopes?\s+to|looks?\s+to|intends?\s+to|sets?\s+out\s+to|shoot\s+for
        |goals?|objectives?|(?:best|reasonable)\s+efforts?|do\s+our\s+best|meant\s+to|designed\s+to|tends?\s+to|planned|planning
        |(?<!at\s)(?<!the\s)most(?!\s+(?:\d|recent|popular|of\s+all))|(?:please\s+)?allow(?=\s+(?:at\s+least\s+|up\s+to\s+|about\s+|around\s+|an?\s+|another\s+|for\s+)*[\w£$]+\s*(?:-|–|to|or|\w+\s+(?:days?|weeks?|hours?)|days?|hours?|weeks?|minutes?|business|working|$))
        |please\s+(?:allow|give\s+us)|should(?:n't)?|ought\s+to|can\s+take|can\s+be\s+up|could\s+(?:take|be|need)|might)\b""",
    _FLAGS,
)
_TARGET = re.compile(r"(?<!\bon\s)(?<!\bmeet\s)(?<!\bbelow\s)(?<!\bthe\s“)\btarget(?:s|ed|ing)?\b", re.IGNORECASE)
_MAY = re.compile(
    r"""\b(?:(?<!\byou\s)may(?!\s+(?:be\s+)?(?:cancel|return|exchang|use|using|bring|brought|request|claim|ask|send|sent|appl|choose|report|withdraw
        |terminat|end|refund|collect|made|change|amend|not|contact|opt|swap))|you\s+may\s+(?:wait|have\s+to|need\s+to|see))\b""",
    _FLAGS,
)
_AFTER = re.compile(
    r"""[^,;:.()\d]{0,45}?[,(]?\s*\b(?:that's\s+)?(?:an?\s+)?(?:estimate[sd]?|usually|typically|normally|generally|on\s+average|approx(?:imately)?|or\s+so
        |or\s+thereabouts|most\s+(?:of\s+the\s+time|days|weekdays|cases)|as\s+a\s+rule|give\s+or\s+take|at\s+the\s+moment|if\s+possible
        |where(?:ver)?\s+(?:we\s+can|possible)|depending\s+on|is\s+(?:the|our|a)\s+(?:target|goal|aim)|(?:nine|eight)\s+times|not\s+guaranteed
        |more\s+or\s+less|max\s+usually)\b|\s*-?ish\b|\s*\(?(?:target|goal|estimate|est\.|typical)""",
    _FLAGS,
)
_NOT_A_HEDGE = re.compile(
    r"""\bat\s+(?:the\s+)?most\b|\bif\s+we\s+can(?:'t|not)\b|\byou\s+(?:should|might|expected)\b|\ball\s+year\s+around\b|\baround\s+the\s+clock\b
        |\bestimates?\s+(?:are|is)\s+free\b|\b(?:as|than)\s+expected\b|\bon\s+target\b""",
    _FLAGS,
)
_NOTICE = re.compile(r"\bup\s*to\b[^.;]*?\b(?:before|beforehand|in\s+advance|ahead|prior)\b", re.IGNORECASE)
_HOURS = re.compile(r"\b(?:24\s*[x×/]\s*7|mon(?:day)?s?|weekdays|daily|every\s+day|[ap]\.?m)\b", re.IGNORECASE)

# ── guarantees ───────────────────────────────────────────────────────────────────────────────────────────────

_NEGATED = re.compile(
    r"""\b(?:not|never|cannot|can't|don't|doesn't|won't|no|without|nobody|isn't|aren't)\b(?:\s+\w+){0,3}?\s+
        (?:guarantee\w*|promise\w*|always|pledge\w*)""",
    _FLAGS,
)
_PLEDGED = re.compile(
    r"""\b(?:guaranteed|guarantees?\s+(?:that|to|you|delivery|a\s+re|we)|(?:we|i)\s+(?:\w+\s+)?guarantee|(?:we|i)(?:'ll|\s+can|\s+do)?\s+(?:promise|pledge|vow|swear)
        |promises?\s+(?:to|that|you)|pledge\s+to|always|without\s+fail|every\s+(?:single\s+)?time)\b""",
    _FLAGS,
)
_NOUN_BEFORE = re.compile(r"\b(?:guarantee|promise|pledge)\b(?!\s+(?:covers?\s+)?(?:does|is|fee))[^\d;.]*$", re.IGNORECASE)
_NOUN_AFTER = re.compile(r"[\s\w'*-]{0,30}?\b(?:guarantee|promise|pledge)\b|[^.;\d]{0,40}?,?\s*\bguaranteed\b|,?\s*(?:we\s+)?promise\b", re.I)
_OR_ELSE = re.compile(
    r"""[^.;]{0,40}?\bor\s+(?:the|your|that|it|it's|we|we'll|you|you'll|they|they're)\b[^.;]{0,40}?
        (?:\bfree\b|\bon\s+(?:us|the\s+house)\b|\bredo\b|\bmoney\s+back\b|\breturned\b|\bpay\s+nothing\b|\brefunded\b|\bwe\s+pay\b)""",
    _FLAGS,
)

# ── heads ────────────────────────────────────────────────────────────────────────────────────────────────────

_HEAD_HEDGED = re.compile(
    r"\b(?:targets?|goals?|aims?|objectives?|estimate[sd]?|typical|typically|average|usual|usually|expected|approx\w*|indicat(?:ive|ion)|most\s+orders)\b",
    re.IGNORECASE,
)
_HEAD_GUARANTEE = re.compile(r"\b(?:guarantee[sd]?|promise[sd]?|pledge)\b", re.IGNORECASE)
_HEADS_READ = 3


def find_strength(sentence: str, start: int, end: int, trail: Sequence[str]) -> Strength:
    """How firmly the value at `sentence[start:end]` is promised; `trail` are the headings and heads it stands under."""
    plain = without_brackets(sentence.replace("’", "'"), start, end)
    first, last = find_clause(plain, start, end)
    before, quote, after = plain[first:start], plain[start:end], plain[end:last]
    if _NOTICE.search(before[-8:] + quote + after[:30]):
        return Strength.FIRM
    if leans_on(before, quote, after):
        before = plain[:start]
    if _is_hedged(before, quote, after):
        return Strength.HEDGED
    if _is_guaranteed(before, quote, after, plain[end:]):
        return Strength.GUARANTEE
    return Strength.FIRM if _HOURS.search(quote) else _passed_on(trail)


def _is_hedged(before: str, quote: str, after: str) -> bool:
    lead = _blank(_NOT_A_HEDGE, before)
    if _AT_THE_NUMBER.search(lead) or _IN_THE_QUOTE.search(_blank(_NOT_A_HEDGE, quote)):
        return True
    if _BEFORE.search(_blank(_NEGATED, lead)) or _MAY.search(lead) or _TARGET.search(lead):
        return True
    return bool(_AFTER.match(_blank(_NOT_A_HEDGE, after.partition(" and ")[0])))


def _is_guaranteed(before: str, quote: str, after: str, rest: str) -> bool:
    lead = _blank(_NEGATED, before)
    if _PLEDGED.search(lead) or _NOUN_BEFORE.search(lead) or _HEAD_GUARANTEE.search(quote):
        return True
    return bool(_NOUN_AFTER.match(_blank(_NEGATED, after)) or _OR_ELSE.match(rest))


def _passed_on(trail: Sequence[str]) -> Strength:
    heads = trail[-_HEADS_READ:]
    if any(_HEAD_HEDGED.search(head) for head in heads):
        return Strength.HEDGED
    if len(trail) > 1 and _HEAD_GUARANTEE.search(_blank(_NEGATED, trail[-1])):
        return Strength.GUARANTEE
    return Strength.FIRM


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """The text with what matches blanked out, so that offsets stay."""
    return pattern.sub(lambda match: " " * len(match.group()), text)
