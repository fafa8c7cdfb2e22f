"""Audit to Markdown: a comment or a mail that fits anywhere, at most 60,000 characters."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from auditor.model import Audit
from auditor.report.summary import ToDo, summarize
from auditor.wording import topic_name

# A bot finds its own comment by this line and replaces it.
MARKER = "<!-- expectation-audit -->"
LIMIT = 60_000
_ROWS = 10


def write_markdown(audit: Audit) -> str:
    """The verdict line, the ten things to do first, what is not kept, what is promised and what was not read."""
    lines: list[str] = []
    length = 0
    for line in _lines(audit):
        length += len(line) + 1
        if length > LIMIT - 100:
            lines.append("\n… cut off here; the HTML report has all of it.")
            break
        lines.append(line)
    return "\n".join(lines) + "\n"


def _lines(audit: Audit) -> Iterator[str]:
    summary = summarize(audit)
    yield MARKER
    yield f"## What {_escape(audit.company or 'the company')} promises"
    yield ""
    yield _escape(summary.verdict)
    yield from _table("What to fix first", summary.first)
    yield from _table("What could be promised more tightly", summary.could_promise_more)
    if summary.promised:
        yield from ("", "<details><summary>All promises</summary>", "", "| Promise | For | Stated as | Places |")
        yield "|---|---|---|---:|"
        for promise in summary.promised:
            values = " · ".join(_escape(value) for value in promise.values)
            yield f"| {_escape(promise.topic)} | {_escape(promise.scope)} | {values} | {promise.places} |"
        yield from ("", "</details>")
    doubtful = [f"{one.code} {one.title} ({one.key})" for one in audit.findings if one.unsure]
    yield from _listed("May be problems, on a statement that is unsure", doubtful)
    unsure = [f"{topic_name(one.topic)}: {one.sentence} ({one.document})" for one in audit.unsure]
    yield from _listed("May be promises, compared with nothing", unsure)
    yield from _listed("Not read", [f"{s.uri}: {s.reason}" for s in audit.skipped])
    yield from _listed("Not checked", [f"{n.check}: {n.reason}" for n in audit.not_checked])


def _table(title: str, items: Sequence[ToDo]) -> Iterator[str]:
    if not items:
        return
    yield from ("", f"### {title}", "", "| | Problem | Where | Do |", "|---|---|---|---|")
    for item in items[:_ROWS]:
        kind = f"{item.severity} {item.code} {topic_name(item.topic)}"
        where = f"{_escape(item.document)} ×{item.reach}{_owned(item)}"
        yield f"| {kind} | {_escape(item.headline)} | {where} | {_escape(item.action)} |"
    if len(items) > _ROWS:
        yield f"\n… and {len(items) - _ROWS} more in the report."


def _owned(item: ToDo) -> str:
    return f" ({_escape(', '.join(item.owners))})" if item.owners else ""


def _listed(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield from ("", f"<details><summary>{title}: {len(items)}</summary>", "")
        yield from (f"- {_escape(item)}" for item in items[:50])
        yield from ("", "</details>")


def _escape(text: str) -> str:
    """Text that can stand in a table cell: no markup of HTML or Markdown, no line break, no mention of a person."""
    plain = html.escape(re.sub(r"\s+", " ", text).strip(), quote=False)
    return re.sub(r"([\\`*_\[\]|#~])", r"\\\1", plain).replace("@", "@\u200b")
