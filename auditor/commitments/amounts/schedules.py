"""Tokens to times when people are there: "M-F 7:30-6, SAT 8-NOON", "weekdays 08:00-18:00 CET", "around the clock"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.commitments.amounts.amount import Amount
from auditor.commitments.amounts.clocks import zone_at
from auditor.commitments.amounts.hours import DAYS, HOLIDAYS, Rule, opening, write
from auditor.commitments.amounts.openings import WHOLE_WEEK, Item, clusters
from auditor.commitments.amounts.tokens import Tokens
from auditor.model import Schedule, Unit

_WORTH_READING = re.compile(r"[nwkNHPaplKZ)u][-~&]")
_ALWAYS = re.compile(r"@|[nw]u(?:[ai/]u[,/&]?(?:G|[nw]u(?:[ai/]u)?)?|[,/&]?(?:G|[nw]u))|G[,/&]?[nw]u(?:[ai/]u)?")
_ALL_DAY = re.compile(r"[nw]-?u")
_WORDS_AHEAD = 3
_HALF_DAY = 12 * 60


def find_schedules(tokens: Tokens, days: frozenset[str] = frozenset()) -> Iterator[Amount]:
    """Every schedule; `days` are those of a table head, for cells that hold times alone."""
    for match in _ALWAYS.finditer(tokens.classes):
        if _is_always(tokens, *match.span()):
            start, end = tokens.span(*match.span())
            yield Amount(Schedule("24/7"), start, end, start, end)
    yield from _lines(tokens)
    if not _WORTH_READING.search(tokens.classes):
        return
    for cluster in clusters(tokens):
        amount = _read(tokens, cluster, days)
        if amount is not None:
            yield amount


def _lines(tokens: Tokens) -> Iterator[Amount]:
    """As in "24-hour helpline": a line that is open all day."""
    for match in _ALL_DAY.finditer(tokens.classes):
        first, last = match.span()
        hours = tokens.payloads[first] == 24 and tokens.payloads[last - 1].unit is Unit.HOUR
        if hours and (_is_at_a_number(tokens, first, last) or _names_a_line(tokens, last)):
            start, end = tokens.span(first, last)
            yield Amount(Schedule("24/7"), start, end, start, end)


def _names_a_line(tokens: Tokens, index: int) -> bool:
    ahead = range(index, index + _WORDS_AHEAD)
    return tokens.classes[index : index + 1] in ("-", "x") and any(tokens.is_cue(at, "lines") for at in ahead)


def _is_at_a_number(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the hours end a clause behind a telephone number or a line: "0800 123 456 (24 hours)"."""
    opened = tokens.classes[first - 1 : first] in ("(", ",", ":", "-")
    at = first - 1 - opened
    return (
        at >= 0
        and (tokens.classes[at] == "#" or tokens.is_cue(at, "lines"))
        and tokens.classes[last : last + 1] in ("", ".", ",", ";", ")", "¶")
    )


def _is_always(tokens: Tokens, first: int, last: int) -> bool:
    """As in "24/7", "24 hours a day, seven days a week", "365 days, 24 hours"."""
    counts = {tokens.payloads[index] for index in range(first, last) if tokens.classes[index] in "nw"}
    units = [tokens.payloads[index].unit for index in range(first, last) if tokens.classes[index] == "u"]
    groups = {tokens.payloads[index] for index in range(first, last) if tokens.classes[index] == "G"}
    if tokens.classes[first] == "@":
        return True
    return 24 in counts and Unit.HOUR in units and counts <= {24, *WHOLE_WEEK} and groups <= {"Mo-Su"}


def _read(tokens: Tokens, cluster: Sequence[Item], days: frozenset[str]) -> Amount | None:
    while cluster and (cluster[-1].sort == "closed" or (cluster[-1].sort == "days" and cluster[-1].apart)):
        cluster = cluster[:-1]
    timed = [item for item in cluster if item.sort == "times"]
    named = any(item.sort == "days" for item in cluster) or bool(days)
    if not timed or not (named or any(item.exact for item in timed)):
        return None
    rules, holidays_off = _rules(cluster, days)
    text = write(rules, holidays_off)
    if not text:
        return None
    season, season_first = _season(tokens, cluster[0].first)
    zone = next((item.zone for item in cluster if item.zone), None)
    last = cluster[-1].last
    if zone is None:
        zone, last = zone_at(tokens, last)
    if tokens.classes[last : last + 1] == ")" and "(" in tokens.classes[season_first:last]:
        last += 1
    start, end = tokens.span(season_first, last)
    return Amount(Schedule(season + text, zone), start, end, start, end)


def _season(tokens: Tokens, first: int) -> tuple[str, int]:
    """The months right before a cluster ("April to September 7.30-20.00") as a selector, and where they begin."""
    before = tokens.classes[max(0, first - 4) : first].rstrip(",:(")
    at = first - len(tokens.classes[max(0, first - 4) : first]) + len(before)
    if len(before) >= 3 and before[-3] == before[-1] == "J" and before[-2] in "-~":
        return f"{tokens.payloads[at - 3]}-{tokens.payloads[at - 1]}: ", at - 3
    return "", first


def _rules(cluster: Sequence[Item], days: frozenset[str]) -> tuple[list[Rule], bool]:
    """The rules of a cluster, and whether it says that public holidays are closed."""
    open_items, shut = _without_closed(cluster)
    groups = _groups(open_items)
    rules: list[Rule] = []
    for group_days, times in _pairs(groups):
        spans = tuple(span for item in times for span in _span(item, rules))
        everyday = frozenset(DAYS) if shut & set(DAYS) else frozenset[str]()
        if spans:
            rules.append(Rule((group_days or days or everyday) - shut, spans))
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
        if groups and item.sort == groups[-1][0].sort != "until" and not (item.sort == "days" and item.apart):
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
        if not is_days and _belongs_behind(groups, index + 1):
            yield frozenset(), group
            index += 1
            continue
        named, times = (group, other) if is_days else (other, group)
        if not is_days and len(named) > 1 and _odd(groups, index):
            groups[index + 1 : index + 2] = [named[:-1], named[-1:]]
            named = named[:-1]
        yield frozenset().union(*(item.days for item in named)), times
        index += 2


def _belongs_behind(groups: list[list[Item]], index: int) -> bool:
    """Whether the days at `index` are those of the times behind them: "8 till 8, weekends 9 till 5"."""
    behind = groups[index + 1] if index + 1 < len(groups) and _odd(groups, index - 1) else None
    if behind is None or behind[0].sort == "days" or len(groups[index]) > 1:
        return False
    return groups[index][0].parted and not behind[0].parted


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
        closing += _HALF_DAY if closing <= start and not item.until.half and not item.until.daylong else 0
        if start < closing:
            yield start, closing
