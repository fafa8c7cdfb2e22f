"""Tokens to amounts of money: "$4.99", "99 CZK", "fifteen dollars", "free"; each with its bound ("over $85").

"$" and "dollars" mean the currency of the document. Of a range ("$5-10") each end is an amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.commitments.amounts.amount import Amount
from auditor.commitments.amounts.bounds import side_of
from auditor.commitments.amounts.lexicon import lexicon
from auditor.commitments.amounts.language import split_words
from auditor.commitments.amounts.tokens import Tokens
from auditor.model import Money, Number

_BEFORE = r"(?P<bound>[ULMI>m])?[f]?"
_AFTER = r"(?P<after>[MI<+])?"
_MONEY = re.compile(
    rf"""{_BEFORE}(?:
        (?P<sign>\$-?[nw](?![nw]?%))
      | (?P<spoken>[nw]d&?[nw](?:p|(?![nwbcus%$d/~-])))
      | (?P<word>[nw]-?(?:d|\$(?!n)))
      | (?P<minor>[nw]p)
      | (?P<rest>(?<=\$n)[-~/]n(?![nwbcul%]))
      | (?P<quoted>[nw][nw](?![nwbcusl%$d/:P~-]))
    ){_AFTER}""",
    re.VERBOSE,
)
_FREE = re.compile(r"0")
_NO_FEE = re.compile(r"!x{0,2}")
_THOUSANDS = {"k": 1000, "m": 1_000_000}
_POUNDS = "GBP"
_FEWEST_PENCE = 13
_CUE_WORDS_BACK = 3
_FREE_WORDS_AHEAD = 3


def find_money(tokens: Tokens, dollar: str | None) -> Iterator[Amount]:
    """Every amount of money; `dollar` is the currency that "$" means, USD where None."""
    for match in _MONEY.finditer(tokens.classes):
        shape = next(name for name in _SHAPES if match[name])
        first, last = match.span(shape)
        money = _SHAPES[shape](tokens, first, last, dollar)
        if money is not None:
            yield _amount(tokens, match, first, last, money)
    yield from _find_free(tokens)


def _amount(tokens: Tokens, match: re.Match[str], first: int, last: int, money: Money) -> Amount:
    start, end = tokens.span(match.start(), match.end())
    core_start, core_end = tokens.span(first, last)
    return Amount(money, start, end, core_start, core_end, bound=side_of(tokens, match))


def currency_of(payload: str, dollar: str | None) -> str:
    """The ISO code of a sign or word; "dollar" is the document's own."""
    return (dollar if dollar and dollar.endswith("D") else "USD") if payload == "dollar" else payload
