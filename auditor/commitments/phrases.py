"""Phrases to one expression that finds any of them at whole words, in any case."""

from __future__ import annotations

import re


def any_of(*phrases: str) -> re.Pattern[str]:
    """The expression for `phrases`, each of which is a regular expression."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)
