"""What is no commitment and still bears on promises: denials, vague words, definitions, days."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from auditor.model.commitments import Scope
from auditor.model.documents import Concealment, Origin, Region, Touchpoint
from auditor.model.findings import Evidence


class RemarkKind(StrEnum):
    """What a remark does: deny a promise, leave its value open, define a term, name a day, refer to another place.

    `wording` is what laws and platforms ask for or forbid.
    """

    DENIAL = "denial"
    VAGUE = "vague"
    DEFINITION = "definition"
    DATE = "date"
    REFERENCE = "reference"
    WORDING = "wording"


class Remark(Struct, frozen=True):
    """One remark at one place, as the rule `rule` of rules/remarks/ recognizes it.

    `topic` is the topic it bears on. `quote` is verbatim visible text at `start` of the document's visible text (None
    for metadata). `meaning` is what is compared: the weekdays, the number or the words of a definition, the ISO date
    that a day is named by, the place that is referred to; empty for the other kinds. `term` is what is defined.
    """

    document: str
    touchpoint: Touchpoint
    origin: Origin
    rule: str
    kind: RemarkKind
    topic: str
    scope: Scope
    quote: str
    sentence: str
    start: int | None
    context: tuple[str, ...]
    locator: str
    term: str = ""
    meaning: str = ""
    region: Region = Region.BODY
    concealed: Concealment | None = None
    locale: str | None = None


class Remarked(Struct, frozen=True):
    """A remark with all the places that make it in the same words; `scope` holds canonical names."""

    rule: str
    kind: RemarkKind
    topic: str
    scope: Scope
    term: str
    meaning: str
    evidence: Evidence
