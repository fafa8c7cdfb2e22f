"""The rows of a table in plain text or Markdown to its cells with their heads."""

from __future__ import annotations

import re

from msgspec import Struct

from auditor.blocks.looks import is_name, is_value

_RULE_MARKS = frozenset("|:+-= \t")
_BREAK = re.compile(r"[-*_=~](?:\s?[-*_=~]){2,}")
_COLUMNS = re.compile(r"""\s*(?:\t+|\s{3,}|\.{3,})\s*|(?<=["”])\s{2,}(?=["“])""")
_LONGEST_NAME = 40
_MARKS = ("|", "\t", "   ", "...", '"  ', "”  ")


class TextCell(Struct, frozen=True):
    """A cell with the heads of its row and its column."""

    text: str
    row: str | None = None
    column: str | None = None


class TextTable:
    """A table as far as it has been read: the heads of its columns, with their places in the line."""

    def __init__(self) -> None:
        self._columns: list[tuple[int, str]] = []
        self._rows = 0

    @property
    def is_new(self) -> bool:
        """Whether no row has been read yet."""
        return not self._rows

    def read(self, line: str, following: str) -> list[TextCell]:
        """The cells of the next row; a first row without values above a row of values is one of heads."""
        cells = _placed(line)
        is_head = "|" in line and is_rule(following.strip())
        self._rows += 1
        if is_head or (self._rows == 1 and self._reads_as_head(cells, following)):
            self._columns = cells
            return [TextCell(text) for _, text in cells]
        names = _names_of_row([text for _, text in cells])
        return [
            TextCell(text, " – ".join(names[:number]) or None, self._column(number, place, len(cells)))
            for number, (place, text) in enumerate(cells)
        ]

    def _reads_as_head(self, cells: list[tuple[int, str]], following: str) -> bool:
        below = cells_of(following)
        texts = [text for _, text in cells]
        plain = not any(is_value(text) or len(text) > 40 for text in texts)
        if len(below) < 2 or not plain:
            return False
        return is_value(following) if re.search(r"\d", " ".join(texts)) else bool(re.search(r"\d", following))

    def _column(self, number: int, place: int, width: int) -> str | None:
        """The head over a cell: by its number, or by its place in the line where one of the two has fewer cells."""
        if not self._columns:
            return None
        if width == len(self._columns):
            return self._columns[number][1] or None
        if width > len(self._columns) and number == 0:
            return None
        return min(self._columns, key=lambda column: abs(column[0] - place))[1] or None


def _names_of_row(texts: list[str]) -> list[str]:
    """The first cell, with the second where it is a name too and values follow: "Canada | Express | 2 days"."""
    if len(texts) < 3 or not is_value(" ".join(texts[2:])):
        return texts[:1]
    second = texts[1]
    return texts[:2] if len(second) <= _LONGEST_NAME and second and is_name(second) else texts[:1]


def is_rule(text: str) -> bool:
    """Whether a line is the rule below a row of heads, or one across the page."""
    drawn = _RULE_MARKS.issuperset(text) and ("--" in text or "==" in text)
    return drawn or bool(_BREAK.fullmatch(text))


def cells_of(line: str) -> list[str]:
    """The cells of a table row: between pipes, or set apart by tabs, wide gaps or dot leaders; one if it is no row."""
    return [text for _, text in _placed(line)]


def _placed(line: str) -> list[tuple[int, str]]:
    text = line.strip()
    if not any(mark in text for mark in _MARKS):
        return [(0, text)] if text else []
    offset = len(line) - len(line.lstrip())
    if text.count("|") >= 2 or (text.count("|") == 1 and " | " in text):
        return [(number, cell.strip()) for number, cell in enumerate(text.strip("|").split("|"))]
    cells, at = [], 0
    for gap in _COLUMNS.finditer(text):
        if text[at : gap.start()]:
            cells.append((offset + at, text[at : gap.start()]))
        at = gap.end()
    return [*cells, (offset + at, text[at:])] if text[at:] else cells
