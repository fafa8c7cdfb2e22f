"""Text and locale of a document to the currency that "$" means in it."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from msgspec import Struct

from auditor.commitments.amounts.lexicon import lexicon
from auditor.commitments.amounts.recurring import recurring
from auditor.rules_languages import split_words

DEFAULT = "USD"
_PLACE_WEIGHT = 3
_DEFAULT_WEIGHT = 2
_WORD = re.compile(r"[^\W_]+")


class _Places(Struct, frozen=True):
    """Expressions for a country's own names and for its other places; `begins` are their first words, `signs` "A$"."""

    begins: frozenset[str]
    signs: tuple[str, ...]
    country: re.Pattern[str]
    others: re.Pattern[str]

    def may_stand_in(self, text: str, words: frozenset[str]) -> bool:
        """Whether a text with these `words` may name the country: a look that spares most texts the expressions."""
        return not self.begins.isdisjoint(words) or any(sign in text for sign in self.signs)


def document_currency(text: str, locale: str | None = None) -> str:
    """The ISO code of the currency that "$" means in a document: that of the country whose places it names.

    Each place and spelled-out sign ("A$") counts once, the country's own name only where it stands twice: once, it
    may be a destination. `locale` ("en-AU", "fr_CA") counts as a place; without any, "£" or "€" decides, else USD.
    """
    region = re.split("[-_]", locale)[-1].upper() if locale else ""
    by_locale = lexicon().language.locales.get(region)
    weights = _weights(text)
    if by_locale in weights:
        weights[by_locale] += _PLACE_WEIGHT
    best = max(weights, key=lambda currency: (weights[currency], currency == by_locale, currency == DEFAULT))
    if by_locale and by_locale not in weights:
        return by_locale
    return best if weights[best] > _DEFAULT_WEIGHT else _by_sign(text)


def _weights(text: str) -> dict[str, int]:
    """What the lines of a text say together for each currency; no place is named across two of them."""
    countries: Counter[str] = Counter()
    others: dict[str, set[str]] = {currency: set() for currency in _places()}
    for line in text.split("\n"):
        for currency, named, places in _named_in(line):
            countries[currency] += named
            others[currency].update(places)
    return {
        currency: (_PLACE_WEIGHT if countries[currency] > 1 else countries[currency]) + _PLACE_WEIGHT * len(places)
        for currency, places in others.items()
    }


@recurring
def _named_in(line: str) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    """For each currency of which anything is named: how often its country is, and the other places."""
    words = frozenset(_WORD.findall(line))
    near = ((currency, one) for currency, one in _places().items() if one.may_stand_in(line, words))
    found = ((currency, len(one.country.findall(line)), tuple(one.others.findall(line))) for currency, one in near)
    return tuple(one for one in found if one[1] or one[2])


def _by_sign(text: str) -> str:
    if "$" in text:
        return DEFAULT
    return "GBP" if "£" in text else "EUR" if "€" in text else DEFAULT


@cache
def _places() -> dict[str, _Places]:
    """By currency: the country's own names (the first three of its list) and its other places."""
    listed = {currency: split_words(places) for currency, places in lexicon().language.dollars.items()}
    signs = lexicon().language.currency_symbols
    return {
        currency: _read(places[:3], [*places[3:], currency], split_words(signs[currency]))
        for currency, places in listed.items()
    }


def _read(names: list[str], others: list[str], signs: list[str]) -> _Places:
    begins = frozenset(found.group() for place in (*names, *others) if (found := _WORD.search(place)))
    return _Places(begins, tuple(signs), _any_of(names, []), _any_of(others, signs))


def _any_of(places: list[str], signs: list[str]) -> re.Pattern[str]:
    words = "|".join(map(re.escape, places))
    return re.compile("|".join([rf"(?<!\w)(?:{words})(?!\w)", *(rf"(?<!\w){re.escape(sign)}" for sign in signs)]))
