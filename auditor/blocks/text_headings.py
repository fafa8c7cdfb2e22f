"""A line of plain text or Markdown to the heading that it is: its level and its words."""

from __future__ import annotations

import re

from auditor.blocks.looks import is_name

ITEM = re.compile(r"\s*(?:[-*+•–▪◦·●○✓✔➤►]|\d{1,2}[.)]|\([a-z0-9]{1,3}\)|[a-z]\))\s+(.*)")
# Levels of headings that end with the paragraph, list or answer below them.
SHORT_LIVED, QUESTION = 6, 7

_MARKED = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"=+|-{3,}")
_STRONG = re.compile(r"\*\*[^*]+\*\*:?|__[^_]+__:?")
_FRAMED = re.compile(
    r"(=+|-{2,}|\*{2,}|~{2,})\s*(?P<framed>\w.*?)\s*(?:=+|-{2,}|\*{2,}|~{2,})|\[(?P<bracketed>[^\[\]]+)\]"
)
_NUMBER = re.compile(
    r"(?:§\s?|(?:section|part|step|module|article)\s)?\(?\d{1,3}(?:\.\d{1,2})*[.):]?\s+", re.IGNORECASE
)
_ALONE = re.compile(r"(?:\d+(?:\.\d+)*[.)]?\s+)?[A-Z][^.!?:]{1,60}[?:]?")
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|kind|best|warm|yours|regards|thanks|thank|cheers|sincerely)\b", re.IGNORECASE
)
_ASKED = re.compile(r"(?:Q|Question)\s?\d{0,2}[:.]\s+\S", re.IGNORECASE)


def heading_of(line: str, following: str, *, is_free: bool, in_list: bool) -> tuple[int, str] | None:
    """(level, words) of a line that is a heading, None for another.

    `is_free` says that it does not stand in a paragraph, `in_list` that an item stands just above, `following` is the
    line after it, stripped at its end.
    """
    text, below = line.strip(), following.strip()
    marked = _MARKED.match(text)
    if marked:
        return len(marked[1]), marked[2]
    if not is_free or len(text) > 80:
        return None
    if len(below) >= 3 and _UNDERLINE.fullmatch(below):
        return (1 if below[0] == "=" else 2), text
    if _STRONG.fullmatch(text):
        return 5, text
    framed = _FRAMED.fullmatch(text)
    if framed and is_name(framed["framed"] or framed["bracketed"]):
        return (2, framed["framed"]) if framed["framed"] else (3, framed["bracketed"])
    if _ASKED.match(text):
        return QUESTION, text
    return _by_look(line, text, following, in_list=in_list)


def _by_look(line: str, text: str, following: str, *, in_list: bool) -> tuple[int, str] | None:
    below = following.strip()
    bare = _NUMBER.sub("", text, count=1)
    capitals = re.sub(r"\([^)]*\)", "", bare).strip()
    if capitals.isupper() and len(capitals) > (3 if bare == text else 1) and not re.search(r"\d", bare):
        return 3, text
    if not is_name(text) or not _ALONE.fullmatch(text) or len(text.split()) > 8 or _GREETING.match(text):
        return None
    if ITEM.match(following) and not ITEM.match(line) and text[-1] != ":" and line[:1].strip():
        return SHORT_LIVED, text
    if in_list:
        return None
    if not below:
        return None if re.search(r"\d", text.split(maxsplit=1)[-1]) else (4, text)
    if text.endswith(":") or not line[:1].strip():
        return None
    if ITEM.match(following):
        return None
    starts = below[:1].isupper() or below[:1].isdigit()
    return (4, text) if bare != text or (starts and len(below) > 60 and len(text.split()) <= 6) else None
