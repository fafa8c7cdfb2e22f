"""A sentence to the clause that a value stands in, by punctuation and conjunctions.

A clause ends at a semicolon, a full stop, a spaced dash and at a conjunction that opens a new statement ("but",
"and we", "if you"). A colon does not end it: the label before it belongs to the value. After an opening "If ...", the
next comma before a subject does.
"""

from __future__ import annotations

import re

_SUBJECT = (
    r"(?:we|you|it|they|he|she|i|there|that|this|your|our|the|any"
    r"|it's|we'll|you'll|they'll|that's|we've|it'll|i'll|there's)"
)
_SUBORDINATE = r"(?:if|when|once|provided|as\s+long\s+as|so\s+long\s+as|unless|should\s+you|after|because|since)"
_BORDER = re.compile(
    rf"""[;!?](?:["'”’)\]]*\s+|$)|\.["'”’)\]]*\s+|\s+[–—]\s+|\s+-{{1,2}}\s+|\s[|•·]\s|\n
        |,?\s+\b(?:but|whereas|though|although|however|while|otherwise|except\s+that)\b
        |,\s*(?:and|or|so|then|yet)\s+(?:then\s+)?(?={_SUBJECT}\b)
        |\s+and\s+(?:then\s+)?(?=(?:we|you|it|they|most|it's|we'll|you'll|they'll)\b)
        |,\s+(?:then|after\s+which)\b
        |\s+(?={_SUBORDINATE}\s+\w+(?:'\w+)?\s+\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_OPENS_SUBORDINATE = re.compile(rf"\W*{_SUBORDINATE}\b", re.IGNORECASE)
_MAIN_CLAUSE = re.compile(rf",\s+(?={_SUBJECT}\b)", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_STATEMENT = re.compile(
    r"""\b(?:we|you|it|they|i|is|are|was|be|been|has|have|will|can|may|must|takes?|arrives?|ships?|gets?|goes|go|comes?|costs?|answers?
        |repl(?:y|ies)|deliver\w*|process\w*|pays?|sends?|leaves?|returns?|call|report|tell|\w+'(?:ll|s|re|ve|d)|\w+ed)\b""",
    re.VERBOSE | re.IGNORECASE,
)


def find_clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The (start, end) of the clause around the value at `sentence[start:end]`, which it holds as a whole."""
    first, last = 0, len(sentence)
    for bracket in _BRACKET.finditer(sentence):
        if bracket.start() < start and end < bracket.end():
            first, last = bracket.start() + 1, bracket.end() - 1
    for border in _BORDER.finditer(sentence, first, last):
        if border.end() <= start:
            first = border.end()
        elif border.start() >= end:
            last = border.start()
            break
    return _main_or_subordinate(sentence, first, last, start, end)


def without_brackets(sentence: str, start: int, end: int) -> str:
    """The sentence with each bracket that does not hold the value blanked out, so that offsets stay."""
    return _BRACKET.sub(
        lambda bracket: (
            bracket.group() if bracket.start() < end and start < bracket.end() else " " * len(bracket.group())
        ),
        sentence,
    )


def leans_on(before: str, quote: str, after: str) -> bool:
    """Whether a clause has no verb or subject and is read with the one before: "Cities wait 2 days; villages, 4"."""
    return not _STATEMENT.search(before) and not _STATEMENT.search(quote) and not _STATEMENT.search(after)


def _main_or_subordinate(sentence: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """The side of the comma that the value stands on: "If it breaks within 2 years, we repair it in 5 days"."""
    if not _OPENS_SUBORDINATE.match(sentence, first, last):
        return first, last
    for comma in _MAIN_CLAUSE.finditer(sentence, first, last):
        if comma.end() <= start:
            return comma.end(), last
        if comma.start() >= end:
            return first, comma.start()
    return first, last
