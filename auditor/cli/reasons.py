"""An Explanation to labelled lines: what a person reads at a terminal or on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from auditor.cli.reading import one_line
from auditor.wording import say, say_clock, topic_name

if TYPE_CHECKING:
    from auditor.commitments.explained import Answer, Context, Explanation, TopicVotes
    from auditor.commitments.votes import Vote

_PLACES = {
    "before": "sentence before",
    "lead_in": "before the list",
    "lead-in": "before the list",
    "clause": "the value's own clause",
    "term": "question or term",
    "row": "row head",
    "column": "column head",
    "phrase": "around the value",
    "kind": "kind of value",
    "page": "headings of the page",
}
_DECIDERS = {
    "rules": "the votes of the rules",
    "words": "the linear model; the encoder was not asked",
    "encoder": "the encoder, the linear model added",
    "exclusion": "an exclusion; no reader was asked for a topic",
    "structured_data": "the name of the field",
}
_BOUNDS = {"upper": "bounded above", "lower": "bounded below"}


class Reason(Struct, frozen=True):
    """A label and the lines that belong to it."""

    label: str
    lines: tuple[str, ...]


def reasons_of(explanation: Explanation) -> tuple[Reason, ...]:
    """Everything that an explanation holds, in the order in which it came about; nothing that it does not hold."""
    one = explanation
    reasons = (
        Reason("Decided", (_outcome(one),)),
        Reason("By", (_DECIDERS.get(one.by, one.by),)),
        Reason("Cue", (f"“{one_line(one.cue)}”",) if one.cue.strip() else ()),
        Reason("Convention", (one.convention,) if one.convention else ()),
        Reason("Exclusion", tuple(_refusal(one))),
        Reason("Read with", tuple(f"{_place(c.place)}: {one_line(c.text)}" for c in _without_repeats(one.context))),
        Reason("Value", tuple(_value(one))),
        Reason("Rules", tuple(_votes(one))),
        Reason("Linear model", _answers(one.linear)),
        Reason("Encoder", _answers(one.encoder)),
        Reason("Strength", tuple(_strength(one))),
        Reason("Scope", tuple(_scope(one))),
        Reason("Clock", (_clock(one),) if one.clock else ()),
    )
    return tuple(reason for reason in reasons if reason.lines)


def _outcome(one: Explanation) -> str:
    """What was decided: the topic and how probable it is, or that it is no commitment."""
    if one.outcome == "excluded":
        return "no commitment: excluded"
    if one.outcome == "none":
        return "no commitment" if one.by == "rules" else f"no commitment, {one.probability or 0:.3f}"
    words = f"{topic_name(one.topic or '')}, {one.probability:.3f}"
    if one.outcome == "overruled":
        return f"{words}, but left out by a convention"
    return f"{words}, unsure" if one.unsure else words


def _refusal(one: Explanation) -> Iterator[str]:
    if one.refusal:
        words = f": “{one_line(one.refusal.words)}” ({_place(one.refusal.place)})" if one.refusal.words else ""
        yield f"{one.refusal.rule}{words}"
        if one.refusal.about:
            yield one.refusal.about


def _value(one: Explanation) -> Iterator[str]:
    grammar = one.grammar
    if grammar is None:
        yield say(one.value)
        return
    traits = [_BOUNDS.get(grammar.bound or "", "")]
    traits += ["a word relative to today"] if grammar.relative else []
    traits += ["time ahead of an event"] if grammar.before_event else []
    traits += ["time after an event"] if grammar.after_event else []
    about = "".join(f", {trait}" for trait in traits if trait)
    yield f"“{one_line(grammar.bare)}”, {grammar.kind}{about}: {say(one.value)}"
    if grammar.unit_from:
        yield f"unit from “{one_line(grammar.unit_from.words)}” ({_place(grammar.unit_from.place)})"


def _votes(one: Explanation) -> Iterator[str]:
    yield from (_votes_of(topic) for topic in one.votes)
    if one.by in ("rules", "exclusion") and one.votes_needed is not None:
        nothing = "" if one.votes else "nothing speaks for a topic; "
        yield f"{nothing}{one.votes_needed:g} votes are needed"


def _votes_of(topic: TopicVotes) -> str:
    return f"{topic_name(topic.topic)} {topic.votes:g}: {', '.join(map(_vote, topic.counted))}"


def _vote(vote: Vote) -> str:
    return f"“{one_line(vote.words)}” {vote.weight:+g} ({_place(vote.place)})"


def _answers(answers: Sequence[Answer]) -> tuple[str, ...]:
    return (", ".join(f"{topic_name(one.topic)} {one.probability:.3f}" for one in answers),) if answers else ()


def _strength(one: Explanation) -> Iterator[str]:
    if one.strength:
        words = f": “{one_line(one.strength.words)}”" if one.strength.words else ""
        head = f" in “{one_line(one.strength.head)}”" if one.strength.head else ""
        said = words or ("" if one.by == "structured_data" else ": nothing softens it and nothing guarantees it")
        yield f"{one.strength.strength}{said}{head}"


def _scope(one: Explanation) -> Iterator[str]:
    if one.scope is None:
        return
    stated = {name: getattr(one.scope, name) for name in one.scope.__struct_fields__}
    places = {source.what: source.place for source in one.scope_sources}
    for axis, words in stated.items():
        if words:
            yield f"{axis}: {one_line(words)}" + (f" ({_place(places[axis])})" if places.get(axis) else "")
    if not any(stated.values()):
        yield "everything: no words around it limit it"


def _clock(one: Explanation) -> str:
    return (say_clock(one.clock) if one.clock else "") or "no event is named that starts or stops it"


def _place(place: str) -> str:
    return _PLACES.get(place, place.replace("_", " "))


def _without_repeats(context: Sequence[Context]) -> list[Context]:
    """What a sentence is read with, without a title or sentence that a head repeats."""
    headings = {one.text for one in context if one.place == "heading"}
    heads = {one.text for one in context if one.place != "before"}
    repeated = {"title": headings, "before": heads}
    return [one for one in context if one.text not in repeated.get(one.place, ())]
