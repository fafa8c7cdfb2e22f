"""A condition of actuals.toml (`status = 'cancelled'`, `lost`, `kind in ('a', 'b')`) to a column and its values.

Only columns, texts and numbers are understood: a mapping holds no SQL.
"""

from __future__ import annotations

import re

from msgspec import Struct

_NAME = r'"[^"]+"|[A-Za-z_][\w.]*'
_VALUE = r"'(?:[^']|'')*'|\"[^\"]*\"|-?\d+(?:\.\d+)?|true|false"
_CONDITION = re.compile(
    rf"\s*(?P<not>not\s+)?(?P<column>{_NAME})\s*"
    rf"(?:(?P<operator>=|==|!=|<>)\s*(?P<value>{_VALUE})|(?P<within>not\s+in|in)\s*\((?P<values>[^()]*)\))?\s*",
    re.IGNORECASE,
)
_TRUE = ("true", "t", "yes", "y", "1")


class Condition(Struct, frozen=True):
    """A column and the values, in lower case, that it must have (or must not, if `negated`)."""

    column: str
    values: tuple[str, ...]
    negated: bool


def read_condition(text: str) -> Condition:
    """The condition that `text` writes; a column alone asks whether it is true. Raises ValueError for anything else."""
    match = _CONDITION.fullmatch(text)
    if not match:
        raise ValueError("not a condition such as `status = 'cancelled'`, `status in ('a', 'b')` or `is_cancelled`")
    values = [match["value"]] if match["value"] else re.findall(_VALUE, match["values"] or "", re.IGNORECASE)
    operator = (match["operator"] or match["within"] or "").lower()
    negated = (operator in ("!=", "<>") or operator.startswith("not")) is not bool(match["not"])
    named = match["column"].strip('"')
    return Condition(named, tuple(_bare(value).lower() for value in values) or _TRUE, negated)


def _bare(value: str) -> str:
    return value[1:-1].replace("''", "'") if value[0] in "'\"" else value
