"""What was read of single blocks, in the audit file, by version of rules and model and by the keys of blocks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from auditor.database import damaged, reading, writing
from auditor.model import Commitment


class Readings:
    """The commitments of blocks by their keys, of one version; those of other versions are forgotten."""

    def __init__(self, path: Path, connection: sqlite3.Connection, version: str) -> None:
        self._path, self._db, self._version = path, connection, version
        with writing(path, connection) as db:
            db.execute("DELETE FROM readings WHERE version <> ?", (version,))

    def known(self, keys: Iterable[bytes]) -> dict[bytes, tuple[Commitment, ...]]:
        """The commitments of those of the blocks that were read before."""
        query = "SELECT commitments FROM readings WHERE version = ? AND key = ?"
        rows = ((key, next(reading(self._path, self._db, query, (self._version, key)), None)) for key in keys)
        try:
            return {key: msgspec.msgpack.decode(row[0], type=tuple[Commitment, ...]) for key, row in rows if row}
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise damaged(self._path, str(error)) from None

    def keep(self, read: Mapping[bytes, tuple[Commitment, ...]]) -> None:
        """Keep what was read."""
        with writing(self._path, self._db) as db:
            db.executemany(
                "INSERT OR REPLACE INTO readings VALUES (?, ?, ?)",
                ((self._version, key, msgspec.msgpack.encode(commitments)) for key, commitments in read.items()),
            )
