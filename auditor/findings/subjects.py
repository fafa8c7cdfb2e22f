"""Two statements of one scope to whether they also speak of one subject, as far as their surroundings tell.

A scope holds what is said of a value for certain. Where it is silent, the sentence and the headings above may still
name a region, a service or a product: "Allow 8–12 business days" under "Alaska and Hawaii" is not about everywhere.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from auditor import scopes
from auditor.findings.setting import Setting
from auditor.model import Evidence
from auditor.rules import Rulebook

_AXES = ("service", "region", "product", "customer")
# What one place leaves out since its page is about it; that of a region is left out by nobody who sells to others too.
_OMITTED = ("service", "product", "customer")
_RELATED = ("equal", "narrower", "broader", "overlapping")
_BUSINESS_TIME = re.compile(r"\bbusiness[\s-]+(?:days?|hours?|weeks?)\b", re.IGNORECASE)


def same_subject(one: Evidence, other: Evidence, setting: Setting) -> bool:
    """Whether on every axis both are about nothing in particular, or about names that have something in common.

    Both are statements of one promise: names that both of them state have been found to be one already.
    """
    return all(_meet(axis, one, other, setting) for axis in _AXES)


def covers(claim: Evidence, region: str | None, setting: Setting) -> bool:
    """Whether a claim that names a region speaks of `region` too; one that names none speaks of every region."""
    if claim.scope.region is None or region is None:
        return True
    return scopes.relation("region", region, claim.scope.region, setting.book) in ("equal", "narrower")


def share_region(one: Evidence, other: Evidence, setting: Setting) -> bool:
    """Whether the regions that the two name may have a customer in common."""
    found = scopes.relation("region", one.scope.region, other.scope.region, setting.book)
    return found not in ("disjoint", "unknown")


def _meet(axis: str, one: Evidence, other: Evidence, setting: Setting) -> bool:
    if getattr(one.scope, axis) and getattr(other.scope, axis):
        return True
    mine, theirs = _names(axis, one, setting), _names(axis, other, setting)
    if not mine or not theirs:
        return mine == theirs or axis in _OMITTED
    return any(scopes.relation(axis, name, their, setting.book) in _RELATED for name in mine for their in theirs)


def _names(axis: str, evidence: Evidence, setting: Setting) -> frozenset[str]:
    said = getattr(evidence.scope, axis)
    nothing = setting.home | scopes.names_of_everything(axis, setting.book)
    if said:
        return frozenset({scopes.canonical(axis, said, setting.book)}) - nothing
    spent = (evidence.quote, *msgspec.structs.astuple(evidence.scope))
    return _mentioned(axis, (evidence.sentence, *_heads(evidence)), spent, setting.book) - nothing


def _heads(evidence: Evidence) -> tuple[str, ...]:
    """What a statement stands under, without the name of its column in an export: "text" is no text message."""
    column = evidence.locator.partition("/")[2] if evidence.locator.startswith("row:") else None
    return tuple(head for head in evidence.context if head != column)


@lru_cache(maxsize=131072)
def _mentioned(axis: str, texts: tuple[str, ...], spent: tuple[str | None, ...], book: Rulebook) -> frozenset[str]:
    """The names in the texts; cached, since a statement is held against many others."""
    unspent = (_without(text, spent) for text in texts)
    return frozenset(one.name for text in unspent for one in scopes.find_mentions(axis, text, book))


def _without(text: str, spent: tuple[str | None, ...]) -> str:
    """The text without the words that already state the value or a scope: "the same day" names no service."""
    for words in spent:
        text = text.replace(words or "\0", " ")
    return _BUSINESS_TIME.sub(" ", text)
