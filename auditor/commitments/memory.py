"""Blocks that were read before to their commitments: what stands on every page is analyzed once.

The key of a block is its text with everything that its reading depends on, and nothing else: neither its page nor its
place there. What is kept has offsets within the block.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Protocol

import msgspec

from auditor.model import Block, Commitment, Region

Kept = Mapping[bytes, tuple[Commitment, ...]]


class Memory(Protocol):
    """Where what was read is kept: for one command (`Remembered`) or in the audit file."""

    def known(self, keys: Iterable[bytes]) -> dict[bytes, tuple[Commitment, ...]]:
        """The commitments of those of the blocks that were read before."""

    def keep(self, read: Kept) -> None:
        """Remember what was read."""


class Remembered:
    """A Memory for one command. Holds about `most` blocks: the oldest make room."""

    def __init__(self, most: int = 100_000) -> None:
        self._kept: dict[bytes, tuple[Commitment, ...]] = {}
        self._most = most

    def known(self, keys: Iterable[bytes]) -> dict[bytes, tuple[Commitment, ...]]:
        """The commitments of those of the blocks that were read before."""
        return {key: self._kept[key] for key in keys if key in self._kept}

    def keep(self, read: Kept) -> None:
        """Remember what was read."""
        self._kept.update(read)
        while len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]


def key_of(block: Block, before: str, currency: str | None, excluded: str | None) -> bytes:
    """16 bytes that are equal where a block reads the same: text, context, the block before, the page's currency."""
    everywhere = block.region is not Region.BODY
    title = None if everywhere else block.title
    parts = (
        block.kind, block.text, block.origin, everywhere, block.trail, block.row, block.column, block.caption,
        block.lead_in, block.term, title, block.locale, before, currency, excluded,
    )  # fmt: skip
    return blake2b(msgspec.msgpack.encode(parts), digest_size=16).digest()
