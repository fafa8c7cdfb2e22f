"""What every check knows beside the promises of its topic."""

from __future__ import annotations

from msgspec import Struct

from auditor.model import Translated
from auditor.rules import Rulebook


class Setting(Struct, frozen=True):
    """The rules, the names of the company's home market (`auditor.findings.home`), and translations that differ."""

    book: Rulebook
    home: frozenset[str] = frozenset()
    translated: tuple[Translated, ...] = ()
