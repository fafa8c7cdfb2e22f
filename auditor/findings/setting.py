"""What every check knows beside the promises of its topic."""

from __future__ import annotations

from msgspec import Struct

from auditor.rules import Rulebook


class Setting(Struct, frozen=True):
    """The rules, and the names of the company's home market (`auditor.findings.home`)."""

    book: Rulebook
    home: frozenset[str] = frozenset()
