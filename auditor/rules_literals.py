"""A regular expression to words of which a text has to hold one, so that most need not be compiled at all.

Compiling what the rules look for takes longer than reading a page. Only plain syntax is understood; of what is not,
nothing is demanded.
"""

from __future__ import annotations

import re

from msgspec import Struct

_QUANTIFIERS = ("?", "*", "{", "+")
_PLAIN = re.compile(r"[^\\()\[|?*+{.^$]+")


class _Demand(Struct):
    """One of `words` has to be in the text; none: nothing is demanded."""

    words: frozenset[str] = frozenset()

    @property
    def strength(self) -> int:
        return min(map(len, self.words), default=0)


def needed_words(pattern: str) -> frozenset[str]:
    """Words of which one stands in every text that the expression matches; empty where it is not told so easily."""
    demand, end = _alternatives(pattern, 0)
    return demand.words if end == len(pattern) else frozenset()


def _alternatives(pattern: str, at: int) -> tuple[_Demand, int]:
    """What the alternatives from `at` to the end of their group demand together, and where that end is."""
    demands: list[_Demand] = []
    while True:
        demand, at = _sequence(pattern, at)
        demands.append(demand)
        if at >= len(pattern) or pattern[at] == ")":
            break
        at += 1
    all_demand = all(one.words for one in demands)
    return _Demand(frozenset().union(*(one.words for one in demands)) if all_demand else frozenset()), at


def _sequence(pattern: str, at: int) -> tuple[_Demand, int]:
    """The strongest demand of what stands in a row from `at` on, and where the row ends."""
    demands: list[_Demand] = []
    run = ""
    while at < len(pattern) and pattern[at] not in "|)":
        literal, demand, at = _element(pattern, at)
        optional, at = _quantified(pattern, at)
        if literal and not optional:
            run += literal
        if not literal or optional or pattern[at - 1 : at] in ("+", "}"):
            demands += [_Demand(frozenset((run,)))] if run else []
            run = ""
        if demand.words and not optional:
            demands.append(demand)
    demands += [_Demand(frozenset((run,)))] if run else []
    return max(demands, key=lambda one: one.strength, default=_Demand()), at


def _element(pattern: str, at: int) -> tuple[str, _Demand, int]:
    """The characters at `at` that stand for themselves, else what the group there demands; and where that ends."""
    plain = _PLAIN.match(pattern, at)
    if plain:
        # A quantifier is that of the last character alone.
        end = plain.end() - (plain.end() - at > 1 and pattern.startswith(_QUANTIFIERS, plain.end()))
        return pattern[at:end], _Demand(), end
    character = pattern[at]
    if character == "(":
        return "", *_group(pattern, at)
    if character == "[":
        return "", _Demand(), _after_set(pattern, at)
    if character == "\\":
        escaped = pattern[at + 1 : at + 2]
        return ("" if escaped.isalnum() else escaped), _Demand(), at + 2
    return "", _Demand(), at + 1


def _group(pattern: str, at: int) -> tuple[_Demand, int]:
    inside = at + 1
    asserts = pattern.startswith(("?=", "?!", "?<=", "?<!"), inside)
    if pattern.startswith("?P<", inside):
        inside = pattern.index(">", inside) + 1
    elif pattern.startswith("?", inside):
        inside += {"?:": 2, "?=": 2, "?!": 2, "?<": 3}.get(pattern[inside : inside + 2], len(pattern))
    demand, end = _alternatives(pattern, inside)
    return (_Demand() if asserts else demand), end + 1


def _after_set(pattern: str, at: int) -> int:
    at += 2 if pattern[at + 1 : at + 2] == "^" else 1
    at += pattern[at : at + 1] == "]"
    while at < len(pattern) and pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return at + 1


def _quantified(pattern: str, at: int) -> tuple[bool, int]:
    """Whether what ends at `at` may be absent, and where its quantifier ends."""
    if not pattern.startswith(_QUANTIFIERS, at):
        return False, at
    if pattern[at] == "{":
        end = pattern.find("}", at) + 1
        may_be_absent = pattern[at + 1 : at + 2] in ("0", ",")
    else:
        end, may_be_absent = at + 1, pattern[at] != "+"
    return may_be_absent, end + (pattern[end : end + 1] in ("?", "+"))


def holds_one(text: str, words: frozenset[str]) -> bool:
    """Whether one of the words is in the text; of no words it is said of every text."""
    return not words or any(word in text for word in words)
