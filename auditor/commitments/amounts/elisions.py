"""Bare numbers to amounts whose unit or currency stands elsewhere: "within 2 working days, a full answer within 10".

The unit is that of the last duration before it in the text, else of the heads ("Delivery time (business days)" over
a cell "3-5"). Whether the number counts something else ("5 items") is judged by the word behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from auditor.commitments.amounts.amount import Amount
from auditor.commitments.amounts.bounds import AFTER, BEFORE, Reading, with_bounds
from auditor.commitments.amounts.durations import NUMBER, RANGE
from auditor.commitments.amounts.language import split_words
from auditor.commitments.amounts.lexicon import UnitValue, lexicon
from auditor.commitments.amounts.tokens import Tokens
from auditor.commitments.amounts.units import exact, unit_of
from auditor.model import Duration, Money, Unit

_BARE = re.compile(rf"{BEFORE}(?P<core>(?P<between>z{NUMBER}&{NUMBER})|{NUMBER}(?:{RANGE}{NUMBER})?)(?![-/]?[nw]){AFTER}")
_UNIT = re.compile(r"b{0,2}c?-?[uW]")
_FOLLOWED = frozenset("ulWs%$dPKjp:rq")
_LARGEST = 400
_PLURAL = re.compile(r"[a-z]{3,}[^s'u]s")
_NOT_COUNTED = frozenset(("is", "as", "was", "us", "its", "this", "thus", "plus", "otherwise", "unless", "across", "minus"))


def find_elided(tokens: Tokens, found: Sequence[Amount], unit: Unit | None, currency: str | None) -> Iterator[Amount]:
    """Every bare number outside the amounts already found (sorted), as a duration or, behind money, as money."""
    for match in _BARE.finditer(tokens.classes):
        first, last = match.span("core")
        if _is_other(tokens, first, last) or _covered(tokens, found, first):
            continue
        model = _model(found, tokens.starts[first])
        if isinstance(model, Money):
            yield from _money(tokens, match, model.currency)
        elif currency and model is None and unit is None:
            yield from _money(tokens, match, currency)
        else:
            reading = _reading(tokens, match, model.unit if model else unit)
            if reading is not None:
                yield with_bounds(tokens, match, reading)
