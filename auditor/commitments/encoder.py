"""Passages to scores: a small transformer that read annotated documents says of which topic each marked value is.

Runs on onnxruntime and tokenizers alone: neither torch nor a download is needed. How it was made: training/.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from auditor.commitments.candidates import is_free
from auditor.commitments.passages import Passage
from auditor.commitments.terms import KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

_START, _SEPARATOR = 101, 102  # [CLS] and [SEP] of the vocabulary
_LONGEST, _CONTEXT = 128, 20


class Tokens(Struct, frozen=True):
    """A passage in word pieces: `types` tells text (0) from context (1), `spans` where the marked values are."""

    pieces: list[int]
    types: list[int]
    spans: list[tuple[int, int]]
    kinds: list[list[float]]


class Encoder(Struct, frozen=True):
    """The tokenizer and the model; `classes` are topics, and "none"."""

    tokenizer: Any
    session: Any

    def scores(self, passages: Sequence[Passage]) -> list[Array]:
        """For each passage the scores (logits) of its values, an array of (values, classes).

        Each is read alone: in eight bits the numbers of a batch share one scale, so that a passage would score
        otherwise beside others. With nothing to pad it takes no longer.
        """
        return [self.session.run(None, inputs_of([one]))[0] for one in tokens_of(self.tokenizer, passages)]


def load_encoder(folder: Path) -> Encoder:
    """The model that `training` wrote to `folder`: `encoder.onnx` and `tokenizer.json`."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # One thread: documents are spread over processes, and the same sums in the same order give the same bytes.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    model = str(folder / "encoder.onnx")
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return Encoder(load_tokenizer(folder), session)


def load_tokenizer(folder: Path) -> Any:
    """The word pieces of `tokenizer.json` in `folder`, neither padded nor cut off."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def tokens_of(tokenizer: Any, passages: Sequence[Passage]) -> Iterator[Tokens]:
    """Each passage as one sequence of at most 128 pieces: text, then as much of the context as there is room for."""
    texts = tokenizer.encode_batch([one.text for one in passages], add_special_tokens=False)
    contexts = tokenizer.encode_batch([one.context for one in passages], add_special_tokens=False)
    for passage, text, context in zip(passages, texts, contexts, strict=True):
        kept = text.ids[: _LONGEST - 3 - _CONTEXT]
        room = max(_CONTEXT, _LONGEST - 3 - len(kept))
        under = context.ids[:room]
        pieces = [_START, *kept, _SEPARATOR, *under, _SEPARATOR]
        types = [0] * (len(kept) + 2) + [1] * (len(under) + 1)
        spans = [_pieces_in(span, text.offsets[: len(kept)]) for span in passage.spans]
        kinds = [_kind_of(one) for one in passage.candidates]
        yield Tokens(pieces, types, spans, kinds)


def inputs_of(batch: Sequence[Tokens]) -> dict[str, Array]:
    """The model's inputs: pieces, mask, types, each (passages, length); for each value its row, mask and kind."""
    import numpy as np

    length = max(len(one.pieces) for one in batch)
    values = [
        (row, span, kind) for row, one in enumerate(batch) for span, kind in zip(one.spans, one.kinds, strict=True)
    ]
    ids, mask, types = (np.zeros((len(batch), length), dtype=np.int64) for _ in range(3))
    inside = np.zeros((len(values), length), dtype=np.float32)
    for row, one in enumerate(batch):
        ids[row, : len(one.pieces)] = one.pieces
        mask[row, : len(one.pieces)] = 1
        types[row, : len(one.types)] = one.types
    for number, (_, (start, end), _) in enumerate(values):
        inside[number, start:end] = 1
    rows = np.array([row for row, _, _ in values], dtype=np.int64)
    kinds = np.array([kind for _, _, kind in values], dtype=np.float32)
    return {"ids": ids, "mask": mask, "types": types, "inside": inside, "rows": rows, "kinds": kinds}


def _pieces_in(span: tuple[int, int], offsets: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The pieces of a marked value; of one that was cut off, the first of the sequence."""
    inside = [number for number, (start, end) in enumerate(offsets) if start < span[1] and end > span[0]]
    return (inside[0] + 1, inside[-1] + 2) if inside else (0, 1)


def _kind_of(candidate: Any) -> list[float]:
    amount = candidate.amount
    return [*(float(amount.kind == one) for one in KINDS), float(is_free(amount)), float(amount.elided)]
