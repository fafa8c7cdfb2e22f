"""What was read of documents and of single blocks, as the audit file keeps it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from auditor.database import damaged, packed, reading, writing
from auditor.model import Block, Commitment, Remark

# SQLite may take no more than 999 parameters.
_AT_ONCE = 500
_COMMITMENTS = msgspec.msgpack.Decoder(tuple[Commitment, ...])


class Extracted(Struct, frozen=True):
    """The blocks, the commitments and the remarks of a document, packed by whoever has read them.

    `unread` is the number of blocks by language that were not read.
    """

    uri: str
    blocks: bytes
    commitments: bytes
    unread: dict[str, int] = {}
    remarks: bytes = b""


def pack(
    uri: str,
    blocks: tuple[Block, ...],
    commitments: tuple[Commitment, ...],
    unread: dict[str, int] | None = None,
    remarks: tuple[Remark, ...] = (),
) -> Extracted:
    """What was read of a document, as it is kept."""
    return Extracted(uri, packed(blocks), packed(commitments), unread or {}, packed(remarks))


class Readings:
    """The commitments of blocks by their keys, of one version; those of other versions are forgotten.

    What is kept is written together with the documents that it was read in (`write`).
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, version: str) -> None:
        self._path, self._db, self._version = path, connection, version
        self._unwritten: dict[bytes, tuple[Commitment, ...]] = {}
        with writing(path, connection) as db:
            db.execute("DELETE FROM readings WHERE version <> ?", (version,))

    def known(self, keys: Iterable[bytes]) -> dict[bytes, tuple[Commitment, ...]]:
        """The commitments of those of the blocks that were read before."""
        keys = tuple(keys)
        held = {key: self._unwritten[key] for key in keys if key in self._unwritten}
        asked = [key for key in keys if key not in held]
        try:
            return held | {key: _COMMITMENTS.decode(read) for key, read in self._written(asked)}
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise damaged(self._path, str(error)) from None

    def _written(self, keys: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        for at in range(0, len(keys), _AT_ONCE):
            some = keys[at : at + _AT_ONCE]
            query = f"SELECT key, commitments FROM readings WHERE version = ? AND key IN ({','.join('?' * len(some))})"
            yield from reading(self._path, self._db, query, (self._version, *some))

    def keep(self, read: Mapping[bytes, tuple[Commitment, ...]]) -> None:
        """Keep what was read."""
        self._unwritten.update(read)

    def write(self, db: sqlite3.Connection) -> None:
        """Write what was read since the last time, in the transaction that is open."""
        rows = ((self._version, key, msgspec.msgpack.encode(read)) for key, read in self._unwritten.items())
        db.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", rows)
        self._unwritten.clear()
