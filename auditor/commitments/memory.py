"""Blocks that were read before to their commitments: what stands on every page is analyzed once.

The key of a block is its text with everything that its reading depends on, and nothing else: neither its page nor its
place there. What is kept has offsets within the block.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Protocol

import msgspec

from auditor.commitments.lenders import Lent
from auditor.model import Block, Commitment, Region

Kept = Mapping[bytes, tuple[Commitment, ...]]


class Memory(Protocol):
    """Where what was read is kept: for one command (`Remembered`), or for later ones too (the audit file)."""

    def known(self, keys: Iterable[bytes]) -> dict[bytes, tuple[Commitment, ...]]:
        """The commitments of those of the blocks that were read before."""

    def keep(self, read: Kept) -> None:
        """Remember what was read."""


class Remembered:
    """A Memory for one command, before a slower one where there is `behind`.

    Holds about `most` blocks: the oldest make room.
    """

    def __init__(self, behind: Memory | None = None, most: int = 100_000) -> None:
        self._behind, self._most = behind, most
        self._kept: dict[bytes, tuple[Commitment, ...]] = {}

    def known(self, keys: Iterable[bytes]) -> dict[bytes, tuple[Commitment, ...]]:
        """The commitments of those of the blocks that were read before."""
        wanted = list(keys)
        held = {key: self._kept[key] for key in wanted if key in self._kept}
        if self._behind is None or len(held) == len(wanted):
            return held
        found = self._behind.known([key for key in wanted if key not in held])
        self._hold(found)
        return held | found

    def keep(self, read: Kept) -> None:
        """Remember what was read."""
        self._hold(read)
        if self._behind is not None:
            self._behind.keep(read)

    def _hold(self, read: Kept) -> None:
        self._kept.update(read)
        while len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]


def key_of(block: Block, before: str, currency: str | None, excluded: str | None, lent: Lent) -> bytes:
    """16 bytes that are equal where a block reads the same: text, context, the block before, currency, units."""
    everywhere = block.region is not Region.BODY
    title = None if everywhere else block.title
    parts = (
        block.kind, block.text, block.origin, everywhere, block.trail, block.row, block.column, block.caption,
        block.lead_in, block.term, title, block.locale, before, currency, excluded, lent,
    )  # fmt: skip
    return blake2b(msgspec.msgpack.encode(parts), digest_size=16).digest()
