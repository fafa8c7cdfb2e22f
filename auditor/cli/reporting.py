"""`audit report` and `audit diff`: what was found, as a file to pass on, and what changed between two runs."""

from __future__ import annotations

import click

from auditor.cli.session import Session

_REPORT_EXAMPLES = """\b
Examples:
  audit report                                     audit-report.html, or what [report] of audit.toml names
  audit report -o report.html -o findings.csv
  audit report -o - --format markdown              to standard output
"""


@click.command(epilog=_REPORT_EXAMPLES, short_help="Write the report: HTML, JSON, CSV, Markdown.")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="FILE",
    help="Where to; the suffix names the format; repeatable.",
)
@click.option("--format", "forms", multiple=True, metavar="FORMAT", help="html, json, csv or markdown; repeatable.")
@click.pass_obj
def report(session: Session, outputs: tuple[str, ...], forms: tuple[str, ...]) -> int:
    """Write what the audit file holds as HTML, JSON, CSV or Markdown."""
    from auditor.cli.steps import check_all, current_audit, write_report

    targets = _targets(session, outputs, forms)
    with session.store() as store:
        check_all(session, store)
        audit = current_audit(session, store)
    for path, form in targets:
        write_report(audit, path, form)
        if path != "-":
            session.note(f"Report written: {path}")
    return 0


def _targets(session: Session, outputs: tuple[str, ...], forms: tuple[str, ...]) -> list[tuple[str, str | None]]:
    """Pairs of path and format: each output with the format given at its place, or formats beside the first output."""
    from auditor.report import FORMATS, SUFFIXES

    for form in forms:
        if form not in FORMATS:
            raise click.BadParameter(f"{form} is none of {', '.join(FORMATS)}", param_hint="--format")
    if not outputs and not forms:
        return [(str(session.settings.resolve(path)), None) for path in session.settings.report.outputs]
    if not outputs:
        return [(f"audit-report{SUFFIXES[form]}", form) for form in forms]
    if forms and len(forms) != len(outputs):
        raise click.BadParameter("give one --format for each -o, or none", param_hint="--format")
    return list(zip(outputs, forms or [None] * len(outputs), strict=True))


@click.command(short_help="Show what changed between two runs.")
@click.argument("runs", nargs=-1, type=int, metavar="[RUN RUN]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--list", "listing", is_flag=True, help="List the runs.")
@click.pass_obj
def diff(session: Session, runs: tuple[int, ...], form: str, listing: bool) -> int:
    """Show what changed between two runs: promises, findings and verdicts; by default between the last two checks."""
    import msgspec

    from auditor.changes import find_changes
    from auditor.cli.terminal import change_lines, run_lines

    with session.store() as store:
        if listing:
            click.echo("\n".join(run_lines(store.runs())))
            return 0
        checks = tuple(run.id for run in store.runs() if run.kind == "check" and run.outcome == "complete")
        older, newer = _pair(checks, runs)
        states = [(store.checked(run), store.judgement(_last_before_next(checks, run))) for run in (older, newer)]
    changes = find_changes(*states)
    if form == "json":
        document = {"schema_version": 1, "from": older, "to": newer, **msgspec.structs.asdict(changes)}
        click.echo(msgspec.json.format(msgspec.json.encode(document), indent=2).decode())
    else:
        click.echo("\n".join(change_lines(changes, older, newer)))
    return 0


def _last_before_next(checks: tuple[int, ...], run: int) -> int | None:
    """The last run before the check after `run`: what was measured until then belongs to it; None is no limit."""
    return min((check - 1 for check in checks if check > run), default=None)


def _pair(checks: tuple[int, ...], given: tuple[int, ...]) -> tuple[int, int]:
    if len(given) not in (0, 2):
        raise click.UsageError("give two runs, or none for the last two checks; `audit diff --list` lists them.")
    unknown = [run for run in given if run not in checks]
    if unknown:
        raise click.UsageError(f"run {unknown[0]} is no check; `audit diff --list` lists the runs.")
    if given:
        return (min(given), max(given))
    if len(checks) < 2:
        raise click.UsageError("there is only one check to look at; run `audit check` again after a change.")
    return (checks[-2], checks[-1])


COMMANDS = (report, diff)
