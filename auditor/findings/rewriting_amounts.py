"""Money and shares where they are written to others written in the same manner."""

from __future__ import annotations

import re
from functools import cache

from auditor.model import Money, Number, Percent
from auditor.rules_languages import english, split_words
from auditor.wording import number

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MINOR = 100


@cache
def money_pattern() -> re.Pattern[str]:
    """An expression for an amount: `sign` and `amount`, or `figure` with a `word` ("dollars", "EUR") or `minor` (p)."""
    words = english()
    signs = [sign for listed in words.currency_symbols.values() for sign in split_words(listed)]
    codes = split_words(words.currency_codes)
    names = [name for listed in words.currency_words.values() for name in split_words(listed)]
    return re.compile(
        rf"(?<![\w.,])(?P<sign>(?:{_any_of([*signs, *codes, '$'])})\s?)(?P<amount>{_DIGITS})(?![\d])"
        rf"|(?<![\w.,$£€])(?P<figure>{_DIGITS})(?P<gap>\s?)(?:(?P<word>{_any_of([*names, *codes, *signs])})"
        rf"|(?P<minor>{_any_of(list(words.minor_words))}))(?!\w)"
    )


@cache
def percent_pattern() -> re.Pattern[str]:
    """An expression for a share in `figure`s, with the sign or word that follows."""
    signs = _any_of(split_words(english().percent))
    return re.compile(rf"(?<![\w.,])(?P<figure>\d+(?:\.\d+)?)(?P<sign>\s?(?:{signs}))")


def rewritten_money(place: re.Match[str], value: Money, model: Money, quote: str) -> str | None:
    """The amount of `model` with the sign, the word and the decimals of `place`.

    None where one is free or in another currency: what stands around an amount says that it is to be paid, and in what.
    """
    if not value.amount or not model.amount or value.currency != model.currency:
        return None
    if place["minor"]:
        return f"{number(_whole(model.amount * _MINOR))}{place['gap']}{place['minor']}" if model.amount < 1 else None
    if place["sign"]:
        return f"{place['sign']}{_amount(model.amount, place['amount'])}"
    return f"{_amount(model.amount, place['figure'])}{place['gap']}{place['word']}"


def rewritten_percent(place: re.Match[str], value: Percent, model: Percent, quote: str) -> str | None:
    """The share of `model` with the sign or word of `place`."""
    return f"{number(model.value)}{place['sign']}"


def _amount(amount: Number, like: str) -> str:
    """Two decimals where there are cents, or where the original writes them; thousands as the original writes them."""
    text = f"{amount:,.2f}"
    if "." not in like:
        text = text.removesuffix(".00")
    return text.replace(",", "") if "," not in like and len(like.split(".")[0]) > len("999") else text


def _whole(value: Number) -> Number:
    return round(value) if abs(value - round(value)) < 1e-9 else value


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
