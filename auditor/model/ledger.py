"""The ledger: what a company means to promise, as its own people keep it beside audit.toml."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from auditor.model.commitments import Clock, Quantity, Scope, Strength


class Standing(StrEnum):
    """Whether statements are held against an entry: only those that a person confirmed, while they are valid."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    UPCOMING = "upcoming"
    EXPIRED = "expired"


class Entry(Struct, frozen=True):
    """What the company means to promise about one topic in one scope.

    `written` is the value as it stands in the file, from line `line` on; `scope` holds canonical names.
    """

    topic: str
    value: Quantity
    written: str
    strength: Strength
    scope: Scope
    clock: Clock
    standing: Standing
    line: int
    owner: str = ""
    note: str = ""
    valid_from: str | None = None
    valid_until: str | None = None


class Ledger(Struct, frozen=True):
    """All entries in the order of the file, which reports call by `name`; without entries there is no ledger."""

    entries: tuple[Entry, ...] = ()
    name: str = "promises.toml"

    @property
    def compared(self) -> tuple[Entry, ...]:
        """The entries that statements are held against."""
        return tuple(entry for entry in self.entries if entry.standing is Standing.CONFIRMED)
