"""Text to lexemes: words, numbers, signs and the opaque runs (telephone numbers, dates, addresses) never read."""

from __future__ import annotations

import re

_LEXEME = re.compile(
    r"""
      (?P<plain>[a-z]+(?=[\ ,)]))
    | (?P<always>24\ ?[/x×]\ ?7(?:\ ?[/x×]\ ?365)?(?![\d/])|24[-‐‑–]7(?!\d|[\ -]?[dhw]|\ (?:bus|work)))
    | (?P<opaque>
          (?:https?://|www\.)\S+ | [\w.+-]{1,64}@\w[\w.-]*
        | \d+(?P<chain>[-./‐‑–−])\d+(?:(?P=chain)\d+)+
        | (?:19|20)\d\d\ ?[-‐‑–−/]\ ?[01]\d(?:\ ?[-‐‑–−/]\ ?[0-3]\d)?(?![\d.:])
        | \#\ ?[a-z]{0,4}-?\d[\w-]*
        | \+\d[\d\ ().-]{6,20}\d | \(\d{2,5}\)\ ?\d[\d\ -]{4,12}\d
        | 0\d{2,4}\ \d{3,4}\ \d{3,4} | 1[38]00[\ -]\d{3}[\ -]\d{3}
        | \d{7,} | \d{1,2}:\d\d:\d\d(?!\d) )
    | (?P<clock>\d{1,2}(?::|h(?=\d\d(?!\d)))\d{2}(?![\d:]))
    | (?P<fraction>\d{0,6}\ ?[½¼¾⅓⅔])
    | (?P<ordinal>\d{1,3}(?:st|nd|rd|th)(?!\w))
    | (?P<digits>\d+(?:[.,·]\d+){0,4})
    | (?P<symbol>(?:[a-z]{0,4}|u\.s\.)\$(?:us(?!\w))?|[£€₹₦₱¥₩₺₪₫฿₴₵])
    | (?P<word>[a-z](?:\.[a-z]){1,3}(?![a-z])\.? | [^\W\d_]+(?:'[^\W\d_]+)*)
    | (?P<stop>\n\s*\n|[\t|·•])
    | (?P<mark>[^\s*_`"“”'’‘\u200b\u200c\u200d\u2060\ufeff\u00ad])
    """,
    re.VERBOSE,
)

Lexeme = tuple[str, str, int, int]


def lexemes(text: str, elisions: re.Pattern[str] | None = None) -> list[Lexeme]:
    """(key, sort, start, end) in order; the key is lower case, the sort a group name of the expression.

    Spaces, quotation marks, emphasis marks and invisible characters yield nothing. `elisions` finds the words that an
    apostrophe ties to the next ("l'heure"), so that they are read apart.
    """
    plain = text.replace("’", "'")
    lower = plain.lower()
    if len(lower) != len(plain):  # a few letters are longer in lower case; offsets must stay those of the text
        lower = "".join(letter if len(letter.lower()) != 1 else letter.lower() for letter in plain)
    if elisions:
        lower = elisions.sub(r"\1 ", lower)
    return [(match[0], match.lastgroup or "mark", match.start(), match.end()) for match in _LEXEME.finditer(lower)]
