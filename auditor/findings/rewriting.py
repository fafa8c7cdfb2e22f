"""A sentence and a value to the sentence with that value in it, in the manner of the sentence.

Only the company's own words are put together: the sentence is the outlier's, the value that of its own majority.
Numbers stay in words, amounts in their format, times in their clock, working days stay working days. Where the value
does not stand in the quote as one value that can be exchanged in place, there is no rewriting.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from auditor.findings.number_words import article_before
from auditor.findings.rewriting_amounts import money_pattern, percent_pattern, rewritten_money, rewritten_percent
from auditor.findings.rewriting_durations import duration_pattern, rewritten_duration
from auditor.findings.rewriting_times import rewritten_time, time_pattern
from auditor.model import ClockTime, Duration, Evidence, Money, Origin, Percent, Quantity

Writer = Callable[[re.Match[str], Any, Any, str], str | None]

_ARTICLE = re.compile(r"\b(an?)(\s+)$", re.IGNORECASE)


def rewritten(outlier: Evidence, model: Evidence) -> str | None:
    """The outlier's sentence with the value of `model`; None where the value cannot be exchanged in place."""
    value, wanted = outlier.value, model.value
    if value is None or type(value) is not type(wanted) or outlier.origin is Origin.STRUCTURED_DATA:
        return None
    quoted = _only_place(outlier.quote, outlier.sentence)
    found = _writer(type(value))
    if quoted is None or found is None:
        return None
    pattern, write = found
    places = [place for place in pattern.finditer(outlier.sentence) if _touches(place, quoted)]
    written = write(places[0], value, wanted, model.quote) if len(places) == 1 else None
    if written is None:
        return None
    sentence, (start, end) = outlier.sentence, places[0].span()
    changed = _with_article(sentence[:start], written) + written + sentence[end:]
    return None if changed == sentence else changed


@cache
def _writer(kind: type[Quantity]) -> tuple[re.Pattern[str], Writer] | None:
    writers: dict[type[Quantity], tuple[Callable[[], re.Pattern[str]], Writer]] = {
        Duration: (duration_pattern, rewritten_duration),
        Money: (money_pattern, rewritten_money),
        Percent: (percent_pattern, rewritten_percent),
        ClockTime: (time_pattern, rewritten_time),
    }
    if kind not in writers:
        return None
    pattern, write = writers[kind]
    return pattern(), write


def _only_place(quote: str, sentence: str) -> tuple[int, int] | None:
    """Where the quote stands in the sentence; None where it stands nowhere or twice."""
    at = sentence.find(quote) if quote else -1
    return None if at < 0 or sentence.find(quote, at + 1) >= 0 else (at, at + len(quote))


def _touches(place: re.Match[str], quoted: tuple[int, int]) -> bool:
    return place.start() < quoted[1] and quoted[0] < place.end()


def _with_article(before: str, written: str) -> str:
    """The text before the value, its article fitting the new number: "an 8-day trial", "a 10-day trial"."""
    article = _ARTICLE.search(before)
    if article is None or not written[0].isalnum():
        return before
    fitting = article_before(written)
    return before[: article.start()] + (fitting.capitalize() if article[1][0].isupper() else fitting) + article[2]
