"""What annotated documents teach: the labels of values, and the words of their scopes."""

from __future__ import annotations

from typing import Any

from auditor.commitments import load_trained
from auditor.commitments.decisions import NONE
from auditor.commitments.encoder import load_tokenizer, tokens_of
from auditor.commitments.passages import Passage, find_passages
from auditor.commitments.pointers import CHOICES, IMPLIED
from auditor.commitments.scope.names import AXES
from auditor.rules import load_rulebook
from training.examples import Annotated, annotated
from training.targets import targets_of

BOOK = load_rulebook()
TOPICS = (NONE, *sorted(BOOK.topics))


def document(text: str, *commitments: dict[str, Any], ambiguous: tuple[str, ...] = ()) -> Annotated:
    whole = {
        "id": "d",
        "touchpoint": "web",
        "format": "html",
        "text": text,
        "commitments": commitments,
        "ambiguous": ambiguous,
    }
    return annotated(whole, BOOK, TOPICS)


def commitment(quote: str, topic: str, high: int, **more: Any) -> dict[str, Any]:
    value = {"type": "duration", "low": high, "high": high, "unit": "day"}
    return {"quote": quote, "topic": topic, "value": value, "strength": "firm", "scope": None, **more}


def test_a_value_is_labeled_by_the_annotation_that_it_answers() -> None:
    read = document(
        "<p>Parcels take 3 days.</p><p>We keep your data for 30 days.</p><p>Maybe 9 days.</p>",
        commitment("3 days", "delivery_time", 3),
        commitment("a week", "refund_time", 7),
        ambiguous=("Maybe 9 days",),
    )
    assert [(one.topic, one.right, one.asked) for one in read.examples] == [
        ("delivery_time", True, True),
        (NONE, False, False),  # a rule excludes it
        (NONE, False, False),  # left open
    ]
    assert (read.gold, read.lost) == (2, ("a week",))


def test_values_in_the_order_of_the_text_go_to_the_annotations_in_theirs() -> None:
    read = document(
        "<p>Replies take 2 days.</p><p>Repairs take 2 days.</p>",
        commitment("2 days", "response_time", 2),
        commitment("2 days", "resolution_time", 2),
    )
    assert [one.topic for one in read.examples] == ["response_time", "resolution_time"]


def taught(text: str, **scope: str) -> dict[str, list[str] | None]:
    """Axis → the words of the choices that are right ("" is none), None where nothing is taught."""
    read = document(text, commitment("4 days", "delivery_time", 4, scope=scope))
    (passage,) = find_passages([one.candidate for one in read.examples])
    (tokens,) = tokens_of(load_tokenizer(load_trained().folder), [passage])
    targets = targets_of(read.examples[0], passage, tokens)
    return {
        axis: None if target is None else [shown(choice, passage, tokens.places) for choice in target]
        for axis, target in zip(AXES, targets, strict=True)
    }


def shown(choice: int, passage: Passage, places: list[Any]) -> str:
    if choice < CHOICES:
        return ("", *IMPLIED)[choice]
    place = places[choice - CHOICES]
    return (passage.context if place.in_context else passage.text)[place.start : place.end]


def test_the_words_of_a_scope_are_taught_where_they_stand() -> None:
    assert taught(
        "<h2>Express</h2><p>To the Canary Islands in 4 days.</p>", service="express", region="Canary Islands"
    ) == {
        "service": ["Express", "Express"],  # the heading, and the words before
        "region": ["Canary", "Islands"],
        "product": [""],
        "customer": [""],
    }


def test_of_a_name_that_is_worded_otherwise_its_longest_parts_are_taught() -> None:
    assert taught("<p>Large lamp orders take 4 days.</p>", product="lamps, large")["product"] == ["Large", "lamp"]


def test_a_channel_that_no_word_names_is_taught_by_its_usual_name() -> None:
    assert taught("<p>Ring us and wait 4 days.</p>", service="phone")["service"] == ["phone"]


def test_a_name_that_the_passage_does_not_show_teaches_nothing() -> None:
    assert taught("<p>It takes 4 days.</p>", product="lamps")["product"] is None
