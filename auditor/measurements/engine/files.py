"""The path or glob of a source to a table that DuckDB can read: CSV, JSON or Parquet, with its columns and their types.

A CSV file is read as text throughout and nothing about it is guessed but the delimiter: lines that are too long or
not UTF-8 are set aside by the reader and counted, lines that are too short are padded and recognised by it.
"""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from auditor.errors import MeasurementError
from auditor.measurements.engine.stamps import literal, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_DELIMITERS = ",;\t|"
_CSV, _JSON, _PARQUET = (".csv", ".tsv", ".txt"), (".json", ".jsonl", ".ndjson"), (".parquet", ".pq")


class Reader(Struct, frozen=True):
    """A table to select from. `columns` maps names to types of the engine; `last` is the last column of a CSV file.

    `last` is NULL where a line is too short; it is None for files whose rows cannot be.
    """

    name: str
    sql: str
    columns: dict[str, str]
    last: str | None = None
    parallel_sql: str = ""


def open_reader(connection: DuckDBPyConnection, url: str, folder: Path) -> Reader:
    """The reader of a path or glob, relative to `folder`.

    Raises MeasurementError where nothing is there, a file has no header or another than the first, or the type is
    none of those that can be read.
    """
    paths = _paths(url, folder)
    suffix = next((s for s in reversed(paths[0].suffixes) if s != ".gz"), "")
    if suffix in _CSV:
        return _csv_reader(url, paths)
    if suffix in _JSON:
        return _json_reader(connection, url, paths)
    if suffix in _PARQUET:
        return _typed_reader(connection, url, f"read_parquet({_listed(paths)}, union_by_name=true)")
    known = ", ".join((*_CSV, *_JSON, *_PARQUET))
    raise MeasurementError(f"{url}: files of type {suffix or 'none'} are not read; export one of {known}.")


def _paths(url: str, folder: Path) -> list[Path]:
    path = Path(url)
    base, pattern = (Path(path.anchor), str(path.relative_to(path.anchor))) if path.is_absolute() else (folder, url)
    if not any(sign in pattern for sign in "*?["):
        paths = [base / pattern]
    else:
        paths = sorted(p for p in base.glob(pattern) if p.is_file())
    if not paths or not paths[0].is_file():
        near = sorted(p.name for p in paths[0].parent.glob("*") if p.is_file())[:5] if paths else []
        there = f"; in its folder are {', '.join(near)}" if near else ""
        raise MeasurementError(f"{base / pattern}: no such file{there}. Correct `url` in actuals.toml.")
    return paths


def _listed(paths: Sequence[Path]) -> str:
    return "[" + ", ".join(literal(str(path)) for path in paths) + "]"


def _csv_reader(url: str, paths: Sequence[Path]) -> Reader:
    delimiter, columns = _header(paths[0])
    for path in paths[1:]:
        if _header(path) != (delimiter, columns):
            raise MeasurementError(f"{path}: its header is not that of {paths[0].name}; make it a source of its own.")
    typed = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in columns)
    options = (
        f"auto_detect=false, header=true, delim={literal(delimiter)}, quote='\"', escape='\"', columns={{{typed}}}, "
        "null_padding=true, nullstr='\\0', ignore_errors=true, store_rejects=true, rejects_limit=0"
    )
    sql = f"read_csv({_listed(paths)}, {options}"
    last = columns[-1] if len(columns) > 1 else None
    return Reader(url, f"{sql}, parallel=false)", dict.fromkeys(columns, "VARCHAR"), last, f"{sql})")


def _header(path: Path) -> tuple[str, list[str]]:
    """The delimiter and the columns of a CSV file."""
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
            start = file.readline(1_000_000)
        line = start.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise MeasurementError(f"{path}: is not UTF-8; export it again as UTF-8.") from None
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise MeasurementError(f"{path}: cannot be read ({reason}); export it again.") from None
    if "\0" in line:
        raise MeasurementError(f"{path}: is not a text file; export it again as CSV in UTF-8.")
    delimiter = max(_DELIMITERS, key=line.count)
    columns = [name.strip() for name in next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])]
    if not any(columns):
        raise MeasurementError(f"{path}: is empty; an event table begins with a line that names its columns.")
    repeated = next((name for name in columns if columns.count(name) > 1), None)
    if repeated is not None:
        raise MeasurementError(f"{path}: two columns are named `{repeated}`; rename one.")
    return delimiter, columns


def _json_reader(connection: DuckDBPyConnection, url: str, paths: Sequence[Path]) -> Reader:
    """Objects of JSON or JSON lines, every value as text: the engine's own types would drop what does not fit."""
    objects = f"read_json_objects({_listed(paths)}, format='auto')"
    first = f"(SELECT json FROM {objects} LIMIT 10000)"
    keys = _query(connection, url, f"SELECT DISTINCT unnest(json_keys(json)) FROM {first}")
    columns = sorted(str(key) for (key,) in keys)
    if not columns:
        raise MeasurementError(f"{url}: holds no JSON objects.")
    fields = ", ".join(f"json ->> {literal('$.' + json.dumps(column))} AS {quoted(column)}" for column in columns)
    return Reader(url, f"(SELECT {fields} FROM {objects})", dict.fromkeys(columns, "VARCHAR"))


def _typed_reader(connection: DuckDBPyConnection, url: str, sql: str) -> Reader:
    described = _query(connection, url, f"DESCRIBE SELECT * FROM {sql}")
    return Reader(url, sql, {str(row[0]): str(row[1]) for row in described})


def _query(connection: DuckDBPyConnection, url: str, sql: str) -> list[tuple[object, ...]]:
    import duckdb

    try:
        rows: list[tuple[object, ...]] = connection.execute(sql).fetchall()
    except duckdb.Error as error:
        raise MeasurementError(f"{url}: cannot be read ({str(error).splitlines()[0]}); export it again.") from None
    return rows
