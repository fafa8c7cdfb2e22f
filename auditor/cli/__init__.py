"""The command line: parses, calls the line, prints and chooses the exit code; nothing else.

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 usage or configuration, 3 the run is incomplete, 70 a bug in
audit (with its traceback), 130 interrupted.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from pathlib import Path
from typing import NoReturn

import click

from auditor import __version__
from auditor.cli import collecting, covering, explaining, extracting, judging, promising, reporting, running, setup
from auditor.cli.session import Session
from auditor.errors import AuditorError

_EPILOG = """\b
Examples:
  audit demo                                 a finished audit of the bundled sample company
  audit init                                 write a commented audit.toml
  audit crawl https://www.shop.example/      what does my site promise, and where does it disagree?
  audit collect scripts/ macros.csv mails/   read what customers hear and read elsewhere
  audit check --fail-on error                in CI: exit code 1 where statements contradict each other
  audit measure --actuals actuals.toml       hold the promises against delivery data
  audit report -o audit-report.html          the report to read and to pass on
"""


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "AUDIT"})
@click.option(
    "--audit",
    "audit_file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path(".audit/audit.db"),
    show_default=True,
    help="The audit file that keeps what was collected and found.",
    envvar="AUDIT_FILE",
)
@click.option(
    "-C",
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The configuration; by default the nearest audit.toml from here up to the repository root.",
    envvar="AUDIT_CONFIG",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress and no notes; results and errors only.")
@click.option("-v", "--verbose", count=True, help="More notes; repeat for more.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.version_option(__version__, prog_name="expectation-audit", message="%(prog)s %(version)s (audit)")
@click.pass_context
def audit(context: click.Context, audit_file: Path, config: Path | None, quiet: bool, verbose: int, color: str) -> None:
    """Find what a company promises its customers, where the promises disagree, and whether they are kept."""
    if color == "never" or (color == "auto" and os.environ.get("NO_COLOR")):
        context.color = False
    elif color == "always":
        context.color = True
    context.obj = Session(audit_file, config, quiet, verbose, context.color)


for _module in (collecting, covering, explaining, extracting, judging, promising, reporting, running, setup):
    for _command in _module.COMMANDS:
        audit.add_command(_command)


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run `audit` and end the process with its exit code."""
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    try:
        outcome = audit.main(arguments, prog_name="audit", standalone_mode=False)
        sys.stdout.flush()
        return outcome if isinstance(outcome, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("audit: interrupted. What was collected is kept; the same command goes on from there.", err=True)
        return 130
    except AuditorError as error:
        click.echo(f"audit: {error}", err=True)
        return error.exit_code
    except BrokenPipeError:
        # The reader (`| head`) has gone.
        _silence_stdout()
        return 0
    except OSError as error:
        if error.filename is not None or error.errno != errno.ENOSPC:
            return _bug()
        _silence_stdout()
        click.echo("audit: the output cannot be written (no space left); free some space and run it again.", err=True)
        return 2
    except Exception:  # the last resort of the program: anything else is a bug, shown whole
        return _bug()


def _bug() -> int:
    traceback.print_exc()
    click.echo("audit: this is a bug in audit; please report it with the lines above.", err=True)
    return 70


def _silence_stdout() -> None:
    """Point stdout at nothing, so that the interpreter's last flush is quiet."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
