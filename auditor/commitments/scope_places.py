"""The clause of a value to a place in it that no list knows: "in Maharashtra", "Zone B", "within 40 miles of Denver"."""

from __future__ import annotations

import re

from auditor.commitments.scope_clause import MASK, Clause

_NOT_A_PLACE = re.compile(
    r"""^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August
        |September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Easter|Christmas|Pacific|Eastern|Central|I|PT|ET|CT|GMT|UTC
        |DHL|UPS|USPS|DPD|FedEx|Royal|The|A|An|We|You|Section|Clause|Schedule|Q\d|Stage|Step|Level|PDF|POS|GLS|Evri|Tracked|PayPal|Visa|AM|PM|POP)\b""",
    re.VERBOSE,
)
_NAME = r"[A-Z][\w'’.-]*(?:(?:\s+|\s*[/&]\s*|,\s+|\s+(?:and|or|of|the)\s+(?:the\s+)?)[A-Z][\w'’.-]*){0,4}"
_AT_A_PLACE = re.compile(rf"\b(?:to|in|across|outside|inside|within|at|around|from\s+our)\s+(?:the\s+|any\s+|our\s+)?({_NAME})")
_ZONE = re.compile(
    r"""\b(?:zones?|bands?|regions?)\s+(?:[A-Z]\b|\d{1,2}\b)(?:\s*(?:[-–&,/]|and)\s*(?:[A-Z]|\d{1,2})\b)*
        |\b(?:within|inside|beyond|over|up\s+to|outside)\s+(?:an?\s+)?\d+[\s-]*(?:miles?|mi|km|kms|kilomet\w+)\b(?:[\s-]*radius)?(?:\s+(?:of|from)\s+(?:the\s+|our\s+|an?\s+)?[\w'-]+)?""",
    re.VERBOSE | re.IGNORECASE,
)


def find_place(clause: Clause) -> str | None:
    """The words that name the place of the value, those beside it first; None where no place is named."""
    around = ((clause.after_previous, clause.start), (clause.end, clause.before_next))
    for pattern in (_ZONE, _AT_A_PLACE):
        text = clause.text if pattern is _ZONE else clause.masked
        spans = [found.span(found.lastindex or 0) for found in pattern.finditer(text, clause.first, clause.last)]
        spans = [(low, high) for low, high in spans if not _NOT_A_PLACE.match(text[low:high]) and MASK not in text[low:high]]
        for low, high in around:
            inside = [span for span in spans if low <= span[0] and span[1] <= high]
            if inside:
                nearest = inside[-1] if high == clause.start else inside[0]
                return clause.text[nearest[0] : nearest[1]]
    return None
