"""Places to their reach: how far a statement reaches among all statements of the same company.

A footer on 40 pages is much for a site of 60 pages and little for one of 6,000, so reach is a rank and not a count.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from auditor.model import Evidence, Promise
from auditor.page_views import page_key


class Reach(Struct, frozen=True):
    """The places of every statement of a company and, where they are known, the views of every page's statements.

    `places` and `views` are ascending; `views_of` is by `page_key`.
    """

    places: tuple[int, ...] = ()
    views: tuple[int, ...] = ()
    views_of: Mapping[str, int] = {}


class Reached(Struct, frozen=True):
    """`rank`: the share of the company's statements that reach less far, 0..1, half of the equals among them."""

    rank: float
    why: str


def reach_of(promises: Iterable[Promise], views_of: Mapping[str, int]) -> Reach:
    """The reach of all statements."""
    evidence = [one for promise in promises for variant in promise.variants for one in variant.evidence]
    views = (_views([one], views_of)[0] for one in evidence)
    return Reach(tuple(sorted(one.occurrences for one in evidence)), tuple(sorted(filter(None, views))), views_of)


def reached(statements: Sequence[Evidence], reach: Reach) -> Reached:
    """How far these statements reach together: by views of their pages where any is known, else by places."""
    views, pages = _views(statements, reach.views_of)
    if views:
        return Reached(_rank(views, reach.views), f"{_count(views, 'view')} on {_count(pages, 'page')}")
    places = sum(one.occurrences for one in statements)
    touchpoints = len({one.touchpoint for one in statements})
    return Reached(_rank(places, reach.places), f"{_count(places, 'place')} on {_count(touchpoints, 'touchpoint')}")


def _views(statements: Iterable[Evidence], views_of: Mapping[str, int]) -> tuple[int, int]:
    """The views of the pages that the statements stand on, and the number of these pages that have any."""
    if not views_of:
        return 0, 0
    pages = {page_key(document) for one in statements for document in one.documents}
    views = [views_of[page] for page in pages if views_of.get(page)]
    return sum(views), len(views)


def _rank(count: int, counts: Sequence[int]) -> float:
    if not counts:
        return 0.5
    return (bisect_left(counts, count) + bisect_right(counts, count)) / (2 * len(counts))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
