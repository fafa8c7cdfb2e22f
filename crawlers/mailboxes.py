"""An mbox file to the mails in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A mail begins with "From sender date" after an empty line; a line of its text that looks alike is written ">From".
_BEGINNING = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\r?\n")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def split_mailbox(body: bytes) -> Iterator[bytes]:
    """The mails, each as the bytes of one .eml file, in the order of the file."""
    starts = [match.span() for match in _BEGINNING.finditer(body)]
    ends = [start for start, _ in starts[1:]] + [len(body)]
    for (_, begin), end in zip(starts, ends, strict=True):
        mail = _QUOTED.sub(rb"\1", body[begin:end]).strip(b"\r\n")
        if mail:
            yield mail + b"\n"
