"""A Document to Blocks: what a reader sees, with the context it is read in; one reader for each kind of document."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from auditor.blocks.html import html_blocks
from auditor.blocks.mail import mail_blocks
from auditor.blocks.rows import csv_blocks, is_csv, json_blocks
from auditor.blocks.text import text_blocks
from auditor.model import Block, Document

READERS: dict[str, Callable[[Document], tuple[Block, ...]]] = {
    "text/html": html_blocks,
    "application/xhtml+xml": html_blocks,
    "text/markdown": text_blocks,
    "text/plain": text_blocks,
    "text/vtt": text_blocks,
    "text/csv": csv_blocks,
    "text/tab-separated-values": csv_blocks,
    "application/json": json_blocks,
    "application/x-ndjson": json_blocks,
    "message/rfc822": mail_blocks,
}


def find_blocks(document: Document) -> tuple[Block, ...]:
    """The blocks of a document in its order; a kind that no reader knows is read as plain text."""
    read = READERS.get(document.media_type, text_blocks)
    return (csv_blocks if read is text_blocks and is_csv(document.body) else read)(document)


def visible_text(blocks: Iterable[Block]) -> str:
    """The visible text of a document: what `Block.start` and the offsets of commitments count in."""
    return "\n".join(block.text for block in blocks if block.start is not None)
