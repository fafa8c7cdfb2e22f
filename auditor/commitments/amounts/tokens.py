"""Text to tokens: one class character and one payload a token, so that grammars are expressions over classes.

"within 3-5 business days" is `Un-nbu`; "two (2) years" and "two years" are both `wu`. Number words are put
together here; where the same number stands twice, in words and in digits, the two are one token.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec import Struct

from auditor.commitments.amounts.lexemes import Lexeme, lexemes
from auditor.commitments.amounts.lexicon import Lexicon, Payload, Phrase
from auditor.model import Number

_SIGNS = {
    **dict.fromkeys("-‐‑‒–—―−", "-"), "/": "/", ",": ",", ";": ";", ":": ":", ".": ".", "!": ".", "?": ".", "…": ".",
    "(": "(", "[": "(", ")": ")", "]": ")", "→": "-",
}  # fmt: skip
_Value = Callable[[str, list[Payload], int, int], Number | None]
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 0.3333, "⅔": 0.6667}
_LETTERS = "xlcbtgapSTXeJDru8"
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


class _Columns(Struct):
    """Tokens while they are put together, one list a column."""

    classes: list[str]
    keys: list[str]
    payloads: list[Payload]
    starts: list[int]
    ends: list[int]


def read_tokens(text: str, words: Lexicon) -> Tokens:
    """The tokens of a text; time and memory grow linearly with its length."""
    read = lexemes(text)
    columns = _Columns([], [], [], [], [])
    index, length = 0, len(read)
    while index < length:
        key, sort, start, end = read[index]
        index += 1
        meaning = None if sort == "digits" else words.words.get(key)
        if key in words.phrases:
            size, phrase_meaning = _longest_phrase(read, index, words.phrases[key])
            if phrase_meaning:
                meaning, sort = phrase_meaning, "word"
                end = read[index + size - 1][3]
                index += size
        if meaning is None:
            meaning = _meaning(key, sort)
        elif meaning[0] in "J$" and not _spelled_right(meaning, text[start:end]):
            meaning = ("x", None)
        columns.classes.append(meaning[0])
        columns.keys.append(key)
        columns.payloads.append(meaning[1])
        columns.starts.append(start)
        columns.ends.append(end)
    _mark_codes(columns)
    return _join_numbers(text, columns)


def _longest_phrase(
    read: list[Lexeme], index: int, phrases: Mapping[str, tuple[tuple[Phrase, str, Payload], ...]]
) -> tuple[int, tuple[str, Payload] | None]:
    """The longest phrase whose remaining words stand from `index` on: how many those are, and what it means."""
    for rest, sort, payload in phrases.get(read[index][0], ()) if index < len(read) else ():
        size = len(rest)
        if tuple([lexeme[0] for lexeme in read[index : index + size]]) == rest:
            return size, (sort, payload)
    return 0, None


def _spelled_right(meaning: tuple[str, Payload], written: str) -> bool:
    """Months and currencies are written with capitals: "may" is no month, "try 5" no Turkish lira."""
    sort, payload = meaning
    if sort == "$" and not (written[0].isascii() and written[0].isalpha()):
        return True
    return written.isupper() if payload == written.upper() else written[0].isupper()


def _meaning(key: str, sort: str) -> tuple[str, Payload]:
    """The class and payload of a lexeme that the lexicon does not know."""
    reader = _READERS.get(sort)
    return reader(key) if reader else ("x", None)


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


def _mark_codes(built: _Columns) -> None:
    """Digits glued to letters before them are a code ("X100"), unless the letters are a currency ("R250")."""
    classes, starts, ends = built.classes, built.starts, built.ends
    for index in range(1, len(classes)):
        if classes[index] == "n" and ends[index - 1] == starts[index] and classes[index - 1] in _LETTERS:
            classes[index] = "#"


def _join_numbers(text: str, built: _Columns) -> Tokens:
    classes = "".join(built.classes)
    if any(sort in "1234" for sort in built.classes):
        classes = _join(built, classes, _WORDS, _sum_words)
    if "(" in classes:
        classes = _join(built, classes, _SAY_SAME, _same_number)
    return Tokens(text, classes, built.keys, built.payloads, built.starts, built.ends)


def _join(built: _Columns, classes: str, pattern: re.Pattern[str], value: _Value) -> str:
    joined = _Columns([], [], [], [], [])
    last = 0
    for match in pattern.finditer(classes):
        number = value(classes, built.payloads, match.start(), match.end())
        if number is None:
            continue
        _copy(built, joined, last, match.start())
        joined.classes.append("w")
        joined.keys.append(built.keys[match.start()])
        joined.payloads.append(number)
        joined.starts.append(built.starts[match.start()])
        joined.ends.append(built.ends[match.end() - 1])
        last = match.end()
    _copy(built, joined, last, len(classes))
    built.classes, built.keys, built.payloads = joined.classes, joined.keys, joined.payloads
    built.starts, built.ends = joined.starts, joined.ends
    return "".join(joined.classes)


def _copy(source: _Columns, target: _Columns, first: int, last: int) -> None:
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


_READERS: dict[str, Callable[[str], tuple[str, Payload]]] = {
    "digits": _digits,
    "clock": _clock,
    "fraction": lambda key: ("n", int(key[:-1].strip() or 0) + _FRACTIONS[key[-1]]),
    "ordinal": lambda key: ("r", int(key[:-2])),
    "always": lambda key: ("@", None),
    "stop": lambda key: ("¶", None),
    "opaque": lambda key: ("#", None),
    "symbol": lambda key: ("$", "dollar"),
    "mark": lambda key: (_SIGNS.get(key, "?"), None),
}
