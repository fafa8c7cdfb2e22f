"""Candidates to margins: how far each lies on the side of each topic, by a linear model of terms and votes.

Quick enough for every value (some 10,000 a second): it settles the plain ones, the encoder reads the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from auditor.commitments.candidates import Candidate
from auditor.commitments.terms import PARTS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Part(Struct, frozen=True):
    """The terms of one part of the model, each with its inverse document frequency and a weight for each class."""

    places: Mapping[str, int]
    rarity: Any
    weights: Any


class Linear(Struct, frozen=True):
    """A support vector machine over normalized tf-idf parts and numbers; `classes` are topics, and "none"."""

    classes: tuple[str, ...]
    parts: Mapping[str, Part]
    numbers: Any
    intercept: Any

    def margins(self, candidate: Candidate, numbers: Sequence[float]) -> NDArray[np.float32]:
        """The margin of each class, in the order of `classes`."""
        import numpy as np

        total: NDArray[np.float32] = self.intercept + np.asarray(numbers, dtype=np.float32) @ self.numbers
        for name, terms_of in PARTS.items():
            total = total + _share(self.parts[name], candidate, terms_of)
        return total


def load_linear(path: Path) -> Linear:
    """The model that `training` wrote to `path` (a NumPy archive)."""
    import numpy as np

    with np.load(path) as kept:
        parts = {name: _part(kept, name) for name in PARTS}
        classes = tuple(str(kept["classes"]).split())
        return Linear(classes, parts, kept["numbers"].astype(np.float32), kept["intercept"].astype(np.float32))


def _part(kept: Any, name: str) -> Part:
    import numpy as np

    terms = bytes(kept[f"{name}_terms"]).decode().split("\n")
    places = {term: place for place, term in enumerate(terms)}
    # The weights of a term side by side in memory, since few terms are picked of many.
    weights = np.ascontiguousarray(kept[f"{name}_weights"], dtype=np.float32)
    return Part(places, kept[f"{name}_rarity"].astype(np.float32), weights)


def _share(part: Part, candidate: Candidate, terms_of: Callable[[Candidate], list[str]]) -> Any:
    """What one part adds: the weights of its terms by (1 + log frequency) times rarity, normalized to length 1."""
    import numpy as np

    known = part.places
    counted = Counter([known[term] for term in terms_of(candidate) if term in known])
    if not counted:
        return np.float32(0)
    places = np.fromiter(counted, dtype=np.intp, count=len(counted))
    values = part.rarity[places]
    if len(counted) < counted.total():
        values *= np.array([1.0 + log(count) for count in counted.values()], dtype=np.float32)
    return (values / np.sqrt(values @ values)) @ part.weights.take(places, axis=0)
