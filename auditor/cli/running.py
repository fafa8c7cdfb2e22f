"""`audit run` and `audit demo`: the whole line at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from auditor.cli.session import WORKERS, Session


@click.command(short_help="Do all that audit.toml names.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "info", "note", "never"]), help="[default: error]")
@WORKERS
@click.pass_obj
def run(session: Session, fail_on: str | None) -> int:
    """Do all that audit.toml names: crawl, collect, check, measure, report."""
    from auditor.cli.judging import exit_code
    from auditor.cli.steps import run_line
    from auditor.cli.terminal import summary_lines
    from auditor.errors import ConfigurationError

    settings = session.settings
    if not settings.crawl.urls and not settings.collect.paths:
        where = settings.path or "no audit.toml was found"
        raise ConfigurationError(
            f"nothing to audit: set urls in [crawl] or paths in [collect] ({where}); see `audit init`."
        )
    audit, incomplete = run_line(session, settings.crawl.urls, settings.report.outputs)
    for line in summary_lines(audit):
        click.echo(line)
    return 3 if incomplete else exit_code(list(audit.findings), fail_on or settings.check.fail_on)


@click.command(short_help="Audit the bundled sample company.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("audit-report.html"),
    show_default=True,
    help="The HTML report.",
)
@click.option("--open", "show", is_flag=True, help="Open the report in the browser.")
@click.pass_obj
def demo(session: Session, output: Path, show: bool) -> int:
    """Audit the bundled sample company from end to end, without a network, and write its report.

    Its website is served on a free loopback port and crawled like any other; the audit file is left in .audit/demo.db
    to look around in: `audit --audit .audit/demo.db check`.
    """
    from auditor.cli.steps import run_line
    from auditor.cli.terminal import summary_lines
    from auditor.resources import resources

    started = time.monotonic()
    sample = Session(
        Path(".audit/demo.db"), resources("sample") / "audit.toml", session.quiet, session.verbose, session.color
    )
    _remove(sample.audit_file)
    with served(resources("sample") / "site") as url:
        session.note(f"The website of {sample.settings.company.name} is served at {url} while it is read.")
        audit, _ = run_line(sample, (url,), (str(output.absolute()),))
    for line in summary_lines(audit):
        click.echo(line)
    click.echo(f"\nReport: {output}  ({time.monotonic() - started:.0f} s)")
    if show:
        click.launch(str(output))
    return 0


def _remove(audit_file: Path) -> None:
    """Remove an audit file and what SQLite keeps beside it."""
    from auditor.errors import StoreError

    try:
        for suffix in ("", "-wal", "-shm"):
            audit_file.with_name(audit_file.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{audit_file}: cannot be replaced ({error.strerror}); run it in another folder.") from None


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The URL of a folder, served on a free loopback port while the block runs."""
    import functools
    import http.server
    import threading

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the terminal belongs to the audit."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


COMMANDS = (run, demo)
