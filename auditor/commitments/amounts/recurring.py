"""A function of a text to the same one that remembers short texts: menus, labels and boxes come again on every page."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

_Read = TypeVar("_Read", bound=Callable[..., Any])

_LONGEST = 300
_REMEMBERED = 4096


def recurring(read: _Read) -> _Read:
    """`read`, a function of a text and perhaps of names, which is asked once for each of the last short texts.

    These are 4,096 of at most 300 characters; of longer ones nothing is kept.
    """
    remembered = lru_cache(maxsize=_REMEMBERED)(read)

    @wraps(read)
    def said(text: str, *names: str) -> Any:
        return (remembered if len(text) <= _LONGEST else read)(text, *names)

    return cast(_Read, said)
