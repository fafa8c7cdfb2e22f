"""An Audit to text: one function for each format; adding one is a module and a line here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from auditor.errors import ConfigurationError
from auditor.model import Audit
from auditor.report.csv import write_csv
from auditor.report.html import write_html
from auditor.report.json import write_json
from auditor.report.markdown import write_markdown

Format = Callable[[Audit], str]

FORMATS: dict[str, Format] = {"html": write_html, "json": write_json, "csv": write_csv, "markdown": write_markdown}
SUFFIXES: dict[str, str] = {"html": ".html", "json": ".json", "csv": ".csv", "markdown": ".md"}


def format_for(path: str) -> str:
    """The name of the format that the suffix of `path` stands for; HTML for standard output."""
    suffix = PurePath(path).suffix.lower()
    names = {known: name for name, known in SUFFIXES.items()} | {".htm": "html"}
    if suffix not in names:
        if path == "-":
            return "html"
        raise ConfigurationError(
            f"{path}: no format goes with “{suffix}”; use {', '.join(SUFFIXES.values())} or --format."
        )
    return names[suffix]
