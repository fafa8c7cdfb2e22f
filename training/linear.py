"""Examples to the linear model: tf-idf of three parts and numbers, one support vector machine for each class."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from auditor.commitments.terms import PARTS
from training.examples import Example

_C, _AT_LEAST = 0.5, 2


class Fitted:
    """Vectorizers and machine of one training."""

    def __init__(self, examples: Sequence[Example], classes: Sequence[str]) -> None:
        taught = [one for one in examples if one.asked]
        candidates = [one.candidate for one in taught]
        self.classes = tuple(classes)
        self.vectorizers: dict[str, TfidfVectorizer] = {}
        matrices = []
        for name, terms_of in PARTS.items():
            self.vectorizers[name] = TfidfVectorizer(analyzer=terms_of, min_df=_AT_LEAST, sublinear_tf=True)
            matrices.append(self.vectorizers[name].fit_transform(candidates))
        matrices.append(csr_matrix(np.array([one.numbers for one in taught])))
        self.machine = LinearSVC(C=_C, random_state=0).fit(hstack(matrices).tocsr(), [one.topic for one in taught])

    def margins(self, examples: Sequence[Example]) -> Any:
        """(examples, classes)"""
        candidates = [one.candidate for one in examples]
        matrices = [each.transform(candidates) for each in self.vectorizers.values()]
        matrices.append(csr_matrix(np.array([one.numbers for one in examples])))
        margins = self.machine.decision_function(hstack(matrices).tocsr())
        return margins[:, self._columns()]

    def save(self, path: Path) -> None:
        """Write what `auditor.commitments.linear.load_linear` reads."""
        weights = self.machine.coef_[self._columns()].T
        kept: dict[str, Any] = {"classes": np.array(" ".join(self.classes))}
        at = 0
        for name, vectorizer in self.vectorizers.items():
            terms = [term for term, _ in sorted(vectorizer.vocabulary_.items(), key=lambda item: item[1])]
            kept[f"{name}_terms"] = np.frombuffer("\n".join(terms).encode(), dtype=np.uint8)
            kept[f"{name}_rarity"] = vectorizer.idf_.astype(np.float16)
            kept[f"{name}_weights"] = weights[at : at + len(terms)].astype(np.float16)
            at += len(terms)
        kept["numbers"] = weights[at:].astype(np.float32)
        kept["intercept"] = self.machine.intercept_[self._columns()].astype(np.float32)
        np.savez_compressed(path, **kept)

    def _columns(self) -> list[int]:
        return [list(self.machine.classes_).index(one) for one in self.classes]
