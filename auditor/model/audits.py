"""Everything a report is made of."""

from __future__ import annotations

from msgspec import Struct

from auditor.model.commitments import Commitment
from auditor.model.coverage import Coverage
from auditor.model.documents import Skipped
from auditor.model.findings import Finding, NotChecked, Promise
from auditor.model.verdicts import Judgement


class Audit(Struct, frozen=True):
    """Everything a report is made of. `documents` counts documents by touchpoint; `as_of` is a date.

    `unsure` are statements that are too uncertain to be compared with others.
    """

    company: str
    as_of: str
    documents: dict[str, int]
    commitments: int
    promises: tuple[Promise, ...]
    findings: tuple[Finding, ...]
    judgement: Judgement
    skipped: tuple[Skipped, ...]
    not_checked: tuple[NotChecked, ...]
    unsure: tuple[Commitment, ...] = ()
    coverage: Coverage = Coverage((), (), ())
