"""Tokens to clusters of opening hours: day groups and opening times with only commas, "and", "from" between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, structs

from auditor.commitments.amounts.clocks import MILITARY, Clock, read_clock, zone_at
from auditor.commitments.amounts.hours import DAYS, expand, opening
from auditor.commitments.amounts.tokens import Tokens
from auditor.model import Unit

WHOLE_WEEK = (7, 365, 364)
_SKIPPED = frozenset(",;:()&/mzBtaORyf¶-")
_TO = re.compile(r"-~-|[-~]~?|&x[x~]")
_BEGINNINGS = frozenset("GWbnwkNHhD")
_MOST_SKIPPED = 3
_NOT_TIMES = frozenset("ubc%sd")


class Item(Struct, frozen=True):
    """A piece of a cluster, tokens first..last-1: its sort is days, times, until (a closing time alone) or closed.

    `exact`: the times cannot be anything else; `apart`: a semicolon stands before it, `parted`: a comma.
    """

    sort: str
    first: int
    last: int
    days: frozenset[str] = frozenset()
    times: tuple[Clock, Clock] | None = None
    until: Clock | None = None
    exact: bool = False
    zone: str | None = None
    apart: bool = False
    parted: bool = False


def days_named(tokens: Tokens) -> frozenset[str]:
    """The days that a table head names, empty where none; "business days" in a head is a unit."""
    found: frozenset[str] = frozenset()
    for cluster in clusters(tokens):
        for item in cluster:
            found |= item.days if tokens.classes[item.first] in "DGWl" else frozenset()
    return found


def clusters(tokens: Tokens) -> Iterator[list[Item]]:
    """The clusters of a text; one may hold days alone or times alone."""
    cluster: list[Item] = []
    index = skipped = 0
    letters = tokens.lexicon.language.day_letters
    while index < len(tokens.classes):
        if not cluster and tokens.classes[index] not in _BEGINNINGS and tokens.keys[index] not in letters:
            index += 1
            continue
        item = _item(tokens, index, cluster[-1] if cluster else None)
        if item is not None:
            between = tokens.classes[cluster[-1].last : index] if cluster else ""
            if between:
                item = structs.replace(item, apart=";" in between, parted="," in between)
            cluster.append(item)
            index, skipped = item.last, 0
            continue
        skipped += 1
        if cluster and (skipped > _MOST_SKIPPED or not _may_skip(tokens, index)):
            yield cluster
            cluster = []
        index += 1
    if cluster:
        yield cluster


def _may_skip(tokens: Tokens, index: int) -> bool:
    return tokens.classes[index] in _SKIPPED or tokens.is_cue(index, "schedule_words")


def _item(tokens: Tokens, index: int, before: Item | None) -> Item | None:
    """The item at `index`; `before` is the last one of the cluster, None where a cluster would begin here."""
    item = _days(tokens, index, before) or _times(tokens, index)
    if item is None and before is not None:
        item = _until(tokens, index) or _closed(tokens, index)
    return item


def _closed(tokens: Tokens, index: int) -> Item | None:
    return Item("closed", index, index + 1) if tokens.classes[index] == "C" else None


def _day(tokens: Tokens, index: int, letters: bool) -> str | None:
    if tokens.classes[index : index + 1] == "D":
        day: str = tokens.payloads[index]
        return day
    if letters and index < len(tokens.keys):
        return tokens.lexicon.language.day_letters.get(tokens.keys[index])
    return None


def _days(tokens: Tokens, index: int, before: Item | None) -> Item | None:
    sort = tokens.classes[index]
    if sort == "G":
        return Item("days", index, index + 1, expand(tokens.payloads[index]))
    if sort == "W" and ((before and before.last == index) or not _counted(tokens, index)):
        return Item("days", index, index + 1, expand("Mo-Fr"))
    if sort in "bnw":
        return _unit_days(tokens, index)
    if sort == "i" and before and _is_in_the_week(tokens, index):
        return Item("days", index, index + 3, expand("Mo-Fr"))
    ranged = tokens.classes[index + 1 : index + 2] in ("-", "~")
    listed = tokens.classes[index + 1 : index + 2] in ("/", "&") and _is_listed(tokens, index)
    first = _day(tokens, index, ranged or listed or before is not None)
    if first is None or (sort != "D" and not (listed or _is_letter_day(tokens, index, ranged))):
        return None
    last = _day(tokens, index + 2, True) if ranged else None
    if ranged and last and read_clock(tokens, index + 2) is None:
        return Item("days", index, index + 3, expand(f"{first}-{last}"))
    return Item("days", index, index + 1, frozenset((first,))) if sort == "D" or not ranged else None


def _is_listed(tokens: Tokens, index: int) -> bool:
    """Whether two short days stand side by side, as in "Sa/Su 10-4"."""
    keys = tokens.keys[index], tokens.keys[index + 2] if index + 2 < len(tokens.keys) else ""
    letters = tokens.lexicon.language.day_letters
    capital = tokens.text[tokens.starts[index]].isupper()
    return capital and all(len(key) == 2 and key in letters for key in keys)


def _is_letter_day(tokens: Tokens, index: int, ranged: bool) -> bool:
    """Whether a letter is a day: "M-F", or "F 9-5" in upper case; never "a" or the "m" of minutes."""
    upper = tokens.text[tokens.starts[index]].isupper()
    if ranged:
        return upper or tokens.classes[index + 2 : index + 3] == "D" or tokens.glued(index + 1)
    return upper and read_clock(tokens, index + 1) is not None


def _is_in_the_week(tokens: Tokens, index: int) -> bool:
    """As in "8 till 8 in the week, Saturdays 9 till 1"."""
    week = tokens.classes[index : index + 3] == "itu" and tokens.payloads[index + 2].unit is Unit.WEEK
    return week and tokens.classes[index + 3 : index + 4] not in ("A", "X", "O", "v")


def _counted(tokens: Tokens, index: int) -> bool:
    return index > 0 and tokens.classes[index - 1] in "nw-"


def _unit_days(tokens: Tokens, index: int) -> Item | None:
    """As in "business days" that nothing counts, "seven days", "365 days"."""
    if tokens.classes[index + 1 : index + 2] != "u" or tokens.payloads[index + 1].unit is not Unit.DAY:
        return None
    if tokens.classes[index] == "b":
        return (
            None
            if _counted(tokens, index) or _is_bracketed(tokens, index)
            else Item("days", index, index + 2, expand("Mo-Fr"))
        )
    if tokens.payloads[index] in WHOLE_WEEK and not _counted(tokens, index):
        return Item("days", index, index + 2, frozenset(DAYS))
    return None


def _is_bracketed(tokens: Tokens, index: int) -> bool:
    """As in "Delivery (business days): 5-7", where the days are a unit."""
    return tokens.classes[index - 1 : index] == "(" and tokens.classes[index + 2 : index + 3] == ")"


def _times(tokens: Tokens, index: int) -> Item | None:
    if (index and tokens.classes[index - 1] in "$") or tokens.classes[index] not in "nwkNHh":
        return None
    start = read_clock(tokens, index)
    if start is None or _is_dated(tokens, index):
        return None
    zone, last = zone_at(tokens, start.last)
    after = _behind_to(tokens, index, last)
    end = read_clock(tokens, after) if after else None
    if not after or end is None or opening(start, end) is None:
        return None
    if tokens.is_cue(end.last, "clock_units"):
        end = structs.replace(end, last=end.last + 1)
    following = tokens.classes[end.last : end.last + 1]
    rising = start.minutes() < end.minutes()
    if MILITARY.fullmatch(tokens.keys[index]) and not (end.exact or MILITARY.fullmatch(tokens.keys[after])):
        return None
    if following and not end.exact and (following in _NOT_TIMES or (following == "W" and rising)):
        return None
    zone_after, last = zone_at(tokens, end.last)
    exact = start.exact or end.exact or start.minutes() >= end.minutes() or (start.dotted and end.dotted)
    return Item("times", index, last, times=(start, end), exact=exact, zone=zone_after or zone)


def _is_dated(tokens: Tokens, index: int) -> bool:
    """Whether digits and a dash are glued before `index`, as in the rest of a date."""
    before = tokens.classes[max(0, index - 2) : index]
    return before in ("n-", "#-", "n/", "#/") and tokens.glued(index) and tokens.glued(index - 1)


def _behind_to(tokens: Tokens, index: int, last: int) -> int | None:
    """The index behind the "to" at `last` of the time at `index`, as in "between 9 and 5" and "7 and runs to 9"."""
    if index and tokens.classes[index - 1] == "z" and tokens.classes[last : last + 1] == "&":
        return last + 1
    to = _TO.match(tokens.classes, last)
    return to.end() if to else None


def _until(tokens: Tokens, index: int) -> Item | None:
    """As in "till 1", "to 4pm": a closing time whose opening is that of the days before."""
    if tokens.classes[index] not in "~":
        return None
    end = read_clock(tokens, index + 1)
    if end is None or (tokens.classes[end.last : end.last + 1] in _NOT_TIMES and end.last < len(tokens.classes)):
        return None
    zone, last = zone_at(tokens, end.last)
    return Item("until", index, last, until=end, exact=end.exact, zone=zone)
