"""A table to the heads of its cells: row head, column heads and the group row above each, with spans resolved."""

from __future__ import annotations

import itertools
import re
from typing import Literal

from msgspec import Struct
from selectolax.lexbor import LexborNode

from auditor.blocks.cleaning import element_text
from auditor.blocks.looks import is_name, is_value

_SECTIONS = {"thead", "tbody", "tfoot"}
_MOST_COLUMNS = 100
_LONGEST_HEAD, _LONGEST_NAME = 200, 40

_Cells = dict[int, LexborNode]


class Heads(Struct, frozen=True):
    """What a cell stands under: the head of its row, those of its column, and the row that names its group."""

    row: str | None = None
    column: str | None = None
    group: str | None = None


def heads_of_cells(table: LexborNode) -> dict[int, Heads]:
    """For each cell of a table, by the identity of its node, its heads; nothing for a layout table.

    A row of heads heads the rows down to the next one. A row of one cell that spans the table names the group of the
    rows below it, and is no second row of heads; above a table without heads it is the head of each column.
    """
    if (table.attributes.get("role") or "") in ("presentation", "none") or _holds_a_table(table):
        return {}
    grid = [cells for cells in _grid(table) if cells]
    sorts = _sorts(grid)
    is_titled = sorts[:1] == ["group"] and sorts.count("group") == 1 and "head" not in sorts
    heads: dict[int, Heads] = {}
    head_rows: list[_Cells] = []
    columns: dict[int, str] = _column_heads(grid[:1]) if is_titled else {}
    group: str | None = None
    bodies = [cells for cells, sort in zip(grid, sorts, strict=True) if sort == "body"]
    second = _names_rows_too(bodies)
    for number, (cells, sort) in enumerate(zip(grid, sorts, strict=True)):
        if sort == "head":
            head_rows = [*head_rows, cells] if number and sorts[number - 1] == "head" else [cells]
            columns = _column_heads(head_rows)
            heads.update({cell.mem_id: Heads(group=group) for cell in cells.values()})
        elif sort == "body":
            heads.update(_of_row(cells, columns, group, second=second))
        elif not is_titled:
            group = _text(cells[min(cells)]) or group
    return heads


def caption_of(table: LexborNode) -> str | None:
    """The caption of a table, or that of the figure which holds it."""
    figure = table.parent if table.parent is not None and table.parent.tag == "figure" else None
    for holder, tag in ((table, "caption"), (figure, "figcaption")):
        for child in holder.iter() if holder is not None else ():
            if child.tag == tag:
                return element_text(child) or None
    return None


def _sorts(grid: list[_Cells]) -> list[Literal["head", "group", "body"]]:
    """What each row of a table is."""
    width = max((len(cells) for cells in grid), default=0)
    sorts: list[Literal["head", "group", "body"]] = []
    for number, cells in enumerate(grid):
        if width > 1 and _spans_all(cells, width, len(grid)):
            sorts.append("group")
        elif (number == 0 and _first_row_heads(grid)) or (_is_head_row(cells) and number < len(grid) - 1):
            sorts.append("head")
        else:
            sorts.append("body")
    return sorts


def _names_rows_too(bodies: list[_Cells]) -> bool:
    """Whether the second column names rows as the first does: names alone, then values ("Canada | Express | 2 d")."""
    texts = [[_text(cells[column]) for column in sorted(cells)] for cells in bodies if len(cells) > 2]
    named = [row for row in texts if row[1]]
    return (
        len(texts) == len(bodies) > 1
        and len(named) > len(texts) / 2
        and all(is_name(row[1]) and len(row[1]) <= _LONGEST_NAME for row in named)
        and any(is_value(text) for row in texts for text in row[2:])
    )


def _of_row(cells: _Cells, columns: dict[int, str], group: str | None, *, second: bool) -> dict[int, Heads]:
    return {
        cell.mem_id: Heads(_row_head(cells, cell, second=second), columns.get(column), group)
        for column, cell in reversed(cells.items())
    }


def _text(node: LexborNode) -> str:
    return element_text(node)[:_LONGEST_HEAD]


def _holds_a_table(table: LexborNode) -> bool:
    return any(part.css_first("table") is not None for part in table.iter())


def _grid(table: LexborNode) -> list[_Cells]:
    """The rows with their cells by column; a cell that spans stands in every place that it covers."""
    pending: dict[int, tuple[LexborNode, int]] = {}
    grid = []
    for row in _rows(table):
        cells = {column: node for column, (node, _) in pending.items()}
        pending = {column: (node, left - 1) for column, (node, left) in pending.items() if left > 1}
        column = 0
        for cell in row.iter():
            if cell.tag not in ("td", "th"):
                continue
            while column in cells:
                column += 1
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            for covered in range(column, min(column + across, _MOST_COLUMNS)):
                cells[covered] = cell
                if down > 1:
                    pending[covered] = (cell, down - 1)
            column += across
        grid.append(cells)
    return grid


def _rows(table: LexborNode) -> list[LexborNode]:
    rows = []
    for child in table.iter():
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in _SECTIONS:
            rows += [row for row in child.iter() if row.tag == "tr"]
    return rows


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(int(value), 100) if value.isdecimal() and int(value[:9]) > 0 else 1


def _spans_all(cells: _Cells, width: int, rows: int) -> bool:
    """Whether the row is one cell across the table that says what the rows below are, not a value or a remark."""
    one = cells[min(cells)]
    if rows < 2 or any(cell.mem_id != one.mem_id for cell in cells.values()):
        return False
    text = _text(one)
    if one.tag == "th" or (text and _is_bold(one)):
        return True
    return len(cells) == width and (len(text) <= 60 and not text.endswith(".") and not is_value(text))


def _is_head_row(cells: _Cells) -> bool:
    """A row in thead, or one of th alone, but for an empty corner."""
    row = next(iter(cells.values())).parent
    if row is not None and row.parent is not None and row.parent.tag == "thead":
        return True
    corner = cells[min(cells)]
    heads = [cell.tag == "th" for cell in cells.values() if cell.mem_id != corner.mem_id]
    return all(heads) and (corner.tag == "th" or (bool(heads) and not _text(corner)))


def _first_row_heads(grid: list[_Cells]) -> bool:
    """Whether the first row of a table without th holds its heads: all bold, or alone without a value."""
    if len(grid) < 2 or len(grid[0]) < 2 or any(cell.tag == "th" for cells in grid for cell in cells.values()):
        return False
    first = [cell for cell in grid[0].values() if _text(cell)]
    if first and all(_is_bold(cell) for cell in first):
        return True
    if any(is_value(_text(cell)) for cell in first) or any(len(_text(cell)) > 60 for cell in first):
        return False
    others = " ".join(_text(cell) for cells in grid[1:] for cell in cells.values())
    digits = any(re.search(r"\d", _text(cell)) for cell in first)
    return bool(is_value(others) if digits else re.search(r"\d", others))


def _is_bold(cell: LexborNode) -> bool:
    bold = cell.css_first("b, strong")
    return bold is not None and element_text(bold) == _text(cell)


def _row_head(cells: _Cells, cell: LexborNode, *, second: bool) -> str | None:
    """The th cells of the row, those to the left for one that is a head itself; without any, its first cell.

    Where the `second` column names rows too, it is a head as well for the cells behind it.
    """
    others = list(dict.fromkeys(cells[column] for column in sorted(cells)))
    if cell.tag == "th":
        others = list(itertools.takewhile(lambda other: other.mem_id != cell.mem_id, others))
    heads = [other for other in others if other.tag == "th" and other.mem_id != cell.mem_id]
    if not heads and len(cells) > 1 and others and others[0].mem_id != cell.mem_id:
        heads = others[:1]
    if second and heads == others[:1] and len(others) > 2 and others[1].mem_id != cell.mem_id:
        heads = others[:2]
    return " – ".join(text for text in map(_text, heads) if text) or None


def _column_heads(head_rows: list[_Cells]) -> dict[int, str]:
    """Column → its heads from the top, each once."""
    texts: dict[int, list[str]] = {}
    for cells in head_rows:
        for column, cell in cells.items():
            texts.setdefault(column, []).append(_text(cell))
    joined = {column: " – ".join(text for text in dict.fromkeys(heads) if text) for column, heads in texts.items()}
    return {column: head for column, head in joined.items() if head}
