"""Pages to those that are each other's translation: a page in another language with the English pages it translates.

The `hreflang` links of either page say so; where none does, the address without its language; where that does not
either, that the two alone have one build. Memory and time grow linearly with the pages, of which only addresses are
held.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from auditor.commitments.languages import ENGLISH
from auditor.commitments.translations.addresses import Address, Code, country_of, read_address, read_code

_ANY = "x-default"


class Page(Struct, frozen=True):
    """A document with the language of its text, and what its `hreflang` links name (code, address)."""

    uri: str
    language: str
    alternates: tuple[tuple[str, str], ...] = ()


class Twins(Struct, frozen=True):
    """A page in another language and its English twins, of which `elsewhere` are for customers of another market.

    `likely`: nothing but their build says that they are twins.
    """

    foreign: str
    language: str
    english: tuple[str, ...]
    elsewhere: frozenset[str] = frozenset()
    likely: bool = False


def find_twins(
    pages: Iterable[Page], build_of: Callable[[str], bytes | None]
) -> tuple[tuple[Twins, ...], tuple[Page, ...]]:
    """The twins of each page that is not in English, and the pages that have none; both sorted by address.

    `build_of` gives what is equal for pages of one build, None for a page that is to have no such twin.
    """
    site = _Site(sorted(pages, key=lambda page: page.uri))
    found = {page.uri: site.english_of(page) for page in site.foreign}
    alone = [page for page in site.foreign if not found[page.uri]]
    likely = dict(_of_one_build(alone, site.english, build_of))
    twins = [site.twins(page, found[page.uri], likely.get(page.uri)) for page in site.foreign]
    return tuple(one for one in twins if one.english), tuple(page for page in alone if page.uri not in likely)


def _of_one_build(
    foreign: Sequence[Page], english: Sequence[str], build_of: Callable[[str], bytes | None]
) -> Iterator[tuple[str, str]]:
    """The pages with the one English page of their build, where no other page of their language has it."""
    builds = [(page, build) for page in foreign if (build := build_of(page.uri))]
    if not builds:
        return
    having: defaultdict[bytes, list[str]] = defaultdict(list)
    wanted = {build for _, build in builds}
    for uri in english:
        if (build := build_of(uri)) in wanted:
            having[build].append(uri)
    counts = Counter((page.language, build) for page, build in builds)
    for page, build in builds:
        if len(having[build]) == counts[page.language, build] == 1:
            yield page.uri, having[build][0]


class _Site:
    """Pages by address, by address without language, and by the links between them."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = {page.uri: page for page in pages}
        self.foreign = [page for page in pages if page.language != ENGLISH]
        self.english = [page.uri for page in pages if page.language == ENGLISH]
        self._addresses = {page.uri: read_address(page.uri) for page in pages}
        self._at: dict[str, str] = {}
        self._neutral: defaultdict[str, list[str]] = defaultdict(list)
        for uri, address in self._addresses.items():
            self._at.setdefault(address.page, uri)
            if self._is_english(uri) and (address.code is None or address.code.language == ENGLISH):
                self._neutral[address.neutral].append(uri)
        self._linked: defaultdict[str, set[str]] = defaultdict(set)
        self._codes: defaultdict[str, set[Code]] = defaultdict(set)
        for page in pages:
            self._link(page)

    def english_of(self, page: Page) -> tuple[str, ...]:
        """The English pages that are nearest to the page: of its market, else of none, else of others."""
        english = sorted(self._linked[page.uri] or self._by_address(page))
        distance = {uri: self._distance(page.uri, uri) for uri in english}
        return tuple(uri for uri in english if distance[uri] == min(distance.values()))

    def twins(self, page: Page, english: tuple[str, ...], likely: str | None) -> Twins:
        """The page with its English twins, or with the likely one."""
        english = (likely,) if likely is not None else english
        elsewhere = frozenset(uri for uri in english if self._is_elsewhere(page.uri, uri))
        return Twins(page.uri, page.language, english, elsewhere, likely is not None)

    def _is_english(self, uri: str) -> bool:
        return self._pages[uri].language == ENGLISH

    def _link(self, page: Page) -> None:
        """Keep what the page's links say of it and of the pages they name, where these are of the language named."""
        for written, address in page.alternates:
            target = self._named(read_address(address), page.uri)
            code = Code(ENGLISH) if written.lower() == _ANY else read_code(written)
            if target is None or code is None or code.language != self._pages[target].language:
                continue
            self._codes[target].add(code)
            if self._is_english(target) and page.language != ENGLISH:
                self._linked[page.uri].add(target)
            elif not self._is_english(target) and page.language == ENGLISH:
                self._linked[target].add(page.uri)

    def _named(self, link: Address, uri: str) -> str | None:
        """The page that a link of `uri` names; in a folder of files it is looked for from each folder above."""
        here = self._addresses[uri]
        if here.host:
            return self._at.get(link.page)
        path = link.page.removeprefix(link.host)
        folders = here.page.split("/")[:-1]
        roots = ("/".join(folders[:depth]) for depth in range(1, len(folders) + 1))
        return next((self._at[root + path] for root in roots if root + path in self._at), None)

    def _by_address(self, page: Page) -> Sequence[str]:
        address = self._addresses[page.uri]
        if address.code is None or address.code.language != page.language:
            return ()
        return self._neutral.get(address.neutral, ())

    def _region(self, uri: str) -> str | None:
        """The market that a page is for; None where nothing says so, or several are named."""
        named = {code.region for code in self._codes[uri]}
        address = self._addresses[uri]
        if not named and address.code is not None:
            named = {address.code.region}
        region = next(iter(named)) if len(named) == 1 else None
        return region or country_of(address.host)

    def _distance(self, foreign: str, english: str) -> int:
        mine, other = self._region(foreign), self._region(english)
        return 0 if mine == other else 1 if other is None else 2

    def _is_elsewhere(self, foreign: str, english: str) -> bool:
        """Whether the two name different markets, or stand on different sites."""
        mine, other = self._region(foreign), self._region(english)
        hosts = self._addresses[foreign].host, self._addresses[english].host
        return hosts[0] != hosts[1] or (None not in (mine, other) and mine != other)
