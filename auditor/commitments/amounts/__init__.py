"""A piece of text to every value in it: durations, money, percentages, times of day and schedules.

Recall comes first: whether a value is a promise is decided elsewhere. What is read is normalised exactly; what cannot
be is left out. Grammars run over token classes (tokens.py), so their cost grows linearly with the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct, structs

from auditor.commitments.amounts.amount import Amount
from auditor.commitments.amounts.clocks import find_cell_time, find_times
from auditor.commitments.amounts.currencies import document_currency
from auditor.commitments.amounts.durations import find_durations
from auditor.commitments.amounts.elisions import currency_in, find_elided, is_unit, unit_in, unit_lent_by
from auditor.commitments.amounts.invisible import without_invisible
from auditor.commitments.amounts.lexicon import DEFAULT_LANGUAGE, WORDS, lexicon
from auditor.commitments.amounts.lifetimes import find_lifetimes
from auditor.commitments.amounts.money import currency_of, find_cell_price, find_money
from auditor.commitments.amounts.openings import days_named
from auditor.commitments.amounts.percents import find_cell_percent, find_percents
from auditor.commitments.amounts.recurring import recurring
from auditor.commitments.amounts.relatives import find_relatives
from auditor.commitments.amounts.schedules import find_schedules
from auditor.commitments.amounts.tokens import Tokens, read_tokens
from auditor.model import Duration, Money, Unit

__all__ = ["Amount", "document_currency", "ends_bare", "find_amounts", "may_hold_values", "names_unit", "unit_lent_by"]

_CURRENCIES = "£$€₹₦₱¥₩₺₪₫฿₴₵"
_SIGNS = re.compile(rf"[0-9{_CURRENCIES}½¼¾]")
_LABEL = re.compile("[:‐‑‒–—―−→-]")
_LAST_WORD = re.compile(r"([^\W_]+)[^\w%]*$")
_LONG_UNITS = (Unit.DAY, Unit.BUSINESS_DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR)
_DIGIT = re.compile(r"\d")
_NUMBERS = frozenset("1234w")
_LONGEST_WORD = 40
_LONGEST_HEAD = 300
_LONGEST_PIECE = 50_000


class _Head(Struct, frozen=True):
    """A head with what it lends to numbers below: days, a unit, the unit of its value ("Within 30 days"), a sign."""

    tokens: Tokens
    days: frozenset[str]
    unit: Unit | None
    counted: Unit | None
    currency: str | None


def find_amounts(
    text: str,
    *,
    unit_hint: Unit | None = None,
    currency: str | None = None,
    heads: Sequence[str] = (),
    lent: Duration | Money | None = None,
    language: str = DEFAULT_LANGUAGE,
) -> tuple[Amount, ...]:
    """Every value in `text`, sorted by place and without overlaps: of two readings the longer stays.

    `currency` is what "$" means (see `document_currency`). `unit_hint` and `heads` (table heads, a list's lead-in; the
    nearest first) lend a unit, a currency or days to numbers that stand without: "3-5" under "Business days". So does
    `lent`, what the item before in the same list or column lends (`unit_lent_by`), to a label and a number.
    `language` is that of a file in rules/languages/; RuleError where there is none.
    """
    words = lexicon(language)
    visible = without_invisible(text)
    shown = visible[0] if visible else text
    if not may_hold_values(shown, language):
        return ()
    found: list[Amount] = []
    for start, piece in _pieces(shown):
        amounts = _amounts(read_tokens(piece, words), unit_hint, currency, heads, lent)
        places = visible[1][start:] if visible else range(start, len(shown)) if start else None
        found += amounts if places is None else [_placed(amount, places) for amount in amounts]
    return tuple(found)


@recurring
def may_hold_values(text: str, language: str = DEFAULT_LANGUAGE) -> bool:
    """Whether a text has a digit, a currency sign or a word without which none of its values can be."""
    return bool(_SIGNS.search(text)) or not lexicon(language).triggers.isdisjoint(WORDS.findall(text.lower()))


@recurring
def ends_bare(text: str, language: str = DEFAULT_LANGUAGE) -> bool:
    """Whether the last word of a text is a number, so that it may lack a unit: "Canada: 7-10", "Lenses: thirty.".

    A price does not, unless a label stands before another number: "Canada: 7 $12".
    """
    last = _LAST_WORD.search(text[-_LONGEST_WORD:])
    if last and last.start() and text[-_LONGEST_WORD:][last.start() - 1] in _CURRENCIES and not _LABEL.search(text):
        return False
    word = last[1].lower() if last else ""
    return word.isdecimal() or lexicon(language).words.get(word, " ")[0] in _NUMBERS


@recurring
def names_unit(text: str, language: str = DEFAULT_LANGUAGE) -> bool:
    """Whether a text is nothing but a unit, a currency or "%"."""
    return not _DIGIT.search(text) and is_unit(read_tokens(text, lexicon(language)))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text, a very long one in pieces that end where a sentence or a word does, so that memory stays bounded."""
    start = 0
    while len(text) - start > _LONGEST_PIECE:
        limit = start + _LONGEST_PIECE
        ends = (text.rfind(end, start + _LONGEST_PIECE // 2, limit) for end in ("\n", ". ", " "))
        end = next((end + 1 for end in ends if end > 0), limit)
        yield start, text[start:end]
        start = end
    yield start, text[start:] if start else text


def _amounts(
    tokens: Tokens,
    unit_hint: Unit | None,
    currency: str | None,
    heads: Sequence[str],
    lent: Duration | Money | None,
) -> tuple[Amount, ...]:
    read = [_head(head, tokens.lexicon.name) for head in heads]
    days = _days(read)
    found = _longest(_readings(tokens, days, currency)) or _in_cell(tokens, [head.tokens for head in read])
    unit = unit_hint or next((head.unit for head in read if head.unit), None)
    if unit is None and lent is None:
        unit = next((head.counted for head in read if head.counted), None)
    sign = next((head.currency for head in read if head.currency), None)
    elided = find_elided(tokens, found, unit, currency_of(sign, currency) if sign else None, lent)
    return tuple(sorted([*found, *_longest(elided)], key=_place))


def _days(heads: Sequence[_Head]) -> frozenset[str]:
    """The days that the heads lend to opening times; none where a nearer head says that numbers count days."""
    for head in heads:
        if head.days or head.unit in _LONG_UNITS:
            return head.days
    return frozenset()


def _placed(amount: Amount, places: Sequence[int]) -> Amount:
    """The amount with its places in the text from which invisible characters were left out."""
    start, core_start = places[amount.start], places[amount.core_start]
    end, core_end = places[amount.end - 1] + 1, places[amount.core_end - 1] + 1
    return structs.replace(amount, start=start, end=end, core_start=core_start, core_end=core_end)


def _readings(tokens: Tokens, days: frozenset[str], currency: str | None) -> Iterator[Amount]:
    """Every reading of every kind; a kind is tried where a token stands that it cannot do without."""
    classes = set(tokens.classes)
    if not classes.isdisjoint("nwkNH@"):
        yield from find_schedules(tokens, days)
    if not classes.isdisjoint("PkNKHyv~UAlx"):
        yield from find_times(tokens)
    if not classes.isdisjoint("$dpw067!"):
        yield from find_money(tokens, currency)
    if not classes.isdisjoint("%iOmjrqh5"):
        yield from find_percents(tokens)
    if not classes.isdisjoint("ulsW"):
        yield from find_durations(tokens)
    if not classes.isdisjoint("ueWVE"):
        yield from find_relatives(tokens)
    if "8" in classes:
        yield from find_lifetimes(tokens)


def _in_cell(tokens: Tokens, heads: Sequence[Tokens]) -> list[Amount]:
    """The value of a text that says it with the help of its heads alone."""
    return [*find_cell_time(tokens, heads), *find_cell_price(tokens, heads), *find_cell_percent(tokens, heads)][:1]


@lru_cache(maxsize=1024)
def _head(head: str, language: str) -> _Head:
    tokens = read_tokens(head[:_LONGEST_HEAD], lexicon(language))
    return _Head(tokens, days_named(tokens), unit_in(tokens), unit_in(tokens, counted=True), currency_in(tokens))


def _place(amount: Amount) -> tuple[int, int]:
    return amount.start, amount.end


def _longest(amounts: Iterable[Amount]) -> list[Amount]:
    """The amounts without those that overlap a longer one (or, equally long, an earlier one), in order of place."""
    ordered = sorted(amounts, key=lambda amount: (amount.start - amount.end, amount.start))
    if len(ordered) < 2:
        return ordered
    kept: list[Amount] = []
    taken: set[int] = set()
    for amount in ordered:
        span = range(amount.start, amount.end)
        if taken.isdisjoint(span):
            kept.append(amount)
            taken.update(span)
    return sorted(kept, key=_place)
