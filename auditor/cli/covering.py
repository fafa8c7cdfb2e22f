"""`audit coverage`: which kind of place says what of each promise, and what no place says."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

import click

from auditor.cli.session import WORKERS, Session

if TYPE_CHECKING:
    from auditor.model import Coverage, CoverageCell, CoverageRow, SaidValue

_EXAMPLES = """\b
Examples:
  audit coverage                                     what each kind of place says, topic by topic
  audit coverage --topic delivery_time --topic return_window
  audit coverage --format csv > coverage.csv         for a spreadsheet
"""
_COLORS = {"disagree": "red", "agree": "green", "one_place": "yellow"}
_WORDS = {"disagree": "places disagree", "agree": "places agree", "one_place": "one place only"}
_NAMES = 18
_QUOTED = 140


@click.command(epilog=_EXAMPLES, short_help="Show which kind of place says what, and what none says.")
@click.option("--topic", "topics", multiple=True, metavar="T", help="Only this topic; repeatable.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    help="[default: table on a terminal, csv elsewhere]",
)
@WORKERS
@click.pass_obj
def coverage(session: Session, topics: tuple[str, ...], form: str | None) -> int:
    """Show which kind of place says what of each promise, where one stands apart, and which topics none speaks of."""
    import msgspec

    from auditor.cli.steps import check_all
    from auditor.coverage import find_coverage, of_topics
    from auditor.report.coverage import coverage_csv

    for topic in topics:
        if topic not in session.book.topics:
            raise _unknown(topic, session)
    with session.store() as store:
        checked = check_all(session, store)
        found = of_topics(find_coverage(checked.promises, store.count_documents(), session.book), topics)
    form = form or ("table" if sys.stdout.isatty() else "csv")
    if form == "json":
        document = {"schema_version": 1, **msgspec.structs.asdict(found)}
        click.echo(msgspec.json.format(msgspec.json.encode(document), indent=2).decode())
    elif form == "csv":
        click.echo(coverage_csv(found), nl=False)
    else:
        click.echo("\n".join(coverage_lines(found)))
    return 0


def _unknown(topic: str, session: Session) -> click.BadParameter:
    from auditor.rules_source import suggest

    hint = suggest(topic, session.book.topics)
    return click.BadParameter(f"{topic} is no topic{hint}; `audit rules list` lists them.", param_hint="--topic")


def coverage_lines(found: Coverage) -> Iterator[str]:
    """Each topic as a section, each promise with a line for each kind of place; then what is said nowhere."""
    from auditor.wording import topic_name

    for topic, rows in groupby(found.rows, key=lambda row: row.topic):
        yield click.style(topic_name(topic).capitalize(), bold=True)
        for row in rows:
            yield from _row_lines(row)
        yield ""
    counts = Counter(str(row.agreement) for row in found.rows)
    told = ", ".join(f"{counts[kind]} {word}" for kind, word in _COUNTED.items() if counts[kind])
    number = f"{len(found.rows)} promise{'' if len(found.rows) == 1 else 's'}"
    yield from _wrapped(f"{number}: {told}." if told else f"{number}.", "")
    if found.unsaid:
        yield from _wrapped(f"Said nowhere in what was read: {', '.join(map(topic_name, found.unsaid))}.", "")


_COUNTED = {
    "disagree": "on which places disagree",
    "agree": "on which they agree",
    "one_place": "in one place only",
}


def _row_lines(row: CoverageRow) -> Iterator[str]:
    from auditor.report.pages import plain
    from auditor.wording import say_scope, topic_name

    state = click.style(_WORDS[row.agreement], fg=_COLORS[row.agreement])
    yield from _wrapped(f"{plain(say_scope(row.scope))}: {state}", "  ")
    for cell in row.cells:
        yield from _cell_lines(cell)
    silent = [topic_name(cell.touchpoint) for cell in row.cells if not cell.said]
    if silent and row.agreement != "one_place":
        yield from _wrapped(f"nothing in: {', '.join(silent)}", "      ")


def _cell_lines(cell: CoverageCell) -> Iterator[str]:
    from auditor.wording import topic_name

    name = topic_name(cell.touchpoint)
    for one in cell.said:
        yield from _said_lines(one, name)
        name = ""


def _said_lines(one: SaidValue, name: str) -> Iterator[str]:
    from auditor.cli.terminal import cut
    from auditor.report.matrix import say_said
    from auditor.report.pages import plain

    mark = click.style("≠", fg="red") if one.outlying else " "
    often = f"  ×{one.occurrences:,}" if one.occurrences > 1 else ""
    yield f"    {mark} {name:<{_NAMES}}{say_said(one)}{often}"
    quote = cut(" ".join(plain(one.quote).split()), _QUOTED)
    yield from _wrapped(f"“{quote}”", " " * (_NAMES + 6), "")


def _wrapped(text: str, indent: str, further: str = "  ") -> list[str]:
    import textwrap

    from auditor.cli.terminal import line_width

    return textwrap.wrap(text, line_width(), initial_indent=indent, subsequent_indent=indent + further)


COMMANDS = (coverage,)
