"""A function of a text to the same one that remembers short texts: menus, labels and boxes come again on every page."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

_Rest = ParamSpec("_Rest")
_Said = TypeVar("_Said")

_LONGEST = 300
_REMEMBERED = 4096


def recurring(read: Callable[Concatenate[str, _Rest], _Said]) -> Callable[Concatenate[str, _Rest], _Said]:
    """`read`, which is asked once for each of the last 4,096 texts of at most 300 characters; the others are not kept."""
    remembered = lru_cache(maxsize=_REMEMBERED)(read)

    @wraps(read)
    def said(text: str, *rest: _Rest.args, **named: _Rest.kwargs) -> _Said:
        return (remembered if len(text) <= _LONGEST else read)(text, *rest, **named)

    return said
