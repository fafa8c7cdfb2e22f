"""The ledger to JSON-LD for the company's own pages: its confirmed promises in the terms of schema.org.

What schema.org has no term for, or cannot say without changing it, is left out and returned with the reason.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import msgspec
from msgspec import Struct

from auditor.ledger import schema_org
from auditor.ledger.schema_org import Node, Untold
from auditor.model import Entry, Ledger, Scope
from auditor.wording import say_clock

_CONDITIONS = {None: "", "change of mind": "customerRemorse", "faulty": "itemDefect"}


class Omitted(Struct, frozen=True):
    """A confirmed entry that is not in the export, and why."""

    entry: Entry
    reason: str


class _Company:
    """The node of the company as it grows, with what lies below it by the scope it is about."""

    def __init__(self, name: str, url: str) -> None:
        self.node: Node = {"@context": "https://schema.org", "@type": "Organization"}
        self.node |= ({"name": name} if name else {}) | ({"url": url} if url else {})
        self._below: dict[tuple[str, Scope], Node] = {}

    def offer(self, product: str | None) -> Node:
        """The offer of a product, or of everything."""
        item = {"itemOffered": {"@type": "Product", "name": product}} if product else {}
        return self._one(self.node, "makesOffer", Scope(product=product), {"@type": "Offer", **item})

    def shipping(self, scope: Scope) -> Node:
        """The shipping details of a service to a region."""
        new = (
            {"@type": "OfferShippingDetails"} | ({"name": scope.service} if scope.service else {}) | _destination(scope)
        )
        return self._one(self.offer(scope.product), "shippingDetails", scope, new)

    def returns(self, scope: Scope) -> Node:
        """The return policy for a product in a country."""
        country = {"applicableCountry": scope.region} if scope.region else {}
        owner = self.offer(scope.product) if scope.product else self.node
        where = Scope(region=scope.region, product=scope.product)
        return self._one(owner, "hasMerchantReturnPolicy", where, {"@type": "MerchantReturnPolicy", **country})

    def contact(self, scope: Scope) -> Node:
        """The contact point of a channel."""
        kind = {"contactType": scope.service} if scope.service else {}
        area = {"areaServed": scope.region} if scope.region else {}
        return self._one(self.node, "contactPoint", scope, {"@type": "ContactPoint", **kind, **area})

    def service(self, scope: Scope) -> Node:
        """The shipping service that conditions belong to."""
        name = {"name": scope.service} if scope.service else {}
        return self._one(self.node, "hasShippingService", scope, {"@type": "ShippingService", **name})

    def _one(self, owner: Node, key: str, scope: Scope, new: Node) -> Node:
        if (key, scope) not in self._below:
            self._below[key, scope] = new
            owner.setdefault(key, []).append(new)
        return self._below[key, scope]


class _Term(Struct, frozen=True):
    """How a topic is said in schema.org, and the axes of scope that can be said with it."""

    add: Callable[[_Company, Entry], None]
    axes: tuple[str, ...]


def to_json_ld(ledger: Ledger, name: str = "", url: str = "") -> tuple[str, tuple[Omitted, ...]]:
    """The JSON document of the confirmed entries, sorted by topic and scope, and the entries that are not in it.

    The document can be put into a `<script>` as it is: no text in it can end that.
    """
    company = _Company(name, url)
    omitted: list[Omitted] = []
    for entry in sorted(ledger.compared, key=lambda one: (one.topic, _sortable(one.scope))):
        try:
            _add(company, entry)
        except Untold as reason:
            omitted.append(Omitted(entry, str(reason)))
    text = json.dumps(company.node, ensure_ascii=False, indent=2).replace("</", "<\\/")
    return f"{text}\n", tuple(omitted)


def _sortable(scope: Scope) -> tuple[str, ...]:
    return tuple(name or "" for name in msgspec.structs.astuple(scope))


def _add(company: _Company, entry: Entry) -> None:
    term = _TERMS.get(entry.topic)
    if term is None:
        raise Untold("no schema.org term")
    for axis in ("service", "region", "product", "customer", "condition"):
        name = getattr(entry.scope, axis)
        if name is not None and axis not in term.axes:
            raise Untold(f"no schema.org term for its {axis} ({name})")
    term.add(company, entry)


def _delivery_time(company: _Company, entry: Entry) -> None:
    if entry.clock.from_ != "dispatched":
        told = say_clock(entry.clock) or "not stated"
        raise Untold(f'transitTime runs from dispatch, this clock is {told}; write from = "dispatched" if it does')
    time = schema_org.shipping_time(entry.value)
    _times(company, entry)["transitTime"] = time


def _dispatch_time(company: _Company, entry: Entry) -> None:
    if entry.clock.from_ not in (None, "ordered"):
        raise Untold(f"handlingTime runs from the order, this clock is {say_clock(entry.clock)}")
    time = schema_org.shipping_time(entry.value)
    _times(company, entry)["handlingTime"] = time


def _order_cutoff(company: _Company, entry: Entry) -> None:
    time = schema_org.cutoff(entry.value)
    _times(company, entry)["cutoffTime"] = time


def _times(company: _Company, entry: Entry) -> Node:
    times: Node = company.shipping(entry.scope).setdefault("deliveryTime", {"@type": "ShippingDeliveryTime"})
    return times


def _shipping_fee(company: _Company, entry: Entry) -> None:
    amount = schema_org.money(entry.value)
    company.shipping(entry.scope)["shippingRate"] = amount


def _free_shipping(company: _Company, entry: Entry) -> None:
    order = schema_org.least_order(entry.value)
    rate = {"@type": "MonetaryAmount", "value": 0, "currency": order["currency"]}
    condition = {"@type": "ShippingConditions", **_destination(entry.scope), "orderValue": order, "shippingRate": rate}
    company.service(Scope(service=entry.scope.service)).setdefault("shippingConditions", []).append(condition)


def _return_window(company: _Company, entry: Entry) -> None:
    window = schema_org.return_window(entry.value)
    company.returns(entry.scope).update(window)


def _return_fee(company: _Company, entry: Entry) -> None:
    if entry.scope.condition not in _CONDITIONS:
        raise Untold(f"no schema.org term for its condition ({entry.scope.condition})")
    fee = schema_org.return_fee(entry.value, _CONDITIONS[entry.scope.condition])
    company.returns(entry.scope).update(fee)


def _warranty(company: _Company, entry: Entry) -> None:
    promise = schema_org.warranty(entry.value)
    company.offer(entry.scope.product)["warranty"] = promise


def _support_hours(company: _Company, entry: Entry) -> None:
    hours = schema_org.opening_hours(entry.value)
    company.contact(entry.scope)["hoursAvailable"] = hours


def _destination(scope: Scope) -> Node:
    return {"shippingDestination": {"@type": "DefinedRegion", "name": scope.region}} if scope.region else {}


_TERMS = {
    "delivery_time": _Term(_delivery_time, ("service", "region", "product")),
    "dispatch_time": _Term(_dispatch_time, ("service", "region", "product")),
    "order_cutoff": _Term(_order_cutoff, ("service", "region", "product")),
    "shipping_fee": _Term(_shipping_fee, ("service", "region", "product")),
    "free_shipping_threshold": _Term(_free_shipping, ("service", "region")),
    "return_window": _Term(_return_window, ("region", "product")),
    "return_fee": _Term(_return_fee, ("region", "product", "condition")),
    "warranty_period": _Term(_warranty, ("product",)),
    "support_hours": _Term(_support_hours, ("service", "region")),
}
