"""The words around a value to how firmly it is promised.

A word counts where it stands in the clause of the value, and most only in front of it: "we usually call first, and
deliver in 2 days" hedges the call alone, "3 days, the rest about 5" the second value alone. Headings and table heads
pass on what they say ("Target response") to values whose own words say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from auditor.commitments.clauses import find_clause, leans_on, without_brackets
from auditor.commitments.phrases import any_of
from auditor.model import Strength

_FLAGS = re.IGNORECASE | re.VERBOSE

# ── hedges ───────────────────────────────────────────────────────────────────────────────────────────────────

_AT_THE_NUMBER = re.compile(
    r"""(?:\b(?:up\s+to|upto|about|around|roughly|approximately|approx|circa|ca?(?=\.\s)|some|nearly|rarely|seldom
        |hardly\s+ever|budget|call\s+it|say|as\s+(?:little|few|fast|quickly)\s+as)\b\.?|[~≈±])
        [^\w£$€]*(?:(?:an?|the|another|within|in|of|more|longer|less|under|over|than|only|max|maximum|first)\b\W*){0,4}$""",
    _FLAGS,
)
_IN_THE_QUOTE = re.compile(
    r"""\b(?:up\s+to|upto|about|around|roughly|approx(?:imately)?|circa|rarely|ca?(?=\.\s)|typically|usually|normally
        |generally|most|estimated|expected|may|might|can\s+take|should(?:n't)?|allow|or\s+so|ish|aim|target|average
        |as\s+(?:little|few)\s+as)\b|[~≈±]""",
    _FLAGS,
)
_HEDGES = any_of(
    "usually|typically|typical|normally|generally|ordinarily|commonly|mostly|often|likely|probably|hopefully|realistically",
    "average|averages|averaging|on average|currently|at the moment|at present|right now|as a (?:rule|guide)|in general",
    "in (?:most|many|nearly all|almost all) cases|where(?:ver)? (?:we can|possible)|if possible",
    r"(?:nine|eight|9|8) (?:\w+ ){0,2}(?:out of|in) (?:ten|10)|(?<!at )(?<!the )most(?! (?:\d|recent|popular|of all))",
    "estimated|estimate(?!s are)|expect(?:ed|s)?|anticipate[sd]?|figure on|reckon|indicat(?:ive|ion)|planned|planning",
    "aim(?:s|ed|ing)?|tr(?:y|ies|ying) (?:to|and|for|our)|strive[sd]?|endeavou?rs?|hopes? to|looks? to|intends? to",
    "sets? out to|shoot for|goals?|objectives?|(?:best|reasonable) efforts?|do our best|meant to|designed to|tends? to",
    "please (?:allow|give us)|should(?:n't)?|ought to|can take|can be up|could (?:take|be|need)|might",
    "(?<!on )(?<!meet )(?<!below )(?<!the “)target(?:s|ed|ing)?",
)
_ALLOW = re.compile(
    r"""\ballow\s+(?:(?:at\s+least|up\s+to|about|around|an?|another|for)\s+)*
        (?:$|[\w£$]+\s*(?:-|–|to\b|or\b|business\b|working\b|(?:\w+\s+)?(?:days?|weeks?|hours?|minutes?)\b))""",
    _FLAGS,
)
_PERMITTED = (
    "(?:be )?(?:cancel|return|exchang|use|using|bring|brought|request|claim|ask|send|sent|appl|choose|report|withdraw"
    "|terminat|end|refund|collect|made|change|amend|not|contact|opt|swap)"
)
_MAY = re.compile(rf"\b(?:(?<!\byou )may(?! {_PERMITTED})|you may (?:wait|have to|need to|see))\b", re.IGNORECASE)
_BEHIND = re.compile(
    r"""[^,;:.()\d]{0,45}?[,(]?\s*\b(?:that's\s+)?(?:an?\s+)?(?:estimate[sd]?|usually|typically|normally|generally
        |on\s+average|approx(?:imately)?|or\s+so|or\s+thereabouts|most\s+(?:of\s+the\s+time|days|weekdays|cases)
        |as\s+a\s+rule|give\s+or\s+take|at\s+the\s+moment|if\s+possible|where(?:ver)?\s+(?:we\s+can|possible)|depending\s+on
        |is\s+(?:the|our|a)\s+(?:target|goal|aim)|(?:nine|eight)\s+times|not\s+guaranteed|more\s+or\s+less)\b
        |\s*-?ish\b|\s*\(?(?:target|goal|estimate|est\.|typical)""",
    _FLAGS,
)
_NO_HEDGE = any_of(
    "at (?:the )?most|if we can(?:'t|not)|you (?:should|might|expected)|around the clock|estimates? (?:are|is) free",
    "(?:as|than) expected|on target",
)
_NOTICE = re.compile(r"\bup\s*to\b[^.;]*?\b(?:before|beforehand|in advance|ahead|prior)\b", re.IGNORECASE)
_HOURS = re.compile(r"\b(?:24\s*[x×/]\s*7|mon(?:day)?s?|weekdays|daily|every\s+day|[ap]\.?m)\b", re.IGNORECASE)

# ── guarantees ───────────────────────────────────────────────────────────────────────────────────────────────

_NEGATED = re.compile(
    r"\b(?:not|never|cannot|can't|don't|doesn't|won't|no|without|nobody|isn't|aren't)\b(?:\s+\w+){0,3}?\s+"
    r"(?:guarantee\w*|promise\w*|always|pledge\w*)",
    re.IGNORECASE,
)
_PLEDGES = any_of(
    r"guaranteed|guarantees? (?:that|to|you|delivery|we)|(?:we|i) (?:\w+ )?guarantee|promises? (?:to|that|you)",
    "pledge to|(?:we|i)(?:'ll| can| do)? (?:promise|pledge|vow|swear)|always|without fail|every (?:single )?time",
)
_NOUN_BEFORE = re.compile(r"\b(?:guarantee|promise|pledge)\b[^\d;.]*$", re.IGNORECASE)
_NOUN_BEHIND = re.compile(
    r"[\s\w'*-]{0,30}?\b(?:guarantee|promise|pledge)\b|[^.;\d]{0,40}?,?\s*\bguaranteed\b|,?\s*(?:we\s+)?promise\b",
    re.IGNORECASE,
)
_OR_ELSE = re.compile(
    r"""[^.;]{0,40}?\bor\s+(?:the|your|that|it|it's|we|we'll|you|you'll|they|they're)\b[^.;]{0,40}?
        \b(?:free|on\s+(?:us|the\s+house)|redo|money\s+back|returned|pay\s+nothing|refunded|we\s+pay)\b""",
    _FLAGS,
)

# ── heads ────────────────────────────────────────────────────────────────────────────────────────────────────

_HEAD_HEDGES = any_of(
    "targets?|goals?|aims?|objectives?|estimate[sd]?|typical|typically|average|usual|usually|expected",
    r"approx\w*|indicat(?:ive|ion)|most orders",
)
_HEAD_PLEDGES = any_of("guarantee[sd]?|promise[sd]?|pledge")
_HEADS_READ = 3


class Reason(Struct, frozen=True):
    """A strength, the words that made it so ("" where nothing is said and it is firm), and the head that says them."""

    strength: Strength
    words: str = ""
    head: str = ""


def find_strength(sentence: str, start: int, end: int, trail: Sequence[str]) -> Strength:
    """How firmly the value at `sentence[start:end]` is promised; `trail` are the headings and heads it stands under.

    `trail` begins with the outermost. Notice before an event is firm ("up to 6 hours before your slot").
    """
    return explain_strength(sentence, start, end, trail).strength


def explain_strength(sentence: str, start: int, end: int, trail: Sequence[str]) -> Reason:
    """What `find_strength` says, with the words that made it so."""
    plain = without_brackets(sentence.replace("’", "'"), start, end)
    first, last = find_clause(plain, start, end)
    before, quote, behind = plain[first:start], plain[start:end], plain[end:last]
    notice = _NOTICE.search(before[-8:] + quote + behind[:30])
    if notice:
        return _reason(Strength.FIRM, notice)
    if leans_on(before, quote, behind):
        before = plain[:start]
    hedge = _hedge(before, quote, behind)
    if hedge:
        return _reason(Strength.HEDGED, hedge)
    pledge = _pledge(before, quote, behind, plain[end:])
    if pledge:
        return _reason(Strength.GUARANTEE, pledge)
    return Reason(Strength.FIRM) if _HOURS.search(quote) else _passed_on(trail)


def _reason(strength: Strength, match: re.Match[str], head: str = "") -> Reason:
    return Reason(strength, match.group().strip(" ,.;:()"), head)


def _hedge(before: str, quote: str, behind: str) -> re.Match[str] | None:
    lead = _blank(_NO_HEDGE, before)
    return (
        _AT_THE_NUMBER.search(lead)
        or _IN_THE_QUOTE.search(_blank(_NO_HEDGE, quote))
        or _HEDGES.search(lead)
        or _ALLOW.search(lead)
        or _MAY.search(lead)
        or _BEHIND.match(_blank(_NO_HEDGE, behind.partition(" and ")[0]))
    )


def _pledge(before: str, quote: str, behind: str, rest: str) -> re.Match[str] | None:
    lead = _blank(_NEGATED, before)
    return (
        _PLEDGES.search(lead)
        or _NOUN_BEFORE.search(lead)
        or _HEAD_PLEDGES.search(quote)
        or _NOUN_BEHIND.match(_blank(_NEGATED, behind))
        or _OR_ELSE.match(rest)
    )


def _passed_on(trail: Sequence[str]) -> Reason:
    """What the nearest heads say; that the whole document is called a promise makes no single value one."""
    for head in reversed(trail[-_HEADS_READ:]):
        hedge = _HEAD_HEDGES.search(head)
        if hedge:
            return _reason(Strength.HEDGED, hedge, head)
    pledge = _HEAD_PLEDGES.search(_blank(_NEGATED, trail[-1])) if len(trail) > 1 else None
    return _reason(Strength.GUARANTEE, pledge, trail[-1]) if pledge else Reason(Strength.FIRM)


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """The text with what matches blanked out, so that offsets stay."""
    return pattern.sub(lambda match: " " * len(match.group()), text)
