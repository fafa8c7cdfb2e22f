"""Passages to Answers: a small transformer that read annotated documents says of which topic each marked value is.

It also points at the words that say to whom and what the value applies.

Runs on onnxruntime and tokenizers alone: neither torch nor a download is needed. How it was made: training/.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from auditor.commitments.candidates import is_free
from auditor.commitments.passages import Passage
from auditor.commitments.pointers import Piece
from auditor.commitments.terms import KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

_START, _SEPARATOR = 101, 102  # [CLS] and [SEP] of the vocabulary
_LONGEST, _CONTEXT = 128, 20
_REMEMBERED = 2048
# How a piece lies to a value: a mark, in the context, the value, before or behind it with 0, 1 or more values between.
_MARK, _IN_CONTEXT, _VALUE, _AHEAD, _BEHIND, _MOST_BETWEEN = 0, 1, 2, 3, 6, 2
RELATIONS = 9


class Tokens(Struct, frozen=True):
    """A passage in word pieces: `types` tells text (0) from context (1), `spans` where the marked values are.

    `places` are where each piece stands, None for the three marks.
    """

    pieces: list[int]
    types: list[int]
    spans: list[tuple[int, int]]
    kinds: list[list[float]]
    places: list[Piece | None]


class Answers(Struct, frozen=True):
    """What the model says of the values of a passage, in logits.

    `scores` are of topics and "none", (values, classes); `choices` of what names each axis of their scope,
    (values, axes, `pointers.CHOICES` + pieces); `places` are those of the pieces.
    """

    scores: Array
    choices: Array
    places: list[Piece | None]


class Encoder(Struct, frozen=True):
    """The tokenizer and the model, and the last answers: the same sentence under the same heads comes again."""

    tokenizer: Any
    session: Any
    answered: dict[Any, Answers] = {}

    def answers(self, passages: Sequence[Passage]) -> Iterator[Answers]:
        """The answers to each passage.

        Each is read alone: in eight bits the numbers of a batch share one scale, so that a passage would score
        otherwise beside others. With nothing to pad it takes no longer.
        """
        for one in passages:
            asked = one.text, one.context, one.spans, tuple(tuple(_kind_of(each)) for each in one.candidates)
            answers = self.answered.pop(asked, None) or self._read(one)
            self.answered[asked] = answers
            if len(self.answered) > _REMEMBERED:
                del self.answered[next(iter(self.answered))]
            yield answers

    def _read(self, passage: Passage) -> Answers:
        (tokens,) = tokens_of(self.tokenizer, [passage])
        scores, choices = self.session.run(None, inputs_of([tokens]))
        return Answers(scores, choices, tokens.places)


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
        text_places = [Piece(start, end, in_context=False) for start, end in text.offsets[: len(kept)]]
        context_places = [Piece(start, end, in_context=True) for start, end in context.offsets[: len(under)]]
        yield Tokens(pieces, types, spans, kinds, [None, *text_places, None, *context_places, None])


def inputs_of(batch: Sequence[Tokens]) -> dict[str, Array]:
    """The model's inputs: pieces, mask, types, (passages, length); for each value its row, mask, relations and kind."""
    import numpy as np

    length = max(len(one.pieces) for one in batch)
    count = sum(len(one.spans) for one in batch)
    ids, mask, types = (np.zeros((len(batch), length), dtype=np.int64) for _ in range(3))
    inside, relations = np.zeros((count, length), dtype=np.float32), np.zeros((count, length), dtype=np.int64)
    number = 0
    for row, one in enumerate(batch):
        size = len(one.pieces)
        ids[row, :size], mask[row, :size], types[row, :size] = one.pieces, 1, one.types
        for span in one.spans:
            inside[number, slice(*span)] = 1
            relations[number, :size] = _relations(span, one)
            number += 1
    rows = np.array([row for row, one in enumerate(batch) for _ in one.spans], dtype=np.int64)
    kinds = np.array([kind for one in batch for kind in one.kinds], dtype=np.float32)
    return {
        "ids": ids, "mask": mask, "types": types, "inside": inside, "rows": rows, "kinds": kinds, "relations": relations
    }  # fmt: skip


def _relations(span: tuple[int, int], tokens: Tokens) -> list[int]:
    """How each piece lies to the value at `span`."""
    start, end = span
    text = tokens.types.index(1)
    ahead = sorted({one for one in tokens.spans if one[1] <= start})
    behind = sorted({one for one in tokens.spans if one[0] >= end})
    found = [_IN_CONTEXT] * len(tokens.pieces)
    for at in range(text):
        if at < start:
            found[at] = _AHEAD + min(sum(one[0] > at for one in ahead), _MOST_BETWEEN)
        elif at < end:
            found[at] = _VALUE
        else:
            found[at] = _BEHIND + min(sum(one[1] <= at for one in behind), _MOST_BETWEEN)
    found[0] = found[text - 1] = found[-1] = _MARK
    return found


def _pieces_in(span: tuple[int, int], offsets: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The pieces of a marked value; of one that was cut off, the first of the sequence."""
    inside = [number for number, (start, end) in enumerate(offsets) if start < span[1] and end > span[0]]
    return (inside[0] + 1, inside[-1] + 2) if inside else (0, 1)


def _kind_of(candidate: Any) -> list[float]:
    amount = candidate.amount
    return [*(float(amount.kind == one) for one in KINDS), float(is_free(amount)), float(amount.elided)]
