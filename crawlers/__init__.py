"""Where documents come from: websites, folders, files and standard input.

`crawlers` knows the nouns of `auditor.model` and nothing else of the audit; each source is one function that yields
documents, and a `Skipped` with a reason for everything it could not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from auditor.model import Discovered, Document, Skipped
from crawlers.settings import USER_AGENT, CrawlSettings, Done

__all__ = ["SOURCES", "USER_AGENT", "CrawlSettings", "Done", "open_source"]

Items = Iterator[Document | Skipped | Discovered | Done]


def _website(argument: str) -> Items:
    from crawlers.website import crawl

    return crawl(CrawlSettings(urls=(argument,)))


def _files(argument: str) -> Items:
    from crawlers.files import collect

    return collect([argument])


# How an argument names a source: the first beginning that fits; the last one fits everything.
SOURCES: dict[str, Callable[[str], Items]] = {"https://": _website, "http://": _website, "": _files}


def open_source(argument: str) -> Items:
    """What the source named by `argument` (a web address, a path, or '-' for standard input) yields."""
    return next(opened for start, opened in SOURCES.items() if argument.startswith(start))(argument)
