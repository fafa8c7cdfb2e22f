"""Text to tokens: one class character and one payload a token, so that grammars are expressions over classes.

"within 3-5 business days" is `Un-nbu`; "two (2) years" and "two years" are both `wu`. Number words are put
together here; where the same number stands twice, in words and in digits, the two are one token.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec import Struct

from auditor.commitments.amounts.lexemes import Lexeme, lexemes
from auditor.commitments.amounts.lexicon import BUSINESS, Lexicon, Payload, Phrase, UnitValue
from auditor.model import Number

_SIGNS = {
    **dict.fromkeys("-‐‑‒–—―−", "-"), "/": "/", ",": ",", ";": ";", ":": ":", ".": ".", "!": ".", "?": ".", "…": ".",
    "(": "(", "[": "(", ")": ")", "]": ")", "→": "-",
}  # fmt: skip
_Meaning = tuple[str, Payload]
_Reader = Callable[["_Columns", int, int], _Meaning | None]
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 0.3333, "⅔": 0.6667}
_LETTERS = "xlcbtgapSTXeJDru8"
_MINIMUM = ("min", "min.", "mín", "mín.")
_COUNTED = "nwahq123456-"
_SAY_SAME = re.compile(r"[nw]\([nw]\)")
_WORDS = re.compile(r"(?:3-?1|[a123])?4(?:&?(?:3-?1|[123])(?!-?4))?|(?<!z)3&1|3-?1|[123]")
_BRACKETED = re.compile(r"(?<=[nwab-])\([bc]{1,2}\)(?=-?[ul])|u\(b{1,2}u?\)|b[/o]b(?=-?u)")
_RANGE_TWICE = re.compile(r"([nw][-~]-?[nw])\(([nw][-~]-?[nw])\)")
_THOUSANDS = re.compile(r"(?<=\$)n{2,4}(?!n)|(?<!n)n{2,4}(?=[\$d])")
_COMMA_DIGITS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,·]\d+)?")


class Tokens(Struct, frozen=True):
    """The tokens of `text`: token i is `text[starts[i]:ends[i]]`, of class `classes[i]`, spelled `keys[i]`."""

    text: str
    lexicon: Lexicon
    classes: str
    keys: list[str]
    payloads: list[Payload]
    starts: list[int]
    ends: list[int]

    def is_cue(self, index: int, cues: str) -> bool:
        """Whether there is a token `index` and it is one of the language's `cues`."""
        return 0 <= index < len(self.keys) and self.keys[index] in self.lexicon.cues[cues]

    def is_plural(self, index: int) -> bool:
        """Whether the token's spelling is that of several; the words of English and its like only."""
        key, words = self.keys[index], self.lexicon
        return key.endswith(words.plural_endings) and not key.endswith("'s")

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
    read = lexemes(text, words.elisions)
    columns = _Columns([], [], [], [], [])
    index, length, comma = 0, len(read), words.language.decimal_comma
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
            meaning = _comma_digits(key) if comma and sort == "digits" else _meaning(key, sort)
        elif meaning[0] in "J$" and not _spelled_right(meaning, text[start:end]):
            meaning = ("x", None)
        columns.classes.append(meaning[0])
        columns.keys.append(key)
        columns.payloads.append(meaning[1])
        columns.starts.append(start)
        columns.ends.append(end)
    _mark_codes(columns)
    return _join_numbers(text, words, columns)


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


def _comma_digits(key: str) -> tuple[str, Payload]:
    """Digits of a language that writes 1.000,50 for a thousand and a half."""
    if _COMMA_DIGITS.fullmatch(key):
        key = key.replace(".", "")
    return _digits(key)


def _clock(key: str) -> tuple[str, Payload]:
    hour, minute = (int(part) for part in re.split("[:h]", key))
    return ("k", (hour, minute)) if hour <= 24 and minute < 60 else ("#", None)


def number_of(digits: str) -> Number:
    """The value of digits with separators: "1,000" is 1000, "6,95" is 6.95, "2.5" is 2.5."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        digits = digits.replace(",", "")
    digits = digits.replace(",", ".").replace("·", ".")
    return float(digits) if "." in digits and float(digits) % 1 else int(digits.split(".")[0])


def _mark_codes(built: _Columns) -> None:
    """Digits glued to letters are a code ("X100"), but not behind a currency ("R250"); "min 2" is "minimum 2"."""
    classes, starts, ends = built.classes, built.starts, built.ends
    for index in range(1, len(classes)):
        if classes[index] != "n":
            continue
        if ends[index - 1] == starts[index] and classes[index - 1] in _LETTERS:
            classes[index] = "#"
        elif built.keys[index - 1] in _MINIMUM and (index < 2 or classes[index - 2] not in _COUNTED):
            classes[index - 1] = "I"


def _join_numbers(text: str, words: Lexicon, built: _Columns) -> Tokens:
    classes = "".join(built.classes)
    if any(sort in "1234" for sort in built.classes):
        classes = _join(built, classes, _WORDS, _sum_words)
    if "(" in classes or "b" in classes:
        classes = _join(built, classes, _SAY_SAME, _same_number)
        classes = _join(built, classes, _BRACKETED, _business)
        classes = _drop(built, classes, _RANGE_TWICE)
    if "nn" in classes:
        classes = _join(built, classes, _THOUSANDS, _spaced_number)
    return Tokens(text, words, classes, built.keys, built.payloads, built.starts, built.ends)


def _join(built: _Columns, classes: str, pattern: re.Pattern[str], meaning: _Reader) -> str:
    """Each match of `pattern` as one token of what it means; where it means nothing it stays."""
    matches = list(pattern.finditer(classes))
    if not matches:
        return classes
    joined = _Columns([], [], [], [], [])
    last = 0
    for match in matches:
        meant = meaning(built, match.start(), match.end())
        if meant is None:
            continue
        _copy(built, joined, last, match.start())
        joined.classes.append(meant[0])
        joined.keys.append(built.keys[match.start()])
        joined.payloads.append(meant[1])
        joined.starts.append(built.starts[match.start()])
        joined.ends.append(built.ends[match.end() - 1])
        last = match.end()
    _copy(built, joined, last, len(classes))
    return _replace(built, joined)


def _drop(built: _Columns, classes: str, pattern: re.Pattern[str]) -> str:
    """A range that stands twice, in words and in brackets in digits, as one: "three to five (3-5) days"."""
    kept = _Columns([], [], [], [], [])
    last = 0
    for match in pattern.finditer(classes):
        (one, two), (again, end) = match.span(1), match.span(2)
        if (built.payloads[one], built.payloads[two - 1]) == (built.payloads[again], built.payloads[end - 1]):
            _copy(built, kept, last, two)
            kept.ends[-1] = built.ends[match.end() - 1]
            last = match.end()
    if not last:
        return classes
    _copy(built, kept, last, len(classes))
    return _replace(built, kept)


def _replace(built: _Columns, other: _Columns) -> str:
    built.classes, built.keys, built.payloads = other.classes, other.keys, other.payloads
    built.starts, built.ends = other.starts, other.ends
    return "".join(built.classes)


def _copy(source: _Columns, target: _Columns, first: int, last: int) -> None:
    target.classes += source.classes[first:last]
    target.keys += source.keys[first:last]
    target.payloads += source.payloads[first:last]
    target.starts += source.starts[first:last]
    target.ends += source.ends[first:last]


def _sum_words(built: _Columns, first: int, last: int) -> _Meaning | None:
    """The number that number words make: "a hundred and fifty" is 150."""
    total = 0
    for index in range(first, last):
        if built.classes[index] == "4":
            total = (total or 1) * built.payloads[index]
        elif built.classes[index] in "123":
            total += built.payloads[index]
    return "w", total


def _same_number(built: _Columns, first: int, last: int) -> _Meaning | None:
    """The number that "two (2)" states twice, None where the two differ."""
    number = built.payloads[first]
    return ("w", number) if number == built.payloads[first + 2] else None


def _business(built: _Columns, first: int, last: int) -> _Meaning | None:
    """As in "5 (business) days", "5 days (business)", "business/working days": of business days or hours."""
    unit = built.payloads[first]
    if built.classes[first] != "u":
        return "b" if "b" in built.classes[first:last] else "c", None
    business = BUSINESS.get(unit.unit)
    return ("u", UnitValue(business, unit.times, unit.per)) if business else None


def _spaced_number(built: _Columns, first: int, last: int) -> _Meaning | None:
    """The number of "4 000" and "1 250 000", thousands parted by spaces beside a currency."""
    keys = built.keys[first:last]
    spaced = all(built.starts[index] - built.ends[index - 1] == 1 for index in range(first + 1, last))
    if spaced and len(keys[0]) <= 3 and all(len(key.split(",")[0].split(".")[0]) == 3 for key in keys[1:]):
        return "n", number_of("".join(keys)) if "".join(keys)[:1].isdigit() else None
    return None


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
