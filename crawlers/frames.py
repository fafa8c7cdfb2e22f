"""Values to frames on a pipe and back: one byte for the type, four for the length, then MessagePack.

A frame that was cut off by the death of its writer is dropped: what comes before it is whole.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO

from msgspec import Struct, msgpack

from auditor.model import Discovered, Document, Skipped
from crawlers.settings import CrawlSettings, Done


class Job(Struct, frozen=True):
    """The order to a crawling process: what to crawl, what is done already and what is known and still to do."""

    settings: CrawlSettings
    done: tuple[str, ...] = ()
    pending: tuple[Discovered, ...] = ()


class Finished(Struct, frozen=True):
    """The last frame of a crawling process; `complaint` says why it gave up, None where it went to the end."""

    complaint: str | None = None


Frame = Document | Skipped | Discovered | Done | Finished | Job

_TYPES: tuple[type[Frame], ...] = (Document, Skipped, Discovered, Done, Finished, Job)
_HEAD = struct.Struct(">BI")


def write_frame(stream: IO[bytes], value: Frame) -> None:
    """Write one value and flush, so that the reader has it at once."""
    body = msgpack.encode(value)
    stream.write(_HEAD.pack(_TYPES.index(type(value)), len(body)) + body)
    stream.flush()


def read_frames(stream: IO[bytes]) -> Iterator[Frame]:
    """The values that a writer has left, until the pipe ends."""
    while len(head := stream.read(_HEAD.size)) == _HEAD.size:
        number, length = _HEAD.unpack(head)
        body = stream.read(length)
        if len(body) < length:
            return
        yield msgpack.decode(body, type=_TYPES[number])
