"""Blocks to the languages that they are not read in: what is not English makes no commitment, and is counted.

A block says its language by its words. A short one that does not is of the language of the two beside it that do, if
these agree, else of its page's. On an English page, words of another language have to leave no doubt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from auditor.commitments.languages import ENGLISH, LANGUAGES, UNKNOWN, language_name, tell
from auditor.model import Block, NotChecked, Origin

_LEAST, _AGAINST_ENGLISH = 1.8, 3.0
_LONGEST = 400
_MOST_OF_A_PAGE = 0.6


def foreign_languages(blocks: Sequence[Block]) -> tuple[str | None, ...]:
    """For each block the language that it is written in where that is not English, None where it is to be read."""
    said = [UNKNOWN if _is_data(block) else tell(block.text).language for block in blocks]
    page = _page_language(blocks, said)
    sure = [one if one in (ENGLISH, UNKNOWN, page) or is_foreign(block.text) else UNKNOWN
            for one, block in zip(said, blocks, strict=True)]  # fmt: skip
    behind = _last_known(sure)
    ahead = _last_known(sure[::-1])[::-1]
    around = zip(sure, behind, ahead, strict=True)
    found = (one if one != UNKNOWN else before if before == after != UNKNOWN else page for one, before, after in around)
    return tuple(
        None if language == ENGLISH or _is_data(block) else language
        for block, language in zip(blocks, found, strict=True)
    )


def is_foreign(text: str) -> bool:
    """Whether a text is beyond doubt of another language than English, wherever it stands."""
    told = tell(text)
    return told.language not in (ENGLISH, UNKNOWN) and told.weight >= max(_LEAST, _AGAINST_ENGLISH * told.english)


def count_foreign(languages: Iterable[str | None]) -> dict[str, int]:
    """How many blocks of a document are not read, by language, from its `foreign_languages`."""
    return dict(sorted(Counter(filter(None, languages)).items()))


def not_read(found: Iterable[tuple[str, int, int]]) -> tuple[NotChecked, ...]:
    """What was not read, in words, from (language, blocks, documents)."""
    return tuple(
        NotChecked(
            "language",
            f"{blocks} {'passage' if blocks == 1 else 'passages'} in {language_name(language)}, in {documents} "
            f"{'document' if documents == 1 else 'documents'}, {'was' if blocks == 1 else 'were'} not read: only "
            "English is",
        )
        for language, blocks, documents in found
    )


def without_read(found: Iterable[tuple[str, int, int]], read: Mapping[str, int]) -> tuple[tuple[str, int, int], ...]:
    """(language, blocks, documents) without the blocks by language that were read beside their English twins."""
    left = ((language, blocks - read.get(language, 0), documents) for language, blocks, documents in found)
    return tuple(one for one in left if one[1] > 0)


def not_read_in(documents: Iterable[Mapping[str, int]]) -> tuple[NotChecked, ...]:
    """What was not read of several documents, in words, from the `count_foreign` of each."""
    blocks: Counter[str] = Counter()
    having: Counter[str] = Counter()
    for counts in documents:
        blocks.update(counts)
        having.update(counts.keys())
    return not_read((language, blocks[language], having[language]) for language in sorted(blocks))


def _page_language(blocks: Sequence[Block], said: Sequence[str]) -> str:
    """The language of most of a page's text, else English; of a page whose words do not say, the declared one."""
    letters: Counter[str] = Counter()
    for block, language in zip(blocks, said, strict=True):
        if language != UNKNOWN:
            letters[language] += min(len(block.text), _LONGEST)
    if not letters:
        declared = (blocks[0].locale or "")[:2].lower() if blocks else ""
        return declared if declared in LANGUAGES else ENGLISH
    language, most = letters.most_common(1)[0]
    return language if most >= _MOST_OF_A_PAGE * letters.total() else ENGLISH


def _last_known(said: Sequence[str]) -> list[str]:
    """For each place, the language of the last one before it that says so."""
    known, found = UNKNOWN, []
    for language in said:
        found.append(known)
        known = language if language != UNKNOWN else known
    return found


def _is_data(block: Block) -> bool:
    return block.origin is Origin.STRUCTURED_DATA
