"""Tables of macros, posts and rows in JSON to Blocks: one for each cell that may say something."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from auditor.blocks.cleaning import clean
from auditor.blocks.looks import is_value
from auditor.json_values import load_json
from auditor.model import Block, BlockKind, Document

_TITLES = ("title", "name", "subject", "macro", "question", "topic")
# What may say something: two words, a word and a number, an amount, or one word that is a value by itself.
_SAYS = re.compile(r"\S+\s+\S*[^\W\d_]|[^\W\d_]\S*\s+\S|[$£€¥₹]\s?\d|\d\s?%|^24\s?[/x]\s?7$")
_SAYS_ALONE = re.compile(r"free|none|nil|overnight|lifetime|today|tomorrow|[^\W_]+-[^\W_]+", re.IGNORECASE)
_LABEL = re.compile(r"(?!(?:true|false|yes|no|null|on|off)$)[^\W\d_]", re.IGNORECASE)
_LONGEST_LABEL = 60
_HEAD = re.compile(r'"?[A-Za-z][\w .()/%-]{0,40}"?')
_MOST_LABELS, _MOST_WORDS = 3, 10
_TEXTS = ("text", "body", "message", "content", "post", "answer", "reply", "comment", "description")
# Columns that say where, when and by whom a text was written, not of what it speaks.
_ABOUT_THE_TEXT = re.compile(
    r"(?:.*[ _])?(?:network|platform|channel|author|by|user|agent|status|category|tags?|language|locale|id|source)",
    re.IGNORECASE,
)

# When a text was written, in a column that says so.
_DAY_OF_TEXT = re.compile(
    r"(?:.*[ _])?(?:date|day|posted|published|created|sent|time|timestamp)(?:[ _](?:at|on|date))?", re.IGNORECASE
)
_DAY = re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d")

_Row = Mapping[str, str]


def csv_blocks(document: Document) -> tuple[Block, ...]:
    """The blocks of a CSV or TSV; rows that are too short or too long lose nothing."""
    delimiter = "\t" if document.media_type == "text/tab-separated-values" else _delimiter(document.body)
    rows = _read(document.body, delimiter)
    if not rows:
        return ()
    heads = [clean(head) or f"column {place}" for place, head in enumerate(rows[0], 1)]
    tables = (
        {heads[place] if place < len(heads) else f"column {place + 1}": cell for place, cell in enumerate(row)}
        for row in rows[1:]
    )
    return tuple(_blocks(document, tables, 2))


def json_blocks(document: Document) -> tuple[Block, ...]:
    """The blocks of JSON, or of JSON lines: each object is a row, wherever in the document it stands."""
    try:
        loaded = [load_json(document.body)]
    except (ValueError, RecursionError):
        loaded = [row for line in document.body.splitlines() for row in _row_of(line)]
    return tuple(_blocks(document, _objects(loaded), 1))


def is_csv(text: str) -> bool:
    """Whether a text that calls itself plain is a CSV: names of columns, and rows of as many cells below them."""
    first = text.lstrip("\ufeff").partition("\n")[0].strip()
    heads = first.split(",")
    if len(heads) < 3 or not all(_HEAD.fullmatch(head.strip()) for head in heads):
        return False
    rows = [row for row in _read(text, ",") if row]
    return len(rows) > 2 and all(len(row) == len(heads) for row in rows)


def _read(text: str, delimiter: str) -> list[list[str]]:
    # The limit on a cell, 128 KiB, is there for lines that never end; this text is in memory already.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    return list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter))


def _row_of(line: str) -> list[object]:
    try:
        return [load_json(line)]
    except (ValueError, RecursionError):
        return []


def _objects(values: list[object]) -> Iterator[_Row]:
    """The strings of each object, the outer before the inner; those of a list stand under its name."""
    pending = list(reversed(values))
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(reversed(value))
        elif isinstance(value, dict):
            row = {name: text for name, text in value.items() if isinstance(text, str)}
            for name, inner in value.items():
                if isinstance(inner, list) and inner and all(isinstance(one, str) for one in inner):
                    row |= {f"{name} {number}": one for number, one in enumerate(inner, 1)}
            yield row
            pending.extend(reversed([inner for inner in value.values() if isinstance(inner, dict | list)]))


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t|", key=first.count)


def _blocks(document: Document, rows: Iterable[_Row], first: int) -> Iterator[Block]:
    position = index = 0
    for number, row in enumerate(rows, first):
        cells = {name: clean(value) for name, value in row.items()}
        title = next((text for name, text in cells.items() if name.lower() in _TITLES and text), None)
        day = next((cells[name] for name in cells if _DAY_OF_TEXT.fullmatch(name)), "")[:10]
        labels: list[str] = []
        for name, text in cells.items():
            is_title = text == title
            if _SAYS.search(text) or _SAYS_ALONE.fullmatch(text):
                yield Block(
                    document=document.uri,
                    touchpoint=document.touchpoint,
                    index=index,
                    kind=BlockKind.HEADING if is_title else BlockKind.PARAGRAPH,
                    text=text,
                    locator=f"row:{number}/{name}",
                    start=position,
                    trail=(title,) if title and not is_title else (),
                    row=None if _is_prose(name, text) else " – ".join(labels) or None,
                    column=name,
                    locale=document.locale,
                    dated=day if _DAY.fullmatch(day) else None,
                )
                index, position = index + 1, position + len(text) + 1
            if title is None and len(labels) < _MOST_LABELS and _is_label(text) and not _ABOUT_THE_TEXT.fullmatch(name):
                labels.append(text)


def _is_prose(name: str, text: str) -> bool:
    """Whether a cell speaks for itself: the cells before a post or a macro say who wrote it, not what it is about."""
    return name.lower() in _TEXTS or len(text.split()) > _MOST_WORDS


def _is_label(text: str) -> bool:
    """Whether a cell says of what the cells after it speak: "Standard", "UK"."""
    if not _LABEL.match(text) or len(text) > _LONGEST_LABEL or text[-1] in ".!?":
        return False
    return not is_value(text) and not _SAYS_ALONE.fullmatch(text)
