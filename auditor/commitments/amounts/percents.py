"""Tokens to percentages: "99.95 %", "nine out of ten", "four nines", "a fifth", "half price"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from auditor.commitments.amounts.amount import Amount
from auditor.commitments.amounts.bounds import side_of
from auditor.commitments.amounts.tokens import Tokens
from auditor.commitments.amounts.units import tidy
from auditor.model import Number, Percent

_PERCENT = re.compile(
    r"""(?P<bound>[ULMI>m])?[f]?(?:
        (?P<percent>[nw]-?%(?:\([nw]%\))?)
      | (?P<low>[nw](?=-?[~o]-?f?[nw]-?%|-[nw]%))
      | (?P<ratio>(?<![$/-])[nw][xus]?[iOm](?:a|R)?[nw](?![ulWbcs%$d/-]))
      | (?P<nines>[nw]-?j)
      | (?P<part>[aw]-?[rq](?![bcuOa]u|[bcuhe]))
      | (?P<half>h(?![-aObcunw]))
      | (?P<times>5)
    )(?P<after>[MI<+])?""",
    re.VERBOSE,
)
_CELL = re.compile(r"(?P<bound>[ULMI>m])?(?P<core>n)(?P<after>[MI<+])?")
_NAMED = re.compile(r"^%|%$|\(%\)|,%")
_DECIMALS = 2
_WHOLE = 100
_WHOLES = (3, 4, 5, 10, 12, 20, 25, 50, 100, 1000)
_MOST_NINES = 9


def find_percents(tokens: Tokens) -> Iterator[Amount]:
    """Every share, in percent."""
    for match in _PERCENT.finditer(tokens.classes):
        shape = next(name for name in _SHAPES if match[name])
        first, last = match.span(shape)
        value = _SHAPES[shape](tokens, first, last)
        if value is not None:
            start, end = tokens.span(match.start(), match.end())
            core_start, core_end = tokens.span(first, last)
            yield Amount(Percent(tidy(value)), start, end, core_start, core_end, bound=side_of(tokens, match))


def find_cell_percent(tokens: Tokens, heads: Iterable[Tokens]) -> Iterator[Amount]:
    """The share that a text consists of where a head says that it is one: "97" under "Answered in time (%)"."""
    shape = _CELL.fullmatch(tokens.classes)
    named = next((head for head in heads if _NAMED.search(head.classes)), None) if shape else None
    if shape and named and 0 <= tokens.payloads[shape.start("core")] <= _WHOLE:
        core = tokens.span(*shape.span("core"))
        value = Percent(tidy(tokens.payloads[shape.start("core")]))
        yield Amount(value, tokens.starts[0], tokens.ends[-1], *core, bound=side_of(tokens, shape), elided=True)


def _percent(tokens: Tokens, first: int, last: int) -> Number | None:
    value: Number = tokens.payloads[first]
    return value


def _ratio(tokens: Tokens, first: int, last: int) -> Number | None:
    """As in "nine calls in ten" is 90; ratings ("4.8 out of 5") are none."""
    part, whole = tokens.payloads[first], tokens.payloads[last - 1]
    if not isinstance(part, int) or whole not in _WHOLES or not 0 < part < whole:
        return None
    share: float = round(100 * part / whole, _DECIMALS)
    return share


def _nines(tokens: Tokens, first: int, last: int) -> Number | None:
    count = tokens.payloads[first]
    if not isinstance(count, int) or not 1 < count <= _MOST_NINES:
        return None
    return float("99." + "9" * (count - 2)) if count > 2 else 99


def _part(tokens: Tokens, first: int, last: int) -> Number | None:
    """As in "a fifth" is 20, "three quarters" is 75."""
    count = tokens.payloads[first] if tokens.classes[first] == "w" else 1
    whole = 4 if tokens.classes[last - 1] == "q" else tokens.payloads[last - 1]
    return 100 * count / whole if 1 < whole <= 100 and count < whole else None


def _half(tokens: Tokens, first: int, last: int) -> Number | None:
    return 50


def _times(tokens: Tokens, first: int, last: int) -> Number | None:
    value: Number = tokens.payloads[first]
    return value


_SHAPES = {
    "percent": _percent, "low": _percent, "ratio": _ratio, "nines": _nines, "part": _part, "half": _half,
    "times": _times,
}  # fmt: skip
