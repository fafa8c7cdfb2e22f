"""The clause of a value to a place in it that no list knows: "in Umbria", "Zone B", "within 30 miles of Rye"."""

from __future__ import annotations

import re

from auditor.commitments.scope.clause import MASK, Clause

_NOT_A_PLACE = re.compile(
    r"""(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday
        |January|February|March|April|May|June|July|August|September|October|November|December
        |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Easter|Christmas|Pacific|Eastern|Central|PT|ET|CT|GMT|UTC|AM|PM
        |DHL|UPS|USPS|DPD|FedEx|GLS|Evri|Royal|Tracked|PayPal|Visa|PDF|POS|Section|Clause|Schedule|Q\d|Stage|Step|Level
        |I|The|A|An|We|You)\b""",
    re.VERBOSE,
)
_CAPITALIZED = r"[A-Z][\w'.-]*"
_NAME = rf"{_CAPITALIZED}(?:(?:\s+|\s*[/&]\s*|,\s+|\s+(?:and|or|of|the)\s+(?:the\s+)?){_CAPITALIZED}){{0,4}}"
_AT_A_PLACE = re.compile(rf"\b(?:to|in|across|outside|inside|within|at|around)\s+(?:the\s+|any\s+|our\s+)?({_NAME})")
_ZONE = re.compile(
    r"\b(?:zones?|bands?|regions?)\s+(?:[A-Z]\b|\d{1,2}\b)(?:\s*(?:[-–&,/]|and)\s*(?:[A-Z]|\d{1,2})\b)*", re.IGNORECASE
)
_DISTANCE = re.compile(
    r"""\b(?:within|inside|beyond|over|up\s+to|outside)\s+(?:an?\s+)?\d+[\s-]*(?:miles?|mi|kms?|kilomet\w+)\b(?:[\s-]*radius)?
        (?:\s+(?:of|from)\s+(?:the\s+|our\s+|an?\s+)?[\w'-]+)?""",
    re.VERBOSE | re.IGNORECASE,
)


def find_place(clause: Clause) -> str | None:
    """The words that name the place of the value, a zone or distance before a name; None where no place is named."""
    return (
        _beside(clause, _ZONE, clause.text)
        or _beside(clause, _DISTANCE, clause.text)
        or _beside(clause, _AT_A_PLACE, clause.masked)
    )


def _beside(clause: Clause, pattern: re.Pattern[str], text: str) -> str | None:
    """What the pattern finds nearest before the value, else nearest behind it, without another value between."""
    spans = [found.span(found.lastindex or 0) for found in pattern.finditer(text, clause.first, clause.last)]
    names = [span for span in spans if not _NOT_A_PLACE.match(text, *span) and MASK not in text[slice(*span)]]
    before = [span for span in names if clause.before[0] <= span[0] and span[1] <= clause.before[1]]
    after = [span for span in names if clause.after[0] <= span[0] and span[1] <= clause.after[1]]
    nearest = before[-1:] or after[:1]
    return text[slice(*nearest[0])].rstrip(".") if nearest else None
