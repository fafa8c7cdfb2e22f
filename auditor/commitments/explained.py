"""Blocks to Explanations: each value that a document states, what became of it, and everything that made it so.

The views count the commitments of a document 1, 2, 3 and the values that are none x1, x2, x3. Nothing here decides:
what the stages have decided is put beside the words that they decided by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from auditor.commitments import Judged, JudgedValue, Trained, find_judged, named_in
from auditor.commitments.candidates import Candidate
from auditor.commitments.cues import cue_reader
from auditor.commitments.decisions import Asked, Decision, likely_by_words
from auditor.commitments.negatives import excluded_as
from auditor.commitments.origins import Source, elided_from, heads_of
from auditor.commitments.refusals import Refusal, find_refusal, readable
from auditor.commitments.strength import Reason, explain_strength
from auditor.commitments.votes import Vote, Votes, count_votes, favorite, needed
from auditor.model import Block, Clock, Commitment, Quantity, Scope
from auditor.rules import Rulebook

_TOPICS_SHOWN = 5
_AXES = Scope.__struct_fields__
_CONVENTIONS = {
    "shipping_fee": "“Free delivery over X” is a threshold only: the “free” of the same sentence is no fee of its own.",
    "compensation": "“Late and it is free” is a compensation of 100 %.",
}


class Stated(Struct, frozen=True):
    """A value that a document states, `quote` at `start`..`end` of the text of `blocks[place]`, and what became of it.

    It is a `commitment`, or none: an exclusion refuses it, its `decision` names no topic, or a convention left it out.
    Structured data is read by its fields: it has no `candidate`, and no offsets.
    """

    label: str
    place: int
    quote: str
    value: Quantity
    start: int = 0
    end: int = 0
    commitment: Commitment | None = None
    candidate: Candidate | None = None
    refusal: Refusal | None = None
    decision: Decision | None = None


class Context(Struct, frozen=True):
    """A text that a value is read with, and its place: title, heading, caption, term, row, column, lead_in, before."""

    place: str
    text: str


class Grammar(Struct, frozen=True):
    """How a value was read: its kind, the bare value, what bounds it, and where an elided unit was taken from."""

    kind: str
    bare: str
    bound: str | None = None
    unit_from: Source | None = None
    relative: bool = False
    before_event: bool = False
    after_event: bool = False


class TopicVotes(Struct, frozen=True):
    """What the rules say for a topic: the sum of the votes, and each with its words, the heaviest first."""

    topic: str
    votes: float
    counted: tuple[Vote, ...]


class Answer(Struct, frozen=True):
    """A topic, or `none`, and how probable it is."""

    topic: str
    probability: float


class Explanation(Struct, frozen=True):
    """Why a value is the commitment it is, or none.

    `outcome` is commitment, excluded, none or overruled (by the `convention`). `by` names who decided: rules, words
    (the linear model), encoder, exclusion or structured_data. `quote` is `sentence[start:end]`. `votes` are those for
    the five strongest topics, `votes_needed` what the rules need where they decide alone. `linear` holds the answers of
    the linear model, `encoder` those of the encoder with the linear model added; () where it was not asked.
    """

    document: str
    locator: str
    label: str
    outcome: str
    by: str
    quote: str
    sentence: str
    start: int
    end: int
    value: Quantity
    context: tuple[Context, ...] = ()
    topic: str | None = None
    probability: float | None = None
    unsure: bool = False
    cue: str = ""
    grammar: Grammar | None = None
    votes: tuple[TopicVotes, ...] = ()
    votes_needed: float | None = None
    refusal: Refusal | None = None
    linear: tuple[Answer, ...] = ()
    encoder: tuple[Answer, ...] = ()
    convention: str = ""
    strength: Reason | None = None
    scope: Scope | None = None
    scope_sources: tuple[Source, ...] = ()
    clock: Clock | None = None


def find_stated(blocks: Sequence[Block], book: Rulebook, trained: Trained | None = None) -> tuple[Stated, ...]:
    """Every value that a document states, commitments and others: those of the text in order, then those of fields."""
    taken, others = count(1), count(1)
    found: list[Stated] = []
    fields: list[tuple[int, Commitment]] = []
    for place, judged in enumerate(find_judged(blocks, book, trained)):
        fields += ((place, one) for one in judged.fields)
        for value in judged.values:
            label = f"{next(taken)}" if value.commitment else f"x{next(others)}"
            found.append(_stated(label, place, value, judged, book))
    found += (Stated(f"{next(taken)}", place, one.quote, one.value, commitment=one) for place, one in fields)
    return tuple(found)


def _stated(label: str, place: int, judged: JudgedValue, of: Judged, book: Rulebook) -> Stated:
    candidate, commitment = judged.candidate, judged.commitment
    amount = candidate.amount
    refused = None if judged.decision else of.exclusion or excluded_as(candidate, book)
    return Stated(
        label=label,
        place=place,
        quote=of.block.text[amount.start : amount.end],
        value=commitment.value if commitment else amount.value,
        start=amount.start,
        end=amount.end,
        commitment=commitment,
        candidate=candidate,
        refusal=find_refusal(refused, candidate, of.page, book) if refused else None,
        decision=judged.decision,
    )


def explain(stated: Stated, blocks: Sequence[Block], book: Rulebook, trained: Trained | None = None) -> Explanation:
    """Everything that made a value of `find_stated` what it is; the same `blocks`, rules and model are to be given."""
    candidate, block = stated.candidate, blocks[stated.place]
    if candidate is None:
        return _of_field(stated, block)
    offset, decision = candidate.sentence_start, stated.decision
    votes = count_votes(candidate, book, cue_reader(book))
    made = _of_commitment(stated, candidate, book, trained) if stated.commitment else {}
    return Explanation(
        document=block.document,
        locator=block.locator,
        label=stated.label,
        outcome=_outcome(stated),
        by=decision.by if decision else "exclusion",
        quote=stated.quote,
        sentence=candidate.sentence,
        start=stated.start - offset,
        end=stated.end - offset,
        value=stated.value,
        context=tuple(_context(candidate)),
        topic=decision.topic if decision else None,
        probability=decision.probability if decision else None,
        cue=readable(decision.cue, candidate) if decision else "",
        grammar=_grammar(candidate),
        votes=_ranked(votes, candidate),
        votes_needed=needed(candidate),
        refusal=stated.refusal,
        linear=_linear(Asked(candidate, votes, favorite(candidate, votes), []), stated, book, trained),
        encoder=_answers(decision.likely) if decision and decision.by == "encoder" else (),
        convention=_convention(stated, candidate),
        **made,
    )


def _of_field(stated: Stated, block: Block) -> Explanation:
    """A field of structured data says its topic by its name."""
    one = stated.commitment
    if one is None:
        raise ValueError("a value without a candidate is a commitment of structured data")
    return Explanation(
        document=block.document,
        locator=one.locator,
        label=stated.label,
        outcome="commitment",
        by="structured_data",
        quote=stated.quote,
        sentence=one.sentence,
        start=max(0, one.sentence.find(stated.quote)),
        end=max(0, one.sentence.find(stated.quote)) + len(stated.quote),
        value=one.value,
        topic=one.topic,
        probability=one.confidence,
        cue=one.cue,
        strength=Reason(one.strength),
        scope=one.scope,
        clock=one.clock,
    )


def _of_commitment(stated: Stated, candidate: Candidate, book: Rulebook, trained: Trained | None) -> dict[str, Any]:
    """The fields that only a commitment has."""
    one, offset = stated.commitment, candidate.sentence_start
    if one is None:
        return {}
    return {
        "unsure": one.unsure,
        "strength": explain_strength(candidate.sentence, stated.start - offset, stated.end - offset, one.context),
        "scope": one.scope,
        "scope_sources": _scope_sources(stated, one, candidate, book, trained),
        "clock": one.clock,
    }


def _scope_sources(
    stated: Stated, one: Commitment, candidate: Candidate, book: Rulebook, trained: Trained | None
) -> tuple[Source, ...]:
    """For each axis of the scope its words and where they stand, in the order of the axes."""
    decision = replace(stated.decision or Decision(None, 1.0), topic=one.topic)
    named = named_in(candidate, decision, book, trained)
    return tuple(Source(axis, named[axis].words, str(named[axis].place)) for axis in _AXES if axis in named)


def _outcome(stated: Stated) -> str:
    if stated.commitment:
        return "commitment"
    if stated.refusal:
        return "excluded"
    return "overruled" if stated.decision and stated.decision.topic else "none"


def _context(candidate: Candidate) -> Iterator[Context]:
    """What a value is read with, the outermost first."""
    yield from (Context(place, text) for place, text in reversed(list(heads_of(candidate.block))))
    if candidate.before:
        yield Context("before", candidate.before)


def _grammar(candidate: Candidate) -> Grammar:
    amount = candidate.amount
    return Grammar(
        kind=amount.kind,
        bare=candidate.block.text[amount.core_start : amount.core_end],
        bound=amount.bound,
        unit_from=elided_from(candidate),
        relative=amount.relative,
        before_event=amount.before,
        after_event=amount.after,
    )


def _ranked(votes: Mapping[str, Votes], candidate: Candidate) -> tuple[TopicVotes, ...]:
    ranked = sorted(votes.items(), key=lambda item: (-item[1].total, item[0]))[:_TOPICS_SHOWN]
    return tuple(TopicVotes(topic, round(one.total, 2), _heaviest_first(one, candidate)) for topic, one in ranked)


def _heaviest_first(votes: Votes, candidate: Candidate) -> tuple[Vote, ...]:
    rounded = (Vote(readable(one.words, candidate), one.place, round(one.weight, 2)) for one in votes.counted)
    return tuple(sorted(rounded, key=lambda one: (-abs(one.weight), one.place, one.words)))


def _linear(asked: Asked, stated: Stated, book: Rulebook, trained: Trained | None) -> tuple[Answer, ...]:
    was_asked = trained is not None and stated.decision is not None and stated.decision.by != "rules"
    return _answers(likely_by_words(asked, book, trained)) if trained and was_asked else ()


def _answers(likely: Iterable[tuple[str, float]]) -> tuple[Answer, ...]:
    return tuple(Answer(topic, probability) for topic, probability in likely)


def _convention(stated: Stated, candidate: Candidate) -> str:
    """The convention that changed what was decided, in words; "" where none did."""
    decision = stated.decision
    if decision is None or decision.topic is None or (stated.commitment and stated.value == candidate.amount.value):
        return ""
    return _CONVENTIONS.get(decision.topic, "What stands beside it says the same, or says it better.")
