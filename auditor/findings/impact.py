"""Statements and [impact] of audit.toml to what is at stake in them."""

from __future__ import annotations

from collections.abc import Mapping

from auditor import scopes
from auditor.findings.oppositions import Opposition
from auditor.findings.scoping import AXES
from auditor.priorities import Impact
from auditor.rules import Rulebook

_GRAVEST_FIRST = tuple(Impact)


def impact_of(found: Opposition, impact: Mapping[str, Impact], book: Rulebook) -> tuple[str, Impact] | None:
    """The gravest impact that is set for a name the statements are about, or for a broader one, with that name.

    None where none is set: a statement about everything is not taken to be about each thing.
    """
    fitting = [(name, set_to) for name, set_to in impact.items() if _is_about(found, name, book)]
    return min(fitting, key=lambda pair: (_GRAVEST_FIRST.index(pair[1]), pair[0]), default=None)


def _is_about(found: Opposition, name: str, book: Rulebook) -> bool:
    spoken_of = {found.scope, *(one.scope for one in (*found.outliers, *found.majority))}
    return any(
        scopes.relation(axis, said, name, book) in ("equal", "narrower")
        for axis in AXES
        for scope in spoken_of
        if (said := getattr(scope, axis))
    )
