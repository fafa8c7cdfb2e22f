"""The words for how one value stands to another."""

from __future__ import annotations

from enum import StrEnum

Favours = str | None
"""The direction of a topic's value that customers like, `lower` or `higher`; None where there is none."""


class Relation(StrEnum):
    """How the first value stands to the second.

    `tighter`: it lies within the second and says more; `looser`: the reverse. `overlapping`: they share a part.
    """

    EQUAL = "equal"
    TIGHTER = "tighter"
    LOOSER = "looser"
    OVERLAPPING = "overlapping"
    DISJOINT = "disjoint"
    INCOMPARABLE = "incomparable"
