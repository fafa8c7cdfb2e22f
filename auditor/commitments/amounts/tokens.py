"""Text to tokens: one class character and one payload a token, so that grammars are expressions over classes.

"within 3-5 business days" is `Un-nbu`; "two (2) years" and "two years" are both `wu`. Number words are put
together here; where the same number stands twice, in words and in digits, the two are one token.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from auditor.commitments.amounts.lexemes import lexemes
from auditor.commitments.amounts.lexicon import Lexicon, Payload
from auditor.model import Number

_SIGNS = {
    **dict.fromkeys("-‐‑‒–—―−", "-"), "/": "/", ",": ",", ";": ";", ":": ":", ".": ".", "!": ".", "?": ".", "…": ".",
    "(": "(", "[": "(", ")": ")", "]": ")", "→": "-",
}  # fmt: skip
_Value = Callable[[str, list[Payload], int, int], Number | None]
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 0.3333, "⅔": 0.6667}
_SAY_SAME = re.compile(r"[nw]\([nw]\)")
_WORDS = re.compile(r"(?:3-?1|[a123])?4(?:&?(?:3-?1|[123])(?!-?4))?|3-?1|[123]")
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?")


class Tokens(Struct, frozen=True):
    """The tokens of `text`: token i is `text[starts[i]:ends[i]]`, of class `classes[i]`, spelled `keys[i]`."""

    text: str
    classes: str
    keys: list[str]
    payloads: list[Payload]
    starts: list[int]
    ends: list[int]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The offsets in the text of the tokens first..last-1."""
        return self.starts[first], self.ends[last - 1]

    def glued(self, index: int) -> bool:
        """Whether nothing stands between token `index` and the one before it."""
        return index > 0 and self.ends[index - 1] == self.starts[index]


class _Builder(Struct):
    classes: list[str]
    keys: list[str]
    payloads: list[Payload]
    starts: list[int]
    ends: list[int]

    def add(self, sort: str, key: str, payload: Payload, start: int, end: int) -> None:
        self.classes.append(sort)
        self.keys.append(key)
        self.payloads.append(payload)
        self.starts.append(start)
        self.ends.append(end)


def read_tokens(text: str, words: Lexicon) -> Tokens:
    """The tokens of a text; time and memory grow linearly with its length."""
    read = list(lexemes(text))
    keys = [lexeme[0] for lexeme in read]
    built = _Builder([], [], [], [], [])
    index = 0
    while index < len(read):
        key, sort, start, end = read[index]
        meaning = words.words.get(key)
        size = 1
        for rest, phrase_sort, payload in words.phrases.get(key, ()):
            if tuple(keys[index + 1 : index + 1 + len(rest)]) == rest:
                meaning, size = (phrase_sort, payload), 1 + len(rest)
                end = read[index + len(rest)][3]
                break
        if meaning is None or sort == "digits" and size == 1:
            meaning = _meaning(key, sort)
        elif not _spelled_right(meaning, text[start:end]):
            meaning = ("x", None)
        built.add(meaning[0], key, meaning[1], start, end)
        index += size
    _mark_codes(built)
    return _join_numbers(text, built)


def _spelled_right(meaning: tuple[str, Payload], written: str) -> bool:
    """Months and currencies are written with capitals: "may" is no month, "try 5" no Turkish lira."""
    sort, payload = meaning
    if sort == "J":
        return written[0].isupper()
    if sort == "$" and written[0].isascii() and written[0].isalpha():
        return written.isupper() if payload == written.upper() else written[0].isupper()
    return True


def _meaning(key: str, sort: str) -> tuple[str, Payload]:
    match sort:
        case "digits":
            return _digits(key)
        case "clock":
            return _clock(key)
        case "fraction":
            return "n", int(key[:-1].strip() or 0) + _FRACTIONS[key[-1]]
        case "ordinal":
            return "r", int(key[:-2])
        case "always":
            return "@", None
        case "stop":
            return "¶", None
        case "opaque":
            return "#", None
        case "symbol":
            return "$", "dollar"
        case "mark":
            return _SIGNS.get(key, "?"), None
        case _:
            return "x", None


def _digits(key: str) -> tuple[str, Payload]:
    return ("n", number_of(key)) if _DIGITS.fullmatch(key) else ("#", None)


def _clock(key: str) -> tuple[str, Payload]:
    hour, minute = (int(part) for part in re.split("[:h]", key))
    return ("k", (hour, minute)) if hour <= 24 and minute < 60 else ("#", None)


def number_of(digits: str) -> Number:
    """The value of digits with separators: "1,000" is 1000, "6,95" is 6.95, "2.5" is 2.5."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        digits = digits.replace(",", "")
    digits = digits.replace(",", ".")
    return float(digits) if "." in digits and float(digits) % 1 else int(digits.split(".")[0])


def _mark_codes(built: _Builder) -> None:
    """Digits glued to letters before them are a code ("X100"), unless the letters are a currency ("R250")."""
    for index in range(1, len(built.classes)):
        if built.classes[index] == "n" and built.ends[index - 1] == built.starts[index]:
            if built.classes[index - 1] in "xlcbtgaSTXeJDru8":
                built.classes[index] = "#"


def _join_numbers(text: str, built: _Builder) -> Tokens:
    classes = "".join(built.classes)
    if any(sort in "1234" for sort in built.classes):
        classes = _join(built, classes, _WORDS, _sum_words)
    if "(" in classes:
        classes = _join(built, classes, _SAY_SAME, _same_number)
    return Tokens(text, classes, built.keys, built.payloads, built.starts, built.ends)


def _join(built: _Builder, classes: str, pattern: re.Pattern[str], value: _Value) -> str:
    joined = _Builder([], [], [], [], [])
    last = 0
    for match in pattern.finditer(classes):
        number = value(classes, built.payloads, match.start(), match.end())
        if number is None:
            continue
        _copy(built, joined, last, match.start())
        joined.add("w", built.keys[match.start()], number, built.starts[match.start()], built.ends[match.end() - 1])
        last = match.end()
    _copy(built, joined, last, len(classes))
    built.classes, built.keys, built.payloads = joined.classes, joined.keys, joined.payloads
    built.starts, built.ends = joined.starts, joined.ends
    return "".join(joined.classes)


def _copy(source: _Builder, target: _Builder, first: int, last: int) -> None:
    target.classes += source.classes[first:last]
    target.keys += source.keys[first:last]
    target.payloads += source.payloads[first:last]
    target.starts += source.starts[first:last]
    target.ends += source.ends[first:last]


def _sum_words(classes: str, payloads: list[Payload], first: int, last: int) -> Number | None:
    """The number that number words make: "a hundred and fifty" is 150."""
    total = 0
    for index in range(first, last):
        if classes[index] == "4":
            total = (total or 1) * payloads[index]
        elif classes[index] in "123":
            total += payloads[index]
    return total


def _same_number(classes: str, payloads: list[Payload], first: int, last: int) -> Number | None:
    """The number that "two (2)" states twice, None where the two differ."""
    return payloads[first] if payloads[first] == payloads[first + 2] else None
