"""What every check knows beside the promises of its topic."""

from __future__ import annotations

from msgspec import Struct

from auditor.model import Recorded
from auditor.rules import Rulebook


class Setting(Struct, frozen=True):
    """The rules, the names of the company's home market (`auditor.findings.home`), and what was promised before.

    `earlier` holds the recorded checks to compare with, the oldest first, in the scopes of the promises.
    """

    book: Rulebook
    home: frozenset[str] = frozenset()
    earlier: tuple[Recorded, ...] = ()
