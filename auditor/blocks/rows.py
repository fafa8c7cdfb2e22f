"""Tables of macros, posts and rows in JSON to Blocks: one for each cell that holds words."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from auditor.json_values import load_json
from auditor.model import Block, BlockKind, Document

_TITLES = ("title", "name", "subject", "macro", "question", "topic")
_WORDS = re.compile(r"[A-Za-z]{2,}\W+[A-Za-z]{1,}")
_SPACE = re.compile(r"\s+")


def csv_blocks(document: Document) -> tuple[Block, ...]:
    """The blocks of a CSV or TSV; rows that are too short or too long lose nothing."""
    delimiter = "\t" if document.media_type == "text/tab-separated-values" else _delimiter(document.body)
    # The limit on a cell, 128 KiB, is there for lines that never end; this text is in memory already.
    csv.field_size_limit(max(csv.field_size_limit(), len(document.body)))
    rows = list(csv.reader(io.StringIO(document.body.lstrip("\ufeff"), newline=""), delimiter=delimiter))
    if not rows:
        return ()
    heads = [head.strip() or f"column {place}" for place, head in enumerate(rows[0], 1)]
    tables = (
        {heads[place] if place < len(heads) else f"column {place + 1}": cell for place, cell in enumerate(row)}
        for row in rows[1:]
    )
    return tuple(_blocks(document, tables, 2))


def json_blocks(document: Document) -> tuple[Block, ...]:
    """The blocks of a JSON array of rows, or of JSON lines; what is no row is left out."""
    lines = document.body.splitlines()
    try:
        loaded = load_json(document.body)
        rows = loaded if isinstance(loaded, list) else [loaded]
    except (ValueError, RecursionError):
        rows = [row for line in lines for row in _row_of(line)]
    return tuple(_blocks(document, (row for row in rows if isinstance(row, dict)), 1))


def _row_of(line: str) -> list[object]:
    try:
        return [load_json(line)]
    except (ValueError, RecursionError):
        return []


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t|", key=first.count)


def _blocks(document: Document, rows: Iterable[Mapping[str, object]], first: int) -> Iterator[Block]:
    position = index = 0
    for number, row in enumerate(rows, first):
        cells = {name: _SPACE.sub(" ", value).strip() for name, value in row.items() if isinstance(value, str)}
        title = next((text for name, text in cells.items() if name.lower() in _TITLES and text), None)
        for name, text in cells.items():
            if not _WORDS.search(text):
                continue
            is_title = text == title
            yield Block(
                document=document.uri,
                touchpoint=document.touchpoint,
                index=index,
                kind=BlockKind.HEADING if is_title else BlockKind.PARAGRAPH,
                text=text,
                locator=f"row:{number}/{name}",
                start=position,
                trail=(title,) if title and not is_title else (),
                column=name,
                locale=document.locale,
            )
            index, position = index + 1, position + len(text) + 1
