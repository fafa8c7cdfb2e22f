"""What commands leave in the audit file: what a check has yielded, and that a command ran."""

from __future__ import annotations

import msgspec

from auditor.model import Finding, NotChecked, Promise


class Checked(msgspec.Struct, frozen=True):
    """What one check has yielded; `basis` is the digest of the rules and documents it rests on."""

    basis: str
    promises: tuple[Promise, ...]
    findings: tuple[Finding, ...]
    not_checked: tuple[NotChecked, ...]


class Run(msgspec.Struct, frozen=True):
    """One command that wrote to the audit file; `outcome` is None while it runs or when it was cut off."""

    id: int
    kind: str
    source: str
    started_at: str
    finished_at: str | None
    outcome: str | None
