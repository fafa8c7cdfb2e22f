"""Text to text without the characters that nobody sees: zero-width and soft hyphens, marks of writing direction."""

from __future__ import annotations

import re

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)


def without_invisible(text: str) -> tuple[str, list[int]] | None:
    """The visible text and where each of its characters stands in the whole; None where all of it is visible."""
    if text.isascii() or not _INVISIBLE.search(text):
        return None
    places = [place for place, character in enumerate(text) if not _INVISIBLE.match(character)]
    return "".join([text[place] for place in places]), places
