"""`audit extract`: the commitments of files, as lines for programs, as a table, or marked in the text for people."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.collecting import TOUCHPOINT
from auditor.cli.session import WORKERS, Session
from auditor.errors import ConfigurationError

if TYPE_CHECKING:
    from auditor.commitments import Memory, Trained
    from auditor.commitments.explained import Stated
    from auditor.model import Block, Commitment, Document, Skipped
    from auditor.rules import Rulebook

    Documents = Iterator[tuple[Document, tuple[Block, ...]]]
    Commitments = tuple[Commitment, ...]

_FORMATS = ("text", "html", "table", "jsonl", "json")
_EXAMPLES = """\b
Examples:
  audit extract shipping.html                         the text with its commitments marked
  audit extract pages/ -o page.html                   the same as a page
  audit extract pages/ --format jsonl > commitments.jsonl
"""


@click.command(epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@TOUCHPOINT
@WORKERS
@click.option("--format", "form", type=click.Choice(_FORMATS), help="[default: text on a terminal, else jsonl]")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where the page goes; means --format html."
)
@click.option("--full", is_flag=True, help="Show all of the text, with what has no mark (text and html).")
@click.option("-v", "--verbose", is_flag=True, help="Mark values that are no commitments too, with the reason.")
@click.pass_obj
def extract(
    session: Session,
    paths: tuple[str, ...],
    touchpoint: str | None,
    form: str | None,
    output: Path | None,
    full: bool,
    verbose: bool,
) -> int:
    """Show the commitments of files, without an audit file."""
    from auditor.cli.terminal import not_checked_lines, skipped_lines
    from auditor.commitments.foreign import not_read_in

    form = _form(form, output)
    skipped: list[Skipped] = []
    unread: list[dict[str, int]] = []
    documents = _documents(session, paths, touchpoint, skipped)
    verbose = verbose or session.verbose > 0
    if form == "text":
        _show(session, _with_blocks(documents, unread), full=full, verbose=verbose)
    elif form == "html":
        _write_page(session, _with_blocks(documents, unread), output, full=full, verbose=verbose)
    else:
        _print(session, documents, form, skipped, unread)
    for line in (*skipped_lines(skipped), *not_checked_lines(not_read_in(unread))):
        session.note(line)
    return 3 if skipped else 0


def _form(form: str | None, output: Path | None) -> str:
    if output is not None and form not in (None, "html"):
        raise click.UsageError(f"-o is for the page; leave --format {form} away, or redirect its output.")
    return form or ("html" if output else "text" if sys.stdout.isatty() else "jsonl")


def _documents(
    session: Session, paths: tuple[str, ...], touchpoint: str | None, skipped: list[Skipped]
) -> Iterator[Document]:
    """The documents of the paths; what could not be read is added to `skipped`."""
    from auditor.model import Document, Skipped, Touchpoint
    from crawlers.files import collect

    chosen = Touchpoint(touchpoint) if touchpoint else None
    for item in collect(list(paths), touchpoint=chosen, overrides=session.settings.collect.touchpoints):
        if isinstance(item, Skipped):
            skipped.append(item)
        elif isinstance(item, Document):
            yield item


def _with_blocks(documents: Iterator[Document], unread: list[dict[str, int]]) -> Documents:
    """The documents with their blocks; what is in other languages is counted in `unread`."""
    from auditor.blocks import find_blocks
    from auditor.commitments.foreign import count_foreign, foreign_languages

    for document in documents:
        blocks = find_blocks(document)
        unread.append(count_foreign(foreign_languages(blocks)))
        yield document, blocks


def _print(
    session: Session, documents: Iterator[Document], form: str, skipped: list[Skipped], unread: list[dict[str, int]]
) -> None:
    """The commitments as lines of JSON, as soon as a document is read, as one JSON document, or as a table."""
    import msgspec

    from auditor.cli.terminal import commitment_table
    from auditor.commitments import Remembered
    from auditor.commitments.foreign import not_read_in
    from auditor.workers import make_each

    def counted(said: tuple[Commitments, dict[str, int]]) -> Commitments:
        unread.append(said[1])
        return said[0]

    work = partial(_said_in, book=session.book, trained=session.trained)
    found = chain.from_iterable(map(counted, make_each(work, documents, Remembered(), session.workers)))
    if form == "jsonl":
        sys.stdout.writelines(msgspec.json.encode(commitment).decode() + "\n" for commitment in found)
    elif form == "json":
        whole = {"schema_version": 1, "commitments": list(found), "skipped": skipped}
        whole["not_checked"] = not_read_in(unread)
        click.echo(msgspec.json.format(msgspec.json.encode(whole), indent=2).decode())
    else:
        click.echo("\n".join(commitment_table(list(found))))


def _said_in(
    document: Document, book: Rulebook, trained: Trained | None, memory: Memory
) -> tuple[Commitments, dict[str, int]]:
    """The commitments of a document, and how much of it is in other languages."""
    from auditor.blocks import find_blocks
    from auditor.commitments import find_commitments
    from auditor.commitments.foreign import count_foreign, foreign_languages

    blocks = find_blocks(document)
    languages = foreign_languages(blocks)
    return tuple(find_commitments(blocks, book, trained, memory, languages)), count_foreign(languages)


def _show(session: Session, documents: Documents, *, full: bool, verbose: bool) -> None:
    """The text of each document with its commitments marked."""
    from auditor.cli.reading import reading
    from auditor.cli.terminal import line_width

    shown = False
    for document, blocks in documents:
        stated = _stated(session, blocks, verbose=verbose)
        text = reading(document, blocks, stated, session.book, line_width(), full=full)
        click.echo(f"\n{text}" if shown else text, nl=False)
        shown = True
    if shown and sys.stdout.isatty():
        session.note("\n`audit explain FILE N` shows why.")


def _write_page(session: Session, documents: Documents, output: Path | None, *, full: bool, verbose: bool) -> None:
    """All documents as one page, to a file or to standard output."""
    from auditor.cli.reading_page import reading_page, sheet_of
    from auditor.cli.writing import write_whole

    sheets = []
    for number, (document, blocks) in enumerate(documents, 1):
        stated = _stated(session, blocks, verbose=verbose)
        sheets.append(sheet_of(number, document, blocks, stated, session.book, session.trained))
    page = reading_page(sheets, session.book, full=full)
    if output is None or str(output) == "-":
        sys.stdout.write(page)
        return
    try:
        write_whole(output, page)
    except OSError as error:
        raise ConfigurationError(
            f"{output}: the page cannot be written ({error.strerror}); name another with -o."
        ) from None
    session.note(f"Page written: {output}")


def _stated(session: Session, blocks: tuple[Block, ...], *, verbose: bool) -> tuple[Stated, ...]:
    """The values to mark in the blocks of a document."""
    from auditor.commitments.explained import find_stated

    return tuple(one for one in find_stated(blocks, session.book, session.trained) if verbose or one.commitment)


COMMANDS = (extract,)
