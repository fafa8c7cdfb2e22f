"""Promises to those without what is out of date: old posts, and what holds until a day that has passed.

A later statement does not contradict it (guard "supersession by a later date" of the taxonomy of findings).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from auditor.findings.statements import part_of
from auditor.model import Evidence, NotChecked, Promise, Remarked, RemarkKind, Touchpoint

# Who meets a post that is older takes it for history.
_DAYS = 365


def without_superseded(
    promises: Sequence[Promise], as_of: str, remarks: Sequence[Remarked] = ()
) -> tuple[Promise, ...]:
    """The promises without posts written more than a year before `as_of`, an ISO date; all of them for "".

    Neither are there sentences of which a remark says that their day has passed: that is a finding of its own.
    """
    if not as_of:
        return tuple(promises)
    passed = frozenset(one.evidence.sentence for one in remarks if one.kind is RemarkKind.DATE and one.meaning < as_of)
    oldest = (datetime.date.fromisoformat(as_of) - datetime.timedelta(days=_DAYS)).isoformat()
    return tuple(kept for promise in promises if (kept := _kept(promise, oldest, passed)).variants)


def superseded(before: Sequence[Promise], after: Sequence[Promise]) -> Iterator[NotChecked]:
    """What was left out, in words, where anything was."""
    count = _places(before) - _places(after)
    if count:
        statements = "1 statement" if count == 1 else f"{count} statements"
        yield NotChecked(
            "superseded",
            f"{statements} in posts older than a year, or until a day that has passed: compared with nothing",
        )


def _kept(promise: Promise, oldest: str, passed: frozenset[str]) -> Promise:
    parts = (
        (variant, [one for one in variant.evidence if one.sentence not in passed and not _is_old(one, oldest)])
        for variant in promise.variants
    )
    return replace(promise, variants=tuple(part_of(variant, evidence) for variant, evidence in parts if evidence))


def _is_old(one: Evidence, oldest: str) -> bool:
    return one.touchpoint is Touchpoint.SOCIAL and one.dated is not None and one.dated < oldest


def _places(promises: Sequence[Promise]) -> int:
    return sum(variant.occurrences for promise in promises for variant in promise.variants)
