"""Signs to jurisdictions: whose law applies to what a page says, and what tells.

What audit.toml says decides for all pages; where it says nothing, the domain of a page does, then the currency of most
prices, then the country in structured data. A law of a state applies only where audit.toml names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct

from auditor.rules_lists import signs_of_jurisdictions
from auditor.rules_source import suggest

_HOST = re.compile(r"https?://([^/:?#]+)")


class Regulation(Struct, frozen=True, forbid_unknown_fields=True):
    """The section [regulation] of audit.toml.

    `jurisdictions` are those whose rules are held against all pages; `unconfirmed`: rules whose fact was not confirmed
    in its source run too.
    """

    jurisdictions: tuple[str, ...] = ()
    unconfirmed: bool = False


class Company(Struct, frozen=True):
    """What tells whose law applies to a company as a whole; `home` holds the names of its home market."""

    configured: tuple[str, ...] = ()
    country: str = ""
    domain: str = ""
    currency: str = ""
    home: frozenset[str] = frozenset()


class Fault(Struct, frozen=True):
    """What is wrong with a key of audit.toml, in the section it stands in."""

    section: tuple[str, ...]
    key: str
    message: str


def jurisdictions_of(company: Company) -> dict[str, str]:
    """The jurisdictions of a company, each with the reason ("prices in GBP"); empty where nothing tells."""
    if company.configured:
        return _with_broader(company.configured, "audit.toml names it")
    if company.country:
        return _named_by("countries", {company.country}, f"country {company.country} in audit.toml")
    return (
        jurisdictions_of_page(company.domain)
        or _named_by("currencies", {company.currency}, f"prices in {company.currency}")
        or _named_by("regions", company.home - {"domestic"}, "the country in structured data")
    )


@lru_cache(maxsize=65536)
def _by_host(host: str) -> Mapping[str, str]:
    ending = host.rpartition(".")[2]
    return _named_by("domains", {ending}, f"the domain {host}") if "." in host else {}


def jurisdictions_of_page(address: str) -> dict[str, str]:
    """Those that the domain of a page tells, each with it; none for a file or a domain that anybody may have."""
    host = _HOST.match(address.lower())
    return dict(_by_host(host[1])) if host else {}


def common_domain(addresses: Iterable[str]) -> str:
    """An address whose domain tells what those of all others tell that tell anything; "" where they do not agree."""
    telling: dict[tuple[str, ...], str] = {}
    for address in sorted(addresses):
        told = tuple(jurisdictions_of_page(address))
        if told:
            telling.setdefault(told, address)
    return next(iter(telling.values())) if len(telling) == 1 else ""


def always() -> dict[str, str]:
    """The platforms whose rules are read wherever somebody speaks of them."""
    return {name: "whoever speaks of it" for name, signs in signs_of_jurisdictions().items() if signs.always}


def fault_in_regulation(country: str, regulation: Regulation) -> Fault | None:
    """What is wrong with the country in [company], or with [regulation]; None where nothing is."""
    known = signs_of_jurisdictions()
    if country and not re.fullmatch("[A-Z]{2}", country):
        message = f'country = "{country}" is no ISO 3166 code of two capital letters, such as "GB".'
        return Fault(("company",), "country", message)
    for name in regulation.jurisdictions:
        if name not in known:
            message = f'"{name}" in jurisdictions is none that rules are known for{suggest(name, known)}'
            return Fault(("regulation",), "jurisdictions", message)
    return None


def _named_by(sign: str, names: Iterable[str], reason: str) -> dict[str, str]:
    wanted = frozenset(names) - {""}
    return {
        name: reason
        for name, signs in signs_of_jurisdictions().items()
        if not signs.within and wanted.intersection(getattr(signs, sign))
    }


def _with_broader(names: Iterable[str], reason: str) -> dict[str, str]:
    known = signs_of_jurisdictions()
    every = (one for name in names for one in (name, known[name].within if name in known else "") if one)
    return dict.fromkeys(every, reason)
