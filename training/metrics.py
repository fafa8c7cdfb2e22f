"""Answers and labels to figures: precision, recall, F1 by reader and topic, and how well probabilities are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from auditor.commitments import decisions
from auditor.commitments.decisions import IMPOSSIBLE, NONE
from auditor.commitments.terms import KINDS
from auditor.rules import Rulebook
from training.examples import Example
from training.scoped import held_scopes, scope_figures

_TEMPERATURES = np.round(np.geomspace(0.05, 4.0, 60), 3)
_BINS = 10


def possible(sums: Any, examples: Sequence[Example], book: Rulebook, classes: Sequence[str]) -> Any:
    """(examples, classes): the sums, those of topics that cannot have such a value out of reach."""
    rows = zip(sums, examples, strict=True)
    return np.array([decisions.possible(row, one.candidate, book, classes) for row, one in rows])


def best_temperature(sums: Any, examples: Sequence[Example], classes: Sequence[str]) -> float:
    """The temperature under which the labels are likeliest (Guo et al. 2017, On calibration of modern networks)."""
    asked = [place for place, one in enumerate(examples) if one.asked]
    label = np.array([classes.index(examples[place].topic) for place in asked])
    at_label = sums[asked, label]
    reachable = np.array(asked)[at_label > IMPOSSIBLE]
    right = label[at_label > IMPOSSIBLE]

    def surprise(temperature: float) -> float:
        scaled = sums[reachable] / temperature
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(scaled).sum(axis=1)) - scaled[np.arange(len(right)), right]))

    return float(min(_TEMPERATURES, key=lambda temperature: (surprise(float(temperature)), temperature)))


def judged(held: dict[str, Any], book: Rulebook, classes: Sequence[str], settings: dict[str, Any]) -> dict[str, Any]:
    """Figures of each reader alone and of both, over the values that were asked.

    A value that the grammar lost is a miss.
    """
    documents = held["documents"]
    examples = [example for one in documents for example in one.examples]
    missed = sum(one.gold for one in documents) - sum(one.topic != NONE and one.asked for one in examples)
    together = held["scores"] + settings["linear_weight"] * held["margins"]
    answers = {
        "linear": possible(held["margins"], examples, book, classes),
        "encoder": possible(held["scores"], examples, book, classes),
        "both": possible(together, examples, book, classes),
    }
    settled = _settled(answers["linear"], examples, classes, settings)
    answers["cascade"] = np.where(settled[:, None], answers["linear"], answers["both"])
    figures = {name: _f1(sums, examples, classes, missed) for name, sums in answers.items()}
    return {
        "documents": len(documents),
        **figures,
        "read_by_encoder": round(float(np.mean(~settled)), 3),
        "calibration_error": _calibration_error(answers, examples, classes, settings),
        "scope": scope_figures(held_scopes(documents, held["choices"], book), settings["scope"]),
        "topics": _by_topic(answers["both"], examples, classes),
    }


def _settled(linear: Any, examples: Sequence[Example], classes: Sequence[str], settings: dict[str, Any]) -> Any:
    """Where the linear model plainly says that a value promises nothing, and the encoder is not asked."""
    ranked = np.sort(linear, axis=1)
    needed = np.array([settings["price_at" if _is_price(one, classes) else "settled_at"] for one in examples])
    none = linear.argmax(axis=1) == list(classes).index(NONE)
    return (ranked[:, -1] - ranked[:, -2] >= needed) & none


def _is_price(one: Example, classes: Sequence[str]) -> bool:
    votes = one.numbers[len(KINDS) : len(KINDS) + len(classes)]
    return one.candidate.amount.kind == "money" and max(votes) <= 0


def _f1(sums: Any, examples: Sequence[Example], classes: Sequence[str], missed: int) -> dict[str, float]:
    hit = predicted = gold = 0
    for one, row in zip(examples, sums, strict=True):
        if one.asked:
            answer = classes[int(row.argmax())]
            gold += one.topic != NONE
            predicted += answer != NONE
            hit += answer != NONE and one.right and answer in (one.topic, *one.others)
    precision, recall = hit / max(predicted, 1), hit / max(gold + missed, 1)
    f1 = 2 * hit / max(predicted + gold + missed, 1)
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


def _calibration_error(
    answers: dict[str, Any], examples: Sequence[Example], classes: Sequence[str], settings: dict[str, Any]
) -> float:
    """Expected calibration error of what is said to be a commitment, in ten bins (Naeini et al. 2015)."""
    settled = _settled(answers["linear"], examples, classes, settings)
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for place, one in enumerate(examples):
        sums = answers["linear"][place] if settled[place] else answers["both"][place]
        scaled = sums / settings["linear_temperature" if settled[place] else "temperature"]
        shares = np.exp(scaled - scaled.max())
        share, answer = float(shares.max() / shares.sum()), classes[int(shares.argmax())]
        if one.asked and answer != NONE:
            bins[min(int(share * _BINS), _BINS - 1)].append((share, answer in (one.topic, *one.others)))
    total = sum(len(each) for each in bins)
    apart = (
        abs(np.mean([p for p, _ in each]) - np.mean([hit for _, hit in each])) * len(each) for each in bins if each
    )
    return round(float(sum(apart)) / max(total, 1), 3)


def _by_topic(sums: Any, examples: Sequence[Example], classes: Sequence[str]) -> dict[str, dict[str, float]]:
    hit: Counter[str] = Counter()
    predicted: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for one, row in zip(examples, sums, strict=True):
        if one.asked:
            answer = classes[int(row.argmax())]
            gold[one.topic] += 1
            predicted[answer] += 1
            if answer in (one.topic, *one.others):
                hit[answer] += 1
    return {
        name: {"gold": gold[name], "f1": round(2 * hit[name] / max(predicted[name] + gold[name], 1), 3)}
        for name in sorted(gold)
        if name != NONE
    }
