"""An opposition to its fix: the one place to change first, who owns it, and what to write there."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.findings.oppositions import Opposition
from auditor.findings.rewriting import rewritten
from auditor.model import Evidence, Fix, FixKind, Model, Region
from auditor.owners import Ownership, owner_of

# What stands in these parts of a page comes from a template, whichever page it was read on.
_TEMPLATE_REGIONS = (Region.HEADER, Region.NAVIGATION, Region.BANNER, Region.FOOTER)
# Nobody types one sentence on five pages by hand; on fewer, somebody may have copied it.
_TEMPLATE_FROM = 5


def fix_of(found: Opposition, ownerships: Sequence[Ownership], *, exchange: bool) -> Fix:
    """The fix of the first place to change; `exchange`: whether the majority's value is to stand there."""
    place, model = found.outliers[0], found.model
    return Fix(
        document=place.document,
        locator=place.locator,
        owner=owner_of(place.document, place.touchpoint, ownerships),
        kind=_kind(place),
        occurrences=place.occurrences,
        sentence=place.sentence,
        replacement=rewritten(place, model) if exchange else None,
        model=Model(model.document, model.locator, model.sentence),
    )


def _kind(place: Evidence) -> FixKind:
    shared = place.region in _TEMPLATE_REGIONS or len(place.documents) >= _TEMPLATE_FROM
    return FixKind.TEMPLATE if shared else FixKind.PLACE
