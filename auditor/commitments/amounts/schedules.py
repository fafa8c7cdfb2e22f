"""Tokens to times when people are there: "M-F 7:30-6, SAT 8-NOON", "weekdays 08:00-18:00 CET", "around the clock".

A schedule is a cluster: day groups and opening times with only commas, "and", "from" and the like between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from auditor.commitments.amounts.amount import Amount
from auditor.commitments.amounts.clocks import Clock, read_clock, zone_at
from auditor.commitments.amounts.hours import DAYS, HOLIDAYS, Rule, expand, opening, write
from auditor.commitments.amounts.lexicon import lexicon
from auditor.commitments.amounts.tokens import Tokens
from auditor.model import Schedule, Unit

_WORTH_READING = re.compile(r"[DGWkPN]|[nw][-~&][nw]|[nw][ap]|n?~")
_SKIPPED = frozenset(",;:()&/mzBtORyxf¶-.")
_SKIPPED_WORDS = frozenset(
    ("open", "at", "only", "hours", "time", "late", "lines", "local", "is", "are", "from", "on", "mornings", "when", "we're")
)
_MOST_SKIPPED = 3
_NOT_TIMES = frozenset("uWbc%sd")
_WHOLE_WEEK = (7, 365, 364)


class Item(Struct, frozen=True):
    """A piece of a cluster: `days` (with the days), `times` (with the opening), `until` (with the closing), `closed`."""

    sort: str
    first: int
    last: int
    days: frozenset[str] = frozenset()
    times: tuple[Clock, Clock] | None = None
    until: Clock | None = None
    exact: bool = False
    zone: str | None = None


def find_schedules(tokens: Tokens, days: frozenset[str] = frozenset()) -> Iterator[Amount]:
    """Every schedule; `days` are those of a table head, for cells that hold times alone."""
    for index, sort in enumerate(tokens.classes):
        if sort == "@":
            start, end = tokens.span(index, index + 1)
            yield Amount(Schedule("24/7"), start, end, start, end)
    if not _WORTH_READING.search(tokens.classes):
        return
    for cluster in _clusters(tokens):
        amount = _read(tokens, cluster, days)
        if amount is not None:
            yield amount


def days_named(tokens: Tokens) -> frozenset[str]:
    """The days that a text (a table head) names, empty where none."""
    found: frozenset[str] = frozenset()
    for cluster in _clusters(tokens):
        for item in cluster:
            found |= item.days
    return found


def _clusters(tokens: Tokens) -> Iterator[list[Item]]:
    cluster: list[Item] = []
    index = skipped = 0
    while index < len(tokens.classes):
        item = _item(tokens, index, bool(cluster))
        if item is not None:
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
    sort = tokens.classes[index]
    return sort in _SKIPPED and (sort != "x" or tokens.keys[index] in _SKIPPED_WORDS)


def _item(tokens: Tokens, index: int, within: bool) -> Item | None:
    return _days(tokens, index, within) or _times(tokens, index) or (_until(tokens, index) or _closed(tokens, index) if within else None)


def _closed(tokens: Tokens, index: int) -> Item | None:
    return Item("closed", index, index + 1) if tokens.classes[index] == "C" else None


def _day(tokens: Tokens, index: int, letters: bool) -> str | None:
    if tokens.classes[index : index + 1] == "D":
        day: str = tokens.payloads[index]
        return day
    if letters and index < len(tokens.keys):
        return lexicon().language.day_letters.get(tokens.keys[index])
    return None


def _days(tokens: Tokens, index: int, within: bool) -> Item | None:
    sort = tokens.classes[index]
    if sort == "G":
        return Item("days", index, index + 1, expand(tokens.payloads[index]))
    if sort == "W" and not _counted(tokens, index):
        return Item("days", index, index + 1, expand("Mo-Fr"))
    if sort in "bnw":
        return _unit_days(tokens, index)
    ranged = tokens.classes[index + 1 : index + 2] in ("-", "~")
    first = _day(tokens, index, ranged or within)
    if first is None or (sort != "D" and not _is_letter_day(tokens, index, ranged)):
        return None
    last = _day(tokens, index + 2, True) if ranged else None
    if ranged and last and read_clock(tokens, index + 2) is None:
        return Item("days", index, index + 3, expand(f"{first}-{last}"))
    return Item("days", index, index + 1, frozenset((first,))) if sort == "D" or not ranged else None


def _is_letter_day(tokens: Tokens, index: int, ranged: bool) -> bool:
    """Whether a letter is a day: "M-F", or "F 9-5" in upper case; never "a" or the "m" of minutes."""
    upper = tokens.text[tokens.starts[index]].isupper()
    if ranged:
        return upper or tokens.classes[index + 2 : index + 3] == "D" or tokens.glued(index + 1)
    return upper and read_clock(tokens, index + 1) is not None


def _counted(tokens: Tokens, index: int) -> bool:
    return index > 0 and tokens.classes[index - 1] in "nw-"


def _unit_days(tokens: Tokens, index: int) -> Item | None:
    """ "business days" that nothing counts, "seven days", "365 days"."""
    if tokens.classes[index + 1 : index + 2] != "u" or tokens.payloads[index + 1].unit is not Unit.DAY:
        return None
    if tokens.classes[index] == "b":
        return None if _counted(tokens, index) else Item("days", index, index + 2, expand("Mo-Fr"))
    if tokens.payloads[index] in _WHOLE_WEEK and not _counted(tokens, index):
        return Item("days", index, index + 2, frozenset(DAYS))
    return None


def _times(tokens: Tokens, index: int) -> Item | None:
    if index and tokens.classes[index - 1] in "$" or tokens.classes[index] not in "nwkNH":
        return None
    start = read_clock(tokens, index)
    if start is None:
        return None
    zone, last = zone_at(tokens, start.last)
    between = index > 0 and tokens.classes[index - 1] == "z"
    if tokens.classes[last : last + 1] not in ("-", "~", "&" if between else "-"):
        return None
    after = last + 1 + (tokens.classes[last + 1 : last + 2] == "~")
    end = read_clock(tokens, after)
    if end is None or opening(start, end) is None:
        return None
    following = tokens.classes[end.last : end.last + 1]
    if following in _NOT_TIMES and following and not end.exact:
        return None
    zone_after, last = zone_at(tokens, end.last)
    exact = start.exact or end.exact or start.minutes() > end.minutes()
    return Item("times", index, last, times=(start, end), exact=exact, zone=zone_after or zone)


def _until(tokens: Tokens, index: int) -> Item | None:
    """ "till 1", "to 4pm": a closing time whose opening is that of the days before."""
    if tokens.classes[index] not in "~":
        return None
    end = read_clock(tokens, index + 1)
    if end is None or tokens.classes[end.last : end.last + 1] in _NOT_TIMES and end.last < len(tokens.classes):
        return None
    zone, last = zone_at(tokens, end.last)
    return Item("until", index, last, until=end, exact=end.exact, zone=zone)


def _read(tokens: Tokens, cluster: Sequence[Item], days: frozenset[str]) -> Amount | None:
    while cluster and cluster[-1].sort == "closed":
        cluster = cluster[:-1]
    timed = [item for item in cluster if item.sort == "times"]
    named = any(item.sort == "days" for item in cluster) or bool(days)
    if not timed or not (named or any(item.exact for item in timed)):
        return None
    rules, holidays_off = _rules(cluster, days)
    text = write(rules, holidays_off)
    if not text:
        return None
    zone = next((item.zone for item in cluster if item.zone), None)
    first, last = cluster[0].first, cluster[-1].last
    if zone is None:
        zone, last = zone_at(tokens, last)
    start, end = tokens.span(first, last)
    return Amount(Schedule(text, zone), start, end, start, end)


def _rules(cluster: Sequence[Item], days: frozenset[str]) -> tuple[list[Rule], bool]:
    open_items, shut = _without_closed(cluster)
    groups = _groups(open_items)
    rules: list[Rule] = []
    for group_days, times in _pairs(groups):
        spans = tuple(span for item in times for span in _span(item, rules))
        if spans:
            rules.append(Rule((group_days or days) - shut, spans))
    return rules, HOLIDAYS in shut


def _without_closed(cluster: Sequence[Item]) -> tuple[list[Item], frozenset[str]]:
    """The items that are open, and the days named as closed."""
    kept: list[Item] = []
    shut: frozenset[str] = frozenset()
    closing = False
    for item in cluster:
        if item.sort == "closed":
            closing = True
        elif closing and item.sort == "days":
            shut |= item.days
        else:
            closing = False
            kept.append(item)
    return kept, shut


def _groups(items: Sequence[Item]) -> list[list[Item]]:
    """Neighbours of one sort together; an "until" stands alone."""
    groups: list[list[Item]] = []
    for item in items:
        if groups and item.sort == groups[-1][0].sort != "until":
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def _pairs(groups: list[list[Item]]) -> Iterator[tuple[frozenset[str], list[Item]]]:
    """Days with their times, in either order; the last days of "9-5 Mon-Fri, Sat 10-2" belong to the times behind."""
    index = 0
    while index < len(groups):
        group = groups[index]
        other = groups[index + 1] if index + 1 < len(groups) else None
        is_days = group[0].sort == "days"
        if other is None or is_days == (other[0].sort == "days"):
            if not is_days:
                yield frozenset(), group
            index += 1
            continue
        named, times = (group, other) if is_days else (other, group)
        if not is_days and len(named) > 1 and _odd(groups, index):
            groups[index + 1 : index + 2] = [named[:-1], named[-1:]]
            named = named[:-1]
        yield frozenset().union(*(item.days for item in named)), times
        index += 2


def _odd(groups: list[list[Item]], index: int) -> bool:
    """Whether times stand behind the days at index + 1 that have no days of their own behind them."""
    return (len(groups) - index) % 2 == 1


def _span(item: Item, rules: list[Rule]) -> Iterator[tuple[int, int]]:
    if item.times:
        span = opening(*item.times)
        if span:
            yield span
    elif item.until and rules:
        start = rules[-1].times[0][0]
        closing = item.until.minutes()
        closing += 12 * 60 if closing <= start and not item.until.half and not item.until.daylong else 0
        if start < closing:
            yield start, closing
