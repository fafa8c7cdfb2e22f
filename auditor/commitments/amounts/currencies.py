"""Text and locale of a document to the currency that "$" means in it."""

from __future__ import annotations

import re
from functools import cache

from auditor.commitments.amounts.language import split_words
from auditor.commitments.amounts.lexicon import lexicon

DEFAULT = "USD"
_PLACE_WEIGHT = 3
_DEFAULT_WEIGHT = 2


def document_currency(text: str, locale: str | None = None) -> str:
    """The ISO code of the currency that "$" means in a document: that of the country whose places it names.

    Each place and spelled-out sign ("A$") counts once, the country's own name only where it stands twice: once, it
    may be a destination. `locale` ("en-AU", "fr_CA") counts as a place; without any, "£" or "€" decides, else USD.
    """
    region = re.split("[-_]", locale)[-1].upper() if locale else ""
    by_locale = lexicon().language.locales.get(region)
    weights = {currency: _weight(text, *patterns) for currency, patterns in _places().items()}
    if by_locale in weights:
        weights[by_locale] += _PLACE_WEIGHT
    best = max(weights, key=lambda currency: (weights[currency], currency == by_locale, currency == DEFAULT))
    if by_locale and by_locale not in weights:
        return by_locale
    return best if weights[best] > _DEFAULT_WEIGHT else _by_sign(text)


def _weight(text: str, country: re.Pattern[str], places: re.Pattern[str]) -> int:
    named = len(country.findall(text))
    return (_PLACE_WEIGHT if named > 1 else named) + _PLACE_WEIGHT * len(set(places.findall(text)))


def _by_sign(text: str) -> str:
    if "$" in text:
        return DEFAULT
    return "GBP" if "£" in text else "EUR" if "€" in text else DEFAULT


@cache
def _places() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """By currency: the country's own names (the first three of its list) and its other places."""
    listed = {currency: split_words(places) for currency, places in lexicon().language.dollars.items()}
    signs = lexicon().language.currency_symbols
    return {
        currency: (_any_of(places[:3], []), _any_of([*places[3:], currency], split_words(signs[currency])))
        for currency, places in listed.items()
    }


def _any_of(places: list[str], signs: list[str]) -> re.Pattern[str]:
    words = "|".join(map(re.escape, places))
    return re.compile("|".join([rf"(?<!\w)(?:{words})(?!\w)", *(rf"(?<!\w){re.escape(sign)}" for sign in signs)]))
