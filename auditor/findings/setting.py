"""What every check knows beside the promises of its topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from auditor.model import Promise
from auditor.rules import Rulebook


class Setting(Struct, frozen=True):
    """The rules, and the names of the company's home market (`auditor.findings.home`).

    `by_topic` holds all promises, for a check that needs those of a second topic.
    """

    book: Rulebook
    home: frozenset[str] = frozenset()
    by_topic: Mapping[str, Sequence[Promise]] = {}
