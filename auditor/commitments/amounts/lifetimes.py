"""Tokens to lifetimes: "lifetime warranty", "for as long as you own the car"."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.commitments.amounts.amount import Amount
from auditor.commitments.amounts.tokens import Tokens
from auditor.model import Duration, Unit


def find_lifetimes(tokens: Tokens) -> Iterator[Amount]:
    """Every duration without an end."""
    for index, sort in enumerate(tokens.classes):
        if sort == "8":
            start, end = tokens.span(index, index + 1)
            yield Amount(Duration(None, None, Unit.LIFETIME), start, end, start, end)
