"""`audit explain`: why a value of a document is the commitment it is, or none."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from auditor.cli.session import Session
from auditor.errors import ConfigurationError, SourceError

if TYPE_CHECKING:
    from auditor.commitments.explained import Explanation, Stated
    from auditor.model import Document

_LABELS = 14
_MOST_LISTED = 30
_EXAMPLES = """\b
Examples:
  audit explain shipping.html 3                   the third commitment, as `audit extract` counts them
  audit explain shipping.html --quote "30 days"   a value, taken or not
  audit explain shipping.html --at 12             what stands on line 12 of the file
"""


@click.command(epilog=_EXAMPLES, short_help="Show why a value is a commitment, or none.")
@click.argument("path", metavar="FILE")
@click.argument("label", required=False, metavar="[N]")
@click.option("--at", "line", type=click.IntRange(1), metavar="LINE", help="A value on this line of the file.")
@click.option("--quote", metavar="TEXT", help="A value with these words, or in a sentence with them.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def explain(session: Session, path: str, label: str | None, line: int | None, quote: str | None, form: str) -> int:
    """Show why a value is a commitment, or none: cue, context, scores and rules.

    N is a number that `audit extract FILE` shows, or x1, x2 … for a value that `audit -v extract FILE` shows as none.
    """
    import msgspec

    from auditor.blocks import find_blocks
    from auditor.commitments.explained import explain as explanation_of
    from auditor.commitments.explained import find_stated
    from auditor.commitments.lines import find_lines

    document = _document(session, path)
    blocks = find_blocks(document)
    stated = find_stated(blocks, session.book, session.trained)
    lines = find_lines(document.body, blocks, stated)
    chosen = _chosen(document.uri, stated, lines, label, line, quote)
    explanation = explanation_of(chosen, blocks, session.book, session.trained)
    if form == "json":
        found = {"schema_version": 1, "line": lines.get(chosen.label), **msgspec.structs.asdict(explanation)}
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    else:
        click.echo("\n".join(explanation_lines(explanation, lines.get(chosen.label))))
    return 0


def _document(session: Session, path: str) -> Document:
    """The one document of a file."""
    from auditor.model import Skipped
    from crawlers.files import collect

    items = list(collect([path], overrides=session.settings.collect.touchpoints))
    if not items:
        raise SourceError(f"{path}: nothing to read in it; name a file with text.")
    if len(items) > 1:
        raise ConfigurationError(f"{path}: it holds {len(items)} documents; name a file that holds one.")
    (item,) = items
    if isinstance(item, Skipped):
        raise SourceError(f"{item.uri}: not read: {item.reason}{f'; {item.remedy}' if item.remedy else ''}.")
    return item


def _chosen(
    uri: str, stated: Sequence[Stated], lines: dict[str, int], label: str | None, line: int | None, quote: str | None
) -> Stated:
    """The one value that all that was given fits; without anything given, the only commitment."""
    label = label and label.lower()
    if not stated:
        raise ConfigurationError(f"{uri}: it states no value at all, so there is nothing to explain.")
    chosen = [one for one in stated if label in (None, one.label) and line in (None, lines.get(one.label))]
    if quote is not None:
        chosen = _with_words(chosen, quote)
    elif label is None and line is None:
        chosen = [one for one in stated if one.commitment] or chosen
    if len(chosen) == 1:
        return chosen[0]
    listed = "\n".join(_listed(chosen or stated, lines))
    if chosen:
        raise ConfigurationError(f"{uri}: which of these {len(chosen)}? Give its number.\n{listed}")
    raise ConfigurationError(f"{uri}: no such value; there are these:\n{listed}")


def _with_words(stated: Sequence[Stated], quote: str) -> list[Stated]:
    """The values with these words, or else those in a sentence with them."""
    words = _folded(quote)
    own = [one for one in stated if words in _folded(one.quote)]
    return own or [one for one in stated if one.candidate and words in _folded(one.candidate.sentence)]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _listed(stated: Sequence[Stated], lines: dict[str, int]) -> Iterator[str]:
    from auditor.cli.reading import one_line
    from auditor.cli.terminal import cut
    from auditor.wording import topic_name

    for one in stated[:_MOST_LISTED]:
        topic = topic_name(one.commitment.topic) if one.commitment else "no commitment"
        place = f", line {lines[one.label]}" if one.label in lines else ""
        yield f"{one.label:>5}  {cut(one_line(one.quote), 60)}: {topic}{place}"
    if len(stated) > _MOST_LISTED:
        yield f"       … and {len(stated) - _MOST_LISTED} more"


def explanation_lines(explanation: Explanation, line: int | None) -> Iterator[str]:
    """The place, the sentence with the value in brackets, and each reason under its label."""
    from auditor.cli.reading import one_line
    from auditor.cli.reasons import reasons_of
    from auditor.cli.terminal import line_width

    one = explanation
    place = one.locator if line is None else f"line {line}"
    yield click.style(f"{one.label}  {one_line(one.document)}, {one_line(place)}", bold=True)
    yield ""
    before, after = one_line(one.sentence[: one.start] + "|")[:-1], one_line("|" + one.sentence[one.end :])[1:]
    yield from textwrap.wrap(f"“{before}[{one_line(one.quote)}]{after}”", line_width())
    yield ""
    for reason in reasons_of(one):
        for number, text in enumerate(reason.lines):
            label = f"{reason.label if number == 0 else '':<{_LABELS}}"
            wrapped = textwrap.wrap(text, line_width() - _LABELS) or [""]
            yield click.style(label, bold=True) + wrapped[0]
            yield from (" " * _LABELS + rest for rest in wrapped[1:])


COMMANDS = (explain,)
