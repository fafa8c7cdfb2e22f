"""`audit` as a user types it: a real process in a folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

AUDIT = [sys.executable, "-m", "auditor"]


def audit(
    folder: Path, *arguments: str, environment: dict[str, str] | None = None, given: str | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*AUDIT, *arguments],
        cwd=folder,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100", **(environment or {})},
    )
