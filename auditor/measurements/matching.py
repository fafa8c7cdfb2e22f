"""A stated value to the measure that answers it: by a [[match]] of the mapping, else by topic, clock and scope.

Nothing is guessed. Scope words are looked up among the values of a measure's dimensions by their canonical names
(rules/scopes/) and the mapping's aliases; a word that is not found there, or two measures that fit equally, decide
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from auditor import scopes
from auditor.measurements.actuals import Actuals, MatchRule, Measure, as_names
from auditor.measurements.faults import closest
from auditor.model import Clock, Duration, Number, Percent, Promise, Quantity, Scope, Unit, Variant
from auditor.rules import Rulebook
from auditor.wording import say_scope, topic_name

AXES = ("service", "region", "product", "customer", "condition")
_IN_DAYS = {Unit.WEEK: 7.0, Unit.MONTH: 365.25 / 12, Unit.YEAR: 365.25}
_SHARES = ("uptime", "on_time_rate")
Where = Mapping[str, tuple[str, ...]]
ValuesOf = Callable[[str, str], tuple[str, ...]]
"""The values of a measure's dimension."""


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


class Answer(Struct, frozen=True):
    """The measure, the cases and the calendar that answer a question, and how that was found."""

    measure: str
    where: Where
    calendar: str
    method: str


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


def candidates(question: Question, actuals: Actuals) -> tuple[str, ...]:
    """The measures whose topics and clock fit, by name."""
    if question.rule:
        return (question.rule.measure,)
    return tuple(
        sorted(
            name
            for name, measure in actuals.measures.items()
            if question.topic in measure.topics and _clock_fits(question.clock, measure)
        )
    )


def answer(question: Question, actuals: Actuals, book: Rulebook, values: ValuesOf) -> Answer | Refused:
    """The one answer to a question.

    Raises ConfigurationError where two measures fit equally, and where a [[match]] names a value that no case has.
    """
    if question.rule:
        rule = question.rule
        return Answer(rule.measure, _chosen(rule, actuals, book, values), rule.calendar, "a [[match]] of the mapping")
    names = candidates(question, actuals)
    if not names:
        return Refused(_no_measure(question, actuals))
    found = {name: _where(question.scope, name, actuals, book, values) for name in names}
    fitting = {name: where for name, where in found.items() if not isinstance(where, Refused)}
    if not fitting:
        return next(where for where in found.values() if isinstance(where, Refused))
    name = _only(question, _same_clock(question, fitting, actuals, book), actuals)
    return Answer(name, fitting[name], "", _method(question, fitting[name]))


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


# ── rules of the mapping ─────────────────────────────────────────────────────────────────────────────────────


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


def _chosen(rule: MatchRule, actuals: Actuals, book: Rulebook, values: ValuesOf) -> Where:
    """The values that the `where` of a rule means."""
    where = {}
    for dimension, names in rule.where.items():
        there = values(rule.measure, dimension)
        meant = {name: _meant(dimension, name, there, actuals, book) for name in as_names(names)}
        for name, found in meant.items():
            if not found:
                message = f"where: no case of `{rule.measure}` has {dimension} = {name!r}; {closest(name, there)}"
                raise actuals.fault(("match",), "where", message, rule)
        where[dimension] = tuple(sorted({value for found in meant.values() for value in found}))
    return where


def _meant(dimension: str, name: str, there: Sequence[str], actuals: Actuals, book: Rulebook) -> tuple[str, ...]:
    """The values of a dimension that `name` means: those written so, else those that are called so or lie within it."""
    written = tuple(value for value in there if value.casefold() == name.casefold())
    if written:
        return written
    known = actuals.aliases.get(dimension, {})
    return tuple(value for value in there if any(_within(dimension, own, name, book) for own in _names(value, known)))


def _names(value: str, aliases: Mapping[str, str | tuple[str, ...]]) -> list[str]:
    """What a value is called: by the mapping's aliases, else as it is written."""
    own = [name for name, written in aliases.items() if value.casefold() in {w.casefold() for w in as_names(written)}]
    return own or [value]


def _within(axis: str, own: str, name: str, book: Rulebook) -> bool:
    if own.casefold() == name.casefold():
        return True
    return axis in AXES and scopes.relation(axis, own, name, book) in ("equal", "narrower")


# ── topic, clock and scope ───────────────────────────────────────────────────────────────────────────────────


def _clock_fits(said: Clock, measure: Measure) -> bool:
    """Whether both ends are the same event; what either side does not say fits."""
    ends = ((said.from_, as_names(measure.clock.from_)), (said.to, as_names(measure.clock.to)))
    return all(event is None or not names or event in names for event, names in ends)


def _where(scope: Scope, name: str, actuals: Actuals, book: Rulebook, values: ValuesOf) -> Where | Refused:
    """Dimension → values of the cases that the scope speaks of; a scope that says nothing speaks of all."""
    where = {}
    for axis, word in _stated(scope):
        if axis not in actuals.measures[name].dimensions:
            return Refused(f"no dimension of [measure.{name}] tells the {axis} “{word}”; {_other(actuals, name)}")
        there = values(name, axis)
        found = _meant(axis, word, there, actuals, book)
        if not found:
            hint = closest(word, there)
            alias = f"An alias in [aliases.{axis}] can name it."
            return Refused(f"“{word}” is no {axis} in [measure.{name}]; {hint} {alias}")
        where[axis] = found
    return where


def _stated(scope: Scope) -> list[tuple[str, str]]:
    return [(axis, word) for axis, word in msgspec.structs.asdict(scope).items() if word]


def _same_clock(question: Question, fitting: Mapping[str, Where], actuals: Actuals, book: Rulebook) -> list[str]:
    """Of several that fit, those that run between the very events that the promise, or else its topic, means."""
    if len(fitting) == 1:
        return list(fitting)
    topic = book.topics.get(question.topic)
    usual = topic.clock if topic else Clock()
    clock = Clock(question.clock.from_ or usual.from_, question.clock.to or usual.to)
    exact = [name for name in fitting if _runs_between(clock, actuals.measures[name])]
    return exact or list(fitting)


def _runs_between(clock: Clock, measure: Measure) -> bool:
    ends = ((clock.from_, as_names(measure.clock.from_)), (clock.to, as_names(measure.clock.to)))
    return all(event is None or event in names for event, names in ends)


def _only(question: Question, names: Sequence[str], actuals: Actuals) -> str:
    if len(names) == 1:
        return names[0]
    listed = " and ".join(f"[measure.{name}]" for name in sorted(names))
    raise actuals.fault(
        ("measure", sorted(names)[0]),
        "topics",
        f"{listed} answer {topic_name(question.topic)} ({say_scope(question.scope)}) equally; "
        f'say which with a [[match]] that has topic = "{question.topic}" and measure = "{sorted(names)[0]}".',
    )


def _no_measure(question: Question, actuals: Actuals) -> str:
    of_topic = [name for name, measure in actuals.measures.items() if question.topic in measure.topics]
    if of_topic:
        clock = f"{question.clock.from_ or 'any event'} to {question.clock.to or 'any event'}"
        return f"no measure of {topic_name(question.topic)} runs from {clock}; {_other(actuals, '', of_topic)}"
    return f"no measure answers {topic_name(question.topic)}; {_other(actuals, '')}"


def _other(actuals: Actuals, name: str, names: Sequence[str] = ()) -> str:
    """`the mapping has delivery (delivery_time) and …`: up to three measures to think of."""
    near = [n for n in (names or sorted(actuals.measures)) if n != name][:3]
    listed = ", ".join(f"{n} ({', '.join(actuals.measures[n].topics)})" for n in near)
    return f"other measures: {listed}" if listed else "the mapping has no other measure"


def _method(question: Question, where: Where) -> str:
    parts = ["topic"]
    parts += ["clock"] if question.clock != Clock() else []
    parts += [f"{axis} ({', '.join(values)})" for axis, values in where.items()]
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]
