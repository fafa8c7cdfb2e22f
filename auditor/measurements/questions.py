"""A stated value to the question it asks of an event table: which limit, in which unit, by which [[match]]."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from auditor import scopes
from auditor.measurements.actuals import Actuals, MatchRule
from auditor.model import Clock, Duration, Number, Percent, Promise, Quantity, Scope, Unit, Variant
from auditor.rules import Rulebook

_IN_DAYS = {Unit.WEEK: 7.0, Unit.MONTH: 365.25 / 12, Unit.YEAR: 365.25}
_SHARES = ("uptime", "on_time_rate")


class Question(Struct, frozen=True):
    """One stated value with what it asks of an event table: `unit` and `limit`, and the mapping's own rule for it."""

    promise: int
    variant: int
    topic: str
    scope: Scope
    clock: Clock
    unit: Unit
    limit: Number
    low: Number | None
    rule: MatchRule | None
    share: float | None


class Refused(Struct, frozen=True):
    """Why a stated value is not answered; `measurable` where another mapping could change that."""

    reason: str
    measurable: bool = True


def ask(promises: Sequence[Promise], actuals: Actuals, book: Rulebook) -> Iterator[tuple[int, int, Question | Refused]]:
    """Each variant of each promise with its question, or why there is none."""
    for number, promise in enumerate(promises):
        for position, variant in enumerate(promise.variants):
            rule = next((r for r in actuals.matches if _speaks_of(r, promise, variant, book)), None)
            limit = _limit(promise, variant, rule, book)
            if isinstance(limit, Refused):
                yield number, position, limit
                continue
            unit, high, low, share = limit
            yield (
                number,
                position,
                Question(number, position, promise.topic, promise.scope, variant.clock, unit, high, low, rule, share),
            )


# ── the promised limit ───────────────────────────────────────────────────────────────────────────────────────


def _limit(
    promise: Promise, variant: Variant, rule: MatchRule | None, book: Rulebook
) -> tuple[Unit, Number, Number | None, float | None] | Refused:
    """Unit, upper end, lower end and target share; or why there is no limit that an event table could show."""
    value: Quantity = variant.value
    share = rule.share if rule else None
    if isinstance(value, Percent) and rule and rule.limit:
        share = share or value.value / 100
        value = Duration(None, rule.limit.max, rule.limit.unit)
    if not isinstance(value, Duration):
        return Refused(_not_a_duration(value), isinstance(value, Percent) and promise.topic in _SHARES)
    topic = book.topics.get(promise.topic)
    if rule is None and topic is not None and topic.favours != "lower":
        return Refused("a right of the customer's: nothing is delivered that an event table could time", False)
    if value.high is None or value.unit is Unit.LIFETIME:
        return Refused("it names no upper limit that a case could exceed", False)
    days = _IN_DAYS.get(value.unit)
    if days is None:
        return value.unit, value.high, value.low, share
    return Unit.DAY, round(value.high * days), None if value.low is None else round(value.low * days), share


def _not_a_duration(value: object) -> str:
    if isinstance(value, Percent):
        return "a share: no measure says of what; a [[match]] with `limit` can, where cases have a start and an end"
    return "not a span of time: an event table with a start and an end cannot show whether it is kept"


# ── the mapping's own rules ──────────────────────────────────────────────────────────────────────────────────


def _speaks_of(rule: MatchRule, promise: Promise, variant: Variant, book: Rulebook) -> bool:
    if rule.topic and rule.topic != promise.topic:
        return False
    if not all(_same_scope(axis, word, getattr(promise.scope, axis, None), book) for axis, word in rule.scope.items()):
        return False
    document, _, words = rule.promise.partition("#")
    return not rule.promise or any(
        any(_is_document(uri, document) for uri in one.documents)
        and _folded(words) in _folded(f"{one.sentence} {one.quote}")
        for one in variant.evidence
    )


def _same_scope(axis: str, word: str, said: str | None, book: Rulebook) -> bool:
    if not word or said is None:
        return not word and said is None
    return scopes.canonical(axis, word, book) == scopes.canonical(axis, said, book)


def _is_document(uri: str, named: str) -> bool:
    path = uri.split("?")[0].rstrip("/")
    return not named or path == named or path.endswith("/" + named.lstrip("/"))


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[‐-―]", "-", text).lower().split())
