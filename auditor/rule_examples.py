"""The examples that rule files carry to results: each is read by the whole line, from its text to its commitments.

A known miss passes only as long as the rule gets it wrong: a rule that has learned says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from msgspec import Struct

from auditor.blocks import find_blocks
from auditor.blocks.alternates import find_alternates
from auditor.commitments import find_commitments, find_excluded
from auditor.commitments.translations import find_translated, page_of
from auditor.findings import Known
from auditor.findings.examples import run_check_examples
from auditor.ledger.reading import tables_to_ledger
from auditor.model import Commitment, Document, Promise, Touchpoint
from auditor.promises import find_promises
from auditor.remarked import gather_remarks
from auditor.remarks import find_remarks
from auditor.rules import Example, Rulebook, find_rule
from auditor.wording import say

_MEDIA_TYPES = {"text": "text/plain", "markdown": "text/markdown", "html": "text/html"}
_AS_OF = "2026-01-01T00:00:00Z"


class ExampleResult(Struct, frozen=True):
    """Whether the rule `rule` finds in `text` what its example (`path`:`line`) says; `message` tells the difference."""

    rule: str
    text: str
    path: str
    line: int
    passed: bool
    message: str = ""


def run_examples(book: Rulebook, ids: Collection[str] = ()) -> Iterator[ExampleResult]:
    """The results of all examples, or of those of the rules `ids`: of topics, then exclusions, then checks.

    Raises RuleError for an id that no rule has.
    """
    for id_ in ids:
        find_rule(book, id_)
    yield from (
        result
        for result in chain(
            run_topic_examples(book),
            run_exclusion_examples(book),
            run_remark_examples(book),
            _check_examples(book),
        )
        if not ids or result.rule in ids
    )


def run_topic_examples(book: Rulebook) -> Iterator[ExampleResult]:
    """What each topic finds in its examples: the values of the commitments of that topic, in the order of the text."""
    for topic in book.topics.values():
        for example in topic.examples:
            found = tuple(find_commitments(find_blocks(_document(example)), book))
            values = tuple(say(one.value) for one in found if one.topic == topic.id)
            yield _result(topic.id, example, values, _elsewhere(found, topic.id))


def run_exclusion_examples(book: Rulebook) -> Iterator[ExampleResult]:
    """What each exclusion takes out of its examples: the values of which it says that they are no commitments."""
    for exclusion in book.exclusions.values():
        for example in exclusion.examples:
            taken = find_excluded(find_blocks(_document(example)), exclusion, book)
            yield _result(exclusion.id, example, tuple(map(say, taken)))


def run_remark_examples(book: Rulebook) -> Iterator[ExampleResult]:
    """What each rule of remarks finds in its examples: the words that it quotes, in the order of the text."""
    for rule in book.remarks.values():
        for example in rule.examples:
            found = find_remarks(find_blocks(_document(example)), book)
            yield _result(rule.id, example, tuple(one.quote for one in found if one.rule == rule.id))


def _check_examples(book: Rulebook) -> Iterator[ExampleResult]:
    for checked in run_check_examples(book, heard):
        text = f"the example of line {checked.line}"
        message = f"{checked.path}:{checked.line}: expected {_listed(checked.expected)}, found {_listed(checked.found)}"
        passed = checked.passed
        yield ExampleResult(checked.check, text, checked.path, checked.line, passed, "" if passed else message)


def heard(
    documents: tuple[Document, ...], ledger: Sequence[Mapping[str, Any]], book: Rulebook
) -> tuple[tuple[Promise, ...], Known]:
    """What a company promises that says only these documents and keeps this ledger, and what else is known of it."""
    blocks = {one.uri: find_blocks(one) for one in documents}
    commitments = {uri: tuple(find_commitments(found, book)) for uri, found in blocks.items()}
    pages = [page_of(one.uri, blocks[one.uri], find_alternates(one)) for one in documents]
    translated = find_translated(pages, blocks.__getitem__, commitments.__getitem__).found
    remarks = gather_remarks((one for found in blocks.values() for one in find_remarks(found, book)), book)
    promises = find_promises(chain.from_iterable(commitments.values()), book)
    return promises, Known(
        ledger=tables_to_ledger(ledger, book), translated=translated, remarks=remarks, as_of=_AS_OF[:10]
    )


def _result(rule: str, example: Example, found: tuple[str, ...], elsewhere: str = "") -> ExampleResult:
    right = found == example.finds
    passed = right != example.known_miss
    message = f"{example.path}:{example.line}: expected {_listed(example.finds)}, found {_listed(found)}{elsewhere}"
    if right and example.known_miss:
        message = f"{example.path}:{example.line}: it is found right now: remove known_miss"
    return ExampleResult(rule, example.text, example.path, example.line, passed, "" if passed else message)


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f'"{value}"' for value in values) or "nothing"


def _elsewhere(found: tuple[Commitment, ...], topic: str) -> str:
    others = [f"{say(one.value)} as {one.topic} ({one.cue})" for one in found if one.topic != topic]
    return f"; {', '.join(others)}" if others else ""


def _document(example: Example) -> Document:
    digest = hashlib.blake2b(example.text.encode(), digest_size=16).hexdigest()
    return Document("example", Touchpoint.WEB, _MEDIA_TYPES[example.format], example.text, _AS_OF, digest)
