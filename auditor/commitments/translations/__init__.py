"""Pages in other languages to what they say in place of an English statement, where that is another value.

Nothing in another language is understood: what a value is about, to whom it applies and when its clock runs is taken
from the English page, and only the number is read from the page that translates it. At any time no more than one page
with its English twins is held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from auditor.commitments.foreign import foreign_languages
from auditor.commitments.languages import ENGLISH
from auditor.commitments.translations.agreement import Agreement
from auditor.commitments.translations.alignment import build_of
from auditor.commitments.translations.comparing import Comparison, compare, read_side
from auditor.commitments.translations.drift import Drift, Translations
from auditor.commitments.translations.twins import Page, Twins, find_twins
from auditor.model import Block, Commitment

__all__ = ["Page", "Translations", "find_translated", "page_of"]

_LEAST = 0.5

Blocks = Callable[[str], Sequence[Block]]
Commitments = Callable[[str], Iterable[Commitment]]


def page_of(uri: str, blocks: Sequence[Block], alternates: tuple[tuple[str, str], ...]) -> Page:
    """A document as its twins are found by; English unless most of its blocks are in one other language."""
    told = Counter(filter(None, foreign_languages(blocks)))
    language, most = min(told.items(), key=lambda item: (-item[1], item[0]), default=(ENGLISH, 0))
    return Page(uri, language if most > _LEAST * len(blocks) else ENGLISH, alternates)


def find_translated(pages: Iterable[Page], blocks_of: Blocks, commitments_of: Commitments) -> Translations:
    """What the pages say that is not in English, held against the English pages that they translate.

    `blocks_of` and `commitments_of` give those of a document by its `uri`. The result does not depend on the order of
    the pages.
    """
    twins, alone = find_twins(pages, lambda uri: build_of(blocks_of(uri)))
    drift = Drift(alone)
    for pair in twins:
        drift.add(pair, tuple(_compared(pair, blocks_of, commitments_of)))
    return drift.translations()


def _compared(pair: Twins, blocks_of: Blocks, commitments_of: Commitments) -> Iterator[tuple[str, Comparison]]:
    """Each statement of the English pages (by their `uri`), but those whose place agrees with another of the pages."""
    foreign = read_side(blocks_of(pair.foreign), pair.language)
    found: list[tuple[str, Comparison]] = []
    for uri in pair.english:
        said = [one for one in commitments_of(uri) if not one.unsure]
        if said:
            found += ((uri, one) for one in compare(read_side(blocks_of(uri), ENGLISH), said, foreign))
    same = {one.at for _, one in found if one.outcome is Agreement.SAME}
    yield from ((uri, one) for uri, one in found if one.outcome is Agreement.SAME or one.at not in same)
