"""Promises to promises that leave the home market unsaid: "in the US" and no region are one scope to a US company.

Companies name their home market in one place and leave it out in the next. Where it is, their currency tells, or the
country of their structured data; where neither does, nothing is changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from auditor.model import Money, Promise, Scope, Variant
from auditor.rules import Rulebook
from auditor.rules_lists import country_of_currency


def without_home(promises: Sequence[Promise], home: frozenset[str]) -> tuple[Promise, ...]:
    """The promises, those of one scope but for the home market joined into one, in the order of the first of each."""
    joined: dict[tuple[str, Scope], list[Variant]] = {}
    for promise in promises:
        scope = replace(promise.scope, region=None) if promise.scope.region in home else promise.scope
        joined.setdefault((promise.topic, scope), []).extend(promise.variants)
    return tuple(Promise(topic, scope, tuple(variants)) for (topic, scope), variants in joined.items())


def home_market(promises: Iterable[Promise], book: Rulebook) -> frozenset[str]:
    """The names of the home market: the country, its main part ("contiguous US") and `domestic`; none if unknown."""
    promises = tuple(promises)
    countries: Counter[str] = Counter()
    for promise in promises:
        for variant in promise.variants:
            structured = sum(one.origin == "structured_data" for one in variant.evidence)
            if promise.scope.region and structured:
                countries[promise.scope.region] += structured
    country = country_of_currency().get(main_currency(promises) or "") or _most(countries)
    if country is None or "region" not in book.scopes:
        return frozenset()
    listed = (one.name for one in book.scopes["region"].names)
    main_parts = (name for name in listed if name.endswith(f" {country}") and not name.startswith("rest of "))
    return frozenset({country, "domestic", *main_parts})


def main_currency(promises: Iterable[Promise]) -> str | None:
    """The ISO 4217 code of most statements of amounts; None where no currency has more than half of them."""
    currencies: Counter[str] = Counter()
    for promise in promises:
        for variant in promise.variants:
            if isinstance(variant.value, Money) and variant.value.currency:
                currencies[variant.value.currency] += len(variant.evidence)
    return _most(currencies)


def _most(counts: Counter[str]) -> str | None:
    """What more than half of the statements name."""
    name, count = max(counts.items(), key=lambda item: item[1], default=("", 0))
    return name if count * 2 > counts.total() else None
