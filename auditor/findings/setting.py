"""What every check knows beside the promises of its topic."""

from __future__ import annotations

from msgspec import Struct

from auditor.model import Ledger
from auditor.rules import Rulebook


class Setting(Struct, frozen=True):
    """The rules, the names of the company's home market (`auditor.findings.home`), and what it means to promise."""

    book: Rulebook
    home: frozenset[str] = frozenset()
    ledger: Ledger = Ledger()
