"""The source of a JSON-LD block to its fields, each with its path and with the product, place and service it is about.

Nothing is fetched and no context is resolved: schema.org's own names are all that is looked at. A source that is not
JSON has no fields; that a page's data is broken is not for this module to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from auditor.json_values import load_json

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
Node = dict[str, Json]

_COMMENT = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$")
_TRAILING_COMMA = re.compile(r'("(?:\\.|[^"\\])*")|,(?=\s*[}\]])')
_PRODUCTS = frozenset({"Product", "ProductGroup", "ProductModel", "IndividualProduct", "Vehicle", "Car", "Book"})


class About(Struct, frozen=True):
    """What the fields of a node are about, as far as it or a node around it says."""

    product: str | None = None
    region: str | None = None
    service: str | None = None
    customer: str | None = None


class Field(Struct, frozen=True):
    """One field of a node: `path` leads to it from the root ("offers[0].shippingDetails.shippingRate")."""

    path: str
    key: str
    value: Json
    node: Node
    about: About


def find_fields(source: str) -> Iterator[Field]:
    """All fields of all nodes in the order of the source; none where it is not JSON."""
    waiting: list[tuple[str, Json, About]] = [("", read_json(source), About())]
    while waiting:
        path, value, about = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed([(f"{path}[{i}]", one, about) for i, one in enumerate(value)]))
        elif isinstance(value, dict):
            about = _about(value, about)
            inside = [(f"{path}.{key}" if path else key, key, one) for key, one in value.items()]
            yield from (Field(place, key, one, value, about) for place, key, one in inside)
            waiting.extend(reversed([(place, one, about) for place, _, one in inside]))


def read_json(source: str) -> Json:
    """The value of a JSON text, None where it is none.

    Only where strict reading fails, line breaks within strings and commas before a closing bracket are forgiven, as
    search engines do.
    """
    try:
        return _loads(source, strict=True)
    except (ValueError, RecursionError):
        mended = _TRAILING_COMMA.sub(lambda match: match.group(1) or "", _COMMENT.sub("", source))
    try:
        return _loads(mended, strict=False)
    except (ValueError, RecursionError):
        return None


def texts(value: Json) -> list[str]:
    """The texts of a field that may hold one or several, each a text or a node with a name."""
    found: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        named = one.get("name") if isinstance(one, dict) else one
        if isinstance(named, str) and named.strip():
            found.append(" ".join(named.split()))
    return found


def last_part(name: str) -> str:
    """`FreeReturn` for "https://schema.org/FreeReturn"."""
    return re.split(r"[/#:]", name.strip())[-1]


def _loads(source: str, *, strict: bool) -> Json:
    value: Json = load_json(source, strict=strict)
    return value


def _about(node: Node, around: About) -> About:
    types = {last_part(one) for one in texts(node.get("@type"))}
    item = node.get("itemOffered")
    return About(
        product=_first(node.get("name")) if types & _PRODUCTS else _first(item) or around.product,
        region=_region(node) or around.region,
        service=_service(node, types) or around.service,
        customer=_first(node.get("validForMemberTier")) or around.customer,
    )


def _first(value: Json) -> str | None:
    return next(iter(texts(value)), None)


def _service(node: Node, types: set[str]) -> str | None:
    if "ContactPoint" in types:
        return _first(node.get("contactType"))
    if types & {"OfferShippingDetails", "ShippingService"}:
        return _first(node.get("shippingLabel")) or _first(node.get("name"))
    return None


def _region(node: Node) -> str | None:
    """Where a node applies: the region or country it is shipped to, or the countries of a policy."""
    names: list[str] = []
    for key in ("shippingDestination", "applicableCountry", "eligibleRegion"):
        value = node.get(key)
        for place in value if isinstance(value, list) else [value]:
            names += _places(place)
    return ", ".join(dict.fromkeys(names)) or None


def _places(place: Json) -> list[str]:
    if not isinstance(place, dict):
        return texts(place)
    return texts(place.get("addressRegion")) or texts(place.get("addressCountry")) or texts(place)
