"""`audit crawl` and `audit collect`: from places to commitments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from auditor.cli.session import WORKERS, Session

if TYPE_CHECKING:
    from auditor.store import Store
    from crawlers import CrawlSettings

_HEADER_NAME = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_TOUCHPOINTS = (
    "web", "policy", "faq", "product", "banner", "call_script", "chat_macro", "email", "social", "sla", "contract",
)  # fmt: skip
TOUCHPOINT = click.option(
    "--touchpoint",
    type=click.Choice(_TOUCHPOINTS),
    help="What all these files are; by default told from name and content.",
)
_CRAWL_EXAMPLES = """\b
Examples:
  audit crawl https://www.shop.example/
  audit crawl http://localhost:8000/ --delay 0 --max-pages 200
"""


@click.command(epilog=_CRAWL_EXAMPLES, short_help="Read a website.")
@click.argument("urls", nargs=-1, metavar="URL...")
@click.option("--max-pages", type=click.IntRange(1), help="Stop after this many pages.  [default: 2000]")
@click.option("--max-depth", type=click.IntRange(0), help="Follow links at most this far from a start URL.")
@click.option("--include", multiple=True, metavar="GLOB", help="Only URLs whose path matches; repeatable.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="No URLs whose path matches; repeatable.")
@click.option(
    "--delay", type=click.FloatRange(0), help="Seconds between requests; by default as fast as the server likes."
)
@click.option("--concurrency", type=click.IntRange(1, 64), help="Requests at a time.  [default: 8]")
@click.option(
    "--header", "headers", multiple=True, metavar="'NAME: VALUE'", help="Sent with each request, never stored."
)
@click.option("--fresh", is_flag=True, help="Start anew, even where the last crawl was cut off.")
@WORKERS
@click.option("--no-extract", is_flag=True, help="Only fetch; `audit check` reads the pages later.")
@click.pass_obj
def crawl(
    session: Session, /, urls: tuple[str, ...], headers: tuple[str, ...], fresh: bool, no_extract: bool, **given: Any
) -> int:
    """Read a website: what does it promise, and where does it disagree?

    Obeys robots.txt, stays on the site, and goes on where it was cut off. Pages that could not be read are listed.
    """
    from auditor.cli.steps import crawl_into

    settings = crawl_settings(session, urls, headers, given)
    with session.store(create=True) as store:
        read = crawl_into(session, store, settings, fresh=fresh)
        session.note(f"{read:,} pages read.")
        finish_collecting(session, store, no_extract)
    return 0


def crawl_settings(
    session: Session, urls: Sequence[str], headers: Sequence[str], given: dict[str, Any]
) -> CrawlSettings:
    """What to crawl: the options given, else audit.toml, else the defaults."""
    import msgspec

    from auditor.errors import ConfigurationError
    from crawlers import CrawlSettings
    from crawlers.passwords import take_passwords, without_password
    from crawlers.urls import canonical

    chosen = msgspec.structs.asdict(session.settings.crawl)
    chosen.update({key: value for key, value in given.items() if value not in (None, ())})
    given_urls = tuple(_with_scheme(url) for url in (urls or chosen["urls"]))
    if not given_urls:
        raise ConfigurationError(
            "which site? Give a URL (`audit crawl https://…`) or set urls in [crawl] of audit.toml."
        )
    chosen["urls"], chosen["authorizations"] = take_passwords(given_urls)
    for url in chosen["urls"]:
        if canonical("", url) is None:
            raise ConfigurationError(
                f"{without_password(url)!r} is no web address; write it as https://www.shop.example/."
            )
    chosen["headers"] = dict(_header(text) for text in headers)
    return CrawlSettings(**{key: value for key, value in chosen.items() if value is not None})


def _with_scheme(url: str) -> str:
    return url if "://" in url else f"https://{url}"


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    sendable = colon and _HEADER_NAME.fullmatch(name.strip()) and not _CONTROL.search(value)
    if not sendable:
        # The value may be a secret: it is not repeated.
        raise click.BadParameter("a header reads 'NAME: VALUE'", param_hint="--header")
    return name.strip(), value.strip()


def finish_collecting(session: Session, store: Store, no_extract: bool) -> None:
    """What could not be read on stderr, then what is promised and where it disagrees on stdout."""
    from auditor.cli.steps import check_all, current_audit
    from auditor.cli.terminal import skipped_lines, summary_lines

    for line in skipped_lines(store.skipped()):
        session.note(line)
    if no_extract:
        return
    check_all(session, store)
    for line in summary_lines(current_audit(session, store)):
        click.echo(line)


@click.command(
    short_help="Read scripts, macros, e-mails and other files.",
    epilog="\b\nExamples:\n  audit collect scripts/ macros.csv\n  pbpaste | audit collect - --touchpoint email",
)
@click.argument("paths", nargs=-1, metavar="PATH...")
@TOUCHPOINT
@WORKERS
@click.option("--no-extract", is_flag=True, help="Only read the files in; `audit check` looks at them later.")
@click.pass_obj
def collect(session: Session, paths: tuple[str, ...], touchpoint: str | None, no_extract: bool) -> int:
    """Read call scripts, macros, e-mails, social posts and other files ('-' is standard input)."""
    from auditor.cli.steps import collect_into
    from auditor.errors import ConfigurationError
    from auditor.model import Touchpoint

    chosen = list(paths) or [str(session.settings.resolve(path)) for path in session.settings.collect.paths]
    if not chosen:
        raise ConfigurationError(
            "which files? Give paths (`audit collect scripts/`) or set paths in [collect] of audit.toml."
        )
    with session.store(create=True) as store:
        read, unread = collect_into(session, store, chosen, Touchpoint(touchpoint) if touchpoint else None)
        session.note(f"{read:,} documents read.")
        finish_collecting(session, store, no_extract)
    return 3 if unread else 0


COMMANDS = (crawl, collect)
