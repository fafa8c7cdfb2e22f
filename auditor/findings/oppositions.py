"""What a check hands on: statements that stand against each other, and what could not be compared."""

from __future__ import annotations

from msgspec import Struct

from auditor.model import Evidence, Scope


class Opposition(Struct, frozen=True):
    """Statements about one topic in one scope of which not all can hold.

    `outliers` are the places to change, the first one first; `majority` says what most or weightier places say
    (empty where the outliers stand alone); `context` takes part without standing against the majority.
    """

    topic: str
    scope: Scope
    outliers: tuple[Evidence, ...]
    majority: tuple[Evidence, ...]
    context: tuple[Evidence, ...] = ()


class Undecided(Struct, frozen=True):
    """Two values of one topic and scope that cannot be held against each other, and why."""

    topic: str
    scope: Scope
    reason: str
