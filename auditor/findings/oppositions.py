"""What a check hands on: statements that stand against each other, and what could not be compared."""

from __future__ import annotations

from msgspec import Struct

from auditor.model import Evidence, Scope


class Opposition(Struct, frozen=True):
    """Statements about one topic in one scope of which not all can hold.

    `outliers` are the places to change, the first one first; `majority` says what most or weightier places say
    (empty where the outliers stand alone); `context` takes part without standing against the majority. Where `since` is
    a date, the majority is not what is said elsewhere but what the same places said when a check was recorded on that
    day. `words` are those that only some checks have for their texts, such as what the majority and the context add up
    to.
    """

    topic: str
    scope: Scope
    outliers: tuple[Evidence, ...]
    majority: tuple[Evidence, ...]
    context: tuple[Evidence, ...] = ()
    since: str = ""
    words: dict[str, str] = {}

    @property
    def model(self) -> Evidence:
        """The statement that the places to change are held against; the first of them where they stand alone."""
        return (self.majority or self.outliers)[0]


class Undecided(Struct, frozen=True):
    """Two values of one topic and scope that cannot be held against each other, and why."""

    topic: str
    scope: Scope
    reason: str
