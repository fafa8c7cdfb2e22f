"""An event table to a drafted actuals.toml."""

from __future__ import annotations

from pathlib import Path


def detect(path: Path) -> str:
    return ""
