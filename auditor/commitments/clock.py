"""The words around a duration to the events that start and stop its clock."""

from __future__ import annotations

from auditor.model import Block, Clock
from auditor.rules import Topic


def find_clock(topic: Topic, sentence: str, start: int, end: int, block: Block) -> Clock:
    """The events named near the value at `sentence[start:end]`; where none is named, those of the topic."""
    return topic.clock
