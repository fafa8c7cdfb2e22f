"""Bare numbers to amounts whose unit or currency stands elsewhere: "within 2 working days, a full answer within 10".

The unit is that of the last duration before it in the text, else of the heads ("Delivery time (business days)" over
a cell "3-5"). Whether the number counts something else ("5 items") is judged by the word behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from auditor.commitments.amounts.amount import Amount
from auditor.commitments.amounts.bounds import AFTER, BEFORE, Reading, with_bounds
from auditor.commitments.amounts.durations import NUMBER, RANGE
from auditor.commitments.amounts.language import split_words
from auditor.commitments.amounts.lexicon import lexicon
from auditor.commitments.amounts.tokens import Tokens
from auditor.commitments.amounts.units import unit_of
from auditor.model import Duration, Money, Unit

_BARE = re.compile(rf"{BEFORE}(?P<core>z{NUMBER}&{NUMBER}|{NUMBER}(?:{RANGE}{NUMBER})?)(?![-/]?[nw]){AFTER}")
_UNIT = re.compile(r"b{0,2}c?-?[uW]")
_FOLLOWED = frozenset("ulWs%$dPKjp:rqJ")
_LED_BY = frozenset("$#J-R%u")
_LARGEST = 400
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2100
_PLURAL = re.compile(r"[a-z]{3,}[^s'u]s")
_NOT_PLURAL = frozenset(("this", "thus", "plus", "otherwise", "unless", "across", "minus"))


def find_elided(tokens: Tokens, found: Sequence[Amount], unit: Unit | None, currency: str | None) -> Iterator[Amount]:
    """Every bare number outside the amounts already found (sorted), as a duration or, behind money, as money."""
    starts, models = [amount.start for amount in found], _models(found)
    for match in _BARE.finditer(tokens.classes):
        first, last = match.span("core")
        before = bisect_right(starts, tokens.starts[first]) - 1
        if (before >= 0 and found[before].end > tokens.starts[first]) or _is_other(tokens, first, last):
            continue
        model = models[before] if before >= 0 else None
        if isinstance(model, Money):
            yield from _money(tokens, match, model.currency)
        elif currency and model is None and unit is None:
            yield from _money(tokens, match, currency)
        else:
            reading = _reading(tokens, match, model.unit if model else unit)
            if reading is not None:
                yield with_bounds(tokens, match, reading)


def unit_in(tokens: Tokens) -> Unit | None:
    """The unit that a head names: "Delivery time (business days)" names business days."""
    match = _UNIT.search(tokens.classes)
    unit = unit_of(tokens, *match.span()) if match else None
    return unit.unit if unit and unit.times == unit.per else None


def currency_in(tokens: Tokens) -> str | None:
    """The currency sign, code or word that a head names ("dollar" for "$"), None where none."""
    for sort, payload in zip(tokens.classes, tokens.payloads, strict=True):
        if sort in "$d":
            return str(payload)
    return None


def _models(found: Sequence[Amount]) -> list[Duration | Money | None]:
    """For each amount, the value whose unit a bare number behind it shares: the last duration or price so far."""
    models: list[Duration | Money | None] = []
    model: Duration | Money | None = None
    for amount in found:
        value = amount.value
        if (isinstance(value, Money) and value.currency) or (isinstance(value, Duration) and _has_unit(amount, value)):
            model = value
        models.append(model)
    return models


def _has_unit(amount: Amount, value: Duration) -> bool:
    return not amount.relative and value.unit is not Unit.LIFETIME


def _is_other(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the number is known to count or name something else."""
    before = tokens.classes[first - 1] if first else ""
    after = tokens.classes[last : last + 1]
    if (before in _LED_BY and before) or (after in _FOLLOWED and after):
        return True
    if (before == "/" and tokens.glued(first)) or _is_list_mark(tokens, first, last):
        return True
    if first and tokens.keys[first - 1] in _counters():
        return True
    if after in ("?", "i") or (after and tokens.keys[last] in _measures()):
        return True
    if after == "x" and (_is_plural(tokens.keys[last]) or tokens.glued(last)):
        return True
    values = [tokens.payloads[index] for index in range(first, last) if tokens.classes[index] in "nw"]
    if any(_EARLIEST_YEAR <= value <= _LATEST_YEAR for value in values):
        return True
    return values == [1] and tokens.classes[first] == "w" and not _one_stands_alone(tokens, first)


def _is_list_mark(tokens: Tokens, first: int, last: int) -> bool:
    """As in "2) Framing", "4. Fixed in five more": the number of an item."""
    begins = first == 0 or tokens.classes[first - 1] in "(¶"
    return begins and tokens.classes[last : last + 1] in (")", ".") and last + 1 < len(tokens.classes)


def _one_stands_alone(tokens: Tokens, index: int) -> bool:
    """Whether "one" is a number, not a pronoun: behind a bound, or last in its clause and not "this one"."""
    before, after = tokens.classes[index - 1 : index], tokens.classes[index + 1 : index + 2]
    return before in ("U", "M", "I", "L", ">") or (after in ("", ".", ",", ";", ")") and before in ("x", "B", "i", ":"))


def _is_plural(word: str) -> bool:
    return bool(_PLURAL.fullmatch(word)) and word not in _NOT_PLURAL


@cache
def _counters() -> frozenset[str]:
    return frozenset(split_words(lexicon().language.counters))


@cache
def _measures() -> frozenset[str]:
    return frozenset(split_words(lexicon().language.measures))


def _reading(tokens: Tokens, match: re.Match[str], unit: Unit | None) -> Reading | None:
    if unit is None:
        return None
    first, last = match.span("core")
    values = [Fraction(tokens.payloads[index]) for index in range(first, last) if tokens.classes[index] in "nw"]
    if values[0] > values[-1] or values[-1] > _LARGEST or any(value.denominator != 1 for value in values):
        return None
    return Reading(values[0], values[-1], unit, first, last, elided=True)


def _money(tokens: Tokens, match: re.Match[str], currency: str | None) -> Iterator[Amount]:
    first, last = match.span("core")
    start, end = tokens.span(first, last)
    if last == first + 1:
        yield Amount(Money(tokens.payloads[first], currency), start, end, start, end, elided=True)
