"""Folders, files and standard input to documents; whatever is no text yet is reported with the way to make it one."""

from __future__ import annotations

import datetime
import difflib
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from auditor.errors import SourceError
from auditor.model import Document, Skipped, Touchpoint
from crawlers.containers import describe_container
from crawlers.encodings import decode, is_binary
from crawlers.heads import read_head
from crawlers.mailboxes import split_mailbox
from crawlers.touchpoints import classify

MAX_BYTES = 50_000_000

MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson",
    ".eml": "message/rfc822",
    ".mbox": "application/mbox",
    ".vtt": "text/vtt",
    ".srt": "text/vtt",
}
# Files that lie about in such folders and state nothing to customers: passed over without a report.
_PASSED_OVER = re.compile(
    r"(robots\.txt|sitemap[\w-]*\.xml|thumbs\.db|.*\.(jpe?g|png|gif|webp|avif|svg|ico|bmp|css|m?js|map|woff2?|ttf|otf|eot"
    r"|mp[34]|m4[av]|webm|ogg|wav|mov|avi))",
    re.IGNORECASE,
)
_STDIN = "-"
_START = 600


def collect(
    paths: Sequence[Path | str],
    touchpoint: Touchpoint | None = None,
    overrides: Mapping[str, Touchpoint] | None = None,
    *,
    named_with_folder: bool = False,
) -> Iterator[Document | Skipped]:
    """The documents in `paths`, in the order given, folders sorted; '-' is standard input.

    The URI of a file is its path within the folder that was given (with `named_with_folder` the folder's own name goes
    in front, so that two folders can hold a script.md each), or the path as given where it was named itself.
    `touchpoint` is what they all are; else the first glob of `overrides` that fits the uri decides, else name and
    content. `fetched_at` is when the file was last changed, so that reading it twice gives the same.

    Raises SourceError for a path that does not exist or cannot be opened.
    """
    seen: set[str] = set()
    for given in paths:
        start = f"{Path(os.path.realpath(given)).name}/" if named_with_folder and S_ISDIR(_mode(Path(given))) else ""
        for member, path in _members(given):
            # A name in another encoding than the system's is no text; its odd bytes are shown as �.
            uri = os.fsencode(f"{start}{member}").decode("utf-8", "replace")
            # Two folders may both hold a script.md: the second keeps its folder's name.
            name = uri if uri not in seen else path.as_posix()
            seen.add(name)
            for item in _read(name, path, given):
                yield _placed(item, touchpoint, overrides or {}) if isinstance(item, Document) else item


def _members(given: Path | str) -> Iterator[tuple[str, Path]]:
    """Each file to read, sorted: its uri and its path."""
    root = Path(given)
    if str(given) == _STDIN:
        yield "stdin", root
    elif S_ISREG(_mode(root)):
        yield root.as_posix(), root
    elif not S_ISDIR(_mode(root)):
        raise SourceError(_missing(root))
    else:
        for folder, folders, files in os.walk(root, onerror=_cannot_open):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                path = Path(folder, name)
                if not name.startswith(".") and not _PASSED_OVER.fullmatch(name):
                    yield path.relative_to(root).as_posix(), path


def _cannot_open(error: OSError) -> None:
    raise SourceError(f"{error.filename}: cannot be opened ({error.strerror}); check who may read it.") from None


def _mode(path: Path) -> int:
    """What `stat` says about the kind of a file; 0 where there is none."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def _missing(path: Path) -> str:
    if _mode(path):
        return f"{path.as_posix()}: not a regular file; send its text through `audit collect -`."
    parent = next(folder for folder in path.absolute().parents if S_ISDIR(_mode(folder)))
    names = sorted(entry.name for entry in parent.iterdir())
    if parent == path.absolute().parent and path.name in names:
        return f"{path.as_posix()}: a link that leads nowhere; mend or remove it."
    close = difflib.get_close_matches(path.name, names, n=1)
    hint = f"did you mean {(path.parent / close[0]).as_posix()}?" if close else f"look in {parent.as_posix()}."
    return f"{path.as_posix()}: no such file or folder; {hint}"


def _read(uri: str, path: Path, given: Path | str) -> Iterator[Document | Skipped]:
    """The documents of one file; a file that was named itself and cannot be opened is a SourceError."""
    if str(given) == _STDIN:
        now = datetime.datetime.now(datetime.UTC)
        yield from _documents(uri, sys.stdin.buffer.read(MAX_BYTES + 1), now)
        return
    alone = path == Path(given)
    try:
        if not alone and not path.is_file():
            yield Skipped(uri, "not a regular file, or a link that leads nowhere", "remove it or mend the link")
            return
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
            changed = datetime.datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, datetime.UTC)
    except OSError as error:
        if alone:
            _cannot_open(error)
        yield Skipped(uri, f"cannot be opened ({error.strerror})", "check who may read it")
        return
    yield from _documents(uri, body, changed, named=alone)


def _documents(
    uri: str, body: bytes, changed: datetime.datetime, *, named: bool = True
) -> Iterator[Document | Skipped]:
    """What the bytes of one file hold; a file that was `named` itself is read whatever its suffix."""
    media_type = MEDIA_TYPES.get(Path(uri).suffix.lower())
    refusal = _refusal(uri, body, known=named or media_type is not None)
    if refusal:
        yield refusal
        return
    fetched_at = changed.isoformat(timespec="seconds")
    media_type = media_type or _sniffed(body)
    if media_type == "application/mbox":
        for number, mail in enumerate(split_mailbox(body), start=1):
            yield _document(f"{uri}#{number}", mail, "message/rfc822", fetched_at)
    else:
        yield _document(uri, body, media_type, fetched_at)


def _refusal(uri: str, body: bytes, *, known: bool) -> Skipped | None:
    """Why these bytes are not read; None where they are text."""
    if not body.strip(b" \t\r\n\xef\xbb\xbf"):
        return Skipped(uri, "the file is empty", "remove it or put the text into it")
    if len(body) > MAX_BYTES:
        return Skipped(uri, f"larger than {MAX_BYTES // 1_000_000} MB", "split the file")
    container = describe_container(uri, body)
    if container:
        return Skipped(uri, *container)
    if is_binary(body):
        return Skipped(uri, "not a text file", "export its text as .txt, .md or .html")
    fault = _json_fault(body) if Path(uri).suffix.lower() == ".json" else None
    if fault:
        return Skipped(uri, f"not valid JSON ({fault})", "export it again, or rename it to .txt")
    if not known:
        suffix = Path(uri).suffix
        reason = f"unknown kind of file ({suffix})" if suffix else "unknown kind of file (no suffix)"
        return Skipped(uri, reason, "rename it to .txt if it is text, or name the file itself")
    return None


def _json_fault(body: bytes) -> str | None:
    """What is wrong with JSON; None where it, or a line of it, can be read."""
    text = decode(body)
    try:
        json.loads(text)
    except RecursionError:
        return "nested too deeply"
    except ValueError as fault:
        return None if any(map(_is_object, text.splitlines())) else str(fault).partition(";")[0]
    return None


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _document(uri: str, body: bytes, media_type: str, fetched_at: str) -> Document:
    text = decode(body)
    digest = hashlib.blake2b(body, digest_size=16).hexdigest()
    if media_type != "text/html":
        return Document(uri, classify(uri, "", media_type, text[:_START]), media_type, text, fetched_at, digest)
    head = read_head(LexborHTMLParser(text))
    touchpoint = classify(uri, head.title, media_type, head.words[:_START], head.schema_types)
    return Document(uri, touchpoint, media_type, text, fetched_at, digest, head.language)


def _placed(document: Document, touchpoint: Touchpoint | None, overrides: Mapping[str, Touchpoint]) -> Document:
    """The document with the touchpoint that the user names."""
    fits = (kind for glob, kind in overrides.items() if fnmatchcase(document.uri.partition("#")[0], glob))
    chosen = touchpoint or next(fits, document.touchpoint)
    return replace(document, touchpoint=chosen)


def _sniffed(body: bytes) -> str:
    """The media type of text without a known suffix."""
    start = body[:1024].lower()
    if re.search(rb"<!doctype html|<html|<head|<body", start):
        return "text/html"
    if start.startswith(b"webvtt"):
        return "text/vtt"
    if re.match(rb"(return-path|received|from|mime-version|delivered-to|subject|date|to): .+\n(\r?\n|[\w-]+:)", start):
        return "message/rfc822"
    return "text/plain"
