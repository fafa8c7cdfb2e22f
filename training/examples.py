"""Annotated documents to Examples: every value that the grammar finds, with the topic that the annotators gave it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from auditor.blocks import find_blocks
from auditor.commitments import candidates_of
from auditor.commitments.candidates import Candidate, is_free
from auditor.commitments.cues import cue_reader
from auditor.commitments.decisions import NONE
from auditor.commitments.terms import numbers_of
from auditor.commitments.votes import count_votes, favorite
from auditor.model import Document, Touchpoint
from auditor.rules import Rulebook
from training.score import canonical, in_open_span, load, squeeze, tokens

_MEDIA = {"html": "text/html", "markdown": "text/markdown", "text": "text/plain"}
_FILLERS = frozenset("the a of to within in day days hours business".split())


class Example(Struct, frozen=True):
    """A candidate with its label: a topic, or "none".

    `others` are topics as good; `asked` is False where the guide leaves the value open or a rule excludes it: such a
    value is read as context and teaches nothing. `scope` is None where there is no commitment.
    """

    document: str
    candidate: Candidate
    topic: str
    others: tuple[str, ...]
    strength: str | None
    scope: dict[str, str | None] | None
    right: bool
    asked: bool
    numbers: tuple[float, ...]


class Annotated(Struct, frozen=True):
    """A document's examples in order, how many commitments it has, and those whose value no candidate covers."""

    id: str
    examples: tuple[Example, ...]
    gold: int
    lost: tuple[str, ...]


def load_annotated(folders: Sequence[Path], book: Rulebook, topics: Sequence[str]) -> Iterator[Annotated]:
    """The annotated documents of `folders`, by folder and name."""
    for folder in folders:
        for document in load(folder).values():
            yield annotated(document, book, topics)


def annotated(document: Mapping[str, Any], book: Rulebook, topics: Sequence[str]) -> Annotated:
    """A document's candidates, each with the annotation it was aligned with."""
    name, kind = document["id"], Touchpoint(document["touchpoint"])
    blocks = find_blocks(Document(name, kind, _MEDIA[document["format"]], document["text"], "", ""))
    found = list(candidates_of(blocks, book))
    gold = document["commitments"]
    aligned = align(gold, [one for one, _ in found])
    label = {place: gold[number] for number, place in aligned.items()}
    open_spans = [squeeze(span) for span in document.get("ambiguous", ())]
    read = cue_reader(book)
    examples = []
    for place, (one, excluded) in enumerate(found):
        votes = count_votes(one, book, read)
        totals = {topic: each.total for topic, each in votes.items()}
        truth = label.get(place)
        is_open = truth is None and in_open_span(_quote(one), open_spans)
        numbers = numbers_of(one, totals, favorite(one, votes), topics)
        examples.append(
            Example(
                document=name,
                candidate=one,
                topic=truth["topic"] if truth else NONE,
                others=tuple(truth.get("alt_topics", ())) if truth else (),
                strength=truth["strength"] if truth else None,
                scope=truth.get("scope") or {} if truth else None,
                right=bool(truth) and _same_value(truth, one),
                asked=not is_open and not excluded,
                numbers=tuple(numbers),
            )
        )
    lost = tuple(gold[number]["quote"] for number in range(len(gold)) if number not in aligned)
    return Annotated(name, tuple(examples), len(gold), lost)


def align(gold: Sequence[Mapping[str, Any]], found: Sequence[Candidate]) -> dict[int, int]:
    """Annotation → candidate: the order of both is kept where most agrees (dynamic programming), then what is left."""
    worth = [[_worth(one, each) for each in found] for one in gold]
    rows, columns = len(gold), len(found)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows):
        for j in range(columns):
            both = best[i][j] + worth[i][j] if worth[i][j] else 0.0
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j], both)
    aligned: dict[int, int] = {}
    i, j = rows, columns
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            aligned[i] = j
    used = set(aligned.values())
    for i in (one for one in range(rows) if one not in aligned):
        left = sorted((-worth[i][j], j) for j in range(columns) if worth[i][j] and j not in used)
        if left:
            aligned[i] = left[0][1]
            used.add(left[0][1])
    return aligned


def _worth(gold: Mapping[str, Any], candidate: Candidate) -> float:
    """How well a candidate answers an annotation: its value above all, then its words; 0 where it does not."""
    words, quote = tokens(gold["quote"]), tokens(_quote(candidate))
    shared = words & quote
    same = _same_value(gold, candidate)
    inside = _quote(candidate) in squeeze(gold["quote"]) or squeeze(gold["quote"]) in _quote(candidate)
    if not shared or not (same or inside):
        return 0.0
    worth = (4.0 if same else 1.0) + len(shared) / len(words | quote) + float(inside)
    return worth if shared - _FILLERS else max(worth - 2.0, 0.0)


def _same_value(gold: Mapping[str, Any], candidate: Candidate) -> bool:
    value = canonical(msgspec.to_builtins(candidate.amount.value))
    whole = ("percent", 100.0)
    late_and_free = gold["topic"] == "compensation" and canonical(gold["value"]) == whole and is_free(candidate.amount)
    return bool(canonical(gold["value"]) == value or late_and_free)


def _quote(candidate: Candidate) -> str:
    return squeeze(candidate.block.text[candidate.amount.start : candidate.amount.end])


def documents_digest(folders: Sequence[Path]) -> str:
    """A digest of all annotated documents: what a model was made from."""
    from hashlib import blake2b

    digest = blake2b(digest_size=8)
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            digest.update(json.dumps(json.loads(path.read_text("utf-8")), sort_keys=True).encode())
    return digest.hexdigest()
