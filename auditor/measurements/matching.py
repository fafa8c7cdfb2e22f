"""A stated value to the measure that answers it: by a [[match]] of the mapping, else by topic, clock and scope.

Nothing is guessed. Scope words are looked up among the values of a measure's dimensions by their canonical names
(rules/scopes/) and the mapping's aliases; a word that is not found there, or two measures that fit equally, decide
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec
from msgspec import Struct

from auditor import scopes
from auditor.measurements.actuals import Actuals, MatchRule, Measure, as_names
from auditor.measurements.faults import closest
from auditor.measurements.questions import Question, Refused
from auditor.model import Clock, Scope
from auditor.rules import Rulebook
from auditor.wording import say_scope, topic_name

AXES = ("service", "region", "product", "customer", "condition")
Where = Mapping[str, tuple[str, ...]]
ValuesOf = Callable[[str, str], tuple[str, ...]]
"""The values of a measure's dimension."""


class Answer(Struct, frozen=True):
    """The measure, the cases and the calendar that answer a question, and how that was found."""

    measure: str
    where: Where
    calendar: str
    method: str


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


# ── rules of the mapping ─────────────────────────────────────────────────────────────────────────────────────


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


def _called(
    axis: str, dimension: str, name: str, there: Sequence[str], actuals: Actuals, book: Rulebook
) -> tuple[str, ...]:
    """The values of another dimension that are called just so, by the names of the axis."""
    known, wanted = actuals.aliases.get(dimension, {}), scopes.canonical(axis, name, book)
    return tuple(v for v in there if any(scopes.canonical(axis, own, book) == wanted for own in _names(v, known)))


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
    where: dict[str, tuple[str, ...]] = {}
    for axis, word in _stated(scope):
        found = _find(axis, word, name, actuals, book, values)
        if isinstance(found, Refused):
            return found
        dimension, meant = found
        where[dimension] = tuple(v for v in meant if v in where[dimension]) if dimension in where else meant
    return where


def _find(
    axis: str, word: str, name: str, actuals: Actuals, book: Rulebook, values: ValuesOf
) -> tuple[str, tuple[str, ...]] | Refused:
    """The dimension that tells a word of the scope, and its values: that of the axis, else the only other that does.

    A table may well keep "Northern Ireland" among its shipping methods, or a plan of support among its customers.
    """
    dimensions = actuals.measures[name].dimensions
    own = _meant(axis, word, values(name, axis), actuals, book) if axis in dimensions else ()
    if own:
        return axis, own
    others = {one: _called(axis, one, word, values(name, one), actuals, book) for one in dimensions if one != axis}
    telling = [one for one, meant in others.items() if meant]
    if len(telling) == 1:
        return telling[0], others[telling[0]]
    if axis not in dimensions:
        return Refused(f"no dimension of [measure.{name}] tells the {axis} “{word}”; {_other(actuals, name)}")
    hint = f"{closest(word, values(name, axis))} An alias in [aliases.{axis}] can name it."
    return Refused(f"“{word}” is no {axis} in [measure.{name}]; {hint}")


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
