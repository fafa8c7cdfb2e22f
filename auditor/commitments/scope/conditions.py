"""The sentence of a value to the condition it holds under, in the words of the text.

A condition is what must be so ("if unopened", "on orders over $50", "ordered before 2pm"), what is left out
("excluding holidays") or an event that must come first ("after we receive your return").
"""

from __future__ import annotations

import re

from auditor.commitments.scope.clause import MASK, Clause
from auditor.model import Block

_LONGEST = 12
_REST = r"[^,;.!?()–—]"
_CLOCK_TIME = r"(?:noon|midday|midnight|\d{1,2}(?:[.:]\d\d)?(?:\s*[ap]\.?m\b\.?)?)(?:\s+(?-i:[A-Z]{2,4})\b)?"
_UNTIL = (
    r"(?=\s*(?:[,;:.!?()–—\n]|\s-\s|$|\bwe\b|\band\s+(?:we|you|it)\b|\bor\s+(?:we|it)\b|\bwill\b"
    r"|\byou\s+(?:get|have|can|may)\b|\bit\s+(?:ships|goes|leaves)\b))"
)
_RESTRICTION = re.compile(
    rf"""\b(?:
        ((?:only\s+)?(?:if|when|where|unless|provided(?:\s+that)?|as\s+long\s+as|so\s+long\s+as)\s+{_REST}{{3,80}}?){_UNTIL}
        |((?:excluding|excl\.?|except(?:ing)?|not\s+(?:counting|including)|apart\s+from|bar)\s+{_REST}{{3,50}}?){_UNTIL}
        |((?:on|for|with)\s+(?:(?:all|any|your)\s+)?(?:orders?|baskets?|purchases?|carts?)\s+
            (?:of|over|above|under|below|from|placed|worth|totall?ing)\s+{_REST}{{1,40}}?){_UNTIL}
        |((?:orders?(?:\s+(?:placed|received|made))?|placed|ordered|received|called|logged|bought|booked|approved|reported)
            \s+(?:in\s+)?(?:before|by|until)\s+{_CLOCK_TIME})
        |(un(?:opened|used|worn|assembled|washed)(?:\s+and\s+un\w+)?|in\s+(?:(?:its|the|their)\s+)?original\s+
            (?:packaging|box|condition)|with\s+(?:(?:a|your)\s+)?(?:receipt|proof\s+of\s+purchase))\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_TRIGGER = re.compile(
    rf"""\b((?:once|after|upon|following|as\s+soon\s+as|from\s+(?:when|the\s+(?:day|moment|time|date)))\s+{_REST}{{0,60}}?
        (?:receiv\w+|receipt|arriv\w+|approv\w+|inspect\w+|deliver\w+|dispatch\w*|ship\w*|return\w*|sign\w*|clear\w*
        |confirm\w*|lands?|reach\w*|accept\w*|cancel\w*|complet\w+){_REST}{{0,40}}?){_UNTIL}""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_CONDITION = re.compile(
    r"""(?:if|when|where)\s+(?:we\s+can|possible|at\s+all\s+possible|not|so|you\s+(?:like|prefer|wish|want|need|have|think|send
        |ask)|something|needed|necessary|convenient|that's|in\s+doubt|any|we\s+don't|customer\s+asks|my|is|will|it\s+does
        |do\s|did\s|does\s)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ANOTHER_STATEMENT = re.compile(
    rf"[;:!?]|\.\s|{MASK}|\s[–—-]\s|,?\s+(?:and|but)\s+(?:we|you|it|they|if|the|our|us)\b", re.IGNORECASE
)
_SEVERITY = re.compile(r"\b(?:sev(?:erity)?|priority|p|level|stage|category|class)[\s-]?\d\b", re.IGNORECASE)
_BAND = re.compile(r"(?:[$£€]\s?\d|\d\s?%|\b(?:under|over|up\s+to|from)\s+\d)", re.IGNORECASE)


def find_condition(clause: Clause, block: Block) -> str | None:
    """The condition of the value: the nearest one of its sentence, else of the heads of its cell, or None."""
    found = [span for pattern in (_RESTRICTION, _TRIGGER) for span in _spans(pattern, clause)]
    near = [span for span in found if not _NO_CONDITION.match(clause.text, *span) and _is_beside(span, clause)]
    if near:
        start, end = min(near, key=lambda span: max(span[0] - clause.end, clause.start - span[1]))
        return " ".join(clause.text[start:end].split()[:_LONGEST])
    heads = [head for head in (block.row, block.column) if head and (_SEVERITY.search(head) or _BAND.search(head))]
    return heads[0] if heads else None


def _spans(pattern: re.Pattern[str], clause: Clause) -> list[tuple[int, int]]:
    spans = [match.span(match.lastindex or 0) for match in pattern.finditer(clause.text)]
    return [(start, end) for start, end in spans if end <= clause.start or clause.end <= start]


def _is_beside(span: tuple[int, int], clause: Clause) -> bool:
    """Whether nothing between the condition and the value begins another statement."""
    gap = clause.masked[clause.end : span[0]] if span[0] >= clause.end else clause.masked[span[1] : clause.start]
    return not _ANOTHER_STATEMENT.search(gap)
