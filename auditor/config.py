"""audit.toml to Settings, with every fault shown as file, line and a suggestion.

Where a value comes from: an option, else an environment variable (`AUDIT_CRAWL_MAX_PAGES`), else audit.toml, else the
default. The first two are click's work; this module reads the file.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field

from auditor.errors import ConfigurationError
from auditor.jurisdictions import Regulation, fault_in_regulation
from auditor.model import Severity, Touchpoint
from auditor.owners import fault_in_ownership
from auditor.priorities import Impact
from auditor.toml_files import line_of, read_toml

FILE_NAME = "audit.toml"


class Company(Struct, frozen=True, forbid_unknown_fields=True):
    """Who is audited: the name that reports show, the public domain, and the country (ISO 3166: "GB")."""

    name: str = ""
    domain: str = ""
    country: str = ""


class Crawl(Struct, frozen=True, forbid_unknown_fields=True):
    """What `audit crawl` fetches. `delay` in seconds (None: by the server's speed), `max_bytes` of one page."""

    urls: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    max_pages: int = 2000
    max_depth: int | None = None
    delay: float | None = None
    concurrency: int = 8
    timeout: float = 20.0
    max_bytes: int = 10_000_000
    user_agent: str | None = None
    obey_robots: bool = True


class Collect(Struct, frozen=True, forbid_unknown_fields=True):
    """What `audit collect` reads; `touchpoints` maps a glob on the file's path to a touchpoint."""

    paths: tuple[str, ...] = ()
    touchpoints: dict[str, Touchpoint] = {}


class Rules(Struct, frozen=True, forbid_unknown_fields=True):
    """Folders with rules of one's own, read after the shipped ones."""

    folders: tuple[str, ...] = ()


class Check(Struct, frozen=True, forbid_unknown_fields=True):
    """From which severity on `audit check` ends with exit code 1, and whether only news count.

    `page_views` is a CSV file with the views of each page, by which findings are weighed. Findings of less confidence
    than `unsure_below`, 0..1, are listed apart and do not count.
    """

    fail_on: Severity = Severity.ERROR
    new_only: bool = False
    page_views: str | None = None
    unsure_below: float = 0.7


class Targets(Struct, frozen=True, forbid_unknown_fields=True):
    """The share of cases that must keep a promise of each strength, 0..1."""

    guarantee: float = 0.99
    firm: float = 0.90
    hedged: float = 0.80


class Extract(Struct, frozen=True, forbid_unknown_fields=True):
    """Who decides what is a commitment: the trained model with the rules, or (`model = false`) the rules alone.

    Commitments less probable than `unsure_below`, 0..1, are listed apart and compared with nothing; by default the
    threshold that the model was shipped with. `workers` processes read documents side by side; by default one for each
    processor where there are many.
    """

    model: bool = True
    unsure_below: float | None = None
    workers: int | None = None


class Alignment(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether names that no list knows ("the Classic", "Classic bed") are compared by their meaning.

    `threshold` is the cosine, 0..1, from which two names are one; `model` a folder with another sentence-transformers
    model than the packaged one.
    """

    names: bool = False
    threshold: float = 0.85
    model: str | None = None


class Measure(Struct, frozen=True, forbid_unknown_fields=True):
    """The file that maps event tables to promises, and the targets by strength."""

    actuals: str | None = None
    targets: Targets = field(default_factory=Targets)


class LedgerFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The file of what the company means to promise; by default promises.toml beside audit.toml, if there is one."""

    path: str | None = None


class Report(Struct, frozen=True, forbid_unknown_fields=True):
    """The files that `audit report` writes; the suffix names the format."""

    outputs: tuple[str, ...] = ("audit-report.html",)


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """All of audit.toml. `folder` is where relative paths start, `path` the file itself or None.

    `impact` says by product or group of customers what is at stake; `owners` maps a glob, or `touchpoint:` and a
    touchpoint, to who changes what stands there, of which the first that fits counts.
    """

    company: Company = field(default_factory=Company)
    crawl: Crawl = field(default_factory=Crawl)
    collect: Collect = field(default_factory=Collect)
    rules: Rules = field(default_factory=Rules)
    check: Check = field(default_factory=Check)
    impact: dict[str, Impact] = {}
    owners: dict[str, str] = {}
    extract: Extract = field(default_factory=Extract)
    alignment: Alignment = field(default_factory=Alignment)
    ledger: LedgerFile = field(default_factory=LedgerFile)
    measure: Measure = field(default_factory=Measure)
    regulation: Regulation = field(default_factory=Regulation)
    report: Report = field(default_factory=Report)
    folder: str = "."
    path: str | None = None

    def resolve(self, name: str) -> Path:
        """A path of the file, read from the folder that audit.toml lies in."""
        return Path(self.folder) / name


def find_config(start: Path) -> Path | None:
    """The nearest audit.toml from `start` upwards, not above the root of the repository; None where there is none."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
        if (folder / ".git").exists():
            return None
    return None


def load_settings(path: Path | None) -> Settings:
    """The settings of `path`, or the defaults for None.

    Raises ConfigurationError for a file that is missing or no TOML, and for unknown keys and wrong values.
    """
    if path is None:
        return Settings()
    source, data = read_toml(path, "`audit init` writes one")
    for own in ("folder", "path"):
        if own in data:
            raise _unknown(path, source, (), own, Settings)
    try:
        settings = msgspec.convert(data, Settings)
    except msgspec.ValidationError as error:
        raise _explain(path, source, str(error)) from None
    _check_ranges(path, source, settings)
    return msgspec.structs.replace(settings, folder=str(path.parent), path=str(path))


def _check_ranges(path: Path, source: str, settings: Settings) -> None:
    _check_owners(path, source, settings)
    unlawful = fault_in_regulation(settings.company.country, settings.regulation)
    if unlawful is not None:
        raise ConfigurationError(f"{path}:{line_of(source, unlawful.section, unlawful.key)}: {unlawful.message}")
    crawl, alignment, targets = settings.crawl, settings.alignment, settings.measure.targets
    shares = {(("measure", "targets"), key): value for key, value in msgspec.structs.asdict(targets).items()}
    for (trail, key), value in shares.items():
        if not 0 < value < 1:
            fault = f"{key} = {value:g} is no share between 0 and 1; 90 % is 0.90."
            raise ConfigurationError(f"{path}:{line_of(source, trail, key)}: {fault}")
    for section, given in (("extract", settings.extract.unsure_below), ("check", settings.check.unsure_below)):
        if not 0 <= (given or 0) <= 1:
            line = line_of(source, (section,), "unsure_below")
            raise ConfigurationError(f"{path}:{line}: unsure_below = {given:g} is not between 0 and 1.")
    if settings.extract.workers is not None and settings.extract.workers < 1:
        line = line_of(source, ("extract",), "workers")
        raise ConfigurationError(f"{path}:{line}: workers must be greater than 0.")
    if not 0 < alignment.threshold <= 1:
        line = line_of(source, ("alignment",), "threshold")
        raise ConfigurationError(f"{path}:{line}: threshold = {alignment.threshold:g} is not between 0 and 1.")
    _check_crawl(path, source, crawl)


def _check_owners(path: Path, source: str, settings: Settings) -> None:
    for pattern, owner in settings.owners.items():
        fault = fault_in_ownership(pattern, owner)
        if fault is not None:
            line = line_of(source, ("owners",), pattern)
            raise ConfigurationError(f'{path}:{line}: "{pattern}" in [owners] {fault}.')


def _check_crawl(path: Path, source: str, crawl: Crawl) -> None:
    for key in ("max_pages", "concurrency", "timeout", "max_bytes"):
        if getattr(crawl, key) <= 0:
            raise ConfigurationError(f"{path}:{line_of(source, ('crawl',), key)}: {key} must be greater than 0.")
    for key in ("delay", "max_depth"):
        if (getattr(crawl, key) or 0) < 0:
            raise ConfigurationError(f"{path}:{line_of(source, ('crawl',), key)}: {key} must not be less than 0.")


def _explain(path: Path, source: str, message: str) -> ConfigurationError:
    """The library's sentence with the line in the file and the nearest key that exists."""
    where = re.search(r" - at `\$\.?([^`]*)`", message)
    trail = tuple(re.sub(r"\[.*?\]", "", where.group(1)).split(".")) if where and where.group(1) else ()
    unknown = re.search(r"unknown field `([^`]+)`", message)
    if unknown:
        return _unknown(path, source, trail, unknown.group(1), _section(trail))
    line = line_of(source, trail[:-1], trail[-1]) if trail else 1
    return ConfigurationError(f"{path}:{line}: `{trail[-1] if trail else ''}` {_in_words(message)}.")


_TYPES = {
    "int": "a whole number",
    "float": "a number",
    "str": "a text in quotes",
    "bool": "true or false",
    "array": "a list in [ ]",
    "object": "a table",
}


def _in_words(message: str) -> str:
    """The library's `Expected `int`, got `str`` as `must be a whole number, not a text in quotes`."""
    expected = re.match(r"Expected `([^`]+)`, got `([^`]+)`", message)
    if expected:
        types = [name.strip() for name in expected.group(1).split("|")]
        wanted = " or ".join(_TYPES.get(name, name) for name in types if name != "null")
        return f"must be {wanted}, not {_TYPES.get(expected.group(2), expected.group(2))}"
    value = re.match(r"Invalid enum value '(.*?)'", message)
    if value:
        allowed = [*Severity] if "fail_on" in message else [*Impact] if "impact" in message else [*Touchpoint]
        return f"must be one of {', '.join(allowed)}, not '{value.group(1)}'"
    return f"is not valid: {re.sub(r' - at `.*', '', message)}"


def _section(trail: tuple[str, ...]) -> type[Struct]:
    section: Any = Settings
    for name in trail:
        section = next((f.type for f in msgspec.structs.fields(section) if f.name == name), section)
    return section if isinstance(section, type) and issubclass(section, Struct) else Settings


def _unknown(path: Path, source: str, trail: tuple[str, ...], key: str, section: type[Struct]) -> ConfigurationError:
    known = [f.name for f in msgspec.structs.fields(section) if f.name not in ("folder", "path")]
    near = difflib.get_close_matches(key, known, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(sorted(known))}."
    place = f"[{'.'.join(trail)}]" if trail else "the top level"
    return ConfigurationError(f"{path}:{line_of(source, trail, key)}: unknown key `{key}` in {place}; {hint}")
