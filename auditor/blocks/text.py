"""Plain text and Markdown to Blocks: headings, lists with their lead-in, tables, quotes, paragraphs."""

from __future__ import annotations

import re

from auditor.model import Block, BlockKind, Document

_SPACE = re.compile(r"\s+")
_ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\x00]")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"(=+|-{3,})\s*$")
_ITEM = re.compile(r"\s*(?:[-*+•–▪◦·]|\d{1,2}[.)]|\([a-z0-9]\)|[a-z]\))\s+(.*)")
_RULE = re.compile(r"\|?[\s:|+-]*-{2,}[\s:|+-]*\|?$")
_COLUMNS = re.compile(r"\s*(?:\t+|\s{3,}|\.{3,})\s*")


def text_blocks(document: Document) -> tuple[Block, ...]:
    """The blocks of a text; `locator` is the line that a block begins in."""
    return _Reader(document).read()


class _Reader:
    """The reading of one text, line by line."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._markdown = document.media_type == "text/markdown"
        self._blocks: list[Block] = []
        self._headings: list[tuple[int, str]] = []
        self._paragraph: list[str] = []
        self._began = 1
        self._columns: list[str] = []
        self._lead_in: str | None = None
        self._position = 0

    def read(self) -> tuple[Block, ...]:
        lines = self._document.body.splitlines()
        for number, line in enumerate(lines, 1):
            following = lines[number] if number < len(lines) else ""
            self._line(number, line.rstrip(), following.strip())
        self._end_paragraph()
        return tuple(self._blocks)

    def _line(self, number: int, line: str, following: str) -> None:
        text = line.strip()
        item = _ITEM.match(line)
        cells = _cells(line)
        if not text:
            self._end_paragraph()
            self._columns = []
        elif (level := self._heading_level(text, following)) is not None:
            self._end_paragraph()
            self._heading(number, level, text)
        elif _RULE.match(text) or _UNDERLINE.match(text):
            self._end_paragraph()
        elif len(cells) > 1:
            self._end_paragraph()
            self._row(number, cells, is_head="|" in line and bool(_RULE.match(following)))
        elif text.startswith(">"):
            self._end_paragraph()
            self._add(number, BlockKind.QUOTED, text.lstrip("> "))
        elif item:
            self._end_paragraph()
            self._item(number, item.group(1))
        else:
            if not self._paragraph:
                self._began = number
            self._paragraph.append(text)

    def _heading_level(self, text: str, following: str) -> int | None:
        marked = _HEADING.match(text)
        if marked:
            return len(marked.group(1))
        alone = not self._paragraph and len(text) <= 80
        if alone and _UNDERLINE.fullmatch(following) and len(following) >= 3:
            return 1 if following[0] == "=" else 2
        if alone and re.fullmatch(r"\*\*[^*]+\*\*:?", text):
            return 5
        if alone and text.isupper() and len(text) > 3 and not re.search(r"\d", text):
            return 3
        if (
            alone
            and following == ""
            and re.fullmatch(r"(?:\d+(?:\.\d+)*\.?\s+)?[A-Z][^.!?:]{2,60}:?", text)
            and len(text.split()) <= 8
        ):
            return 4 if not re.search(r"\d", text.split(maxsplit=1)[-1]) else None
        return None

    def _heading(self, number: int, level: int, text: str) -> None:
        marked = _HEADING.match(text)
        clean = self._clean(marked.group(2) if marked else text)
        self._add(number, BlockKind.HEADING, clean)
        self._headings = [(lv, head) for lv, head in self._headings if lv < level] + [(level, clean)]
        self._lead_in = None

    def _row(self, number: int, cells: list[str], *, is_head: bool) -> None:
        if is_head or (not self._columns and not re.search(r"\d", " ".join(cells))):
            self._columns = cells
            for cell in cells:
                self._add(number, BlockKind.TABLE_CELL, cell)
            return
        for place, cell in enumerate(cells):
            column = self._columns[place] if place < len(self._columns) else None
            row = cells[0] if place else None
            self._add(number, BlockKind.TABLE_CELL, cell, row=row, column=column)

    def _item(self, number: int, text: str) -> None:
        last = self._blocks[-1] if self._blocks else None
        if last and (last.kind is BlockKind.PARAGRAPH or (last.kind is BlockKind.HEADING and last.text.endswith(":"))):
            self._lead_in = last.text
        self._add(number, BlockKind.LIST_ITEM, text, lead_in=self._lead_in)

    def _end_paragraph(self) -> None:
        if self._paragraph:
            self._add(self._began, BlockKind.PARAGRAPH, " ".join(self._paragraph))
            self._paragraph = []

    def _add(
        self,
        number: int,
        kind: BlockKind,
        text: str,
        row: str | None = None,
        column: str | None = None,
        lead_in: str | None = None,
    ) -> None:
        clean = self._clean(text)
        if not clean:
            return
        document = self._document
        self._blocks.append(
            Block(
                document=document.uri,
                touchpoint=document.touchpoint,
                index=len(self._blocks),
                kind=kind,
                text=clean,
                locator=f"line:{number}",
                start=self._position,
                trail=tuple(head for _, head in self._headings),
                row=row and self._clean(row),
                column=column and self._clean(column),
                lead_in=lead_in,
                locale=document.locale,
            )
        )
        self._position += len(clean) + 1

    def _clean(self, text: str) -> str:
        if self._markdown:
            text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
            text = re.sub(r"(\*\*|__|`|~~)", "", text)
            text = re.sub(r"(?<![\w*])[*_](?=\S)(.+?)(?<=\S)[*_](?![\w*])", r"\1", text)
        return _SPACE.sub(" ", _ZERO_WIDTH.sub("", text)).strip()


def _cells(line: str) -> list[str]:
    """The cells of a table row: between pipes, or set apart by tabs, wide gaps or dot leaders."""
    text = line.strip()
    if text.count("|") >= 2 or (text.count("|") == 1 and " | " in text):
        return [cell.strip() for cell in text.strip("|").split("|")]
    return [cell for cell in _COLUMNS.split(text) if cell]
