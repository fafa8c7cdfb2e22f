"""What a text has to hold for an expression to match: never more than the expression itself demands."""

from __future__ import annotations

import re

import pytest

from auditor.resources import resources
from auditor.rules import load_rulebook
from auditor.rules_literals import holds_one, needed_words
from auditor.rules_patterns import Expression, whole_words

BOOK = load_rulebook()


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("delivery", {"delivery"}),
        ("deliver(?:y|ed)", {"deliver"}),
        ("ships?|sent", {"ship", "sent"}),
        ("(?:ships|leaves) +our", {"ships", "leaves"}),
        (r"same[- ]day", {"same"}),
        (r"3\.5 days", {"3.5 days"}),
        (r"(?:free )?returns?", {"return"}),
        (r"(?<!no )refund(?!able)", {"refund"}),
        ("ab{0,2}", {"a"}),
        ("ab{1,2}cd", {"ab"}),
        ("go+d", {"go"}),
        ("(?P<strong>parcel)+", {"parcel"}),
        (r"[\])]x?\w\d", set()),
        ("arrives|.", set()),
        ("(?i)arrives", set()),
    ],
)
def test_one_of_the_words_stands_in_every_match(pattern: str, words: set[str]) -> None:
    assert needed_words(pattern) == words
    re.compile(pattern)


def test_no_expression_of_the_rules_loses_a_match_to_its_words() -> None:
    texts = [path.read_text("utf-8").lower() for path in sorted((resources("sample") / "site").rglob("*.html"))]
    lines = sorted({line for text in texts for line in text.splitlines()})
    lines += [example.text.lower() for topic in BOOK.topics.values() for example in topic.examples]
    expressions = [one for topic in BOOK.topics.values() for one in (topic.patterns.cues, topic.patterns.anchors)]
    matched = 0
    for expression in expressions:
        words = needed_words(expression.text)
        found = [line for line in lines if expression.compiled.search(line)]
        matched += len(found)
        assert [line for line in found if not holds_one(line, words)] == []
    assert matched > len(expressions)


def test_an_expression_matches_the_same_whether_it_was_needed_before_or_not() -> None:
    expression = whole_words(["leaves<2>warehouse"])
    assert expression.search("We deliver to your door.") is None
    assert list(expression.finditer("We deliver to your door.")) == []
    found = expression.search("It leaves our warehouse.")
    assert found is not None
    assert found.span() == (3, 23)
    assert expression.search("We deliver to your door.") is None
    assert Expression("Leaves").search("it LEAVES") is not None
