"""The clause of a value to the label, subject or object in it that may be a name, where no list knows it."""

from __future__ import annotations

import re

from auditor.commitments.phrases import any_of
from auditor.commitments.scope.clause import MASK, Clause

_WORD = r"[\w&'/+.-]+"
_LABEL = re.compile(rf"(?:^|[.;,]\s*|\*\*)\W*([^\W\d_][^:.;{MASK}]{{1,60}}?)\W*:(?=\W)")
_VERB = (
    "carry|carries|comes?|have|has|had|are|is|gets?|takes?|ships?|leaves?|go|goes|arrives?|can|may|must|will|costs?|runs?|starts?"
    "|needs?|usually|normally|typically|generally|covered|guaranteed|lasts?|qualify|qualifies|travels?|enjoys?"
)
_SUBJECT = re.compile(rf"\W*((?:{_WORD},?\s+){{0,6}}?{_WORD})\s+(?:{_VERB})\b", re.IGNORECASE)
_ENDS_OBJECT = (
    rf"(?=$|[,.;:()–—{MASK}]|\s+(?:and|from|of|in|at|within|if|when|with|is|are|you|we|to|which|that|after|before)\b)"
)
_OBJECT = re.compile(
    rf"[^\w,.;:]*(?:\w+\s+){{0,3}}?(?:warranty|guarantee|cover|coverage|returns?|trial|period|money-back)?\s*\b(?:on|for)\s+"
    rf"((?:{_WORD}\s*){{1,4}}?){_ENDS_OBJECT}",
    re.IGNORECASE,
)
_ARTICLES = re.compile(
    r"""(?:\d+(?:\.\d+)*[.)]?\s+)?
        (?:\W*(?:(?:warranty|guarantee|cover|coverage|protection)\s+(?:on|for|of)|the|this|these|a|an|our|your|all|any|every|new|for|on|in|to|and|or|but|with|of|while|plus|then)\b)*\W*""",
    re.IGNORECASE | re.VERBOSE,
)
_LOOSE_END = re.compile(
    r"(?:[\s,]+(?:of|on|in|for|to|with|and|or|the|a|an|is|are|via|get|takes?|comes?|carr(?:y|ies)|ha[sv]e?|includes?|offers?|just|about|around|at))+$",
    re.IGNORECASE,
)
_IN_NO_NAME = any_of(
    "we|we'll|you|you'll|your|i|it|it's|its|they|us|me|my|this|that|those|these|there|others?|ours|yours|people",
    "everything|anything|something|someone|anyone|everybody|which|who|what|how|when|where|why|if|once|because|while|though",
    "but|as|at|by|from|than|within|after|before|until|up to|not|no|more|less|most|each|same|next|first|one|two|three",
    "mind|otherwise|elsewhere|also|so|too|still|even|then|now|later|here|only|just|again|flat|good news",
    "rarely|currently|usually|typically|normally|please|is|are|was|be|been|will|can|may|must|have|has|had|do|does|did",
    "go|goes|allow|call|contact|say|said|leaves?|ships?|shipped|posted|picked|dispatched|sent|send|printing|rides",
    "yes|lasts?|expires?|applies|apply|closed|sorted|rolls?|jumps?",
    "acknowledged|answered|delivered|writes?|inspects|carry|carries",
)
_GENERIC = frozenset(
    "order orders delivery deliveries shipping postage return returns refund refunds service response reply "
    "replies time times hours day days open opens opening price cost costs fee fees charge charges free guarantee "
    "warranty cover item items goods product products target total note nb example question answer q a average "
    "email phone start end both either basket baskets of standard our own all any every new and or the an in on "
    "for to with period window everyone customers customer full money purchase purchases original inspection "
    "processing dispatch carriage freight parcel parcels claim claims change minimum maximum trial works"
    " policy policies turnaround exchange exchanges repair repairs replacement replacements swap swaps size mail store "
    "facebook instagram twitter tiktok linkedin youtube x threads pinterest pay working complaint complaints "
    "payment label labels text body message subject title content description notes "
    "macro template".split()
)
_CODE = re.compile(r"[A-Z]{1,4}[ -]?\d{1,3}")
_LONGEST = 7


def unknown_name(clause: Clause) -> str | None:
    """What stands right before the value, its subject, its label or its object, the first of them that may be a name.

    `handles and lids` in "Handles and lids, 1 year", `lamps` in "Lamps: 12 months", `doors` in "a two-year guarantee on
    doors".
    """
    lead = clause.masked[clause.first : clause.start]
    opened = max((label.end() for label in _LABEL.finditer(lead)), default=0)
    subject = _SUBJECT.match(lead, opened)
    behind = _OBJECT.match(clause.masked[slice(*clause.after)])
    beside = clause.masked[max(clause.before[0], clause.first + opened) : clause.start]
    told = ((beside, 4), (subject and subject[1], 6), (_label(clause), 6), (behind and behind[1], 4))
    for words, longest in told:
        name = as_name(words) if words else None
        if name is not None and len(name.split()) <= longest:
            return name
    return None


def label_of(clause: Clause) -> str | None:
    """The last label before the value in its clause, where it may be a name: "Garden tables: 2 years"."""
    label = _label(clause)
    return as_name(label) if label else None


def _label(clause: Clause) -> str | None:
    labels = _LABEL.findall(clause.masked[clause.first : clause.start])
    return str(labels[-1]) if labels else None


def as_name(text: str) -> str | None:
    """The text without articles where it may be the name of a thing: short, and with no pronoun or verb in it."""
    bare = text.strip(" \t\n*_#>\"'“”‘’-–—,;:.()")
    bare = _LOOSE_END.sub("", bare[_articles(bare) :]).strip(" ,;:.*()-–—")
    words = re.findall(r"[^\W\d_][\w'-]*", bare.lower())
    if MASK in bare or "?" in text or len(bare.split()) > _LONGEST or _IN_NO_NAME.search(bare) or _CODE.fullmatch(bare):
        return None
    return bare if any(len(word) > 2 and word not in _GENERIC for word in words) else None


def _articles(text: str) -> int:
    articles = _ARTICLES.match(text)
    return articles.end() if articles else 0
