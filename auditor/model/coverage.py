"""Topics by touchpoints: what each kind of place says of each promise, and what no place says."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from auditor.model.commitments import Quantity, Scope, Strength
from auditor.model.documents import Touchpoint


class Agreement(StrEnum):
    """Whether the places that speak of a promise say the same of it; one document has none to agree with."""

    DISAGREE = "disagree"
    AGREE = "agree"
    ONE_PLACE = "one_place"


class SaidValue(Struct, frozen=True):
    """A value in a cell, with the weightiest statement of it; `occurrences` counts the places.

    `value` is None where the statement has none. `outlying` marks what is not the usual value of the row.
    """

    value: Quantity | None
    strength: Strength
    quote: str
    document: str
    occurrences: int
    outlying: bool


class CoverageCell(Struct, frozen=True):
    """What one kind of place says of a promise; nothing where `said` is empty."""

    touchpoint: Touchpoint
    said: tuple[SaidValue, ...]


class CoverageRow(Struct, frozen=True):
    """One promise: a cell for each touchpoint of the coverage, in its order.

    `scopes` are the scopes of the promises that make the row, more than one where some name the home market and others
    leave it out; `scope` is theirs without it. `usual` is the value that weighs most, None where none is stated.
    """

    topic: str
    scope: Scope
    scopes: tuple[Scope, ...]
    usual: Quantity | None
    agreement: Agreement
    cells: tuple[CoverageCell, ...]


class Coverage(Struct, frozen=True):
    """Promises by touchpoints. `unsaid` are the topics that matter and that no touchpoint states.

    `touchpoints` are those that the audit has documents of, and any other in which something is stated.
    """

    touchpoints: tuple[Touchpoint, ...]
    rows: tuple[CoverageRow, ...]
    unsaid: tuple[str, ...]
