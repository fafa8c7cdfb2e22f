"""A text to a file: whole, or not at all, so that a full disk does not cost the report that was there before."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write `text` to `path`, making its folder; what is there stays where that fails, which is an OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not path.is_file():
        path.write_text(text, "utf-8", newline="")  # a device or a pipe cannot be replaced
        return
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_text(text, "utf-8", newline="")
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise
