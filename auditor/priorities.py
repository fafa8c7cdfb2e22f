"""What a company says about its own priorities: what is at stake, who owns what, which pages are read."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from auditor.owners import Ownership


class Impact(StrEnum):
    """What is at stake where a promise about a product or a group of customers is wrong, the gravest first."""

    SAFETY = "safety"
    BUSINESS = "business"
    CONVENIENCE = "convenience"


class Priorities(Struct, frozen=True):
    """How findings are weighed and addressed.

    `impact` is by the name of a product, a group of customers, a service or a region. `views` is by the key of a page
    (`auditor.page_views.page_key`), empty where none are known. Findings of less confidence than `unsure_below`, 0..1,
    are unsure.
    """

    impact: dict[str, Impact] = {}
    owners: tuple[Ownership, ...] = ()
    views: dict[str, int] = {}
    # A finding needs both its sides: two that are each 0.7 sure are both right in half of all cases.
    unsure_below: float = 0.7
