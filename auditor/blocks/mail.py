"""A mail to Blocks: the subject, then its HTML part as BeautifulSoup reads it, or its text; quoted history apart."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

from msgspec.structs import replace

from auditor.blocks.html import html_blocks
from auditor.blocks.text import text_blocks
from auditor.model import Block, BlockKind, Document

_HISTORY = re.compile(r"(On .{5,100} wrote:|-{2,} ?(Original|Forwarded) message|From: .+@)", re.I)


def mail_blocks(document: Document) -> tuple[Block, ...]:
    """The blocks of a mail; no address or name from its header."""
    message = message_from_bytes(document.body.encode("utf-8", "surrogateescape"), policy=policy.default)
    assert isinstance(message, EmailMessage)
    part = message.get_body(preferencelist=("html", "plain"))
    subject = " ".join(str(message["subject"] or "").split())
    inner: tuple[Block, ...] = ()
    if part is not None:
        content = str(part.get_content())
        if part.get_content_type() == "text/html":
            inner = html_blocks(replace(document, media_type="text/html", body=_repaired(content)))
        else:
            inner = text_blocks(replace(document, media_type="text/plain", body=content))
    return _with_subject(document, subject, _history_apart(inner))


def _repaired(source: str) -> str:
    """Foreign, broken HTML as a clean tree: BeautifulSoup forgives what mail programs write."""
    from bs4 import BeautifulSoup

    return str(BeautifulSoup(source, "html.parser"))


def _history_apart(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    quoted, marked = False, []
    for block in blocks:
        quoted = quoted or bool(_HISTORY.match(block.text))
        marked.append(replace(block, kind=BlockKind.QUOTED) if quoted else block)
    return tuple(marked)


def _with_subject(document: Document, subject: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    if not subject:
        return blocks
    head = Block(document.uri, document.touchpoint, 0, BlockKind.HEADING, subject, "subject", 0, title=subject)
    shift = len(subject) + 1
    moved = (
        replace(
            block,
            index=index,
            start=None if block.start is None else block.start + shift,
            trail=(subject, *block.trail),
            title=subject,
        )
        for index, block in enumerate(blocks, 1)
    )
    return (head, *moved)
