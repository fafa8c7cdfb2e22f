"""A language file to a lexicon: every phrase that values are written with, its token class and what it means.

A token class is one character, the alphabet that the grammar's expressions are written in (`CLASSES`). Where two
groups of the file hold the same phrase, the one that `_entries` yields later wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from msgspec import Struct, structs

from auditor.commitments.amounts.lexemes import lexemes
from auditor.model import Unit
from auditor.resources import resources
from auditor.rules_languages import Bounds, LanguageFile, read_language, split_words

Payload = Any
Phrase = tuple[str, ...]

CLASSES = {
    "n": "number in digits", "w": "number in words", "k": "clock time 9:00",
    "#": "opaque run", "x": "other word",
    "1": "one .. nine", "2": "ten .. nineteen", "3": "twenty .. ninety", "4": "hundred, thousand",
    "r": "ordinal", "F": "first", "s": "second", "h": "half", "q": "quarter",
    "u": "unit", "l": "unit letter", "W": "weekdays", "b": "business", "c": "calendar, full, clear",
    "f": "about, just", "t": "the, your", "g": "you, we, it", "a": "a, an",
    "S": "same", "T": "that, this", "X": "next, following", "e": "part of the day", "V": "today, tomorrow",
    "E": "end of",
    "U": "upper bound", "L": "lower bound", "M": "at most, max", "I": "at least, minimum", ">": "more than, over",
    "m": "from", "y": "by", "v": "before", "<": "or less", "+": "or more", "Q": "in advance", "A": "after",
    "!": "negation", "~": "to, until", "z": "between", "o": "or", "&": "and", "O": "of", "R": "every", "i": "in",
    "B": "on", "8": "lifetime", "D": "day name", "G": "day group", "@": "always open", "J": "month",
    "C": "closed, except",
    "P": "am, pm", "K": "o'clock", "N": "noon, midnight", "H": "half past", "Z": "time zone",
    "%": "percent", "j": "nines", "5": "half price, double", "0": "free", "7": "we pay",
    "$": "currency sign or code", "d": "currency word", "p": "pence, cents", "6": "bank note",
    "-": "dash", "/": "slash", ",": "comma", ";": "semicolon", ":": "colon", ".": "sentence end",
    "(": "opening bracket", ")": "closing bracket", "¶": "break", "?": "other sign",
}  # fmt: skip
DEFAULT_LANGUAGE = "en"
_SHARED = ("currency_symbols", "currency_codes", "dollars", "locales", "time_zones")
_TRIGGERS = frozenset("1234rhquWeVE8@N%j5067$d")
_COMMON = frozenset("tgaBOo&imy!TR~v")
WORDS = re.compile(r"[^\W\d_]+")
BUSINESS = {Unit.DAY: Unit.BUSINESS_DAY, Unit.HOUR: Unit.BUSINESS_HOUR}


class UnitValue(Struct, frozen=True):
    """A unit as a word states it: one of it is `times / per` of `unit`."""

    unit: Unit
    times: int = 1
    per: int = 1


class Lexicon(Struct, frozen=True):
    """`words`: key → class and payload; `phrases`: first key → second key → (rest, class, payload), longest first.

    `triggers`: the words without one of which, and without a digit or a currency sign, a text holds no value.
    `cues`: the lists of `language.Cues` as sets.
    """

    name: str
    words: dict[str, tuple[str, Payload]]
    phrases: dict[str, dict[str, tuple[tuple[Phrase, str, Payload], ...]]]
    triggers: frozenset[str]
    language: LanguageFile
    cues: Mapping[str, frozenset[str]]
    plural_endings: tuple[str, ...]
    elisions: re.Pattern[str] | None = None


@cache
def lexicon(language: str = DEFAULT_LANGUAGE) -> Lexicon:
    """The lexicon of a language, read once; raises RuleError where its file is faulty."""
    source = _source(language)
    words: dict[str, tuple[str, Payload]] = {}
    phrases: dict[str, dict[Phrase, tuple[str, Payload]]] = {}
    elisions = _any_elision(split_words(source.elisions))
    for sort, phrase, payload in _entries(source):
        first, *rest = (key for key, *_ in lexemes(phrase, elisions))
        if rest:
            phrases.setdefault(first, {})[tuple(rest)] = (sort, payload)
        else:
            words[first] = (sort, payload)
    by_first = {first: _by_second(tails) for first, tails in phrases.items()}
    cues = {name: frozenset(split_words(listed)) for name, listed in structs.asdict(source.cues).items()}
    return Lexicon(
        language,
        words,
        by_first,
        _triggers(words, phrases, cues["charge_words"] | cues["free_cells"]),
        source,
        cues,
        tuple(split_words(source.cues.plural_endings)),
        elisions,
    )


def _any_elision(words: list[str]) -> re.Pattern[str] | None:
    return re.compile(rf"\b({'|'.join(words)})'") if words else None


@cache
def _source(language: str) -> LanguageFile:
    """The file of a language; what is the same in all (currency signs, places) stands in the English one."""
    source = read_language(resources("rules") / "languages" / f"{language}.yaml")
    if language == DEFAULT_LANGUAGE:
        return source
    english = _source(DEFAULT_LANGUAGE)
    return structs.replace(source, **{name: getattr(english, name) for name in _SHARED if not getattr(source, name)})


def _by_second(tails: Mapping[Phrase, tuple[str, Payload]]) -> dict[str, tuple[tuple[Phrase, str, Payload], ...]]:
    by_second: dict[str, tuple[tuple[Phrase, str, Payload], ...]] = {}
    for rest, meaning in sorted(tails.items(), key=lambda tail: -len(tail[0])):
        by_second[rest[0]] = (*by_second.get(rest[0], ()), (rest, *meaning))
    return by_second


def _triggers(
    words: Mapping[str, tuple[str, Payload]],
    phrases: Mapping[str, Mapping[Phrase, tuple[str, Payload]]],
    charges: Iterable[str],
) -> frozenset[str]:
    """The words that a value without digits or signs cannot do without: of a phrase, the most telling one."""
    common = {key for key, (sort, _) in words.items() if sort in _COMMON}
    telling = [[key] for key, (sort, _) in words.items() if sort in _TRIGGERS and "$" not in key]
    telling += [
        [first, *rest]
        for first, tails in phrases.items()
        for rest, (sort, _) in tails.items()
        if sort in _TRIGGERS and "$" not in rest
    ]
    parts = [[part for key in keys for part in WORDS.findall(key)] for keys in telling]
    longest = {max(keys, key=lambda word: (word not in common, len(word))) for keys in parts if keys}
    return frozenset(longest | set(charges))


def _entries(source: LanguageFile) -> Iterator[tuple[str, str, Payload]]:
    for sort, words in _plain(source):
        for word in split_words(words):
            yield sort, word, None
    yield from _units(source)
    for sort, table in _tables(source):
        for word, payload in table.items():
            yield sort, word, payload
    for sort, lists in _lists(source):
        for payload, words in lists.items():
            for word in split_words(words):
                yield sort, word, payload


def _plain(source: LanguageFile) -> Iterator[tuple[str, str]]:
    """The classes whose words mean no more than their class."""
    numbers = source.numbers
    yield from (
        ("f", source.fillers), ("g", source.pronouns), ("t", source.determiners), ("c", source.neutral_words),
        ("b", source.business_words), ("S", source.same), ("X", source.next), ("T", source.that),
        ("e", source.parts_of_day), ("E", source.end_of), ("!", source.negations), ("z", source.between),
        ("o", source.or_), ("&", source.and_), ("O", source.of), ("B", source.on), ("i", source.in_),
        ("R", source.every), ("a", source.articles),
    )  # fmt: skip
    yield from _bounds(source.bounds)
    yield from (
        ("~", source.ranges), ("8", source.lifetime), ("C", source.closed), ("K", source.clock_words),
        ("Z", source.time_zones), ("%", source.percent), ("j", source.nines), ("0", source.free),
        ("7", source.absorbed), ("F", numbers.first), ("s", numbers.second), ("h", numbers.half),
        ("q", numbers.quarter), ("W", source.weekday_units),
    )  # fmt: skip


def _bounds(bounds: Bounds) -> Iterator[tuple[str, str]]:
    yield from (
        ("U", bounds.upper), ("L", bounds.lower), ("M", bounds.either_upper), ("I", bounds.either_lower),
        (">", bounds.more), ("m", bounds.from_), ("y", bounds.by), ("v", bounds.before), ("<", bounds.upper_after),
        ("+", bounds.lower_after), ("Q", bounds.notice), ("A", bounds.after),
    )  # fmt: skip


def _units(source: LanguageFile) -> Iterator[tuple[str, str, Payload]]:
    for entry in source.units:
        for word in split_words(entry.words):
            yield "u", word, UnitValue(entry.unit, entry.times, entry.per)
    for letter, unit in source.unit_letters.items():
        yield "l", letter, UnitValue(unit)
    yield "l", source.seconds_letter, UnitValue(Unit.MINUTE, 1, 60)


def _tables(source: LanguageFile) -> Iterator[tuple[str, Mapping[str, Payload]]]:
    """The classes whose words mean something each."""
    numbers = source.numbers
    yield from (
        ("1", numbers.ones), ("2", numbers.teens), ("3", numbers.tens), ("4", numbers.scales), ("w", numbers.words),
        ("r", numbers.ordinals), ("V", {word: (days, True) for word, days in source.relative_business.items()}),
        ("E", dict.fromkeys(split_words(source.end_of_business), True)), ("J", source.months),
        ("H", source.past_hour), ("5", source.fractions), ("6", source.notes), ("p", source.minor_words),
        ("@", dict.fromkeys(source.always_open)),
    )  # fmt: skip


def _lists(source: LanguageFile) -> Iterator[tuple[str, Mapping[Payload, str]]]:
    """The classes whose words mean the same thing in groups."""
    yield from (
        ("V", {(days, False): words for days, words in source.relatives.items()}),
        ("D", source.days), ("G", source.day_groups), ("P", {"am": source.am, "pm": source.pm}),
        ("N", {"12:00": source.noon, "24:00": source.midnight}),
        ("$", source.currency_symbols), ("$", {code: code for code in split_words(source.currency_codes)}),
        ("d", source.currency_words),
    )  # fmt: skip
