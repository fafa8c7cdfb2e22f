"""A table of page views to the views of each page; exports of web analytics are read as they come."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from auditor.errors import ConfigurationError
from auditor.rules_lists import heads_of_page_views

_DELIMITERS = (",", ";", "\t")
_COUNT = re.compile(r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d+")


def read_page_views(path: Path) -> dict[str, int]:
    """Page (`page_key`) → its views, rows of one page added up.

    Lines before the heads that begin with `#` are left out, and so are rows without a page (a total).
    ConfigurationError for a file that cannot be read, has no such columns, or a count that is no whole number.
    """
    lines = _lines(path)
    heads_at = next((at for at, line in enumerate(lines) if line.strip() and not line.startswith("#")), None)
    if heads_at is None:
        raise ConfigurationError(f"{path}: it is empty; it must hold a column of pages and one of their views.")
    delimiter = max(_DELIMITERS, key=lines[heads_at].count)
    reader = csv.reader(lines[heads_at:], delimiter=delimiter)
    page, views = _columns(path, heads_at + 1, next(reader))
    found: dict[str, int] = {}
    for row in reader:
        if len(row) > max(page, views) and row[page].strip():
            key = page_key(row[page])
            found[key] = found.get(key, 0) + _count(row[views], f"{path}:{heads_at + reader.line_num}")
    return found


def page_key(page: str) -> str:
    """The part of an address that tells pages of one site apart: `/shipping` for `https://shop.example/shipping/?a=1`.

    The host is left out, since exports rarely name it, and so are query, fragment, last slash and `index.html`.
    """
    text = page.strip()
    path = urlsplit(text if "://" in text or text.startswith("/") else f"/{text}").path
    return "/" + path.strip("/").removesuffix("index.html").strip("/")


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig").splitlines()
    except FileNotFoundError:
        raise ConfigurationError(f"{path}: no such file; name the export with page_views in [check].") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigurationError(f"{path}: cannot be read ({reason}); it must be a CSV file in UTF-8.") from None


def _columns(path: Path, line: int, heads: Sequence[str]) -> tuple[int, int]:
    """Where the pages and where their views stand."""
    written = [" ".join(re.sub(r"[\W_]+", " ", head).lower().split()) for head in heads]
    places: list[int] = []
    for name, known in heads_of_page_views().items():
        at = next(_positions(written, known), None)
        if at is None:
            named = ", ".join(f"“{head}”" for head in heads)
            raise ConfigurationError(f"{path}:{line}: none of {named} is a column of {name}; call one “{name}”.")
        places.append(at)
    return places[0], places[1]


def _positions(heads: Sequence[str], known: frozenset[str]) -> Iterator[int]:
    return (at for at, head in enumerate(heads) if head in known)


def _count(written: str, place: str) -> int:
    text = written.strip()
    if not _COUNT.fullmatch(text):
        raise ConfigurationError(f"{place}: “{text}” is no number of views; write a whole number, as in 1240.")
    return int(re.sub(r"\D", "", text))
