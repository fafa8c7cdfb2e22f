"""Blocks to Remarks: what is said without a value and still bears on promises, by the rules in rules/remarks/.

"Sale items cannot be returned" promises nothing that can be measured, and contradicts "30 days to return anything".
What others say, questions, other languages and what is told of the past or as an example make no remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from auditor.commitments.amounts import find_amounts
from auditor.commitments.foreign import foreign_languages, is_foreign
from auditor.commitments.negatives import excluded_block, page_named
from auditor.commitments.scope import explain_scope, scope_of
from auditor.commitments.sentences import split_sentences
from auditor.model import Block, BlockKind, Origin, Remark, RemarkKind, Scope
from auditor.remarks.meanings import meaning_of
from auditor.rules import Reading, RemarkRule, Rulebook

__all__ = ["find_remarks"]

_LONGEST = 600


class _Said(Struct, frozen=True):
    """A rule's words at a place of a block's text, in their sentence, and what they mean."""

    rule: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    term: str
    meaning: str


def find_remarks(
    blocks: Sequence[Block], book: Rulebook, languages: Sequence[str | None] | None = None
) -> Iterator[Remark]:
    """The remarks of a document's blocks in the order of their places; `languages` are its `foreign_languages`."""
    page = page_named(blocks)
    for block, language in zip(blocks, languages or foreign_languages(blocks), strict=True):
        if language or block.kind is BlockKind.STRUCTURED_DATA:
            continue
        said = _said_in(block.text, block.row or "", block.column or "", book)
        if said and not excluded_block(block, page, book):
            yield from (_remark(one, block, book) for one in said)


@lru_cache(maxsize=65536)
def _said_in(text: str, row: str, column: str, book: Rulebook) -> tuple[_Said, ...]:
    """Cached, since headers and footers stand on every page."""
    found: list[_Said] = []
    for rule in book.remarks.values():
        defined = _defined_in_cell(rule, text, row, column)
        if defined is not None:
            found.append(defined)
        elif rule.phrases.search(text):
            found += _in_sentences(rule, text)
    return tuple(found)


def _defined_in_cell(rule: RemarkRule, text: str, row: str, column: str) -> _Said | None:
    """What a cell defines: the term is in the head of its row, and its column says that it holds the definition."""
    term = rule.terms.search(row)
    if term is None or not rule.columns.search(column) or len(text) > _LONGEST:
        return None
    meaning = meaning_of(text, rule.reads)
    return None if meaning is None else _Said(rule.id, 0, len(text), 0, len(text), row[slice(*term.span())], meaning)


def _in_sentences(rule: RemarkRule, text: str) -> Iterator[_Said]:
    for start, end in split_sentences(text):
        sentence = text[start:end]
        found = rule.phrases.search(sentence)
        if found is None or _is_none(rule, sentence):
            continue
        meaning = meaning_of(_rest(rule, sentence, found), rule.reads)
        if meaning is not None:
            term = rule.terms.search(found.group())
            named = sentence[found.start() + term.start() : found.start() + term.end()] if term else rule.term
            last = end if rule.kind is RemarkKind.DEFINITION else start + found.end()
            yield _Said(rule.id, start + found.start(), last, start, end, named, meaning)


def _is_none(rule: RemarkRule, sentence: str) -> bool:
    """Whether a sentence with the rule's words remarks nothing: a question, an exception, another language.

    One that would be vague may name a value after all: "as soon as we can, within 2 days at most".
    """
    if sentence.endswith("?") or rule.unless.search(sentence) or is_foreign(sentence):
        return True
    return rule.kind is RemarkKind.VAGUE and next(iter(find_amounts(sentence)), None) is not None


def _rest(rule: RemarkRule, sentence: str, found: re.Match[str]) -> str:
    """Where the meaning stands: a day anywhere in the sentence, words behind those of the rule, all else among them."""
    if rule.reads is Reading.DAY:
        return sentence
    return sentence[found.end() :] if rule.reads is Reading.WORDS else sentence[found.start() :]


def _remark(said: _Said, block: Block, book: Rulebook) -> Remark:
    rule = book.remarks[said.rule]
    sentence = block.text[said.sentence_start : said.sentence_end]
    span = said.start - said.sentence_start, said.end - said.sentence_start
    denies = rule.kind is RemarkKind.DENIAL  # of the others, none is said of some customers alone
    return Remark(
        document=block.document,
        touchpoint=block.touchpoint,
        origin=block.origin,
        rule=rule.id,
        kind=rule.kind,
        topic=rule.topic,
        scope=scope_of(explain_scope(block, sentence, *span, rule.topic, (), book)) if denies else Scope(),
        quote=block.text[said.start : said.end],
        sentence=sentence,
        start=None if block.start is None or block.origin is not Origin.TEXT else block.start + said.start,
        context=block.stands_under,
        locator=block.locator,
        term=" ".join(said.term.lower().split()),
        meaning=said.meaning,
        region=block.region,
        concealed=block.concealed,
        locale=block.locale,
    )
