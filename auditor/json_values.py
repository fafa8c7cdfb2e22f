"""JSON text to values whose every text can be written again as UTF-8.

JSON may spell half of a character (an emoji that an export cut in two), which Python reads and cannot write.
"""

from __future__ import annotations

import json
from typing import Any


def load_json(source: str, *, strict: bool = True) -> Any:
    """The value, with ? for each half of a character; `strict` forbids line breaks within strings.

    Raises ValueError for what is no JSON, RecursionError for what is nested too deeply.
    """
    value = json.loads(source, strict=strict)
    written = json.dumps(value, ensure_ascii=False) if "\\u" in source else ""
    return json.loads(written.encode("utf-8", "replace")) if _is_halved(written) else value


def _is_halved(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)
