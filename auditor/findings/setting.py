"""What every check knows beside the promises of its topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from auditor.findings.alternatives import Alternatives
from auditor.findings.reach import Reach
from auditor.jurisdictions import Regulation
from auditor.model import Ledger, Promise, Recorded, Remarked, Translated
from auditor.priorities import Priorities
from auditor.rules import Rulebook


class Known(Struct, frozen=True):
    """What is known of a company beside its promises: by what it says of itself, and by what was read of it.

    `ledger` is what it means to promise. `earlier` holds the recorded checks to compare with, the oldest first, in the
    scopes of the promises; `translated` the places in other languages that say otherwise, `remarks` what is said
    without a value. `as_of` is the day, as an ISO date, by which others are past or to come. `regulation` and `country`
    are what audit.toml says of the law that applies.
    """

    priorities: Priorities = Priorities()
    ledger: Ledger = Ledger()
    earlier: tuple[Recorded, ...] = ()
    translated: tuple[Translated, ...] = ()
    remarks: tuple[Remarked, ...] = ()
    as_of: str = ""
    regulation: Regulation = Regulation()
    country: str = ""


class Law(Struct, frozen=True):
    """What a rule of regulation cites, and whom it is read for: "the UK (prices in GBP)"; empty for all other rules."""

    citation: str = ""
    jurisdiction: str = ""


def words_of_law(law: Law) -> dict[str, str]:
    """The words that texts of rules fill in for the law."""
    return {"citation": law.citation, "jurisdiction": law.jurisdiction}


class Setting(Struct, frozen=True):
    """The rules, the names of the home market (`auditor.findings.home`), what is known, and how far statements reach.

    `by_topic` holds all promises, for a check that needs those of a second topic, `alternatives` the values that some
    place states beside each other. For a rule of regulation `by_topic` holds, as do the remarks, what is said in its
    jurisdiction alone, and `law` says which that is.
    """

    book: Rulebook
    home: frozenset[str] = frozenset()
    known: Known = Known()
    reach: Reach = Reach()
    by_topic: Mapping[str, Sequence[Promise]] = {}
    alternatives: Alternatives = Alternatives()
    law: Law = Law()
