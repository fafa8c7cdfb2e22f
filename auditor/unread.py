"""How many blocks of each document are not read, by language, in the audit file."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from auditor.database import reading, writing


class Unread:
    """What was not read of each document; of documents that are gone nothing is said."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path, self._db = path, connection

    def keep(self, uri: str, blocks: Mapping[str, int]) -> None:
        """Keep how many blocks of a document are of each language that is not read, instead of what was kept of it."""
        with writing(self._path, self._db) as db:
            self.write(db, uri, blocks)

    @staticmethod
    def write(db: sqlite3.Connection, uri: str, blocks: Mapping[str, int]) -> None:
        """The same, in the transaction that is open."""
        db.execute("DELETE FROM unread WHERE uri = ?", (uri,))
        rows = ((uri, language, count) for language, count in blocks.items())
        db.executemany("INSERT INTO unread VALUES (?, ?, ?)", rows)

    def found(self) -> tuple[tuple[str, int, int], ...]:
        """(language, blocks, documents) of all that is not read, by language."""
        query = (
            "SELECT language, sum(unread.blocks), count(*) FROM unread JOIN documents USING (uri) "
            "GROUP BY language ORDER BY language"
        )
        return tuple(
            (language, blocks, documents) for language, blocks, documents in reading(self._path, self._db, query)
        )

    def documents(self) -> frozenset[str]:
        """The documents of which something is not read."""
        query = "SELECT DISTINCT uri FROM unread JOIN documents USING (uri)"
        return frozenset(uri for (uri,) in reading(self._path, self._db, query))
