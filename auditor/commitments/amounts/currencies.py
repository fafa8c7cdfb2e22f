"""Text and locale of a document to the currency that "$" means in it."""

from __future__ import annotations

import re
from functools import cache

from auditor.commitments.amounts.language import split_words
from auditor.commitments.amounts.lexicon import lexicon

DEFAULT = "USD"


def document_currency(text: str, locale: str | None = None) -> str:
    """The ISO code of the currency that "$" means in a document: that of the country it names most often.

    `locale` ("en-AU", "fr_CA") decides where the text names no country, and a tie. USD where nothing tells.
    """
    region = re.split("[-_]", locale)[-1].upper() if locale else ""
    by_locale = lexicon().language.locales.get(region)
    counts = {currency: len(pattern.findall(text)) for currency, pattern in _places().items()}
    if by_locale in counts:
        counts[by_locale] += 1
    best = max(counts, key=lambda currency: (counts[currency], currency == by_locale))
    return best if counts[best] else by_locale or DEFAULT


@cache
def _places() -> dict[str, re.Pattern[str]]:
    return {
        currency: re.compile("|".join(rf"(?<!\w){re.escape(place)}(?!\w)" for place in split_words(places)))
        for currency, places in lexicon().language.dollars.items()
    }
