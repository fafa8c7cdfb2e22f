"""Days and opening times to OpenStreetMap opening_hours text: "Mo-Fr 09:00-17:00; Sa 10:00-14:00; PH off"."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from auditor.commitments.amounts.clocks import Clock

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOLIDAYS = "PH"
_DAY = 24 * 60
_HALF_DAY = 12 * 60
_FIRST_OPENING_HOUR = 6
_SHORTEST = 60


class Rule(Struct, frozen=True):
    """The days of one rule (no days: any) and its opening times in minutes after midnight."""

    days: frozenset[str]
    times: tuple[tuple[int, int], ...]


def expand(days: str) -> frozenset[str]:
    """The days of "Mo-Fr", "Sa" or "PH"; a range may run over the weekend ("Su-Th")."""
    first, _, last = days.partition("-")
    if not last:
        return frozenset((first,))
    start, end = DAYS.index(first), DAYS.index(last)
    return frozenset(DAYS[start : end + 1] if start <= end else DAYS[start:] + DAYS[: end + 1])


def opening(start: Clock, end: Clock) -> tuple[int, int] | None:
    """Opening and closing minute; the half of the day that is not written is the one that people mean.

    "9-5" is 9 to 17, "8 to 8" 8 to 20, "noon-6" 12 to 18, "10-2pm" 10 to 14, "1-5" 13 to 17; None where it is empty.
    """
    closing = end.minutes()
    begin = start.minutes()
    if not start.half and end.half and not start.daylong:
        later = begin + _HALF_DAY if start.hour < 12 else begin
        begin = later if end.half == "pm" and later < closing else begin
    if not end.half and not end.daylong and closing <= begin:
        closing += _HALF_DAY
    if not (start.half or end.half or start.daylong or end.daylong or start.exact):
        if start.hour < _FIRST_OPENING_HOUR and start.hour < end.hour:
            begin, closing = begin + _HALF_DAY, closing + _HALF_DAY
        elif 0 < closing - begin <= _SHORTEST and end.hour < 12:
            closing += _HALF_DAY
    if closing == 0:
        closing = _DAY
    return (begin, closing) if begin != closing and begin < _DAY and closing <= _DAY else None


def write(rules: Iterable[Rule], holidays_off: bool = False) -> str:
    """The rules as opening_hours text; a later rule takes its days from the earlier ones."""
    remaining: list[Rule] = []
    for rule in rules:
        if rule.days:
            remaining = [kept for earlier in remaining if (kept := _without(earlier, rule.days)).times]
        remaining.append(rule)
    written = [f"{_days(rule.days)} {_times(rule.times)}".strip() for rule in _joined(remaining)]
    return "; ".join([*written, "PH off"] if holidays_off else written)


def _without(rule: Rule, days: frozenset[str]) -> Rule:
    """The rule without some days; a rule of no days is of any, and stays. None left: a rule without times."""
    if not rule.days:
        return rule
    return Rule(rule.days - days, rule.times) if rule.days - days else Rule(frozenset(), ())


def _joined(rules: list[Rule]) -> list[Rule]:
    """Rules with days left, those of the same days as one; times without days are of the days left over."""
    by_days: dict[frozenset[str], tuple[tuple[int, int], ...]] = {}
    named = frozenset[str]().union(*(rule.days for rule in rules))
    for rule in rules:
        days = rule.days or _left_over(named)
        if days or not named:
            by_days[days] = by_days.get(days, ()) + rule.times
    return [Rule(days, times) for days, times in by_days.items()]


def _left_over(named: frozenset[str]) -> frozenset[str]:
    """The days of times without days beside times of `named` days: "9-5, Saturdays 10-2" is Mo-Fr, beside Su Mo-Sa."""
    usual = frozenset(DAYS[:6] if named == {"Su"} else DAYS[:5]) - named
    return (usual or frozenset(DAYS) - named) if named else named


def _days(days: frozenset[str]) -> str:
    runs: list[list[str]] = []
    for day in DAYS:
        if day not in days:
            continue
        if runs and DAYS.index(runs[-1][-1]) == DAYS.index(day) - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts = [run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    if len(runs) == 2 and runs[0][0] == "Mo" and runs[1][-1] == "Su" and len(runs[1]) <= 2 < len(runs[0]):
        parts = [f"{runs[1][0]}-{runs[0][-1]}"]
    return ",".join([*parts, HOLIDAYS] if HOLIDAYS in days else parts)


def _times(times: tuple[tuple[int, int], ...]) -> str:
    return ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in sorted(set(times)))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
