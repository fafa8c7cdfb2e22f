"""rules/languages/<language>.yaml to its shape: the words of one language that values are written with."""

from __future__ import annotations

from pathlib import Path

import msgspec
import yaml
from msgspec import Struct

from auditor.errors import RuleError
from auditor.model import Unit


class UnitWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The spellings of one unit; one of it is `times / per` of `unit`."""

    unit: Unit
    words: str
    times: int = 1
    per: int = 1


class Numbers(Struct, frozen=True, forbid_unknown_fields=True):
    """Number words by how they combine."""

    ones: dict[str, int]
    teens: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    words: dict[str, int]
    ordinals: dict[str, int]
    first: str
    second: str
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


class LanguageFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of a language file; a missing or unknown key is a fault."""

    numbers: Numbers
    units: list[UnitWords]
    unit_letters: dict[str, Unit]
    seconds_letter: str
    weekday_units: str
    business_words: str
    neutral_words: str
    fillers: str
    determiners: str
    pronouns: str
    same: str
    next: str
    that: str
    parts_of_day: str
    relatives: dict[int, str]
    relative_business: dict[str, int]
    end_of: str
    end_of_business: str
    bounds: Bounds
    negations: str
    ranges: str
    between: str
    or_: str = msgspec.field(name="or")
    and_: str = msgspec.field(name="and")
    of: str
    on: str
    in_: str = msgspec.field(name="in")
    every: str
    articles: str
    lifetime: str
    days: dict[str, str]
    day_letters: dict[str, str]
    day_groups: dict[str, str]
    always_open: list[str]
    months: dict[str, str]
    closed: str
    am: str
    pm: str
    clock_words: str
    noon: str
    midnight: str
    past_hour: dict[str, int]
    time_zones: str
    percent: str
    nines: str
    fractions: dict[str, int]
    free: str
    absorbed: str
    not_free_before: str
    not_free_after: str
    charge_words: str
    fee_words: str
    money_cues: str
    counters: str
    measures: str
    currency_symbols: dict[str, str]
    currency_codes: str
    currency_words: dict[str, str]
    minor_words: dict[str, str]
    dollars: dict[str, str]
    locales: dict[str, str]


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
