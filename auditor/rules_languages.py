"""rules/languages/<language>.yaml to its shape: the words of one language that values are written with."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import yaml
from msgspec import Struct

from auditor.errors import RuleError
from auditor.model import Unit
from auditor.resources import resources


class UnitWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The spellings of one unit; one of it is `times / per` of `unit`."""

    unit: Unit
    words: str
    times: int = 1
    per: int = 1


class Numbers(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Number words by how they combine."""

    ones: dict[str, int]
    teens: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    words: dict[str, int | float]
    ordinals: dict[str, int]
    first: str
    second: str = ""
    half: str
    quarter: str


class Bounds(Struct, frozen=True, forbid_unknown_fields=True):
    """The words that bound a value, by side and place."""

    upper: str
    lower: str
    either_upper: str
    either_lower: str
    more: str
    from_: str = msgspec.field(name="from")
    by: str
    before: str
    upper_after: str
    lower_after: str
    notice: str
    after: str


class Recognition(Struct, frozen=True, forbid_unknown_fields=True):
    """What a text of the language is told by: its commonest words, and letters that few other languages have.

    `foreign` are words of languages that have no file.
    """

    words: str
    letters: str = ""
    foreign: str = ""


class Cues(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words beside a value that say how it is to be read; a list that a language does not need may be left out."""

    until: str
    until_upper: str = ""
    places: str = ""
    deadlines: str
    no_fee: str
    schedule_words: str
    charge_words: str
    fee_words: str
    counters: str
    measures: str
    not_free_before: str = ""
    not_free_after: str = ""
    money_cues: str = ""
    free_cells: str = ""
    free_alone: str = ""
    rates: str = ""
    clock_units: str = ""
    clock_names: str = ""
    stretches: str = ""
    points: str = ""
    takes: str = ""
    duties: str = ""
    lines: str = ""
    falling: str = ""
    counted: str = ""
    counted_in: str = ""
    nobody: str = ""
    inside: str = ""
    plural_endings: str = ""
    not_plural: str = ""


class Writing(Struct, frozen=True, forbid_unknown_fields=True):
    """What a rewritten sentence needs beyond the words that are read.

    `limit` stands before an upper bound, `to` between the ends of a range, `fits_ranges` are bounds that a range may
    follow, `kept` are words that stay where the bound after them goes.
    """

    limit: str
    to: str
    fits_ranges: str = ""
    kept: str = ""


class LanguageFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The shape of a language file; an unknown key is a fault, and so is a missing one that every language needs."""

    name: str
    recognition: Recognition
    numbers: Numbers
    units: list[UnitWords]
    unit_letters: dict[str, Unit]
    seconds_letter: str = "s"
    weekday_units: str = ""
    business_words: str = ""
    neutral_words: str = ""
    fillers: str
    determiners: str
    pronouns: str = ""
    same: str
    next: str
    that: str = ""
    parts_of_day: str = ""
    relatives: dict[int, str]
    relative_business: dict[str, int] = {}
    end_of: str
    end_of_business: str = ""
    bounds: Bounds
    negations: str
    ranges: str
    between: str
    or_: str = msgspec.field(name="or")
    and_: str = msgspec.field(name="and")
    of: str
    on: str
    in_: str = msgspec.field(name="in")
    every: str = ""
    articles: str
    lifetime: str
    days: dict[str, str]
    day_letters: dict[str, str] = {}
    day_groups: dict[str, str]
    always_open: list[str] = []
    months: dict[str, str]
    closed: str
    am: str = ""
    pm: str = ""
    clock_words: str = ""
    noon: str
    midnight: str
    past_hour: dict[str, int] = {}
    percent: str
    nines: str = ""
    fractions: dict[str, int] = {}
    free: str
    absorbed: str = ""
    cues: Cues
    currency_words: dict[str, str]
    minor_words: dict[str, str] = {}
    notes: dict[str, int] = {}
    time_zones: str = ""
    currency_symbols: dict[str, str] = {}
    currency_codes: str = ""
    dollars: dict[str, str] = {}
    locales: dict[str, str] = {}
    decimal_comma: bool = False
    half_hour: int = 30
    elisions: str = ""
    writing: Writing | None = None


@cache
def english() -> LanguageFile:
    """The words of English, the language that statements are compared in."""
    return read_language(resources("rules") / "languages" / "en.yaml")


def read_language(path: Path) -> LanguageFile:
    """The language file at `path`; raises RuleError where it is missing, no YAML or not of the expected shape."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return msgspec.convert(yaml.load(path.read_text("utf-8"), loader), LanguageFile)
    except (yaml.YAMLError, msgspec.ValidationError, OSError) as fault:
        reason = " ".join(str(fault).split())
        raise RuleError(f"{path}: not a language file ({reason}); compare it with rules/languages/en.yaml.") from fault


def split_words(words: str) -> list[str]:
    """The phrases of a comma-separated list."""
    return [word.strip() for word in words.split(",") if word.strip()]
