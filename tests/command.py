"""`audit` as a user types it: a real process in a folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

AUDIT = [sys.executable, "-m", "auditor"]
ENVIRONMENT = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100"}


def audit(
    folder: Path,
    *arguments: str,
    environment: dict[str, str] | None = None,
    given: str | None = None,
    before: Callable[[], None] | None = None,
) -> subprocess.CompletedProcess[str]:
    """What `audit ARGUMENTS` ends with in `folder`; `given` is its standard input, `before` runs in its process."""
    return subprocess.run(
        [*AUDIT, *arguments],
        cwd=folder,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        env={**ENVIRONMENT, **(environment or {})},
        preexec_fn=before,
    )
