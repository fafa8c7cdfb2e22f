"""A duration where it is written to another duration written in the same manner."""

from __future__ import annotations

import re
from functools import cache

from auditor.findings.number_words import number_pattern, read_number, write_number
from auditor.model import Duration, Unit
from auditor.rules_languages import Writing, english, split_words
from auditor.wording import units

_DASHES = "[–—‑-]"
_BUSINESS = {Unit.DAY: Unit.BUSINESS_DAY, Unit.HOUR: Unit.BUSINESS_HOUR}


@cache
def duration_pattern() -> re.Pattern[str]:
    """An expression for a duration with the words that bound it.

    Groups: `bound`, `between`, `first`, `digits` (the number again in brackets), `middle` (a unit that stands twice),
    `joiner`, `second`, `brackets` (as `digits`), `gap`, `kind` ("working"), `unit`, `behind` (a bound that follows).
    """
    words = english()
    number = number_pattern()
    joiners = _any_of(words.ranges, words.or_, words.and_)
    kinds = _any_of(words.business_words, words.neutral_words)
    behind = _any_of(words.bounds.upper_after, words.bounds.lower_after)
    return re.compile(
        rf"(?:(?<!\w)(?P<bound>{_bounds()})\s*)?(?:\b(?P<between>{_any_of(words.between)})\s+)?"
        rf"(?<![\w.,$£€/])(?P<first>{number})(?P<digits>\s*\(\d+\))?"
        rf"(?:(?P<middle>[\s-]*(?:(?:{kinds})[\s-]+)*{_units()})?(?P<joiner>\s*(?:{_DASHES}|/|\b(?:{joiners})\b)\s*)"
        rf"(?P<second>{number})(?P<brackets>\s*\(\d+\))?)?"
        rf"(?P<gap>[\s-]*)(?P<kind>(?:(?:{kinds})[\s-]+)*)(?P<unit>{_units()})(?!\w)"
        rf"(?P<behind>\s*(?:{behind})(?!\w))?",
        re.IGNORECASE,
    )


def rewritten_duration(place: re.Match[str], value: Duration, model: Duration, quote: str) -> str | None:
    """The duration of `model` in the manner of `place`; `quote` is how the model writes it, for another unit."""
    if Unit.LIFETIME in (value.unit, model.unit) or model.high is None or not _is_read(place, value):
        return None
    if _behind_misleads(place, model):
        return None
    tail = _tail(place, value, model, quote)
    if tail is None:
        return None
    written = f"{_bound(place, model)}{_numbers(place, model)}{tail}{place['behind'] or ''}"
    return written[0].upper() + written[1:] if place.group()[0].isupper() else written


def _is_read(place: re.Match[str], value: Duration) -> bool:
    """Whether the numbers of the place are those of the value: "half an hour" is not the one hour it seems to hold."""
    if _unit_of(place["kind"], place["unit"]) is None:
        return False
    read = {float(read_number(place[name])) for name in ("first", "second") if place[name]}
    return read == {float(end) for end in (value.low, value.high) if end is not None}


def _behind_misleads(place: re.Match[str], model: Duration) -> bool:
    """Whether the bound behind says what is not so: "14 days or more" for a model that is no lower bound."""
    if not place["behind"]:
        return False
    return place["behind"].strip().lower() not in split_words(english().bounds.upper_after) or model.low is not None


def _tail(place: re.Match[str], value: Duration, model: Duration, quote: str) -> str | None:
    """The unit with what stands before it; None for business days that would have to be one word with a number."""
    assert model.high is not None
    attributive = _is_attributive(place, value)
    if _unit_of(place["kind"], place["unit"]) is model.unit:
        unit = place["unit"] if attributive else _agreeing(place["unit"], plural=model.high != 1)
        return f"{place['gap']}{place['kind']}{unit}"
    if attributive:
        return None if model.unit in _BUSINESS.values() else f"{place['gap']}{model.unit.value}"
    return f" {_words_of(model, quote)}"


def _is_attributive(place: re.Match[str], value: Duration) -> bool:
    """Whether the duration stands before a noun and takes no plural: "100-night trial", "two (2) year warranty"."""
    singular = _agreeing(place["unit"], plural=True) != place["unit"]
    return place["gap"] == "-" or (singular and value.high not in (None, 1))


def _numbers(place: re.Match[str], model: Duration) -> str:
    """The ends of the model joined as the place joins its own; one number where there is one end."""
    assert model.high is not None
    high = write_number(model.high, like=place["second"] or place["first"].lower())
    again = place["digits"] or place["brackets"]
    high_again = f" ({model.high:g})" if again else ""
    if model.low is None or model.low == model.high:
        return f"{high}{high_again}"
    low = write_number(model.low, like=place["first"])
    if low[0].isalpha() != high[0].isalpha():
        low, high = f"{model.low:g}", f"{model.high:g}"
    low_again = f" ({model.low:g})" if again else ""
    between = f"{place['between']} " if place["between"] else ""
    return f"{between}{low}{low_again}{_joiner(place, low)}{high}{high_again}"


def _joiner(place: re.Match[str], low: str) -> str:
    """What stands between the ends: the place's own, unless it has none, or one that only fits its own numbers."""
    words = english()
    own = place["joiner"]
    only_its_own = ("/", *split_words(words.or_), *split_words(words.and_))
    if own is not None and (place["between"] or own.strip().lower() not in only_its_own):
        return str(own)
    if low[0].isalpha():
        return f" {_writing().to} "
    return "-" if place["gap"] == "-" else "–"


def _bound(place: re.Match[str], model: Duration) -> str:
    """The words in front that still hold: an upper bound before one number, "up to" where the model is a limit."""
    said = place["bound"]
    bounds = english().bounds
    folded = " ".join((said or "").lower().split())
    is_range = model.low is not None and model.low != model.high
    if folded in split_words(_writing().fits_ranges):
        return f"{said} "
    if folded in (*split_words(bounds.upper), *split_words(bounds.either_upper)) and not is_range:
        return f"{said} "
    is_limit = model.low is None and place["gap"] != "-"
    return f"{_writing().limit} " if is_limit and (said or place["second"]) else ""


def _agreeing(unit: str, *, plural: bool) -> str:
    """The unit in the number asked for, where its singular and its plural are both words of the language."""
    single = unit.removesuffix("s")
    if {single.lower(), f"{single}s".lower()} <= _unit_words().keys():
        return f"{single}s" if plural else single
    return unit


def _words_of(model: Duration, quote: str) -> str:
    """The unit as the model's own quote writes it, else in plain words, agreeing with the upper end."""
    assert model.high is not None
    for written in duration_pattern().finditer(quote):
        if _unit_of(written["kind"], written["unit"]) is model.unit and written["gap"] != "-":
            return written["kind"] + _agreeing(written["unit"], plural=model.high != 1)
    return units(model.high, model.unit).split(" ", 1)[1]


def _unit_of(kind: str, unit: str) -> Unit | None:
    """The unit of "working " and "days"; None for one that counts several ("fortnight") or is a part ("seconds")."""
    named = _unit_words().get(unit.lower())
    business = {word for phrase in split_words(english().business_words) for word in phrase.split()}
    if named is not None and business & set(re.split(r"[\s-]+", kind.lower())):
        return _BUSINESS.get(named)
    return named


@cache
def _unit_words() -> dict[str, Unit]:
    """Unit by word; without the point of an abbreviation, which may be the sentence's."""
    plain = [one for one in english().units if one.times == one.per == 1]
    return {word: one.unit for one in plain for word in split_words(one.words) if not word.endswith(".")}


@cache
def _units() -> str:
    return f"(?:{_any_of(','.join(_unit_words()))})"


@cache
def _bounds() -> str:
    """The bounds in front, without those that only add a word which stays: "up to" and not "for up to"."""
    bounds = english().bounds
    listed = (bounds.upper, bounds.lower, bounds.either_upper, bounds.either_lower, bounds.more, bounds.before)
    kept = tuple(f"{word} " for word in split_words(_writing().kept))
    return _any_of(",".join(one for words in listed for one in split_words(words) if not one.startswith(kept)))


def _writing() -> Writing:
    writing = english().writing
    assert writing is not None
    return writing


def _any_of(*lists: str) -> str:
    """An alternation of the phrases of the lists, the longest first."""
    phrases = sorted({word for words in lists for word in split_words(words)}, key=lambda word: (-len(word), word))
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
