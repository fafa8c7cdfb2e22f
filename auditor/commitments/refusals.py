"""A value that an exclusion refuses to the Refusal: which one it was, what it is about, and the words it went by."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from auditor.commitments.candidates import Candidate, bare_span
from auditor.rules import Exclusion, Rulebook
from auditor.rules_patterns import FREE, OTHER, VALUE, Expression

_ABOUT = {
    "language": "It stands in another language; only English is read.",
    "question": "A question promises nothing; its answer may.",
    "trigger": "It says when a time begins, not how long it is.",
    "service_name": "It is the name of a service; what that promises stands elsewhere.",
    "spoken_by_others": "Reviews and quotations are not the company's words.",
}


class Refusal(Struct, frozen=True):
    """The exclusion that says a value is no commitment; its `words` stand at `place`, "" where it goes by none."""

    rule: str
    about: str
    place: str = ""
    words: str = ""


def find_refusal(id_: str, candidate: Candidate, page: str, book: Rulebook) -> Refusal:
    """What the exclusion `id_` goes by, in the words of a value or around it; `page` is the document's headings."""
    exclusion = book.exclusions.get(id_)
    if exclusion is None:
        return Refusal(id_, _ABOUT.get(id_, ""))
    about = " ".join(exclusion.about.split())
    for place, expression, text in _places(exclusion, candidate, page):
        found = expression.search(text)
        if found:
            return Refusal(id_, about, place, readable(text[found.start() : found.end()], candidate))
    return Refusal(id_, about)


def _places(exclusion: Exclusion, candidate: Candidate, page: str) -> Iterator[tuple[str, Expression, str]]:
    block = candidate.block
    yield "sentence", exclusion.phrases, candidate.marked
    yield from (("heading", exclusion.headings, text) for text in reversed(block.trail))
    if block.title:
        yield "title", exclusion.headings, block.title
    for place, head in (("column", block.column), ("row", block.row)):
        if head:
            yield place, exclusion.columns, head
    yield "page", exclusion.pages, page


def readable(words: str, candidate: Candidate) -> str:
    """Words of a masked sentence with the value put back in, and other values as an ellipsis."""
    start, end = bare_span(candidate.block.text, candidate.amount)
    value = candidate.block.text[start:end]
    return words.replace(VALUE, value).replace(OTHER, "…").replace(FREE, "free").strip(" ,.;:()")
