"""What every check knows beside the promises of its topic."""

from __future__ import annotations

from msgspec import Struct

from auditor.findings.reach import Reach
from auditor.priorities import Priorities
from auditor.rules import Rulebook


class Setting(Struct, frozen=True):
    """The rules, the names of the home market (`auditor.findings.home`), and what findings are weighed by."""

    book: Rulebook
    home: frozenset[str] = frozenset()
    priorities: Priorities = Priorities()
    reach: Reach = Reach()
