"""The clause of a value to the condition it holds under, in the words of the text."""

from __future__ import annotations

from auditor.commitments.scope_clause import Clause
from auditor.model import Block


def find_condition(clause: Clause, block: Block) -> str | None:
    """The trigger or limit of the value; None where none is stated."""
    return None
