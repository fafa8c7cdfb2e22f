"""A piece of text to every value in it: durations, money, percentages, times of day and schedules.

Recall comes first: whether a value is a promise is decided elsewhere. What is read is normalised exactly; what cannot
be is left out. Grammars run over token classes (tokens.py), so their cost grows linearly with the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from auditor.commitments.amounts.amount import Amount
from auditor.commitments.amounts.clocks import find_times
from auditor.commitments.amounts.currencies import document_currency
from auditor.commitments.amounts.durations import find_durations
from auditor.commitments.amounts.elisions import currency_in, find_elided, unit_in
from auditor.commitments.amounts.lexicon import WORDS, lexicon
from auditor.commitments.amounts.lifetimes import find_lifetimes
from auditor.commitments.amounts.money import currency_of, find_money
from auditor.commitments.amounts.openings import days_named
from auditor.commitments.amounts.percents import find_percents
from auditor.commitments.amounts.relatives import find_relatives
from auditor.commitments.amounts.schedules import find_schedules
from auditor.commitments.amounts.tokens import Tokens, read_tokens
from auditor.model import Unit

__all__ = ["Amount", "document_currency", "find_amounts"]

_SIGNS = re.compile(r"[0-9£$€₹₦₱¥₩₺₪₫฿₴₵½¼¾]")


def find_amounts(
    text: str, *, unit_hint: Unit | None = None, currency: str | None = None, heads: Sequence[str] = ()
) -> tuple[Amount, ...]:
    """Every value in `text`, sorted by place and without overlaps: of two readings the longer stays.

    `currency` is what "$" means (see `document_currency`). `unit_hint` and `heads` (table heads, a list's lead-in; the
    nearest first) lend a unit, a currency or days to numbers that stand without: "3-5" under "Business days".
    """
    if not _may_hold_values(text):
        return ()
    tokens = read_tokens(text, lexicon())
    head_tokens = [_head(head) for head in heads]
    days = next((named for named in map(days_named, head_tokens) if named), frozenset())
    found = _longest(_readings(tokens, days, currency))
    unit = unit_hint or next((unit for unit in map(unit_in, head_tokens) if unit), None)
    sign = next((named for named in map(currency_in, head_tokens) if named), None)
    elided = find_elided(tokens, found, unit, currency_of(sign, currency) if sign else None)
    return tuple(sorted([*found, *_longest(elided)], key=_place))


def _readings(tokens: Tokens, days: frozenset[str], currency: str | None) -> Iterator[Amount]:
    """Every reading of every kind; a kind is tried where a token stands that it cannot do without."""
    classes = set(tokens.classes)
    if not classes.isdisjoint("nwkNH@"):
        yield from find_schedules(tokens, days)
    if not classes.isdisjoint("PkNKHyv~UAlx"):
        yield from find_times(tokens)
    if not classes.isdisjoint("$dpw07!"):
        yield from find_money(tokens, currency)
    if not classes.isdisjoint("%iOmjrqh5"):
        yield from find_percents(tokens)
    if not classes.isdisjoint("ulsW"):
        yield from find_durations(tokens)
    if not classes.isdisjoint("ueWVE"):
        yield from find_relatives(tokens)
    if "8" in classes:
        yield from find_lifetimes(tokens)


def _may_hold_values(text: str) -> bool:
    return bool(_SIGNS.search(text)) or not lexicon().triggers.isdisjoint(WORDS.findall(text.lower()))


@lru_cache(maxsize=1024)
def _head(head: str) -> Tokens:
    return read_tokens(head, lexicon())


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
