"""Promises and differences of the ledger to the rows of a table, and rows to lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from auditor.cli.terminal import cut
from auditor.wording import say, say_scope, topic_name

if TYPE_CHECKING:
    from auditor.ledger.differences import Difference, Listed

Row = tuple[str, ...]
_WIDEST = 40
_PROMISES = ("TOPIC", "SCOPE", "VALUE", "TIMES", "WHERE", "LEDGER")
_DIFFERENCES = ("STATE", "TOPIC", "SCOPE", "LEDGER", "SAID", "TIMES", "WHERE")


def promise_rows(listed: Iterable[Listed]) -> list[Row]:
    """The head and a row for each promise: its value, how often and where it is stated, and what the ledger has."""
    return [_PROMISES, *map(_promise_row, listed)]


def difference_rows(differences: Iterable[Difference]) -> list[Row]:
    """The head and a row for each value that is said; an entry that no place states has one row."""
    return [_DIFFERENCES, *(row for one in differences for row in _difference_rows(one))]


def table_lines(rows: Sequence[Row]) -> Iterator[str]:
    """The rows with their columns aligned, cells of more than 40 characters cut; the first is the head."""
    cells = [[cut(cell, _WIDEST) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for number, row in enumerate(cells):
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        yield line if number else click.style(line, bold=True)


def _promise_row(one: Listed) -> Row:
    entry = one.entry
    state = "not listed" if entry is None else f"{entry.standing}{'' if one.agrees else f', but {entry.written}'}"
    return (
        topic_name(one.topic),
        say_scope(one.scope),
        say(one.said.value),
        f"×{one.said.occurrences}",
        _where(one.said.documents),
        state,
    )


def _difference_rows(one: Difference) -> Iterator[Row]:
    value = "" if one.value is None else say(one.value)
    head = (one.state, topic_name(one.topic), say_scope(one.scope), value)
    if not one.said:
        yield (*head, "", "", "")
    for said in one.said:
        yield (*head, say(said.value), f"×{said.occurrences}", _where(said.documents))


def _where(documents: Sequence[str]) -> str:
    """The first document, and how many more there are."""
    more = f" +{len(documents) - 1}" if len(documents) > 1 else ""
    return cut(documents[0], _WIDEST - len(more)) + more
