"""Tokens to amounts of money: "$4.99", "99 CZK", "fifteen dollars", "free"; each with its bound ("over $85").

"$" and "dollars" mean the currency of the document. Of a range ("$5-10") each end is an amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from auditor.commitments.amounts.amount import Amount
from auditor.commitments.amounts.bounds import side_of
from auditor.commitments.amounts.lexicon import lexicon
from auditor.commitments.amounts.tokens import Tokens
from auditor.commitments.amounts.units import tidy
from auditor.model import Money, Number

_BEFORE = r"(?P<bound>[ULMI>m])?[f]?"
_AFTER = r"(?P<after>[MI<+])?"
_MONEY = re.compile(
    rf"""{_BEFORE}(?:
        (?P<sign>\$-?[nw](?![nw]?%)(?:\$(?![nw]))?)
      | (?P<spoken>[nw]d&?[nw](?:p|(?![nwbcus%$d/~-])))
      | (?P<word>[nw]-?(?:d|\$(?!n)))
      | (?P<minor>[nw]p)
      | (?P<note>6)
      | (?P<rest>(?<=\$n)[-~]n(?![nwbcul%]))
      | (?P<quoted>ww(?![nwbcusl%$d/:P~-]))
    ){_AFTER}""",
    re.VERBOSE,
)
_MILLIONS = {"k": 1000, "m": 1_000_000}
_EURO_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_FEWEST_PENCE = 13
_CUE_WORDS_BACK = 3
_ABSORBED_WORDS_AHEAD = 6
_NO_FEE_WORDS_AHEAD = 3
_FEE_CLASSES = frozenset("xcfa")


def find_money(tokens: Tokens, dollar: str | None) -> Iterator[Amount]:
    """Every amount of money; `dollar` is the currency that "$" means, USD where None."""
    for match in _MONEY.finditer(tokens.classes):
        shape = next(name for name in _SHAPES if match[name])
        first, last = match.span(shape)
        first += shape == "rest"
        money = _SHAPES[shape](tokens, first, last, dollar)
        if money is not None:
            yield _amount(tokens, match, first, last, money)
    yield from _find_free(tokens)


def _amount(tokens: Tokens, match: re.Match[str], first: int, last: int, money: Money) -> Amount:
    scaled = bool(match["sign"]) and _is_scaled(tokens, last - 1)
    start, end = tokens.span(first if match["rest"] else match.start(), match.end() + scaled)
    core_start, core_end = tokens.span(first, last + scaled)
    return Amount(money, start, end, core_start, core_end, bound=side_of(tokens, match))


def currency_of(payload: str, dollar: str | None) -> str:
    """The ISO code of a sign or word; "dollar" is the document's own."""
    if payload != "dollar":
        return payload
    return dollar if dollar in lexicon().language.dollars else "USD"


def _sign(tokens: Tokens, first: int, last: int, dollar: str | None) -> Money | None:
    """As in "$5", "€5", "AU$5"; a code behind it says which dollars: "$5 AUD"."""
    named = tokens.classes[last - 1] == "$"
    currency = currency_of(tokens.payloads[last - 1 if named else first], dollar)
    return Money(_scaled(tokens, last - 1 - named, currency), currency)


def _scaled(tokens: Tokens, index: int, currency: str) -> Number:
    """The number at `index`, with "k" and "m" behind it and "2.500" as thousands where dots part them."""
    number: Number = tokens.payloads[index]
    if currency != "USD" and _EURO_THOUSANDS.fullmatch(tokens.keys[index]):
        return int(tokens.keys[index].replace(".", ""))
    return tidy(number * _MILLIONS[tokens.keys[index + 1]]) if _is_scaled(tokens, index) else number


def _is_scaled(tokens: Tokens, index: int) -> bool:
    letter = index + 1
    return letter < len(tokens.keys) and tokens.glued(letter) and tokens.keys[letter] in _MILLIONS


def _word(tokens: Tokens, first: int, last: int, dollar: str | None) -> Money | None:
    """As in "15 €", "fifteen dollars"; pounds in digits are weight where a document counts in dollars."""
    currency = tokens.payloads[last - 1]
    weighs = tokens.classes[first] == "n" and tokens.keys[last - 1].startswith("pound")
    if weighs and dollar in lexicon().language.dollars:
        return None
    return Money(_scaled(tokens, first, currency), currency_of(currency, dollar))


def _spoken(tokens: Tokens, first: int, last: int, dollar: str | None) -> Money | None:
    """As in "nine pounds seventy-six"."""
    whole = _word(tokens, first, first + 2, dollar)
    minor = next(tokens.payloads[index] for index in range(first + 2, last) if tokens.classes[index] in "nw")
    if whole is None or not isinstance(minor, int) or minor > 99:
        return None
    return Money(round(whole.amount + minor / 100, 2), whole.currency)


def _minor(tokens: Tokens, first: int, last: int, dollar: str | None) -> Money | None:
    """As in "50p", "99 cents"; "9p" is a clock time."""
    number, key = tokens.payloads[first], tokens.keys[last - 1]
    if len(key) == 1 and (number < _FEWEST_PENCE or not tokens.glued(last - 1)):
        return None
    return Money(round(number / 100, 4), currency_of(tokens.payloads[last - 1], dollar))


def _note(tokens: Tokens, first: int, last: int, dollar: str | None) -> Money | None:
    """As in "a fiver": a bank note of the document's currency."""
    return Money(tokens.payloads[first], dollar or "GBP")


def _rest(tokens: Tokens, first: int, last: int, dollar: str | None) -> Money | None:
    return Money(tokens.payloads[last - 1], currency_of(tokens.payloads[first - 3], dollar))


def _quoted(tokens: Tokens, first: int, last: int, dollar: str | None) -> Money | None:
    """A price as it is spoken, behind a word of money: "nine ninety-five" is 9.95, "one ninety-nine" is 199."""
    whole, part = tokens.payloads[first], tokens.payloads[first + 1]
    if not (0 < whole < 100 and 10 <= part < 100) or not _is_quoted(tokens, first, last):
        return None
    currency = currency_of("dollar", dollar)
    return Money(100 + part if whole == 1 else round(whole + part / 100, 2), currency)


def _is_quoted(tokens: Tokens, first: int, last: int) -> bool:
    """Whether two number words are a price: behind a word of money or a fee, or a sentence of their own."""
    cues = {key.removesuffix("'s") for key in tokens.keys[max(0, first - _CUE_WORDS_BACK) : first]}
    words = tokens.lexicon.cues
    alone = (not first or tokens.classes[first - 1] in ".:¶") and tokens.classes[last : last + 1] in ("", ".", ",", ";")
    return alone or any(not cues.isdisjoint(words[name]) for name in ("money_cues", "charge_words", "fee_words"))


def find_cell_price(tokens: Tokens, heads: Iterable[Tokens]) -> Iterator[Amount]:
    """The price that "none" alone is where a head names a fee."""
    length = len(tokens.classes)
    if length == 1 and tokens.is_cue(0, "free_cells"):
        fees = (head.is_cue(index, "charge_words") for head in heads for index in range(len(head.keys)))
        yield from (_free(tokens, 0, 1) for fee in fees if fee)


def _find_free(tokens: Tokens) -> Iterator[Amount]:
    for index, sort in enumerate(tokens.classes):
        if (sort == "0" and _is_price(tokens, index)) or (sort == "7" and _is_absorbed(tokens, index)):
            yield _free(tokens, index, index + 1)
        elif sort == "!" and tokens.is_cue(index, "no_fee"):
            yield from _no_fee(tokens, index)


def _is_absorbed(tokens: Tokens, index: int) -> bool:
    """Whether "we pay" is followed by what is paid: "we pay the freight both ways"."""
    return any(_is_fee(tokens, at) for at in range(index, index + _ABSORBED_WORDS_AHEAD))


def _is_fee(tokens: Tokens, index: int) -> bool:
    return tokens.is_cue(index, "charge_words") or tokens.is_cue(index, "fee_words")


def _free(tokens: Tokens, first: int, last: int) -> Amount:
    start, end = tokens.span(first, last)
    return Amount(Money(0, None), start, end, start, end)


def _is_price(tokens: Tokens, index: int) -> bool:
    """Whether a word for "free" is a price here: not in "on US orders", "free from defects" or "toll-free"."""
    if tokens.text[tokens.starts[index] : tokens.ends[index]] == "on US":
        return False
    if tokens.keys[index] != "free" or tokens.ends[index] - tokens.starts[index] > len("free"):
        return True
    before = index - 1
    hyphenated = index > 0 and tokens.classes[before] == "-" and tokens.glued(index)
    if hyphenated:
        return _is_fee(tokens, before - 1)
    following = (" ".join(tokens.keys[index + 1 : last]) for last in (index + 2, index + 3))
    if not tokens.lexicon.cues["not_free_after"].isdisjoint(following):
        return False
    return not tokens.is_cue(before, "not_free_before")


def _no_fee(tokens: Tokens, index: int) -> Iterator[Amount]:
    """As in "no restocking charge", "no pickup fee": a price of nothing."""
    charges = [
        last
        for last in range(index + 1, min(index + 1 + _NO_FEE_WORDS_AHEAD, len(tokens.keys)))
        if tokens.is_cue(last, "charge_words") and set(tokens.classes[index + 1 : last]) <= _FEE_CLASSES
    ]
    if charges:
        yield _free(tokens, index, charges[-1] + 1)


_SHAPES = {
    "sign": _sign, "spoken": _spoken, "word": _word, "minor": _minor, "note": _note, "rest": _rest, "quoted": _quoted,
}  # fmt: skip
