"""A language file to a lexicon: every phrase that values are written with, its token class and what it means.

A token class is one character, the alphabet that the grammar's expressions are written in (`CLASSES`). Where two
groups of the file hold the same phrase, the later line of `_plain` or `_entries` wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from auditor.commitments.amounts.language import LanguageFile, read_language, split_words
from auditor.commitments.amounts.lexemes import lexemes
from auditor.model import Unit
from auditor.resources import resources

Payload = Any
Phrase = tuple[str, ...]

CLASSES = {
    "n": "number in digits", "w": "number in words", "k": "clock time 9:00", "#": "opaque run", "x": "other word",
    "1": "one .. nine", "2": "ten .. nineteen", "3": "twenty .. ninety", "4": "hundred, thousand",
    "r": "ordinal", "F": "first", "s": "second", "h": "half", "q": "quarter",
    "u": "unit", "l": "unit letter", "W": "weekdays", "b": "business", "c": "calendar, full, clear",
    "f": "about, just", "t": "the, your", "g": "you, we, it", "a": "a, an",
    "S": "same", "T": "that, this", "X": "next, following", "e": "part of the day", "V": "today, tomorrow", "E": "end of",
    "U": "upper bound", "L": "lower bound", "M": "at most, max", "I": "at least, minimum", ">": "more than, over",
    "m": "from", "y": "by", "v": "before", "<": "or less", "+": "or more", "Q": "in advance", "A": "after",
    "!": "negation", "~": "to, until", "z": "between", "o": "or", "&": "and", "O": "of", "R": "every", "i": "in",
    "B": "on", "8": "lifetime", "D": "day name", "G": "day group", "@": "always open", "J": "month", "C": "closed, except",
    "P": "am, pm", "K": "o'clock", "N": "noon, midnight", "H": "half past", "Z": "time zone",
    "%": "percent", "j": "nines", "5": "half price, double", "0": "free", "7": "we pay",
    "$": "currency sign or code", "d": "currency word", "p": "pence, cents",
    "-": "dash", "/": "slash", ",": "comma", ";": "semicolon", ":": "colon", ".": "sentence end",
    "(": "opening bracket", ")": "closing bracket", "¶": "break", "?": "other sign",
}  # fmt: skip
_TRIGGERS = frozenset("1234rFshquWVlSTXE8D@N%j507$d")


class UnitValue(Struct, frozen=True):
    """A unit as a word states it: one of it is `times / per` of `unit`."""

    unit: Unit
    times: int = 1
    per: int = 1


class Lexicon(Struct, frozen=True):
    """`words`: key → class and payload; `phrases`: first key → (rest, class, payload), the longest first.

    `triggers`: the words without one of which, and without a digit or a currency sign, a text holds no value.
    """

    words: dict[str, tuple[str, Payload]]
    phrases: dict[str, tuple[tuple[Phrase, str, Payload], ...]]
    triggers: frozenset[str]
    language: LanguageFile


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The lexicon of a language, read once; raises RuleError where its file is faulty."""
    source = read_language(resources("rules") / "languages" / f"{language}.yaml")
    words: dict[str, tuple[str, Payload]] = {}
    phrases: dict[str, dict[Phrase, tuple[str, Payload]]] = {}
    for sort, phrase, payload in _entries(source):
        first, *rest = (key for key, *_ in lexemes(phrase))
        if rest:
            phrases.setdefault(first, {})[tuple(rest)] = (sort, payload)
        else:
            words[first] = (sort, payload)
    ordered = {
        first: tuple((rest, *meaning) for rest, meaning in sorted(tails.items(), key=lambda tail: -len(tail[0])))
        for first, tails in phrases.items()
    }
    return Lexicon(words, ordered, _triggers(words, ordered), source)


def _triggers(words: Mapping[str, tuple[str, Payload]], phrases: Mapping[str, tuple[Any, ...]]) -> frozenset[str]:
    single = {key for key, (sort, _) in words.items() if sort in _TRIGGERS}
    several = {key for key, tails in phrases.items() if any(sort in _TRIGGERS for _, sort, _ in tails)}
    return frozenset(single | several)


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
    for code in split_words(source.currency_codes):
        yield "$", code.lower(), code


def _plain(source: LanguageFile) -> tuple[tuple[str, str], ...]:
    bounds, numbers = source.bounds, source.numbers
    return (
        ("f", source.fillers), ("g", source.pronouns), ("t", source.determiners), ("c", source.neutral_words),
        ("b", source.business_words), ("S", source.same), ("X", source.next), ("T", source.that), ("e", source.parts_of_day),
        ("E", source.end_of), ("!", source.negations), ("z", source.between), ("o", source.or_),
        ("&", source.and_), ("O", source.of), ("B", source.on), ("i", source.in_), ("R", source.every), ("a", source.articles),
        ("U", bounds.upper), ("L", bounds.lower), ("M", bounds.either_upper), ("I", bounds.either_lower), (">", bounds.more),
        ("m", bounds.from_), ("y", bounds.by), ("v", bounds.before), ("<", bounds.upper_after), ("+", bounds.lower_after),
        ("Q", bounds.notice), ("A", bounds.after), ("~", source.ranges), ("8", source.lifetime), ("@", source.always_open),
        ("C", source.closed), ("K", source.clock_words), ("Z", source.time_zones), ("%", source.percent), ("j", source.nines),
        ("0", source.free), ("7", source.absorbed), ("F", numbers.first), ("s", numbers.second), ("h", numbers.half), ("q", numbers.quarter),
        ("W", source.weekday_units),
    )  # fmt: skip


def _units(source: LanguageFile) -> Iterator[tuple[str, str, Payload]]:
    for entry in source.units:
        for word in split_words(entry.words):
            yield "u", word, UnitValue(entry.unit, entry.times, entry.per)
    for letter, unit in source.unit_letters.items():
        yield "l", letter, UnitValue(unit)
    yield "l", source.seconds_letter, UnitValue(Unit.MINUTE, 1, 60)


def _tables(source: LanguageFile) -> tuple[tuple[str, Mapping[str, Payload]], ...]:
    numbers = source.numbers
    return (
        ("1", numbers.ones), ("2", numbers.teens), ("3", numbers.tens), ("4", numbers.scales), ("w", numbers.words),
        ("r", numbers.ordinals), ("V", {word: (days, True) for word, days in source.relative_business.items()}),
        ("J", source.months), ("H", source.past_hour), ("5", source.fractions), ("p", source.minor_words),
    )  # fmt: skip


def _lists(source: LanguageFile) -> tuple[tuple[str, Mapping[Payload, str]], ...]:
    return (
        ("V", {(days, False): words for days, words in source.relatives.items()}),
        ("D", source.days), ("G", source.day_groups), ("P", {"am": source.am, "pm": source.pm}),
        ("N", {"12:00": source.noon, "24:00": source.midnight}),
        ("$", source.currency_symbols), ("d", source.currency_words),
    )  # fmt: skip
