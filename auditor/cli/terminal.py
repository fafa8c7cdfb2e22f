"""Values to lines for the terminal: summary, findings, verdicts, commitments, changes."""

from __future__ import annotations

import collections
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from auditor.wording import say, say_scope, share, topic_name

if TYPE_CHECKING:
    from auditor.changes import Changes
    from auditor.model import Audit, Commitment, Evidence, Finding, Judgement, NotChecked, Skipped, Verdict
    from auditor.report.summary import ToDo
    from auditor.results import Run

_COLORS = {"error": "red", "warning": "yellow", "info": "blue", "note": "cyan"}
_VERDICT_COLORS = {"over_promise": "red", "kept": "green", "under_promise": "blue"}
_SHOWN = 5


def line_width() -> int:
    """The columns that text is wrapped to: those of the terminal, 60..100."""
    return max(60, min(shutil.get_terminal_size((80, 24)).columns, 100))


def _wrap(text: str, first: str, rest: str | None = None) -> list[str]:
    indent = " " * len(first) if rest is None else rest
    lines = textwrap.wrap(text, line_width(), initial_indent=first, subsequent_indent=indent, break_long_words=False)
    return lines or [first]


def cut(text: str, length: int) -> str:
    """The text, or its beginning with an ellipsis where it is longer than `length`."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def summary_lines(audit: Audit, shown: int = _SHOWN) -> Iterator[str]:
    """What is promised, where it disagrees, what is not kept, and what to do first."""
    from auditor.report.summary import summarize

    summary = summarize(audit)
    yield from _wrap(summary.verdict, "")
    if summary.promised:
        yield from _head("What is promised")
        ordered = sorted(summary.promised, key=lambda p: -p.places)
        for line in ordered[: 2 * shown]:
            values = " | ".join(line.values)
            yield from _wrap(f"{line.topic} ({cut(line.scope, 40)}): {values}  ×{line.places}", "  ", "      ")
        yield from _more(len(ordered) - 2 * shown, "promises")
    yield from _to_do_lines("Where it disagrees", summary.disagree, shown)
    yield from _to_do_lines("What is not kept", summary.broken, shown)
    yield from _to_do_lines("What could be promised more tightly", summary.could_promise_more, shown)
    if summary.first:
        yield from _head("What to do first")
        for number, todo in enumerate(summary.first[:3], 1):
            yield from _wrap(f"{todo.headline}.", f"  {number}. ")
            yield from _wrap(todo.action, "     ")
    if summary.unread or summary.not_checked:
        yield ""
        yield f"Not read: {summary.unread}. Checks not made: {summary.not_checked}. The report lists both."


def _head(text: str) -> Iterator[str]:
    yield ""
    yield click.style(text, bold=True)


def _more(count: int, noun: str) -> Iterator[str]:
    if count > 0:
        yield f"  … and {count} more {noun} in the report"


def _to_do_lines(head: str, items: Sequence[ToDo], shown: int) -> Iterator[str]:
    if not items:
        return
    yield from _head(head)
    for item in items[:shown]:
        yield from _wrap(f"{click.style('●', fg=_COLORS[item.severity])} {item.headline}", "  ", "    ")
    yield from _more(len(items) - shown, "of these")


def finding_lines(
    findings: Sequence[Finding], not_checked: Sequence[NotChecked], *, explained: bool = False
) -> Iterator[str]:
    """Each finding with its places, the replacement and the key; the unsure ones; the count; what was not checked.

    `explained` adds how each severity was computed.
    """
    sure, unsure = [one for one in findings if not one.unsure], [one for one in findings if one.unsure]
    for finding in sure:
        yield from _finding_block(finding, explained=explained)
    if unsure:
        yield click.style("Unsure: one side may be no promise of this topic. These fail no build.", bold=True)
        yield ""
        for finding in unsure:
            yield from _finding_block(finding, explained=explained)
    counts = collections.Counter(str(finding.severity) for finding in sure)
    counted = [f"{counts[s]} {s}{'s' if counts[s] != 1 else ''}" for s in _COLORS if counts[s]]
    yield ", ".join([*counted, *([f"{len(unsure)} unsure"] if unsure else [])]) or "No findings."
    yield from not_checked_lines(not_checked)


def _finding_block(finding: Finding, *, explained: bool) -> Iterator[str]:
    label = click.style(f"{finding.severity}[{finding.code} {topic_name(finding.topic)}]", fg=_COLORS[finding.severity])
    worded = "" if finding.certainty == "certain" else f" {finding.certainty}:"
    yield from _wrap(f"{label}{worded} {finding.title}", "", "    ")
    for evidence in finding.evidence[:_SHOWN]:
        yield from _evidence_lines(evidence)
    yield from _more(len(finding.evidence) - _SHOWN, "places")
    yield from _wrap(finding.suggestion, "  = help: ")
    if finding.fix is not None and finding.fix.kind == "template":
        yield from _wrap(f"{finding.fix.occurrences:,} places show this sentence: change it once", "  = template: ")
    if finding.owners:
        yield from _wrap(", ".join(finding.owners), "  = owner: ")
    if explained:
        yield from _severity_lines(finding)
    yield f"  = {finding.key}, {finding.status}; scope: {say_scope(finding.scope)}"
    yield ""


def _severity_lines(finding: Finding) -> Iterator[str]:
    """The score, its factors one below the other, and the confidence."""
    product = " × ".join(f"{one.value:g}" for one in finding.severity_factors)
    yield f"  = score: {finding.severity_score:g} of 100, from odds of {product}"
    for one in finding.severity_factors:
        yield from _wrap(one.why, f"      {one.value:<5g} {one.factor:<11}")
    yield f"  = confidence: {finding.confidence:.2f}"


def not_checked_lines(not_checked: Sequence[NotChecked]) -> Iterator[str]:
    """What was not looked at, and why."""
    for item in not_checked:
        yield from _wrap(f"not checked: {item.check}: {item.reason}", "", "    ")


def _evidence_lines(evidence: Evidence) -> Iterator[str]:
    often = f" ×{evidence.occurrences}" if evidence.occurrences > 1 else ""
    place = f"{cut(evidence.document, line_width() - 30)} ({topic_name(evidence.touchpoint)})"
    yield f"  ├─ {place}{often}, {evidence.role}"
    yield from _wrap(f"“{cut(evidence.sentence or evidence.quote, 220)}”", "  │    ", "  │    ")


def verdict_lines(judgement: Judgement) -> Iterator[str]:
    """Each measured promise with its arithmetic; then promises nobody measures and practices nobody promises."""
    order = ("over_promise", "inconclusive", "not_enough_data", "under_promise", "kept")
    measured = [v for v in judgement.verdicts if v.verdict in order]
    for verdict in sorted(measured, key=lambda v: order.index(v.verdict)):
        yield from _verdict_block(verdict)
    if judgement.orphans:
        yield from _head("Promised, but nothing measures it")
        for orphan in judgement.orphans:
            text = f"{topic_name(orphan.topic)} ({say_scope(orphan.scope)}): “{cut(orphan.quote, 60)}”: {orphan.reason}"
            yield from _wrap(text, "  ", "    ")
    if judgement.silent:
        yield from _head("Measured, but nobody promises it")
        for practice in judgement.silent:
            where = ", ".join(f"{key} {value}" for key, value in practice.where.items())
            p95 = "" if practice.p95 is None else f", 95 % within {practice.p95} {practice.unit.replace('_', ' ')}s"
            yield from _wrap(
                f"{practice.measure}{f' ({where})' if where else ''}: {practice.n:,} cases{p95}", "  ", "    "
            )
    for item in judgement.not_checked:
        yield from _wrap(f"not checked: {item.check}: {item.reason}", "", "    ")


def _verdict_block(verdict: Verdict) -> Iterator[str]:
    from auditor.report.summary import stated

    word = click.style(verdict.verdict.replace("_", "-"), fg=_VERDICT_COLORS.get(verdict.verdict, "yellow"), bold=True)
    name = f"{topic_name(verdict.topic)} ({say_scope(verdict.scope)})"
    yield from _wrap(f"{word}  {name}: {stated(verdict)}, {verdict.promise.strength}", "", "    ")
    if verdict.arithmetic:
        yield from _wrap(verdict.arithmetic, "    ")
    if verdict.kept_ci:
        low, high = verdict.kept_ci
        target = "" if verdict.target is None else f"; target {share(verdict.target)}"
        yield f"    95 % interval {share(low)} to {share(high)}{target}"
    for text in (verdict.reason, verdict.suggestion):
        if text:
            yield from _wrap(text, "    ")


def commitment_table(commitments: Sequence[Commitment]) -> Iterator[str]:
    """Each document with its commitments: topic, value, strength and scope, and below the sentence it stands in."""
    if not commitments:
        yield "No commitments found."
    document = None
    for commitment in commitments:
        if commitment.document != document:
            document = commitment.document
            yield from _head(document)
        yield from _wrap(
            f"{click.style(topic_name(commitment.topic), fg='cyan')}: {say(commitment.value)}, {commitment.strength}, "
            f"for {say_scope(commitment.scope)}, {commitment.confidence:.2f}",
            "  ",
            "      ",
        )
        yield from _wrap(f"“{cut(commitment.sentence, 160)}”", "      ")


def skipped_lines(skipped: Sequence[Skipped]) -> Iterator[str]:
    """What could not be read, grouped by reason, with the remedy."""
    groups: dict[tuple[str, str], list[str]] = collections.defaultdict(list)
    for item in skipped:
        groups[(item.reason, item.remedy)].append(item.uri)
    for (reason, remedy), uris in sorted(groups.items()):
        others = f" and {len(uris) - 1} more" if len(uris) > 1 else ""
        yield from _wrap(f"not read: {uris[0]}{others}: {reason}{f'; {remedy}' if remedy else ''}", "", "    ")


def change_lines(changes: Changes, older: int, newer: int) -> Iterator[str]:
    """How much came, went and changed between two runs, then a paragraph for each difference."""
    counts = collections.Counter((change.kind, change.change) for change in changes.changes)
    told = [f"{number} {kind}{'' if number == 1 else 's'} {change}" for (kind, change), number in counts.items()]
    yield from _wrap(f"From run {older} to run {newer}: {', '.join(told) or 'nothing changed'}.", "")
    for change in changes.changes:
        yield from _wrap(f"{change.kind} {change.change}: {change.name}", "", "    ")
        if change.before:
            yield from _wrap(change.before, "  - ")
        if change.after:
            yield from _wrap(change.after, "  + ")


def run_lines(runs: Iterable[Run]) -> Iterator[str]:
    """One line for each run."""
    for run in runs:
        yield f"{run.id:>4}  {run.started_at}  {run.kind:<8} {run.outcome or 'cut off':<10} {run.source}".rstrip()
