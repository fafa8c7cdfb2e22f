"""Text as written to text as read: one space between words, and no characters that nobody sees."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\x00]")

_LINES = frozenset("br p div li ul ol tr td th dt dd h1 h2 h3 h4 h5 h6 table section".split())

# Marks among the pieces of a text: white space to `clean`, so that one in the input does no harm.
BREAK, SEAM, BOLD, PLAIN = "\x1e", "\x1f", "\x1c", "\x1d"

_MARKS = re.compile(f"[{BREAK}{SEAM}{BOLD}{PLAIN}]")
_BOLD_MARKS = re.compile(f"[{BOLD}{PLAIN}]")
_APART = re.compile(rf"(?<=[^\W\d_]){SEAM}+(?=[\w$£€])|(?<=\d){SEAM}+(?=[^\W\d_])")


def clean(text: str) -> str:
    """The text with its white space collapsed, without zero-width characters and marks of writing direction."""
    return _SPACE.sub(" ", _UNSEEN.sub("", text)).strip()


def joined(text: str) -> str:
    """A text with marks as one line: a break is a space, a seam is one between words ("Starter", "included")."""
    if not _MARKS.search(text):
        return clean(text)
    return clean(_APART.sub(" ", _BOLD_MARKS.sub("", text)).replace(SEAM, ""))


def is_seam(node: LexborNode, tag: str) -> bool:
    """Whether an inline element follows another without a space: two columns on the page, one word in the source."""
    before = node.prev
    return before is not None and (tag == "small" or not (before.tag or "-").startswith(("-", "_")))


def element_text(node: LexborNode) -> str:
    """The text of an element on one line; line breaks and elements set apart do not run words together."""
    if node.child is not None and node.child.next is None and node.child.tag == "-text":
        return clean(node.child.text_content or "")
    pieces = []
    for inner in node.traverse(include_text=True):
        tag = inner.tag or ""
        if tag == "-text":
            pieces.append(inner.text_content or "")
        elif inner.mem_id != node.mem_id and not tag.startswith(("-", "_")):
            pieces.append(BREAK if tag in _LINES else SEAM if is_seam(inner, tag) else "")
    return joined("".join(pieces))
