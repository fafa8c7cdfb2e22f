from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from auditor.errors import ConfigurationError
from auditor.language import Word, attach, parse, similarity

SENTENCE = "Standard orders arrive in 3 days while express orders arrive in 1 day."


def span(words: str, text: str = SENTENCE) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def test_a_sentence_has_words_with_heads() -> None:
    words = parse(SENTENCE)
    shown = {SENTENCE[one.start : one.end]: SENTENCE[words[one.head].start : words[one.head].end] for one in words}
    assert (shown["Standard"], shown["3"], shown["1"]) == ("orders", "days", "day")
    assert [words[one.head] == one for one in words if one.relation == "ROOT"] == [True]


def test_names_are_attached_to_their_values_by_the_tree() -> None:
    values = [span("3 days"), span("1 day")]
    assert attach(parse(SENTENCE), [span("Standard"), span("express")], values) == (0, 1)


def test_of_two_values_as_near_in_the_tree_the_nearer_in_the_text_is_taken() -> None:
    words = [Word(0, 1, 1, "dep"), Word(2, 3, 1, "ROOT"), Word(4, 5, 1, "dep"), Word(6, 7, 1, "dep")]
    assert attach(words, [(0, 1)], [(6, 7), (4, 5)]) == (1,)


def test_words_of_two_trees_are_attached_across_them() -> None:
    words = [Word(0, 1, 0, "ROOT"), Word(2, 3, 2, "dep"), Word(4, 5, 2, "ROOT")]
    assert attach(words, [(0, 1)], [(2, 3), (4, 5)]) == (1,)


def test_similarity_is_a_symmetric_matrix_with_ones_on_its_diagonal() -> None:
    found = similarity(["Classic mattress", "mattress Classic", "live chat"])
    assert found.shape == (3, 3)
    assert np.allclose(found, found.T)
    assert np.allclose(found.diagonal(), 1)
    assert found[0, 1] > 0.9 > 0.5 > found[0, 2]


def test_nothing_is_similar_to_nothing() -> None:
    assert similarity([]).shape == (0, 0)


def test_a_folder_without_a_model_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"no sentence-transformers model; name a folder with a modules\.json"):
        similarity(["Classic"], model=tmp_path)
