"""Bytes of a PDF, an office file or an archive to what they are and how their text can be had."""

from __future__ import annotations

import io
import zipfile

_EXPORT = "save it as text or HTML and collect that file"
_UNLOCK = "save it without a password, as text or HTML, and collect that file"
_OFFICE = {
    "word/": "Word document",
    "xl/": "Excel workbook",
    "ppt/": "PowerPoint file",
    "content.xml": "OpenDocument file",
}
_ENCRYPTED_FLAG = 0x1


def describe_container(name: str, body: bytes) -> tuple[str, str] | None:
    """Reason and remedy for a file whose text lies packed inside; None for any other file."""
    if body.startswith(b"%PDF"):
        locked = b"/Encrypt" in body
        return _described("PDF", locked)
    if body.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        # An old Office file, or the shell around an encrypted new one.
        locked = "EncryptedPackage".encode("utf-16-le") in body or name.lower().endswith(("x", "m"))
        return _described("Office document", locked)
    if body.startswith(b"PK\x03\x04"):
        return _zip(body)
    if body.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")):
        return "not read yet: an archive", "unpack it and collect the folder"
    if body.startswith(b"{\\rtf"):
        return _described("RTF document", locked=False)
    return None


def _zip(body: bytes) -> tuple[str, str]:
    try:
        entries = zipfile.ZipFile(io.BytesIO(body)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return "a damaged archive or office file", "save it again"
    locked = any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries)
    for start, kind in _OFFICE.items():
        if any(entry.filename.startswith(start) for entry in entries):
            return _described(kind, locked)
    protected = ", password-protected" if locked else ""
    return f"not read yet: a ZIP archive{protected}", "unpack it and collect the folder"


def _described(kind: str, locked: bool) -> tuple[str, str]:
    protected = ", password-protected" if locked else ""
    return f"not read yet: {kind}{protected}", _UNLOCK if locked else _EXPORT
