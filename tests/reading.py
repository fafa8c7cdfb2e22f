"""The blocks of a text as tests compare them: kind, text, and whatever context there is."""

from __future__ import annotations

import msgspec

from auditor.blocks import find_blocks
from auditor.model import Block, Document, Touchpoint

_CONTEXT = ("trail", "caption", "term", "row", "column", "lead_in", "concealed")


def read(body: str, media_type: str = "text/html", touchpoint: Touchpoint = Touchpoint.WEB) -> tuple[Block, ...]:
    """The blocks of a document of that kind."""
    return find_blocks(Document("page", touchpoint, media_type, body, "2026-11-01", "hash", "en"))


def shown(body: str, media_type: str = "text/html") -> list[tuple[str, str, dict[str, object]]]:
    """(kind, text, context) of each visible block; of the context what is not empty."""
    blocks = [msgspec.to_builtins(block) for block in read(body, media_type) if block.start is not None]
    return [(block["kind"], block["text"], {name: block[name] for name in _CONTEXT if block[name]}) for block in blocks]
