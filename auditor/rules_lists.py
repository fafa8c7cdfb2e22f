"""rules/lists/<name>.yaml to what it lists: tables that belong to no single rule."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

import msgspec
import yaml
from msgspec import Struct

from auditor.errors import RuleError
from auditor.resources import resources

_Shape = TypeVar("_Shape")


@cache
def country_of_currency() -> dict[str, str]:
    """ISO 4217 code → the one country, by its name in rules/scopes/region.yaml, that has the currency."""
    return _read("currencies", dict[str, str])


class Signs(Struct, frozen=True, forbid_unknown_fields=True):
    """The name of a jurisdiction in a sentence, and what tells that its law applies: see the list itself."""

    name: str
    countries: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    currencies: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    within: str = ""
    always: bool = False


@cache
def signs_of_jurisdictions() -> dict[str, Signs]:
    """Jurisdiction ("UK", "US-CA") → the signs of it."""
    return _read("jurisdictions", dict[str, Signs])


@cache
def heads_of_page_views() -> dict[str, frozenset[str]]:
    """`page` and `views`, each with the heads, in lower case, that a column of it may have."""
    return _read("page_views", dict[str, frozenset[str]])


@cache
def empty_words() -> frozenset[str]:
    """Words, in lower case, that say nothing of what a statement is about."""
    return _read("empty_words", frozenset[str])


@cache
def universal_words() -> frozenset[str]:
    """Words, in lower case, that make a sentence speak of all there is of what they stand before."""
    return _read("universal_words", frozenset[str])


@cache
def exception_words() -> frozenset[str]:
    """Words, in lower case, after which a sentence names what it does not speak of."""
    return _read("exception_words", frozenset[str])


def _read(name: str, shape: type[_Shape]) -> _Shape:
    path = resources("rules") / "lists" / f"{name}.yaml"
    try:
        return msgspec.convert(yaml.safe_load(path.read_text("utf-8")), shape)
    except (yaml.YAMLError, msgspec.ValidationError, OSError) as fault:
        raise RuleError(f"{path}: not the list that is expected ({' '.join(str(fault).split())}); mend it.") from fault
