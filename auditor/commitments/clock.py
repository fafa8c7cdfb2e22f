"""The words around a duration to the events that start and stop its clock.

Only what the text says is given: "within 14 days" starts nobody knows when. The customer's receipt of goods is
`delivered`, `received` is that of the company: "after we receive your return".
"""

from __future__ import annotations

import re

from auditor.commitments.clauses import find_clause
from auditor.model import Block, Clock
from auditor.rules import Topic

_FLAGS = re.IGNORECASE | re.VERBOSE
_LINK = r"(?:of|from|after|since|following|upon|once|when|as\s+soon\s+as|starting|beginning|counting)"
_BETWEEN = r"(?:\s+(?:the|your|our|its|that|when|day|date|time|moment|of|after|on\s+which|first|original)){0,5}\s+"
_STARTS = {
    "received": r"""
        we(?:'ve|\s+have)?\s+(?:actually\s+)?(?:receiv\w+|got|get)
        |(?:it|they|items?|goods|returns?|parcels?|piece|packages?|the\s+\w+)\s+(?:\w+\s+)?
            (?:arriv\w+|reach\w*|gets?|comes?|is|are|has|been|lands?)\s+(?:\w+\s+)?
            (?:back\s+(?:to|with|at|in)|us|our|with\s+us|at\s+our|received|in\s+our)
        |(?:piece|parcel|item|return|goods)\s+arriving\s+back
        |(?:our\s+)?(?:receipt|receiving)\s+(?:of\s+)?(?:your|the)\s+
            (?:returns?|items?|goods|parcel|package|claim|request|complaint|call|e-?mail|enquiry|message)
        |(?:us|our)\s+(?:receiving|getting)|reach(?:es|ing)\s+us|(?:receiving|getting)\s+(?:it|them)\s+back|received\s+(?:by\s+us|at\s+our|back)
        |arrival\s+(?:at|in)\s+our|back\s+(?:at|with|in)\s+(?:us|our)""",
    "approved": r"""
        (?:(?:it|(?:your|the)\s+\w+)\s+(?:is|has\s+been|was)\s+|(?:we|you)(?:'ve)?\s+)?
        (?:approv\w+|accept(?:ed|ance|ing)|(?:\w+\s+){0,2}inspect\w+|(?:\w+\s+){0,3}pass(?:es|ed|ing)\s+inspection|sign-?off)""",
    "delivered": r"""
        (?:(?:the\s+)?(?:day|date)\s+(?:of|after|you)\s+)?
        (?:deliver(?:y|ed|ing)\b|(?:your\s+)?receipt|(?:you\s+)?(?:receiv\w+|get(?:ting)?|have)\s+(?:it|them|the|your)
            |you(?:'ve|\s+have)?\s+receiv\w+|arriv(?:es|al|ed|ing)
            |(?:it|they|the\s+\w+|your\s+\w+)\s+(?:\w+\s+)?(?:arriv\w+|(?:is|was)\s+delivered|reach(?:es)?\s+you|lands))""",
    "dispatched": r"""
        (?:(?:it|they|we|your\s+\w+|the\s+\w+)\s+)?(?:(?:has|have|is|was|been)\s+)*
        (?:d[ie]spatch\w*|ship(?:s|ped|ping|ment)?\b|leav(?:es|ing)|left|sent\s+out|post(?:ing|ed)\b|handed\s+(?:over|to))""",
    "reported": r"""
        (?:(?:you|us)\s+)?(?:report\w*|notif\w+|tell(?:ing)?\s+us|told\s+us|finding\s+out|(?:first\s+)?hearing\s+(?:of|about)
            |discover\w+|notic(?:e|ing))""",
    "requested": r"""
        (?:(?:you|your|a|the|make|made|send|sent|file|filed)\s+){0,3}(?:request\w*|ask(?:ed|ing)?|apply(?:ing)?|application|[ei]nquir\w+|call(?:ing)?\b|contact\w*
            |message|submi\w+)""",
    "ordered": r"""
        (?:(?:you|your|the|placing\s+(?:your|an|the))\s+)*
        (?:order\w*|purchas\w+|buy(?:ing)?|bought|checkout|payment|sale|paid|pay(?:ing)?)\b""",
}
_FROM = {event: re.compile(rf"\b{_LINK}\b{_BETWEEN}(?:{words})", _FLAGS) for event, words in _STARTS.items()}
_OF_THE_COMPANY = frozenset({"refund_time", "response_time", "resolution_time", "delivery_time", "dispatch_time"})
_RECEIVING = re.compile(r"^(?!.*\byou\b).*\b(?:recei|arriv|land|getting|reach)", re.IGNORECASE | re.DOTALL)
_AHEAD = re.compile(r".*?\b(?:before|ahead|prior|in\s+advance)\b", re.IGNORECASE | re.DOTALL)
_CREDITED = re.compile(
    r"""\b(?:in(?:to)?|on|to|hits?|reach(?:es)?)\s+(?:your|the)\s+(?:\w+\s+){0,3}(?:account|card|statement|wallet)
        |\bcredited\b|\bbanks?\b[^.;]{0,30}\b(?:post|show|take|need|process|may)\w*|\b(?:appear|show\s+up|surface|land)s?\b
        |\bdepending\s+on\s+(?:your\s+)?bank""",
    _FLAGS,
)
_ISSUED = re.compile(
    r"\b(?:issue[ds]?|process(?:ed|es)?|refund(?:ed|s)?|reimburse[ds]?|sen[dt]|pay|paid|return(?:ed)?\s+(?:your|the)\s+money)\b",
    re.IGNORECASE,
)


def find_clock(topic: Topic, sentence: str, start: int, end: int, block: Block) -> Clock:
    """The events that the text names for the value at `sentence[start:end]`.

    It starts at an event named right behind it or, failing that, in its clause. It stops at the event that the topic is
    about, save that of a refund, which may be issued or credited and is None where the words do not tell.
    """
    if "duration" not in topic.kinds:
        return Clock()
    plain = sentence.replace("’", "'")
    first, last = find_clause(plain, start, end)
    behind = plain[max(start, end - 30) : end + 70]
    ahead = _AHEAD.match(plain[start : end + 30])
    begins = None if ahead else _event(topic, behind) or _event(topic, plain[first:start])
    return Clock(begins, _stop(topic, plain[first:last]))


def _event(topic: Topic, text: str) -> str | None:
    """The first event of the text that a clock starts at."""
    matches = ((event, match) for event, pattern in _FROM.items() for match in pattern.finditer(text))
    found = [(match.start(), -match.end(), event, match) for event, match in matches]
    if not found:
        return None
    *_, event, match = min(found, key=lambda one: one[:2])
    if event == topic.clock.to:
        return None
    by_company = event == "delivered" and topic.id in _OF_THE_COMPANY and _RECEIVING.search(match.group())
    return "received" if by_company else event


def _stop(topic: Topic, clause: str) -> str | None:
    if topic.clock.to != "refund_issued":
        return topic.clock.to
    if _CREDITED.search(clause):
        return "refund_credited"
    return "refund_issued" if _ISSUED.search(clause) else None
