"""Pages in other languages to what they say in place of an English statement, where that is another value.

Nothing in another language is understood: what a value is about, to whom it applies and when its clock runs is taken
from the English page, and only the number is read from the page that translates it. At any time no more than one page
with its English twins is held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from auditor.commitments.foreign import foreign_languages
from auditor.commitments.languages import ENGLISH, language_name
from auditor.commitments.sentences import split_sentences
from auditor.commitments.translations.agreement import Agreement
from auditor.commitments.translations.alignment import build_of
from auditor.commitments.translations.comparing import Comparison, Place, compare, read_side
from auditor.commitments.translations.twins import Page, Twins, find_twins
from auditor.model import Block, Commitment, Evidence, Money, NotChecked, Translated
from auditor.quantities import normal

__all__ = ["CHECK", "Page", "Translations", "find_translated", "page_of"]

CHECK = "translation"
_LEAST, _CERTAIN = 0.5, 2

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
    twins, alone = find_twins(pages, lambda uri: build_of(blocks_of(uri)))
    drift: dict[tuple[object, ...], _Drift] = {}
    left: dict[tuple[str, Agreement], _Left] = {}
    read: Counter[str] = Counter()
    without = Counter(page.language for page in alone)
    prices: Counter[tuple[str, bool]] = Counter()
    for pair in twins:
        compared = tuple(_compared(pair, blocks_of, commitments_of))
        if pair.likely and not _agree([one for _, one in compared]):
            without[pair.language] += 1
            continue
        read[pair.language] += len({one.place.block.index for _, one in compared if one.place is not None})
        for uri, one in compared:
            if isinstance(one.english.value, Money):
                prices[pair.language, one.outcome is Agreement.CURRENCY] += 1
            if one.outcome is Agreement.DIFFERENT and one.place is not None:
                _add(drift, one.english, one.place, pair.language, elsewhere=uri in pair.elsewhere)
            elif one.outcome is not Agreement.SAME:
                left.setdefault((pair.language, one.outcome), _Left(pair.foreign, one.english)).count += 1
    markets = {language for language, _ in prices if prices[language, True] > prices[language, False]}
    found = tuple(one.translated(markets) for _, one in sorted(drift.items(), key=lambda item: repr(item[0])))
    return Translations(found, dict(sorted(read.items())), (*_in_words(left), *_without_twin(without)))


class _Left(Struct):
    """Statements that were not held against a translation; the first of them, and the page it was looked for in."""

    document: str
    english: Commitment
    count: int = 0


class _Drift(Struct):
    """Places that say the same instead of the same English statement."""

    english: Commitment
    place: Place
    language: str
    elsewhere: bool
    occurrences: int
    documents: set[str]

    def translated(self, markets: Collection[str]) -> Translated:
        """What differs; `markets` are the languages whose prices are in another currency than the English ones."""
        english, block, amount = self.english, self.place.block, self.place.amount
        elsewhere = self.elsewhere or self.language in markets
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
        return Translated(english, foreign, self.language, language_name(self.language), elsewhere)


def _agree(compared: Sequence[Comparison]) -> bool:
    """Whether the values of two pages of one build make it certain that they are twins."""
    counts = Counter(one.outcome for one in compared)
    return counts[Agreement.SAME] >= max(_CERTAIN, _CERTAIN * counts[Agreement.DIFFERENT])


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


def _in_words(left: Mapping[tuple[str, Agreement], _Left]) -> Iterator[NotChecked]:
    for (language, outcome), one in sorted(left.items()):
        statements = "1 statement was" if one.count == 1 else f"{one.count} statements were"
        example = f"“{one.english.quote}” of {one.english.document} in {one.document}"
        said = f"{statements} not held against the translation, {example}" + (" first" if one.count > 1 else "")
        yield NotChecked(CHECK, f"{language_name(language)}: {said}: {outcome}")


def _without_twin(alone: Mapping[str, int]) -> Iterator[NotChecked]:
    for language, count in sorted(alone.items()):
        pages = "1 page has" if count == 1 else f"{count} pages have"
        yield NotChecked(CHECK, f"{language_name(language)}: {pages} no English page to be held against")
