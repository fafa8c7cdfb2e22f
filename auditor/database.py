"""A path to an open SQLite connection that holds an audit file, and SQLite's faults in words."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from auditor.errors import StoreError

SCHEMA_VERSION = 4
_QUICKLY = 3

_Value = TypeVar("_Value")

_READINGS = """
    CREATE TABLE readings (
        version TEXT NOT NULL, key BLOB NOT NULL, commitments BLOB NOT NULL, PRIMARY KEY (version, key)) WITHOUT ROWID;
"""

_UNREAD = """
    CREATE TABLE unread (
        uri TEXT NOT NULL, language TEXT NOT NULL, blocks INTEGER NOT NULL, PRIMARY KEY (uri, language)) WITHOUT ROWID;
"""

_SCHEMA = f"""
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL, started_at TEXT NOT NULL, finished_at TEXT,
    outcome TEXT);
CREATE TABLE frontier (
    source TEXT NOT NULL, uri TEXT NOT NULL, depth INTEGER NOT NULL, found_on TEXT, done INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (source, uri)) WITHOUT ROWID;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, uri TEXT NOT NULL, touchpoint TEXT NOT NULL, media_type TEXT NOT NULL,
    locale TEXT, fetched_at TEXT NOT NULL, content_hash TEXT NOT NULL, body BLOB NOT NULL, run INTEGER NOT NULL,
    digest TEXT, blocks BLOB, commitments BLOB, remarks BLOB, UNIQUE (uri));
CREATE INDEX documents_by_content ON documents (source, content_hash, uri);
CREATE TABLE skipped (
    source TEXT NOT NULL, uri TEXT NOT NULL, reason TEXT NOT NULL, remedy TEXT NOT NULL, run INTEGER NOT NULL,
    PRIMARY KEY (source, uri)) WITHOUT ROWID;
{_READINGS}{_UNREAD}CREATE TABLE results (run INTEGER PRIMARY KEY REFERENCES runs (id), body BLOB NOT NULL);
"""


def connect(path: Path) -> sqlite3.Connection:
    """An open connection to the audit file at `path`, made where it is missing.

    Raises StoreError where the file cannot be opened, is no audit file or comes from a newer version.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=30)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise StoreError(f"{path}: the audit file cannot be opened ({reason}); name another with --audit.") from None
    try:
        _prepare(path, connection)
    except StoreError:
        connection.close()
        raise
    return connection


def _prepare(path: Path, connection: sqlite3.Connection) -> None:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if not connection.execute("SELECT name FROM sqlite_master").fetchone():
            with connection:
                connection.executescript(f"BEGIN; {_SCHEMA}")
                connection.execute("INSERT INTO about VALUES ('schema_version', ?)", (str(SCHEMA_VERSION),))
        found = connection.execute("SELECT value FROM about WHERE key = 'schema_version'").fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            raise StoreError(f"{path}: a database, but not an audit file; name another with --audit.") from None
        raise in_words(path, error) from None
    except sqlite3.DatabaseError as error:
        raise in_words(path, error) from None
    if found is None or not found[0].isdecimal():
        raise damaged(path, "it does not say which version wrote it")
    version = int(found[0])
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path}: written by a newer version of audit (schema {version}, this one knows {SCHEMA_VERSION}); "
            "update expectation-audit or name another file with --audit."
        )
    if version < SCHEMA_VERSION:
        _upgrade(path, connection, version)


def _upgrade(path: Path, connection: sqlite3.Connection, version: int) -> None:
    """From version 1, what was read of single blocks is kept too; from 2, what was not read; from 3, the remarks."""
    steps = (_READINGS, _UNREAD, "ALTER TABLE documents ADD COLUMN remarks BLOB;")[version - 1 :]
    with writing(path, connection):
        connection.executescript(f"BEGIN; {''.join(steps)}")
        connection.execute("UPDATE about SET value = ? WHERE key = 'schema_version'", (str(SCHEMA_VERSION),))


@contextmanager
def writing(path: Path, connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """One transaction; what SQLite cannot write is a StoreError that says so, and leaves the file as it was."""
    try:
        with connection:
            yield connection
    except sqlite3.Error as error:
        raise in_words(path, error) from None


def reading(
    path: Path, connection: sqlite3.Connection, query: str, parameters: Sequence[object] = ()
) -> Iterator[tuple[Any, ...]]:
    """The rows of a query; what SQLite cannot read is a StoreError that says so."""
    try:
        yield from connection.execute(query, parameters)
    except sqlite3.Error as error:
        raise in_words(path, error) from None


def in_words(path: Path, error: sqlite3.Error) -> StoreError:
    """What SQLite says as a sentence that names the file and the remedy."""
    text = str(error)
    if "full" in text or "disk I/O" in text:
        return StoreError(
            f"{path}: no room left on the disk ({text}). What was kept before is safe; free some space and run the "
            "command again."
        )
    if "locked" in text:
        return StoreError(f"{path}: another `audit` command is writing to it; wait for it and try again.")
    if any(sign in text for sign in ("not a database", "malformed", "no such table", "no such column")):
        return damaged(path, text)
    return StoreError(f"{path}: the audit file cannot be used ({text}); is the folder writable?")


def damaged(path: Path, detail: str) -> StoreError:
    """The error for a file whose content is not that of an audit file."""
    return StoreError(f"{path}: not an audit file or damaged ({detail}); name another with --audit.")


def unpacked(path: Path, body: bytes, model: type[_Value]) -> _Value:
    """What was packed, as a value of `model`; StoreError where it is damaged."""
    try:
        return msgspec.msgpack.decode(inflated(path, body), type=model)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise damaged(path, str(error)) from None


def inflated(path: Path, body: bytes) -> bytes:
    """The bytes that were compressed; StoreError where they are damaged."""
    try:
        return zlib.decompress(body)
    except zlib.error as error:
        raise damaged(path, str(error)) from None


def packed(value: object) -> bytes:
    """A value as the audit file keeps it: MessagePack, compressed in half the time of the best, a tenth larger."""
    return zlib.compress(msgspec.msgpack.encode(value), _QUICKLY)
