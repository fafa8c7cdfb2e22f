"""Promises of one topic to the absolute word that other places take back: "no minimum", "free over $75".

What an absolute statement says of one topic may be taken back under another: a threshold says that there is a minimum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from auditor.findings.authority import by_weight
from auditor.findings.guards import says
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.setting import Setting
from auditor.findings.statements import visible
from auditor.model import Evidence, Money, Percent, Promise, Scope
from auditor.rules import Topic


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """`claims` is the topic of the absolute statements, which are free of charge and hold one of the words `absolute`.

    Those with one of the words `unless` are not absolute. What the statements of the topic of the check ask for takes
    them back, unless these say one of the words `apart`.
    """

    claims: str
    absolute: tuple[str, ...]
    unless: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """The absolute statements without scope against what is charged or demanded anywhere at home."""
    claims = [
        one
        for promise in setting.by_topic.get(options.claims, ())
        if promise.scope.region is None and promise.scope.product is None and promise.scope.customer is None
        for one in visible(promise)
        if _is_nothing(one) and says(one, options.absolute) and not says(one, options.unless)
    ]
    taken_back = [
        one
        for promise in promises
        if claims and promise.scope.region is None
        for one in visible(promise)
        if _is_something(one) and not says(one, options.apart)
    ]
    sentences = {one.sentence for one in claims}
    taken_back = [one for one in taken_back if one.sentence not in sentences]
    if claims and taken_back:
        yield Opposition(topic.id, Scope(), by_weight(claims)[::-1], by_weight(taken_back))


def _is_nothing(one: Evidence) -> bool:
    return isinstance(one.value, Money) and not one.value.amount


def _is_something(one: Evidence) -> bool:
    match one.value:
        case Money(amount=amount):
            return amount > 0
        case Percent(value=share):
            return share > 0
        case _:
            return False
