"""Folders, files and standard input as people have them."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from auditor.errors import SourceError
from auditor.model import Document, Skipped, Touchpoint
from crawlers import open_source
from crawlers.files import MAX_BYTES, collect
from crawlers.touchpoints import classify


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        os.utime(path, (1_780_000_000, 1_780_000_000))
    return folder


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


def test_a_folder_becomes_documents_in_the_order_of_their_names(tmp_path):
    mail = "From: a@shop.example\nSubject: Order\n\nShips in 2 days.\n"
    folder = write(
        tmp_path,
        {
            "site/shipping.html": '<html lang="en-GB"><title>Delivery</title><p>2 days</p></html>',
            "site/products/kettle.HTM": "<p>Kettle</p>",
            "macros.csv": "title,body\nRefund,5 days\n",
            "posts.csv": "posted_at,network,text\n2026-01-01,x,24 hours\n",
            "table.tsv": "a\tb\n",
            "export.json": "{}",
            "rows.jsonl": "{}\n",
            "mail.eml": mail,
            "box.mbox": f"From a Mon\n{mail}>From here on\n\nFrom b Tue\n{mail}",
            "training.vtt": "WEBVTT\n\n00:00.000 --> 00:02.000\nTwo days\n",
            "readme.markdown": "# Hello\n",
            ".hidden.txt": "no",
            ".audit/audit.db": b"\0",
            "site/robots.txt": "Disallow: /",
            "site/sitemap.xml": "<urlset/>",
            "site/logo.png": b"\x89PNG\0",
        },
    )
    found = [item for item in collect([folder]) if isinstance(item, Document)]
    assert [(item.uri, item.media_type, item.touchpoint.value, item.locale) for item in found] == [
        ("box.mbox#1", "message/rfc822", "email", None),
        ("box.mbox#2", "message/rfc822", "email", None),
        ("export.json", "application/json", "web", None),
        ("macros.csv", "text/csv", "chat_macro", None),
        ("mail.eml", "message/rfc822", "email", None),
        ("posts.csv", "text/csv", "social", None),
        ("readme.markdown", "text/markdown", "web", None),
        ("rows.jsonl", "application/x-ndjson", "web", None),
        ("table.tsv", "text/tab-separated-values", "web", None),
        ("training.vtt", "text/vtt", "call_script", None),
        ("site/shipping.html", "text/html", "policy", "en-GB"),
        ("site/products/kettle.HTM", "text/html", "product", None),
    ]
    assert found[0].body == mail + "From here on\n"
    assert {item.fetched_at for item in found} == {"2026-05-28T20:26:40+00:00"}
    assert list(collect([folder])) == list(collect([folder]))
    assert not [item for item in collect([folder]) if isinstance(item, Skipped)]


def test_what_cannot_be_read_yet_is_named_with_a_way_out(tmp_path):
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    locked = bytearray(zipped("a.txt"))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    write(
        tmp_path,
        {
            "a.pdf": b"%PDF-1.7\nx",
            "b.pdf": b"%PDF-1.7\n/Encrypt 5 0 R",
            "c.docx": zipped("word/document.xml"),
            "d.xlsx": ole,
            "e.zip": bytes(locked),
            "f.docx": b"PK\x03\x04broken",
            "g.txt": b"\x00\x01\x02\x03",
            "h.txt": b"\xef\xbb\xbf \n",
            "i.xyz": "some text",
            "j.rtf": "{\\rtf1 text}",
        },
    )
    (tmp_path / "k.txt").symlink_to(tmp_path / "gone.txt")
    os.mkfifo(tmp_path / "l.txt")
    with (tmp_path / "m.txt").open("wb") as huge:
        huge.truncate(MAX_BYTES + 1)
    export = "save it as text or HTML and collect that file"
    unlock = "save it without a password, as text or HTML, and collect that file"
    assert list(collect([tmp_path])) == [
        Skipped("a.pdf", "not read yet: PDF", export),
        Skipped("b.pdf", "not read yet: PDF, password-protected", unlock),
        Skipped("c.docx", "not read yet: Word document", export),
        Skipped("d.xlsx", "not read yet: Office document, password-protected", unlock),
        Skipped("e.zip", "not read yet: a ZIP archive, password-protected", "unpack it and collect the folder"),
        Skipped("f.docx", "a damaged archive or office file", "save it again"),
        Skipped("g.txt", "not a text file", "export its text as .txt, .md or .html"),
        Skipped("h.txt", "the file is empty", "remove it or put the text into it"),
        Skipped("i.xyz", "unknown kind of file (.xyz)", "rename it to .txt if it is text, or name the file itself"),
        Skipped("j.rtf", "not read yet: RTF document", export),
        Skipped("k.txt", "not a regular file, or a link that leads nowhere", "remove it or mend the link"),
        Skipped("l.txt", "not a regular file, or a link that leads nowhere", "remove it or mend the link"),
        Skipped("m.txt", "larger than 50 MB", "split the file"),
    ]


def test_text_in_any_encoding_is_read(tmp_path):
    write(tmp_path, {name: "5 € – “now”".encode(name) for name in ("utf-8", "utf-8-sig", "utf-16", "cp1252")})
    named = [tmp_path / name for name in ("utf-8", "utf-8-sig", "utf-16", "cp1252")]
    assert {item.body for item in collect(named) if isinstance(item, Document)} == {"5 € – “now”"}


def test_a_file_is_called_as_it_was_named(tmp_path, monkeypatch):
    write(tmp_path, {"a/script.md": "Agent: hello", "b/script.md": "Agent: hi", "notes": "<html><p>x</p></html>"})
    monkeypatch.chdir(tmp_path)
    assert [(item.uri, item.media_type) for item in collect(["a/script.md", Path("notes")])] == [
        ("a/script.md", "text/markdown"),
        ("notes", "text/html"),
    ]
    assert [item.uri for item in collect(["a", "b"])] == ["script.md", "b/script.md"]


def test_a_touchpoint_is_given_for_all_or_by_glob(tmp_path):
    write(tmp_path, {"x/faq.md": "# FAQ", "y.md": "# Hi"})
    assert {item.touchpoint for item in collect([tmp_path], touchpoint=Touchpoint.SLA)} == {Touchpoint.SLA}
    overrides = {"x/*": Touchpoint.CALL_SCRIPT}
    assert [item.touchpoint.value for item in collect([tmp_path], overrides=overrides)] == ["web", "call_script"]


def test_standard_input_is_a_document(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Subject: Order\n\nShips in 2 days")))
    (found,) = open_source("-")
    assert isinstance(found, Document)
    assert (found.uri, found.media_type, found.touchpoint, found.body) == (
        "stdin",
        "message/rfc822",
        Touchpoint.EMAIL,
        "Subject: Order\n\nShips in 2 days",
    )


def test_a_path_that_is_not_there_is_a_sentence_with_a_suggestion(tmp_path):
    write(tmp_path, {"scripts/call.md": "x"})
    with pytest.raises(SourceError) as raised:
        list(collect([tmp_path / "script"]))
    assert str(raised.value) == f"{tmp_path}/script: no such file or folder; did you mean {tmp_path}/scripts?"
    with pytest.raises(SourceError, match=r"/zzz/x: no such file or folder; look in "):
        list(collect([tmp_path / "zzz" / "x"]))


@pytest.mark.parametrize(
    ("uri", "title", "expected"),
    [
        ("https://s.example/", "Free shipping on everything", "web"),
        ("https://s.example/pages/Shipping_Policy", "", "policy"),
        ("https://s.example/policies/terms-of-service", "", "contract"),
        ("https://s.example/returns.html", "", "policy"),
        ("https://s.example/delivery-faq.html", "", "faq"),
        ("https://s.example/help/delivery", "", "faq"),
        ("https://s.example/products/extended-warranty", "", "product"),
        ("https://s.example/products", "", "web"),
        ("https://s.example/blog/our-shipping", "", "web"),
        ("https://s.example/status-sla.html", "", "sla"),
        ("https://s.example/master-agreement", "", "contract"),
        ("https://s.example/last-call.html", "", "web"),
        ("https://s.example/x7", "Shipping & returns | Shop", "policy"),
        ("https://s.example/x7", "Shop – Frequently asked questions", "faq"),
        ("https://s.example/x7", "Free delivery for 30 days!", "web"),
        ("emails/welcome.html", "", "email"),
        ("last-call.html", "", "web"),
    ],
)
def test_pages_are_told_apart_by_address_and_title(uri, title, expected):
    assert classify(uri, title) == Touchpoint(expected)


@pytest.mark.parametrize(
    ("uri", "start", "expected"),
    [
        ("scripts/returns.md", "", "call_script"),
        ("call_script.txt", "", "call_script"),
        ("inbound-CallScript.txt", "", "call_script"),
        ("chat_macros.md", "", "chat_macro"),
        ("social/march.txt", "", "social"),
        ("emails/welcome.txt", "", "email"),
        ("sla.md", "", "sla"),
        ("export.txt", "id,shortcut,title,body\n1,/hi,Hi,Hello", "chat_macro"),
        ("export.txt", "Subject: Your order\n\nHello", "email"),
        ("export.txt", "AGENT: Thanks for calling.\nCUSTOMER: Hi", "call_script"),
        ("export.txt", "# Returns policy\n\n30 days", "policy"),
        ("export.txt", "Q: How long?\nA: Two days", "faq"),
        ("export.txt", "This Agreement is made between", "contract"),
        ("export.txt", "Service Level Agreement v2", "sla"),
        ("brochure.txt", "Phones that pick up", "web"),
    ],
)
def test_files_are_told_apart_by_name_then_by_their_first_words(uri, start, expected):
    assert classify(uri, "", "text/plain", start) == Touchpoint(expected)
