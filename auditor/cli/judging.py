"""`audit check` and `audit measure`: promises against each other, and against what was delivered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.session import WORKERS, Session

if TYPE_CHECKING:
    from auditor.model import Finding, Judgement

_CHECK_EXAMPLES = """\b
Examples:
  audit check
  audit check --fail-on warning --new-only       in CI: only what the last run did not have
  audit check --format json > findings.json
  audit check --explain-severity                 what comes first, and why
"""
_MEASURE_EXAMPLES = """\b
Examples:
  audit measure --detect orders.csv > actuals.toml      draft the mapping, then read and correct it
  audit measure --actuals actuals.toml
  audit measure orders-november.csv --actuals actuals.toml
"""
_SEVERITIES = ("error", "warning", "info", "note")


@click.command(epilog=_CHECK_EXAMPLES, short_help="Find where the promises disagree.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--fail-on", type=click.Choice([*_SEVERITIES, "never"]), help="Exit code 1 from this severity on.  [default: error]"
)
@click.option(
    "--new-only", is_flag=True, default=None, help="Show and count only what is new or changed since the last run."
)
@click.option("--explain-severity", is_flag=True, help="Show below each finding how its severity was computed.")
@WORKERS
@click.pass_obj
def check(session: Session, form: str, fail_on: str | None, new_only: bool | None, explain_severity: bool) -> int:
    """Find where the promises contradict each other, the structured data or the rules."""
    import msgspec

    from auditor.cli.steps import check_all
    from auditor.cli.terminal import finding_lines

    with session.store() as store:
        checked = check_all(session, store, record=True)
    only_new = session.settings.check.new_only if new_only is None else new_only
    findings = [f for f in checked.findings if not only_new or f.status in ("new", "changed")]
    if form == "json":
        document = {"schema_version": 1, "findings": findings, "not_checked": checked.not_checked}
        click.echo(msgspec.json.format(msgspec.json.encode(document), indent=2).decode())
    else:
        for line in finding_lines(findings, checked.not_checked, explained=explain_severity):
            click.echo(line)
    return exit_code(findings, fail_on or session.settings.check.fail_on)


def exit_code(findings: list[Finding], fail_on: str) -> int:
    """1 where a finding that is not unsure is at least as serious as `fail_on` (`never`: none is), else 0."""
    if fail_on == "never":
        return 0
    limit = _SEVERITIES.index(fail_on)
    return int(any(_SEVERITIES.index(one.severity) <= limit for one in findings if not one.unsure))


@click.command(epilog=_MEASURE_EXAMPLES, short_help="Hold the promises against event tables.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE...]")
@click.option(
    "--actuals", type=click.Path(path_type=Path), help="The mapping of event tables to promises (actuals.toml)."
)
@click.option(
    "--detect", type=click.Path(path_type=Path), metavar="FILE", help="Print a draft of that mapping for FILE."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--quarantine", type=click.Path(path_type=Path), metavar="FILE", help="Write the rows that were not understood."
)
@click.option(
    "--fail-on-broken", is_flag=True, default=False, help="Exit code 1 where a promise is not kept (an over-promise)."
)
@click.pass_obj
def measure(
    session: Session,
    files: tuple[Path, ...],
    actuals: Path | None,
    detect: Path | None,
    form: str,
    quarantine: Path | None,
    fail_on_broken: bool,
) -> int:
    """Hold the promises against event tables: kept, over-promised, under-promised, or not measurable.

    FILE replaces the table of the same name that the mapping reads.
    """
    from auditor.cli.steps import measure_all
    from auditor.cli.terminal import verdict_lines

    if detect is not None:
        from auditor.measurements import detect as draft

        click.echo(draft(detect), nl=False)
        return 0
    mapping = _mapping(session, actuals)
    with session.store() as store:
        judgement = measure_all(session, store, mapping, files, quarantine)
    if form == "json":
        click.echo(judgement_json(judgement))
    else:
        for line in verdict_lines(judgement):
            click.echo(line)
    if judgement.incomplete:
        return 3
    return int(fail_on_broken and any(v.verdict == "over_promise" for v in judgement.verdicts))


def _mapping(session: Session, actuals: Path | None) -> Path:
    from auditor.errors import ConfigurationError

    if actuals is not None:
        return actuals
    if session.settings.measure.actuals:
        return session.settings.resolve(session.settings.measure.actuals)
    raise ConfigurationError(
        "which event tables? `audit measure --detect FILE > actuals.toml` drafts a mapping; "
        "then give it with `--actuals actuals.toml`."
    )


def judgement_json(judgement: Judgement) -> str:
    """The JSON document of `audit measure --format json`."""
    import msgspec

    document = {"schema_version": 1, **msgspec.structs.asdict(judgement)}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


COMMANDS = (check, measure)
