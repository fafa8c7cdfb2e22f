"""Answers to figures of scope: how often rules, encoder and both name what annotators did, and how to weigh them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from msgspec import Struct

from auditor.commitments import named_in
from auditor.commitments.decisions import Decision
from auditor.commitments.passages import find_passages
from auditor.commitments.pointers import read_pointers
from auditor.commitments.scope import Named, Pointer, Weighing, is_crowded, weigh
from auditor.commitments.scope.names import AXES
from auditor.rules import Rulebook
from training.encoder import tokens_in
from training.examples import Annotated
from training.score import scope_agrees

_ALWAYS = Weighing(0.0, -100.0, by_rules=False)
_ENCODER = dict.fromkeys(AXES, Weighing(0.0, 0.0, by_rules=False))
_RULES = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 6.0)
_AT_LEAST = (-1.0, -0.5, 0.0, 0.5, 1.0)


class Held(Struct, frozen=True):
    """A commitment with the scope that was annotated, what the rules find and what the encoder points at."""

    truth: Mapping[str, str | None]
    rules: dict[str, Named]
    pointers: dict[str, Pointer]
    crowded: bool


def held_scopes(documents: Sequence[Annotated], choices: Sequence[Any], book: Rulebook) -> list[Held]:
    """The commitments of the documents; `choices` are those of the encoder, one array for each example."""
    rows = iter(choices)
    return [one for document in documents for one in _held(document, rows, book)]


def _held(document: Annotated, choices: Iterator[Any], book: Rulebook) -> Iterator[Held]:
    examples = iter(document.examples)
    passages = list(find_passages([one.candidate for one in document.examples]))
    for passage, tokens in zip(passages, tokens_in(passages), strict=True):
        for number in range(len(passage.candidates)):
            one, row = next(examples), next(choices)
            if one.scope is not None and one.asked:
                pointers = read_pointers(row, passage, number, tokens.places)
                crowded = is_crowded(len(one.candidate.siblings))
                yield Held(one.scope, named_in(one.candidate, Decision(one.topic, 1.0), book, None), pointers, crowded)


def scope_figures(held: Sequence[Held], weighing: Mapping[str, Weighing]) -> dict[str, dict[str, float]]:
    """Share of the commitments whose scope is named as annotated, by axis and in all four, for each reader."""
    readers: dict[str, Mapping[str, Weighing] | None] = {"rules": None, "encoder": _ENCODER, "both": weighing}
    return {name: _figures([_agreed(one, how, name) for one in held]) for name, how in readers.items()}


def best_weighing(held: Sequence[Held]) -> dict[str, Weighing]:
    """For each axis the weighing that names most scopes as annotated, the first of several."""
    return {axis: max(_weighings(), key=lambda how: _right(held, axis, how)) for axis in AXES}


def _weighings() -> list[Weighing]:
    return [Weighing(*each) for each in product(_RULES, _AT_LEAST, (True, False))]


def _right(held: Sequence[Held], axis: str, how: Weighing) -> int:
    weighing = {**dict.fromkeys(AXES, _ALWAYS), axis: how}
    return sum(_agreed(one, weighing, "both")[axis] for one in held)


def _agreed(one: Held, weighing: Mapping[str, Weighing] | None, reader: str) -> dict[str, bool]:
    rules = {} if reader == "encoder" else one.rules
    found = weigh(rules, one.pointers, weighing, crowded=one.crowded) if weighing else one.rules
    return {axis: scope_agrees(one.truth.get(axis), _words(found, axis)) for axis in AXES}


def _words(found: Mapping[str, Named], axis: str) -> str | None:
    return found[axis].words if axis in found else None


def _figures(agreed: Sequence[Mapping[str, bool]]) -> dict[str, float]:
    count = max(len(agreed), 1)
    shares = {axis: round(sum(one[axis] for one in agreed) / count, 3) for axis in AXES}
    return {"all": round(sum(all(one.values()) for one in agreed) / count, 3), **shares}
