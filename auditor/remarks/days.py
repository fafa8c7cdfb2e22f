"""Text to the days that it names with their year: "December 18, 2025", "30 March 2025", "2025-12-18".

A day without a year comes back every year, and one that may be read in two ways (03/04/2025) is none.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache

from auditor.rules_languages import english

_LAST_DAY = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}


def find_days(text: str) -> Iterator[datetime.date]:
    """The days in the order of the text; of a month without a day ("until May 2025") the last day."""
    for found in _pattern().finditer(text):
        day = _day(found)
        if day is not None:
            yield day


def _day(found: re.Match[str]) -> datetime.date | None:
    if found["iso"]:
        year, month, day = map(int, found["iso"].split("-"))
    elif found["dotted"]:
        first, second, year = map(int, re.split(r"[./]", found["dotted"]))
        day, month = (second, first) if second > 12 else (first, second)
        if first <= 12 and second <= 12 and first != second and "/" in found["dotted"]:
            return None
    else:
        month = _months()[(found["m1"] or found["m2"] or found["m3"]).lower().rstrip(".")]
        year = int(found["y1"] or found["y2"] or found["y3"])
        day = int(found["d1"] or found["d2"] or _LAST_DAY.get(month, 31))
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


@cache
def _pattern() -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, _months()), key=lambda word: (-len(word), word)))
    year, day = r"(?:19|20)\d\d", r"\d{1,2}"
    return re.compile(
        rf"(?<![\w.])(?:(?P<iso>{year}-\d\d-\d\d)|(?P<dotted>{day}([./]){day}\3{year})"
        rf"|(?P<d1>{day})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{month})\.?,?\s+(?P<y1>{year})"
        rf"|(?P<m2>{month})\.?\s+(?P<d2>{day})(?:st|nd|rd|th)?,?\s+(?P<y2>{year})"
        rf"|(?P<m3>{month})\.?,?\s+(?P<y3>{year}))(?!\w)",
        re.IGNORECASE,
    )


@cache
def _months() -> dict[str, int]:
    """Word → number of the month, 1..12."""
    order = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    return {word: order.index(short) + 1 for word, short in english().months.items()}
