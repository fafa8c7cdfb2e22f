"""`audit promises`: the ledger of what the company means to promise."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.session import Session
from auditor.cli.writing import write_whole

if TYPE_CHECKING:
    from auditor.model import Ledger, Promise

_EXAMPLES = """\b
Examples:
  audit promises list                            what is promised now, and which of it is confirmed
  audit promises init                            draft promises.toml from it, for people to confirm
  audit promises diff                            in CI: exit code 1 where a confirmed promise is contradicted
  audit promises init --merge                    add what is said and not listed; your own text stays as it is
  audit promises export -o promises.jsonld       structured data for the website, of confirmed promises
"""


@click.group(epilog=_EXAMPLES, short_help="Keep a ledger of what the company means to promise.")
def promises() -> None:
    """Keep a ledger of what the company means to promise: promises.toml, beside audit.toml.

    People confirm its entries; `audit check` then holds every place against those that are confirmed.
    """


@promises.command("init")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to.  [default: promises.toml beside audit.toml]",
)
@click.option("--force", is_flag=True, help="Replace the file with a new draft.")
@click.option("--merge", is_flag=True, help="Add the entries that the file lacks behind what it holds.")
@click.pass_obj
def init_ledger(session: Session, output: Path | None, force: bool, merge: bool) -> int:
    """Draft promises.toml from what was read: one entry for each topic and scope, none of them confirmed."""
    from auditor.errors import ConfigurationError
    from auditor.ledger.drafting import draft
    from auditor.model import Ledger

    path = output or session.ledger_path
    if force and merge:
        raise click.UsageError("give --force to replace the file or --merge to add to it, not both.")
    if path.exists() and merge:
        return _merge(session, path)
    if path.exists() and not force:
        raise ConfigurationError(
            f"{path}: exists already; `audit promises diff` shows what it lacks, --merge adds it, --force replaces it."
        )
    session.ledger = Ledger()  # a draft does not depend on the ledger that it replaces, which may be broken or missing
    text = draft(_promises(session), session.book, session.settings.company.name)
    _write(path, text)
    session.note(f"Written: {path}. Confirm what is meant (confirmed = true), and correct the rest.")
    return 0


@promises.command("list")
@click.pass_obj
def list_promises(session: Session) -> int:
    """Show what the company promises: topic, scope, value, where, how often, and whether it is confirmed."""
    from auditor.cli.ledger_tables import promise_rows, table_lines
    from auditor.ledger.differences import list_promises as listed

    for line in table_lines(promise_rows(listed(_promises(session), session.ledger, session.book))):
        click.echo(line)
    return 0


@promises.command("diff")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def diff_ledger(session: Session, form: str) -> int:
    """Show where the ledger and what is said differ; exit code 1 where a confirmed promise is contradicted."""
    import msgspec

    from auditor.cli.ledger_tables import difference_rows, table_lines
    from auditor.ledger.differences import State, find_differences

    ledger = _ledger(session)
    differences = find_differences(_promises(session), ledger, session.book)
    if form == "json":
        document = {"schema_version": 1, "ledger": ledger.name, "differences": differences}
        click.echo(msgspec.json.format(msgspec.json.encode(document), indent=2).decode())
    elif not differences:
        click.echo(f"What is said is what {ledger.name} holds.")
    else:
        for line in table_lines(difference_rows(differences)):
            click.echo(line)
    return int(any(one.state is State.CONTRADICTED for one in differences))


@promises.command("export")
@click.option("--format", "form", type=click.Choice(["json-ld"]), default="json-ld", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Where to.")
@click.pass_obj
def export_ledger(session: Session, form: str, output: Path | None) -> int:
    """Write the confirmed promises as schema.org structured data; what it cannot say is listed on stderr."""
    from auditor.ledger.json_ld import to_json_ld
    from auditor.wording import say_scope, topic_name

    ledger = _ledger(session)
    company = session.settings.company
    text, omitted = to_json_ld(ledger, company.name, f"https://{company.domain}/" if company.domain else "")
    for one in omitted:
        place = f"{ledger.name}:{one.entry.line}: {topic_name(one.entry.topic)} ({say_scope(one.entry.scope)})"
        session.note(f"not exported: {place}, {one.entry.written}: {one.reason}")
    if not ledger.compared:
        session.note(f"{ledger.name} has no confirmed promise; set confirmed = true where one is meant.")
    if output is None:
        click.echo(text, nl=False)
    else:
        _write(output, text)
        session.note(f"Written: {output}")
    return 0


def _promises(session: Session) -> Sequence[Promise]:
    """What the company promises by what was collected."""
    from auditor.cli.steps import check_all

    with session.store() as store:
        return check_all(session, store).promises


def _ledger(session: Session) -> Ledger:
    """The ledger, which has to be there."""
    from auditor.errors import ConfigurationError

    if not session.ledger_path.exists():
        raise ConfigurationError(f"{session.ledger_path}: no such file; `audit promises init` drafts one.")
    return session.ledger


def _merge(session: Session, path: Path) -> int:
    """Put the entries that the file lacks behind its text, which stays as it is."""
    from auditor.ledger.drafting import additions
    from auditor.ledger.reading import load_ledger

    ledger = load_ledger(path, session.book, session.today)
    new = additions(_promises(session), session.book, ledger)
    if new:
        text = path.read_bytes().decode("utf-8")
        _write(path, "\n".join([text if text.endswith("\n") else f"{text}\n", *new]))
    session.note(f"{len(new)} {'entry' if len(new) == 1 else 'entries'} added to {path}." if new else "Nothing to add.")
    return 0


def _write(path: Path, text: str) -> None:
    from auditor.errors import ConfigurationError

    try:
        write_whole(path, text)
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be written ({error.strerror}); name another with -o.") from None


COMMANDS = (promises,)
