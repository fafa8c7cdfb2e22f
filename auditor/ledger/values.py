"""A value to the words that a person writes in the ledger, and those words to the value.

The words are read by the grammar that reads every other text, so whatever is a value on a page is one here.
"""

from __future__ import annotations

import msgspec

from auditor.commitments.amounts import find_amounts
from auditor.model import Quantity
from auditor.quantities import normal
from auditor.wording import say

Written = str | dict[str, str | int | float]


def read_value(written: Written) -> Quantity | None:
    """The one value that the text states, with nothing beside it; None where it states none, several or more.

    A table is a value in the form of the JSON documents: `{ type = "money", amount = 9 }`.
    """
    if isinstance(written, dict):
        try:
            value: Quantity = msgspec.convert(written, Quantity)
        except msgspec.ValidationError:
            return None
        return value
    text = written.strip().rstrip(".")
    found = find_amounts(text)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))
    return found[0].value if whole else None


def write_value(value: Quantity) -> Written:
    """What `read_value` reads as this value again: words where it has any, else a table."""
    words = say(value).replace("–", "-")
    read = read_value(words)
    if read is not None and normal(read) == normal(value):
        return words
    fields = {"type": type(value).__struct_config__.tag, **msgspec.structs.asdict(value)}
    return {key: one for key, one in fields.items() if one is not None}
