"""Bare numbers to amounts whose unit or currency stands elsewhere: "within 2 working days, a full answer within 10".

The unit is that of the last duration before it in the text, else of the heads ("Delivery time (business days)" over
a cell "3-5"). Whether the number counts something else ("5 items") is judged by the word behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction

from auditor.commitments.amounts.amount import Amount
from auditor.commitments.amounts.bounds import AFTER, BEFORE, Reading, with_bounds
from auditor.commitments.amounts.durations import NUMBER, RANGE
from auditor.commitments.amounts.lexicon import UnitValue
from auditor.commitments.amounts.tokens import Tokens
from auditor.commitments.amounts.units import unit_of
from auditor.model import Duration, Money, Unit

_BARE = re.compile(rf"{BEFORE}(?P<core>z{NUMBER}&{NUMBER}|{NUMBER}(?:{RANGE}{NUMBER})?)(?![-/]?[nw]){AFTER}")
_UNIT = re.compile(r"b{0,2}c?-?[uW]")
_NAME = re.compile(r"\(?(?:b{0,2}c?-?[uW]|[$d%])\)?")
_UNCOUNTED = re.compile(r"(?<![nwabc-])(?<![nw]-)(?<![nwa]c)(?:b{0,2}c?-?)[uW]")
_LETTER = re.compile(r"(?<=\()l(?=\))")
_FOLLOWED = frozenset("ulWs%$dPKjp:rqJ")
_LED_BY = frozenset("$#J-R%u")
_SIDES = ("U", "L", "M", "I", ">")
_LARGEST = 400
_LABEL_WORDS = 9
_MODELS_BACK = 8
_HOURS = (Unit.HOUR, Unit.BUSINESS_HOUR)
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2100
_SENTENCE_ENDS = re.compile(r"[.¶]")
_PLURAL = re.compile(r"[a-z]{3,}[^s'u]s")


def find_elided(
    tokens: Tokens,
    found: Sequence[Amount],
    unit: Unit | None,
    currency: str | None,
    lent: Duration | Money | None = None,
) -> Iterator[Amount]:
    """Every bare number outside the amounts already found (sorted), as a duration or, behind money, as money.

    `unit` and `currency` are those that a head names; `lent` is a value whose unit a number at the end of the text
    shares where there is no nearer one.
    """
    starts, models = [amount.start for amount in found], _models(found)
    for match in _BARE.finditer(tokens.classes):
        first, last = match.span("core")
        before = bisect_right(starts, tokens.starts[first]) - 1
        if (before >= 0 and found[before].end > tokens.starts[first]) or _is_other(tokens, first, last):
            continue
        if match["after"] == "+" and before >= 0:  # as in "18+ only"
            continue
        model = _nearer(
            tokens, found[max(0, before) : before + 1], match, _model(models, before, last > first + 1), unit
        )
        if model is None and unit is None:
            model = lent if not currency and _ends_item(tokens, match) else None
        if isinstance(model, Money):
            yield from _money(tokens, match, model.currency)
        elif currency and model is None and unit is None:
            yield from _money(tokens, match, currency)
        else:
            own = None if model else _unit_before(tokens, first)
            reading = _reading(tokens, match, model.unit if model else own or unit)
            if reading is not None:
                yield with_bounds(tokens, match, reading)


def _model(models: Sequence[Duration | Money | None], before: int, is_range: bool) -> Duration | Money | None:
    """The value whose unit the number shares; a range is no price, so that prices between do not matter to it."""
    model = models[before] if before >= 0 else None
    if not is_range or not isinstance(model, Money):
        return model
    return next(
        (one for one in reversed(models[max(0, before - _MODELS_BACK) : before]) if not isinstance(one, Money)), None
    )


def _nearer(
    tokens: Tokens, found: Sequence[Amount], match: re.Match[str], model: Duration | Money | None, unit: Unit | None
) -> Duration | Money | None:
    """`model`, or the business days of a day just named where these are nearer or all that there is."""
    if not found:
        return None
    before = found[-1]
    if model or unit:
        last = bisect_right(tokens.starts, before.end - 1)
        if not before.relative or _SENTENCE_ENDS.search(tokens.classes, last, match.start("core")):
            return model
    return _next_day(tokens, before, match) or model


def _next_day(tokens: Tokens, before: Amount, match: re.Match[str]) -> Duration | None:
    """Business days, where the amount before counts them by name and the number is a bound, a range or what it takes.

    As in "by the next working day, a slow line inside three".
    """
    first, last = match.span("core")
    takes = tokens.is_cue(first - 1, "takes") or tokens.classes[first - 1 : first] == "i"
    value = before.value if match["bound"] in _SIDES or takes or last > first + 1 else None
    return value if isinstance(value, Duration) and value.unit is Unit.BUSINESS_DAY else None


def _ends_item(tokens: Tokens, match: re.Match[str]) -> bool:
    """Whether a label and the number are all of the text: "Canada: 7-10"."""
    first = match.start()
    led = tokens.classes[first - 1] in ":-(?¶xi" if first else True
    behind = tokens.classes[match.end() :].rstrip(".;)")
    labelled = first > 0 and tokens.classes[first - 1] in ":-" and behind[:1] in (",", "(", "$", ";")
    return led and (not behind or behind == "c" or labelled)


def _unit_before(tokens: Tokens, first: int) -> Unit | None:
    """The unit that a label before the number names: "Delivery (business days): 5-7"."""
    if tokens.classes[first - 1 : first] != ":":
        return None
    label = tokens.classes[max(0, first - _LABEL_WORDS) : first]
    begin = first - len(label) + max(label.rfind("."), label.rfind(";"), label.rfind("¶")) + 1
    matches = list(_UNIT.finditer(tokens.classes, begin, first - 1))
    unit = unit_of(tokens, *matches[-1].span()) if matches else None
    bracketed = tokens.classes[first - 2] == ")"
    return unit.unit if unit and (bracketed or unit.unit not in _HOURS) else None


def unit_lent_by(amounts: Sequence[Amount]) -> Duration | Money | None:
    """The unit or currency that a bare number behind the amounts shares, as a value without numbers."""
    match (_models(amounts) or [None])[-1]:
        case Duration(unit=unit):
            return Duration(None, None, unit)
        case Money(currency=currency):
            return Money(0, currency)
        case _:
            return None


def unit_in(tokens: Tokens, counted: bool = False) -> Unit | None:
    """The unit that a head names: that of "Delivery time (business days)"; `counted` also that of "Within 30 days"."""
    letter = _LETTER.search(tokens.classes)
    if letter and tokens.keys[letter.start()] in ("h", "d", "s"):
        named: UnitValue = tokens.payloads[letter.start()]
        return named.unit if named.times == named.per else None
    match = (_UNIT if counted else _UNCOUNTED).search(tokens.classes)
    unit = unit_of(tokens, *match.span()) if match else None
    return unit.unit if unit and unit.times == unit.per else None


def is_unit(tokens: Tokens) -> bool:
    """Whether the tokens are the name of a unit, a currency or a percent sign, and nothing else."""
    return bool(_NAME.fullmatch(tokens.classes))


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
    if tokens.is_cue(first - 1, "counters"):
        return True
    if (
        after == "?"
        or (after == "i" and not _is_range_in_place(tokens, first, last))
        or tokens.is_cue(last, "measures")
    ):
        return True
    if last < len(tokens.keys) and tokens.keys[last][0].isalpha() and tokens.glued(last):
        return True
    if after == "x" and _is_plural(tokens, last):
        return True
    values = [tokens.payloads[index] for index in range(first, last) if tokens.classes[index] in "nw"]
    if any(_EARLIEST_YEAR <= value <= _LATEST_YEAR for value in values):
        return True
    return values == [1] and tokens.classes[first] == "w" and not _one_stands_alone(tokens, first)


def _is_range_in_place(tokens: Tokens, first: int, last: int) -> bool:
    """As in "3-5 in the north", "or five in the holidays", not "9 in 10"."""
    ranged = last > first + 1 or (tokens.classes[first - 1 : first] in ("o", "(") and not _counts(tokens, last))
    return ranged and tokens.keys[last] in tokens.lexicon.cues["inside"]


def _counts(tokens: Tokens, index: int) -> bool:
    """Whether what stands behind "in" is no time or place: "one in stock", "two in 10"."""
    at = index + 1
    return (
        tokens.classes[at : at + 1] != "t" and not tokens.text[tokens.starts[min(at, len(tokens.starts) - 1)]].isupper()
    )


def _is_list_mark(tokens: Tokens, first: int, last: int) -> bool:
    """As in "2) Framing", "4. Fixed in five more": the number of an item."""
    begins = first == 0 or tokens.classes[first - 1] in "(¶"
    return begins and tokens.classes[last : last + 1] in (")", ".") and last + 1 < len(tokens.classes)


def _one_stands_alone(tokens: Tokens, index: int) -> bool:
    """Whether "one" is a number, not a pronoun: behind a bound, or last in its clause and not "this one"."""
    before, after = tokens.classes[index - 1 : index], tokens.classes[index + 1 : index + 2]
    return before in ("U", "M", "I", "L", ">") or (after in ("", ".", ",", ";", ")") and before in ("x", "B", "i", ":"))


def _is_plural(tokens: Tokens, index: int) -> bool:
    return bool(_PLURAL.fullmatch(tokens.keys[index])) and not tokens.is_cue(index, "not_plural")


def _reading(tokens: Tokens, match: re.Match[str], unit: Unit | None) -> Reading | None:
    if unit is None:
        return None
    first, last = match.span("core")
    values = [Fraction(tokens.payloads[index]) for index in range(first, last) if tokens.classes[index] in "nw"]
    if tokens.classes[first] == "z":
        values.sort()
    if any("." in key for key in tokens.keys[first:last]):  # as in "4.2": a section, a version
        return None
    fractions = len(values) > 1 or values[0] != Fraction(1, 2)
    if values[0] > values[-1] or values[-1] > _LARGEST or (fractions and any(one.denominator != 1 for one in values)):
        return None
    return Reading(values[0], values[-1], unit, first, last, elided=True)


def _money(tokens: Tokens, match: re.Match[str], currency: str | None) -> Iterator[Amount]:
    first, last = match.span("core")
    start, end = tokens.span(first, last)
    if last == first + 1:
        yield Amount(Money(tokens.payloads[first], currency), start, end, start, end, elided=True)
