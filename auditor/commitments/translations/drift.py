"""Comparisons as they stream by to the places that differ, and to what could not be compared.

Memory grows with distinct passages that differ and not with pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from auditor.commitments.languages import language_name
from auditor.commitments.sentences import split_sentences
from auditor.commitments.translations.agreement import Agreement
from auditor.commitments.translations.comparing import Comparison, Place
from auditor.commitments.translations.twins import Page, Twins
from auditor.model import Commitment, Evidence, Money, NotChecked, Translated
from auditor.quantities import normal

_CHECK = "translation"
_CERTAIN = 2


class Translations(Struct, frozen=True):
    """The places that differ from what they translate, the blocks by language that were read for it, and the rest."""

    found: tuple[Translated, ...] = ()
    read: dict[str, int] = {}
    not_checked: tuple[NotChecked, ...] = ()


class Drift:
    """What came of all pages that were added; `alone` are those that have no twin."""

    def __init__(self, alone: Iterable[Page]) -> None:
        self._alone = Counter(page.language for page in alone)
        self._differences: dict[tuple[object, ...], _Difference] = {}
        self._left: dict[tuple[str, Agreement], _Left] = {}
        self._read: Counter[str] = Counter()
        self._prices: Counter[tuple[str, bool]] = Counter()

    def add(self, pair: Twins, compared: Sequence[tuple[str, Comparison]]) -> None:
        """Take what came of each statement of the English pages (`uri`); likely twins have to prove that they are."""
        if pair.likely and not _agree([one for _, one in compared]):
            self._alone[pair.language] += 1
            return
        self._read[pair.language] += len({one.place.block.index for _, one in compared if one.place is not None})
        for uri, one in compared:
            if isinstance(one.english.value, Money):
                self._prices[pair.language, one.outcome is Agreement.CURRENCY] += 1
            if one.outcome is Agreement.DIFFERENT and one.place is not None:
                self._differ(one.english, one.place, pair.language, elsewhere=uri in pair.elsewhere)
            elif one.outcome is not Agreement.SAME:
                self._left.setdefault((pair.language, one.outcome), _Left(pair.foreign, one.english)).count += 1

    def translations(self) -> Translations:
        """All of it, in an order of its own; where most prices are in another currency, so is the market."""
        prices = self._prices
        markets = {language for language, _ in prices if prices[language, True] > prices[language, False]}
        found = sorted((one.translated(markets) for one in self._differences.values()), key=msgspec.json.encode)
        not_checked = (*_in_words(self._left), *_without_twin(self._alone))
        return Translations(tuple(found), dict(sorted(self._read.items())), not_checked)

    def _differ(self, english: Commitment, place: Place, language: str, *, elsewhere: bool) -> None:
        block, amount = place.block, place.amount
        key = (
            english.topic, english.scope, english.sentence, english.quote, english.strength, english.clock, language,
            elsewhere, block.text, amount.start, normal(amount.value), block.touchpoint,
        )  # fmt: skip
        known = self._differences.get(key)
        if known is None:
            self._differences[key] = _Difference(english, place, language, elsewhere, 1, {block.document})
            return
        known.occurrences += 1
        known.documents.add(block.document)


class _Left(Struct):
    """Statements that were not held against a translation; the first of them, and the page it was looked for in."""

    document: str
    english: Commitment
    count: int = 0


class _Difference(Struct):
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


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence of a text that holds the span."""
    spans = split_sentences(text)
    return next((text[first:last] for first, last in spans if first <= start and end <= last), text)


def _in_words(left: Mapping[tuple[str, Agreement], _Left]) -> Iterator[NotChecked]:
    for (language, outcome), one in sorted(left.items()):
        statements = "1 statement was" if one.count == 1 else f"{one.count} statements were"
        example = f"“{one.english.quote}” of {one.english.document} in {one.document}"
        said = f"{statements} not held against the translation, {example}" + (" first" if one.count > 1 else "")
        yield NotChecked(_CHECK, f"{language_name(language)}: {said}: {outcome}")


def _without_twin(alone: Mapping[str, int]) -> Iterator[NotChecked]:
    for language, count in sorted(alone.items()):
        pages = "1 page has" if count == 1 else f"{count} pages have"
        yield NotChecked(_CHECK, f"{language_name(language)}: {pages} no English page to be held against")
