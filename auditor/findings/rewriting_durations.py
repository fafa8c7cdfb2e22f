"""A duration where it is written to another duration written in the same manner."""

from __future__ import annotations

import re
from functools import cache

from auditor.findings.number_words import english, number_pattern, read_number, write_number
from auditor.model import Duration, Unit
from auditor.rules_languages import split_words
from auditor.wording import units

_DASHES = "[–—‑-]"
_BUSINESS = {Unit.DAY: Unit.BUSINESS_DAY, Unit.HOUR: Unit.BUSINESS_HOUR}
# Bounds that fit a range as well as a number: "within 3–5 days".
_FITS_RANGES = ("within", "in")


@cache
def duration_pattern() -> re.Pattern[str]:
    """An expression for a duration with the words that bound it.

    Groups: `bound`, `between`, `first`, `middle` (a unit that stands twice), `joiner`, `second`, `brackets` (the number
    again in digits), `gap`, `kind` ("working"), `unit`, `behind` (a bound that follows).
    """
    words = english()
    number = number_pattern()
    bounds = words.bounds
    before = (bounds.upper, bounds.lower, bounds.either_upper, bounds.either_lower, bounds.more, bounds.before)
    behind = (bounds.upper_after, bounds.lower_after)
    joiners = _any_of(words.ranges, words.or_, words.and_)
    kinds = _any_of(words.business_words, words.neutral_words)
    return re.compile(
        rf"(?:(?<!\w)(?P<bound>{_any_of(*before)})\s*)?(?:\b(?P<between>{_any_of(words.between)})\s+)?"
        rf"(?<![\w.,$£€/])(?P<first>{number})"
        rf"(?:(?P<middle>[\s-]*(?:(?:{kinds})[\s-]+)*{_units()})?(?P<joiner>\s*(?:{_DASHES}|/|\b(?:{joiners})\b)\s*)"
        rf"(?P<second>{number}))?(?P<brackets>\s*\(\d+(?:\s*{_DASHES}\s*\d+)?\))?"
        rf"(?P<gap>[\s-]*)(?P<kind>(?:(?:{kinds})[\s-]+)*)(?P<unit>{_units()})(?!\w)"
        rf"(?P<behind>\s*(?:{_any_of(*behind)})(?!\w))?",
        re.IGNORECASE,
    )


def rewritten_duration(place: re.Match[str], value: Duration, model: Duration, quote: str) -> str | None:
    """The duration of `model` in the manner of `place`; `quote` is how the model writes it, for another unit."""
    if Unit.LIFETIME in (value.unit, model.unit) or model.high is None or not _is_read(place, value):
        return None
    if _behind_misleads(place, model):
        return None
    numbers = _numbers(place, model)
    hyphened = place["gap"] == "-"
    if _unit_of(place["kind"], place["unit"]) is model.unit:
        counted = model.high if hyphened is False else 1
        unit = place["unit"] if hyphened else _agreeing(place["unit"], plural=counted != 1)
        tail = f"{place['gap']}{place['kind']}{unit}"
    elif hyphened:
        if model.unit in _BUSINESS.values():
            return None
        tail = f"-{model.unit.value}"
    else:
        tail = f" {_words_of(model, quote)}"
    return f"{_bound(place, model)}{numbers}{tail}{place['behind'] or ''}"


def _is_read(place: re.Match[str], value: Duration) -> bool:
    """Whether the numbers of the place are those of the value, so that nothing else has been found in its place."""
    unit = _unit_of(place["kind"], place["unit"])
    if unit is None:
        return False
    read = {float(read_number(place[name])) for name in ("first", "second") if place[name]}
    known = {float(end) for end in (value.low, value.high) if end is not None}
    return read == known or unit is not value.unit


def _behind_misleads(place: re.Match[str], model: Duration) -> bool:
    """Whether the bound behind says what is not so: "14 days or more" for a model that is no lower bound."""
    if not place["behind"]:
        return False
    return place["behind"].strip().lower() not in split_words(english().bounds.upper_after) or model.low is not None


def _numbers(place: re.Match[str], model: Duration) -> str:
    """The ends of the model joined as the place joins its own; one number where there is one end."""
    assert model.high is not None
    high = write_number(model.high, like=place["second"] or place["first"].replace("A", "a"))
    if model.low is None or model.low == model.high:
        return _capital(place, high) + (f" ({model.high:g})" if place["brackets"] else "")
    low = write_number(model.low, like=place["first"])
    between, joiner = place["between"], place["joiner"]
    if low[0].isalpha() != high[0].isalpha():
        low, high = f"{model.low:g}", f"{model.high:g}"
    if between is None and (joiner is None or joiner.strip() in ("/", "or", "and", "&")):
        joiner = " to " if low[0].isalpha() else "–" if place["gap"] != "-" else "-"
    digits = f" ({model.low:g}–{model.high:g})" if place["brackets"] else ""
    return f"{f'{between} ' if between else ''}{low}{joiner or '–'}{high}{digits}"


def _capital(place: re.Match[str], written: str) -> str:
    """A capital where what begins the place and is left out had one: "Between two and four" to "Five"."""
    return written[0].upper() + written[1:] if (place["between"] or "").istitle() else written


def _bound(place: re.Match[str], model: Duration) -> str:
    """The words in front that still hold: an upper bound before one number, "up to" where the model is a limit."""
    said = place["bound"]
    upper = [*split_words(english().bounds.upper), *split_words(english().bounds.either_upper)]
    is_upper = said is not None and " ".join(said.lower().split()) in upper
    is_range = model.low is not None and model.low != model.high
    if is_upper and (not is_range or said.lower() in _FITS_RANGES):
        return f"{said} "
    if model.low is None and place["gap"] != "-" and (said or place["second"]):
        return "Up to " if (said or place["between"] or "").istitle() else "up to "
    return ""


def _agreeing(unit: str, *, plural: bool) -> str:
    """The unit in the number asked for, where its singular and its plural are both words of the language."""
    single = unit.removesuffix("s") if unit.lower() != "s" else unit
    known = _unit_words()
    if single.lower() in known and f"{single}s".lower() in known:
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
    plain = [one for one in english().units if one.times == one.per == 1]
    return {word: one.unit for one in plain for word in split_words(one.words)}


@cache
def _units() -> str:
    return f"(?:{_any_of(','.join(_unit_words()))})"


def _any_of(*lists: str) -> str:
    """An alternation of the phrases of the lists, the longest first."""
    phrases = sorted({word for words in lists for word in split_words(words)}, key=lambda word: (-len(word), word))
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
