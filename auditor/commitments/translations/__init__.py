"""Pages in other languages to what they say in place of an English statement, where that is another value.

Nothing in another language is understood: what a value is about, to whom it applies and when its clock runs is taken
from the English page, and only the number is read from the page that translates it. At any time no more than one page
with its English twins is held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from auditor.commitments.foreign import foreign_languages
from auditor.commitments.languages import ENGLISH, language_name
from auditor.commitments.sentences import split_sentences
from auditor.commitments.translations.agreement import Agreement
from auditor.commitments.translations.comparing import Comparison, Place, compare, read_side
from auditor.commitments.translations.twins import Page, Twins, find_twins
from auditor.model import Block, Commitment, Evidence, NotChecked, Translated
from auditor.quantities import normal

__all__ = ["CHECK", "Page", "Translations", "find_translated", "page_of"]

CHECK = "translation"
_LEAST = 0.5

Blocks = Callable[[str], Sequence[Block]]
Commitments = Callable[[str], Iterable[Commitment]]


class Translations(Struct, frozen=True):
    """The places that differ from what they translate, the blocks by language that were read for it, and the rest."""

    found: tuple[Translated, ...] = ()
    read: dict[str, int] = {}
    not_checked: tuple[NotChecked, ...] = ()


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
    twins, alone = find_twins(pages)
    drift: dict[tuple[object, ...], _Drift] = {}
    left: Counter[tuple[str, Agreement]] = Counter()
    read: Counter[str] = Counter()
    for pair in twins:
        for uri, one in _compared(pair, blocks_of, commitments_of, read):
            if one.outcome is Agreement.DIFFERENT and one.place is not None:
                _add(drift, one.english, one.place, pair.language, elsewhere=uri in pair.elsewhere)
            elif one.outcome is not Agreement.SAME:
                left[pair.language, one.outcome] += 1
    found = tuple(one.translated() for _, one in sorted(drift.items(), key=lambda item: repr(item[0])))
    return Translations(found, dict(sorted(read.items())), (*_in_words(left), *_without_twin(alone)))


class _Drift(Struct):
    """Places that say the same instead of the same English statement."""

    english: Commitment
    place: Place
    language: str
    elsewhere: bool
    occurrences: int
    documents: set[str]

    def translated(self) -> Translated:
        english, block, amount = self.english, self.place.block, self.place.amount
        foreign = Evidence(
            document=block.document,
            touchpoint=block.touchpoint,
            origin=block.origin,
            quote=block.text[amount.start : amount.end],
            sentence=_sentence(block.text, amount.start, amount.end),
            value=amount.value,
            strength=english.strength,
            scope=english.scope,
            clock=english.clock,
            occurrences=self.occurrences,
            documents=tuple(sorted(self.documents)),
            locator=block.locator,
            region=block.region,
            concealed=block.concealed,
            context=block.trail,
        )
        return Translated(english, foreign, self.language, language_name(self.language), self.elsewhere)


def _compared(
    pair: Twins, blocks_of: Blocks, commitments_of: Commitments, read: Counter[str]
) -> Iterator[tuple[str, Comparison]]:
    """Each statement of the English pages (by their `uri`), but those whose place agrees with another of the pages."""
    foreign = read_side(blocks_of(pair.foreign), pair.language)
    found: list[tuple[str, Comparison]] = []
    for uri in pair.english:
        said = [one for one in commitments_of(uri) if not one.unsure]
        if said:
            found += ((uri, one) for one in compare(read_side(blocks_of(uri), ENGLISH), said, foreign))
    same = {one.at for _, one in found if one.outcome is Agreement.SAME}
    read[pair.language] += len({one.place.block.index for _, one in found if one.place is not None})
    yield from ((uri, one) for uri, one in found if one.outcome is Agreement.SAME or one.at not in same)


def _add(
    drift: dict[tuple[object, ...], _Drift], english: Commitment, place: Place, language: str, *, elsewhere: bool
) -> None:
    block, amount = place.block, place.amount
    key = (
        english.topic, english.scope, english.sentence, english.quote, english.strength, english.clock, language,
        elsewhere, block.text, amount.start, normal(amount.value), block.touchpoint,
    )  # fmt: skip
    known = drift.get(key)
    if known is None:
        drift[key] = _Drift(english, place, language, elsewhere, 1, {block.document})
        return
    known.occurrences += 1
    known.documents.add(block.document)


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence of a text that holds the span."""
    spans = split_sentences(text)
    return next((text[first:last] for first, last in spans if first <= start and end <= last), text)


def _in_words(left: Counter[tuple[str, Agreement]]) -> Iterator[NotChecked]:
    for (language, outcome), count in sorted(left.items()):
        statements = "1 statement was" if count == 1 else f"{count} statements were"
        yield NotChecked(CHECK, f"{language_name(language)}: {statements} not held against the translation: {outcome}")


def _without_twin(alone: Sequence[Page]) -> Iterator[NotChecked]:
    for language, count in sorted(Counter(page.language for page in alone).items()):
        pages = "1 page has" if count == 1 else f"{count} pages have"
        yield NotChecked(CHECK, f"{language_name(language)}: {pages} no English page to be held against")
