"""What the encoder points at, and how it is weighed against the rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from auditor.commitments import candidates_of, load_trained
from auditor.commitments.encoder import Tokens, load_tokenizer, tokens_of
from auditor.commitments.passages import Passage, find_passages
from auditor.commitments.pointers import CHOICES, IMPLIED, read_pointers
from auditor.commitments.scope import Named, Place, Pointer, Weighing, weigh
from auditor.commitments.scope.names import AXES
from auditor.model import Block, BlockKind, Touchpoint
from auditor.rules import load_rulebook

SENTENCE = "Parcels to Northern Ireland take 4 days."


def read(text: str = SENTENCE, **heads: Any) -> tuple[Passage, Tokens]:
    """The passage of a text's only value, in word pieces."""
    block = Block("page.html", Touchpoint.WEB, 0, BlockKind.PARAGRAPH, text, "p", **heads)
    (candidate,) = [one for one, _ in candidates_of([block], load_rulebook())]
    (passage,) = find_passages([candidate])
    (tokens,) = tokens_of(load_tokenizer(load_trained().folder), [passage])
    return passage, tokens


def pointed(passage: Passage, tokens: Tokens, axis: str, shares: Mapping[str | int, float]) -> dict[str, Pointer]:
    """The pointers where the encoder gives these shares to pieces (by their text) or to choices without one."""
    logits = np.full((len(AXES), CHOICES + len(tokens.pieces)), -30.0, np.float32)
    logits[:, 0] = 0.0
    row = logits[AXES.index(axis)]
    row[0] = -30.0
    for what, share in shares.items():
        row[what if isinstance(what, int) else CHOICES + piece(passage, tokens, what)] = np.log(share)
    return read_pointers(logits, passage, 0, tokens.places)


def piece(passage: Passage, tokens: Tokens, text: str) -> int:
    texts = [
        (passage.context if one.in_context else passage.text)[one.start : one.end] if one else ""
        for one in tokens.places
    ]
    return texts.index(text)


def test_the_words_are_those_around_the_likeliest_piece_that_are_likely_too() -> None:
    passage, tokens = read()
    found = pointed(passage, tokens, "region", {"Ireland": 0.6, "Northern": 0.3, "to": 0.05, 0: 0.05})["region"]
    assert found.named == Named("Northern Ireland", Place.SENTENCE)
    assert found.share == pytest.approx(0.95, abs=0.001)


def test_a_piece_of_a_word_stands_for_the_word() -> None:
    passage, tokens = read("Ashtabulans wait 4 days.")
    first = next(one for one in tokens.places if one)
    assert (first.start, first.end) < (0, len("Ashtabulans"))
    found = pointed(passage, tokens, "customer", {passage.text[: first.end]: 1.0})["customer"]
    assert found.named.words == "Ashtabulans"


@pytest.mark.parametrize(
    ("heads", "place"),
    [
        ({"row": "Corsica"}, Place.ROW),
        ({"column": "Corsica"}, Place.COLUMN),
        ({"caption": "Corsica"}, Place.CAPTION),
        ({"term": "Corsica"}, Place.QUESTION),
        ({"lead_in": "To Corsica:"}, Place.LEAD_IN),
        ({"trail": ("Delivery", "To Corsica")}, Place.HEADING),
    ],
)
def test_words_of_the_context_say_from_which_head_they_are(heads: dict[str, Any], place: Place) -> None:
    passage, tokens = read("4 days", **heads)
    found = pointed(passage, tokens, "region", {"Corsica": 1.0})["region"]
    assert found.named == Named("Corsica", place)


def test_words_of_the_sentence_before_are_of_an_earlier_one() -> None:
    passage, tokens = read("We serve Corsica too. It takes 4 days.")
    found = pointed(passage, tokens, "region", {"Corsica": 1.0})["region"]
    assert found.named == Named("Corsica", Place.EARLIER)


def test_words_of_the_block_before_name_no_scope() -> None:
    blocks = [
        Block("page.html", Touchpoint.WEB, number, BlockKind.PARAGRAPH, text, "p")
        for number, text in enumerate(("We serve Corsica too.", "It takes 4 days."))
    ]
    (candidate,) = [one for one, _ in candidates_of(blocks, load_rulebook())]
    (passage,) = find_passages([candidate])
    (tokens,) = tokens_of(load_tokenizer(load_trained().folder), [passage])
    assert pointed(passage, tokens, "region", {"Corsica": 1.0})["region"].share == 0.0


def test_a_column_that_says_what_its_cells_are_names_no_scope() -> None:
    passage, tokens = read("It takes 4 days.", column="Body")
    assert pointed(passage, tokens, "product", {"Body": 1.0})["product"].share == 0.0


def test_words_of_the_next_sentence_name_no_scope() -> None:
    passage, tokens = read("It takes 4 days. We serve Corsica too.")
    assert pointed(passage, tokens, "region", {"Corsica": 1.0})["region"].share == 0.0


def test_a_name_that_no_word_states_is_chosen_by_its_usual_name() -> None:
    passage, tokens = read("Ring us and wait 2 minutes.")
    choice = 1 + IMPLIED.index("phone")
    assert pointed(passage, tokens, "service", {choice: 0.7, "Ring": 0.3})["service"].named.words == "phone"
    assert pointed(passage, tokens, "service", {choice: 0.3, "Ring": 0.7})["service"].named.words == "Ring"


def test_words_do_not_reach_over_a_value() -> None:
    passage, tokens = read("Islands: 4 days Corsica")
    found = pointed(passage, tokens, "region", {"Islands": 0.3, ":": 0.1, "«": 0.2, "4": 0.2, "Corsica": 0.2})
    assert found["region"].named.words == "Islands"


def test_no_axis_points_at_a_mark() -> None:
    passage, tokens = read()
    logits = np.zeros((len(AXES), CHOICES + len(tokens.pieces)), np.float32)
    logits[:, CHOICES] = 5.0  # the piece that begins the sequence
    assert read_pointers(logits, passage, 0, tokens.places) == {}


RULES = Named("Express", Place.CLAUSE)
ENCODER = Named("Express parcels", Place.SENTENCE)


@pytest.mark.parametrize(
    ("found", "share", "by_rules", "expected"),
    [
        (RULES, 0.5, True, RULES),
        (RULES, 0.5, False, ENCODER),
        (RULES, 0.2, True, None),  # log-odds -1.39: more than the rules make up for
        (None, 0.7, True, None),  # log-odds 0.85: not enough without the rules
        (None, 0.8, True, ENCODER),
    ],
)
def test_rules_and_encoder_are_weighed(found: Named | None, share: float, by_rules: bool, expected: Named) -> None:
    weighing = {"service": Weighing(rules=1.0, at_least=0.0, by_rules=by_rules)}
    rules = {"service": found} if found else {}
    assert weigh(rules, {"service": Pointer(share, ENCODER)}, weighing) == ({"service": expected} if expected else {})


def test_heads_of_a_table_and_names_among_many_values_are_those_of_the_rules() -> None:
    weighing = {"service": Weighing(rules=1.0, at_least=0.0, by_rules=False)}
    pointers = {"service": Pointer(0.9, ENCODER)}
    assert weigh({"service": RULES}, pointers, weighing, crowded=True) == {"service": RULES}
    column = {"service": Named("Express", Place.COLUMN)}
    assert weigh(column, pointers, weighing) == column


def test_a_name_that_the_rules_know_on_another_axis_is_of_that_axis() -> None:
    weighing = dict.fromkeys(("service", "product"), Weighing(rules=0.5, at_least=0.5, by_rules=False))
    found = {"service": Named("Standard orders", Place.CLAUSE)}
    pointers = {
        "service": Pointer(0.4, Named("Agent", Place.SENTENCE)),
        "product": Pointer(0.9, Named("standard", Place.SENTENCE)),
    }
    assert weigh(found, pointers, weighing) == found


def test_what_the_encoder_was_not_asked_is_left_to_the_rules() -> None:
    condition = Named("if unopened", Place.SENTENCE)
    assert weigh({"service": RULES, "condition": condition}, {}, {}) == {"service": RULES, "condition": condition}


def test_a_share_of_nothing_or_all_is_no_error() -> None:
    weighing = {"service": Weighing(rules=1.0, at_least=0.0, by_rules=True)}
    assert weigh({}, {"service": Pointer(1.0, ENCODER)}, weighing) == {"service": ENCODER}
    assert weigh({"service": RULES}, {"service": Pointer(0.0, ENCODER)}, weighing) == {}
