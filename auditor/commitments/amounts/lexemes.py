"""Text to lexemes: words, numbers, signs and the opaque runs (telephone numbers, dates, addresses) never read."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
      (?P<plain>[a-z]+(?=[\ ,)]))
    | (?P<always>24\ ?[/x×]\ ?7(?:\ ?[/x×]\ ?365)?(?![\d/]))
    | (?P<opaque>
          (?:https?://|www\.)\S+ | [\w.+-]{1,64}@\w[\w.-]*
        | \d+(?P<chain>[-./–])\d+(?:(?P=chain)\d+)+ | \#\ ?[A-Za-z]{0,4}-?\d[\w-]*
        | \+\d[\d\ ().-]{6,20}\d | \(\d{2,5}\)\ ?\d[\d\ -]{4,12}\d | 0\d{2,4}\ \d{3,4}\ \d{3,4} | 1[38]00[\ -]\d{3}[\ -]\d{3}
        | \d{7,} )
    | (?P<clock>\d{1,2}(?::|[hH](?=\d\d(?!\d)))\d{2}(?![\d:]))
    | (?P<fraction>\d{0,6}\ ?[½¼¾⅓⅔])
    | (?P<ordinal>\d{1,3}(?:st|nd|rd|th)(?!\w))
    | (?P<digits>\d+(?:[.,]\d+){0,4})
    | (?P<symbol>(?:[A-Za-z]{0,4}|U\.S\.)\$(?:US(?!\w))?|[£€₹₦₱¥₩₺₪₫฿₴₵])
    | (?P<word>[A-Za-z](?:\.[A-Za-z]){1,3}(?![A-Za-z])\.? | [^\W\d_]+(?:['’][^\W\d_]+)*)
    | (?P<stop>\n\s*\n|[\t|·•])
    | (?P<mark>[^\s*_`"“”'’‘\u200b\u200c\u200d\u2060\ufeff\u00ad])
    """,
    re.VERBOSE,
)


def lexemes(text: str) -> Iterator[tuple[str, str, int, int]]:
    """(key, sort, start, end) in order; the key is lower case, the sort a group name of the expression.

    Spaces, quotation marks, emphasis marks and invisible characters yield nothing.
    """
    for match in _TOKEN.finditer(text):
        yield match[0].lower().replace("’", "'"), match.lastgroup or "mark", match.start(), match.end()
