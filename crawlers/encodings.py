"""Bytes to text, whatever their author believed about encodings; nothing is ever lost, at worst a � stands for a byte.

Bytes that are valid UTF-8 are UTF-8, whatever a header says: text in another encoding practically never is.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Browsers read these labels as Windows-1252, which has curly quotes and the euro sign where Latin-1 has controls.
_WINDOWS = {"iso8859-1", "ascii", "latin-1"}
# Python's own, and UTF-7: no browser knows them, and they fail on bytes or yield characters that cannot be written.
_NO_TEXT = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"}
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_MAIL = re.compile(rb"^content-type:[^\n]*(?:\n[ \t][^\n]*)*?charset\s*=\s*\"?([\w.:-]+)", re.IGNORECASE | re.MULTILINE)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))


def decode(body: bytes, declared: str | None = None) -> str:
    """The text of `body`; `declared` is the charset that a header names."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body.decode(name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    name = _known(declared) or _known(_declared_inside(body)) or "utf-8"
    text = body.decode(name, "replace")
    if name == "utf-8" and not any(char > "\x7f" and char != "\ufffd" for char in text):
        return body.decode("cp1252", "replace")
    return text


def is_binary(body: bytes) -> bool:
    """Whether `body` is no text: it holds NUL bytes without saying that it is UTF-16, or many control characters."""
    start = body[:4096]
    if any(start.startswith(bom) for bom, _ in _BOMS):
        return False
    return b"\0" in start or len(start) - len(start.translate(None, _CONTROLS)) > len(start) // 20


def _declared_inside(body: bytes) -> str | None:
    found = _META.search(body[:4096]) or _MAIL.search(body[:65_536])
    return found[1].decode("ascii", "replace") if found else None


def _known(name: str | None) -> str | None:
    """Python's name of a text encoding, None where there is none of this name."""
    try:
        info = codecs.lookup(name or "")
        "".encode(info.name)  # rejects codecs like rot13 that do not turn text into bytes
    except (LookupError, ValueError):
        return None
    if info.name in _NO_TEXT:
        return None
    return "cp1252" if info.name in _WINDOWS else info.name
