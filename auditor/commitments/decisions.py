"""Candidates to Decisions: of which topic each value speaks, how probable that is, or that it promises nothing.

Three readers, each dearer than the one before. The votes of the rules and a linear model of words look at every value;
unless they plainly say that it promises nothing, an encoder reads the passage, which also points at the scope of the
value. Margins and scores are added and made a probability by one temperature, chosen on documents that neither was
trained on (docs/extraction.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from math import exp
from pathlib import Path

import msgspec
from msgspec import Struct

from auditor.commitments.candidates import Candidate, is_free
from auditor.commitments.cues import Read
from auditor.commitments.encoder import Encoder, load_encoder
from auditor.commitments.linear import Linear, load_linear
from auditor.commitments.passages import Passage, find_passages
from auditor.commitments.pointers import read_pointers
from auditor.commitments.scope.pointed import Pointer, Weighing
from auditor.commitments.terms import numbers_of
from auditor.commitments.votes import Votes, count_votes, favorite, trust
from auditor.rules import Rulebook

NONE = "none"
IMPOSSIBLE = -50.0
_SHOWN = 3


class Settings(Struct, frozen=True):
    """How the readers are added; `training` chooses the numbers and names the `version` after what it was made from.

    Where the linear model says "none" with a lead of `settled_at`, or of `price_at` for an amount of money that no rule
    votes for (pages are full of prices), the value is not read again; a commitment less probable than `unsure_below`
    is unsure. `scope` says how the axes of a scope are weighed.
    """

    version: str
    linear_weight: float
    temperature: float
    linear_temperature: float
    settled_at: float
    price_at: float
    unsure_below: float
    scope: dict[str, Weighing]


class Trained(Struct, frozen=True):
    """What was trained, and where it lies; each model is loaded when a value first needs it."""

    folder: Path
    settings: Settings

    @property
    def linear(self) -> Linear:
        """The linear model, loaded once."""
        return _linear(self.folder)

    @property
    def encoder(self) -> Encoder:
        """The encoder, loaded once."""
        return _encoder(self.folder)


class Decision(Struct, frozen=True):
    """The topic of a candidate, or None; `probability` is that of being right, `cue` the words that weighed most.

    `by` is the last reader asked: `rules`, `words` or `encoder`. `likely` holds the most probable answers, best first;
    `pointers` what the encoder takes for the scope of the value, by axis.
    """

    topic: str | None
    probability: float
    cue: str = ""
    by: str = "rules"
    likely: tuple[tuple[str, float], ...] = ()
    pointers: Mapping[str, Pointer] = {}


class Asked(Struct):
    """A candidate with what the rules and the linear model say of it, and the encoder where it is asked."""

    candidate: Candidate
    votes: dict[str, Votes]
    favorite: str | None
    margins: list[float]
    scores: list[float] | None = None
    pointers: Mapping[str, Pointer] = {}


@cache
def load_trained(folder: Path | None = None, unsure_below: float | None = None) -> Trained:
    """The shipped model, or the one in `folder`; with another threshold where `unsure_below` is given."""
    folder = folder or Path(__file__).parent / "trained"
    settings = msgspec.json.decode((folder / "decision.json").read_bytes(), type=Settings)
    if unsure_below is not None:
        settings = msgspec.structs.replace(settings, unsure_below=unsure_below)
    return Trained(folder, settings)


@cache
def _linear(folder: Path) -> Linear:
    return load_linear(folder / "linear.npz")


@cache
def _encoder(folder: Path) -> Encoder:
    return load_encoder(folder)


def decide(
    candidates: Sequence[Candidate], excluded: Collection[int], book: Rulebook, read: Read, trained: Trained | None
) -> list[Decision | None]:
    """A decision for each candidate of a document; None for those at the places in `excluded`, which are only read.

    Without `trained` the votes of the rules decide alone.
    """
    asked: dict[int, Asked] = {}
    for place, one in enumerate(candidates):
        if place not in excluded:
            votes = count_votes(one, book, read)
            asked[place] = Asked(one, votes, favorite(one, votes), [])
    if trained:
        for each in asked.values():
            each.margins = margins_of(each, trained.linear)
        _ask_encoder(candidates, asked, book, trained)
    return [_decided(asked[place], book, trained) if place in asked else None for place in range(len(candidates))]


def margins_of(asked: Asked, linear: Linear) -> list[float]:
    """What the linear model says, a margin for each of its classes."""
    votes = {topic: one.total for topic, one in asked.votes.items()}
    numbers = numbers_of(asked.candidate, votes, asked.favorite, linear.classes)
    margins: list[float] = linear.margins(asked.candidate, numbers).tolist()
    return margins


def likely_by_words(asked: Asked, book: Rulebook, trained: Trained) -> tuple[tuple[str, float], ...]:
    """The most probable answers of the linear model alone, best first."""
    return _likely(margins_of(asked, trained.linear), asked, book, trained, trained.settings.linear_temperature)


def _ask_encoder(candidates: Sequence[Candidate], asked: dict[int, Asked], book: Rulebook, trained: Trained) -> None:
    """Add the encoder's scores to the candidates of every passage in which one is not plain."""
    chosen: list[Passage] = []
    places: list[range] = []
    at = 0
    for passage in find_passages(candidates):
        inside = range(at, at + len(passage.candidates))
        at = inside.stop
        if any(place in asked and not _plain(asked[place], book, trained) for place in inside):
            chosen.append(passage)
            places.append(inside)
    if not chosen:
        return
    for inside, passage, answers in zip(places, chosen, trained.encoder.answers(chosen), strict=True):
        for number, place in enumerate(inside):
            if place in asked:
                row = answers.scores[number]
                asked[place].scores = [float(score) for score in row - row.mean()]
                asked[place].pointers = read_pointers(answers.choices[number], passage, number, answers.places)


def _plain(asked: Asked, book: Rulebook, trained: Trained) -> bool:
    """Whether the linear model is plainly of the opinion that the value promises nothing."""
    if _taught_nothing(asked, trained):
        return True
    sums = possible(asked.margins, asked.candidate, book, trained.linear.classes)
    ranked = sorted(zip(sums, trained.linear.classes, strict=True), reverse=True)
    needed = trained.settings.price_at if _is_price(asked) else trained.settings.settled_at
    return ranked[0][1] == NONE and ranked[0][0] - ranked[1][0] >= needed


def _is_price(asked: Asked) -> bool:
    """Whether it is an amount of money that no rule votes for."""
    return asked.candidate.amount.kind == "money" and all(one.total <= 0 for one in asked.votes.values())


def _taught_nothing(asked: Asked, trained: Trained) -> bool:
    """Whether the rules speak for a topic that the models do not know: one that a user has added."""
    return asked.favorite is not None and asked.favorite not in trained.linear.classes


def _decided(asked: Asked, book: Rulebook, trained: Trained | None) -> Decision:
    if trained is None or _taught_nothing(asked, trained):
        if asked.favorite is None:
            return Decision(None, 1.0)
        return Decision(asked.favorite, trust(asked.votes, asked.favorite), asked.votes[asked.favorite].cue)
    settings = trained.settings
    if asked.scores is None:
        total, temperature, by = asked.margins, settings.linear_temperature, "words"
    else:
        weighed = zip(asked.scores, asked.margins, strict=True)
        total = [score + settings.linear_weight * margin for score, margin in weighed]
        temperature, by = settings.temperature, "encoder"
    likely = _likely(total, asked, book, trained, temperature)
    topic = None if likely[0][0] == NONE else likely[0][0]
    cue = asked.votes[topic].cue if topic in asked.votes else ""
    return Decision(topic, likely[0][1], cue, by, likely, asked.pointers)


def _likely(
    scores: Sequence[float], asked: Asked, book: Rulebook, trained: Trained, temperature: float
) -> tuple[tuple[str, float], ...]:
    classes = trained.linear.classes
    shares = _probabilities(possible(scores, asked.candidate, book, classes), temperature)
    ranked = sorted(zip(classes, shares, strict=True), key=lambda item: (-item[1], item[0]))
    return tuple((id_, round(share, 3)) for id_, share in ranked[:_SHOWN])


def possible(scores: Iterable[float], candidate: Candidate, book: Rulebook, classes: Sequence[str]) -> list[float]:
    """The scores, those of topics that cannot have such a value (or that the rules do not know) out of reach."""
    allowed = _allowed(book, candidate.amount.kind, is_free(candidate.amount))
    return [score if id_ in allowed else IMPOSSIBLE for id_, score in zip(classes, scores, strict=True)]


@lru_cache(maxsize=64)
def _allowed(book: Rulebook, kind: str, free: bool) -> frozenset[str]:
    return frozenset({NONE, *(id_ for id_, topic in book.topics.items() if topic.may_have(kind, free=free))})


def _probabilities(scores: Sequence[float], temperature: float) -> list[float]:
    most = max(scores)
    shares = [exp((score - most) / temperature) for score in scores]
    total = sum(shares)
    return [share / total for share in shares]
