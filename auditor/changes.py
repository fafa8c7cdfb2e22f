"""Two runs to Changes: which promises, findings and verdicts came, went or are different now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec import Struct

from auditor.model import Finding, Judgement, Promise, Verdict
from auditor.results import Checked
from auditor.wording import say, say_scope, share, topic_name

_Item = TypeVar("_Item")


class Change(Struct, frozen=True):
    """One difference: `kind` is promise, finding or verdict; `change` is added, gone or changed."""

    kind: str
    change: str
    name: str
    before: str = ""
    after: str = ""


class Changes(Struct, frozen=True):
    """All differences between two runs, sorted by kind and name."""

    changes: tuple[Change, ...]


def find_changes(
    older: tuple[Checked | None, Judgement | None], newer: tuple[Checked | None, Judgement | None]
) -> Changes:
    """What is different in the newer of two states of the audit file."""
    empty = Checked("", (), (), ())
    was, now = older[0] or empty, newer[0] or empty
    verdicts_were, verdicts_are = (older[1] or Judgement()).verdicts, (newer[1] or Judgement()).verdicts
    return Changes(
        (
            *_compare("promise", was.promises, now.promises, _promise_name, _promise_state),
            *_compare("finding", was.findings, now.findings, _finding_name, lambda f: f"{f.severity}: {f.title}"),
            *_compare("verdict", verdicts_were, verdicts_are, _verdict_name, _verdict_state),
        )
    )


def _compare(
    kind: str,
    before: Iterable[_Item],
    after: Iterable[_Item],
    name: Callable[[_Item], str],
    state: Callable[[_Item], str],
) -> list[Change]:
    was, now = {name(item): state(item) for item in before}, {name(item): state(item) for item in after}
    changes = []
    for key in sorted(was.keys() | now.keys()):
        if key not in was:
            changes.append(Change(kind, "added", key, "", now[key]))
        elif key not in now:
            changes.append(Change(kind, "gone", key, was[key], ""))
        elif was[key] != now[key]:
            changes.append(Change(kind, "changed", key, was[key], now[key]))
    return changes


def _promise_name(promise: Promise) -> str:
    clock = "-".join(part for part in (promise.variants[0].clock.from_, promise.variants[0].clock.to) if part)
    return f"{topic_name(promise.topic)}, {say_scope(promise.scope)}{f' ({clock})' if clock else ''}"


def _promise_state(promise: Promise) -> str:
    return "; ".join(f"{say(v.value)} ({v.strength}, {_places(v.occurrences)})" for v in promise.variants)


def _places(number: int) -> str:
    return f"{number} place{'' if number == 1 else 's'}"


def _finding_name(finding: Finding) -> str:
    return f"{finding.key} {finding.code} {topic_name(finding.topic)}, {say_scope(finding.scope)}"


def _verdict_name(verdict: Verdict) -> str:
    return f"{topic_name(verdict.topic)}, {say_scope(verdict.scope)}: {say(verdict.promise.value)}"


def _verdict_state(verdict: Verdict) -> str:
    kept = "" if verdict.kept_rate is None else f", kept {share(verdict.kept_rate)} of {verdict.n}"
    return f"{verdict.verdict.replace('_', '-')}{kept}"
