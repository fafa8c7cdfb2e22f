"""A table to the heads of its cells: the row head and the column heads above each, with spans resolved."""

from __future__ import annotations

import itertools
import re

from selectolax.lexbor import LexborNode

_SPACE = re.compile(r"\s+")
_SECTIONS = {"thead", "tbody", "tfoot"}


def heads_of_cells(table: LexborNode) -> dict[int, tuple[str | None, str | None]]:
    """For each cell of a table, by the identity of its node: row head and column head; nothing for a layout table."""
    if (table.attributes.get("role") or "") in ("presentation", "none"):
        return {}
    grid = _grid(table)
    heads_until = _head_rows(grid)
    return {
        cell.mem_id: (_row_head(cells, cell), _column_head(grid[:heads_until], column))
        for _, cells in grid[heads_until:]
        for column, cell in reversed(cells.items())
    }


def _text(node: LexborNode) -> str:
    return _SPACE.sub(" ", node.text()).strip()


def _grid(table: LexborNode) -> list[tuple[LexborNode, dict[int, LexborNode]]]:
    """The rows with their cells by column; a cell that spans stands in every place that it covers."""
    rows = []
    for child in table.iter():
        rows += (
            [child]
            if child.tag == "tr"
            else [r for r in child.iter() if r.tag == "tr"]
            if child.tag in _SECTIONS
            else []
        )
    pending: dict[int, tuple[LexborNode, int]] = {}
    grid = []
    for row in rows:
        cells = {column: node for column, (node, _) in pending.items()}
        pending = {column: (node, left - 1) for column, (node, left) in pending.items() if left > 1}
        column = 0
        for cell in row.iter():
            if cell.tag not in ("td", "th"):
                continue
            while column in cells:
                column += 1
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            for covered in range(column, column + across):
                cells[covered] = cell
                if down > 1:
                    pending[covered] = (cell, down - 1)
            column += across
        grid.append((row, cells))
    return grid


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(int(value), 100) if value.isdecimal() and int(value) > 0 else 1


def _head_rows(grid: list[tuple[LexborNode, dict[int, LexborNode]]]) -> int:
    """How many rows at the top are heads: those in thead or all th; else the first, if it alone has no digit."""
    count = 0
    for row, cells in grid:
        in_head = row.parent is not None and row.parent.tag == "thead"
        if not cells or not (in_head or all(cell.tag == "th" for cell in cells.values())):
            break
        count += 1
    if count or len(grid) < 2 or any(cell.tag == "th" for _, cells in grid for cell in cells.values()):
        return min(count, max(len(grid) - 1, 0))
    first = [_text(cell) for cell in grid[0][1].values()]
    rest = " ".join(_text(cell) for _, cells in grid[1:] for cell in cells.values())
    return int(len(first) > 1 and not re.search(r"\d", " ".join(first)) and bool(re.search(r"\d", rest)))


def _row_head(cells: dict[int, LexborNode], cell: LexborNode) -> str | None:
    """The th cells of the row, those to the left for one that is a head itself; without any, its first cell."""
    others = dict.fromkeys(cells[column] for column in sorted(cells))
    if cell.tag == "th":
        others = dict.fromkeys(itertools.takewhile(lambda other: other.mem_id != cell.mem_id, others))
    heads = [other for other in others if other.tag == "th" and other.mem_id != cell.mem_id]
    if not heads and len(cells) > 1 and cells[min(cells)].mem_id != cell.mem_id:
        heads = [cells[min(cells)]]
    return " – ".join(_text(head) for head in heads if _text(head)) or None


def _column_head(head_rows: list[tuple[LexborNode, dict[int, LexborNode]]], column: int) -> str | None:
    texts = [_text(cells[column]) for _, cells in head_rows if column in cells]
    return " – ".join(text for text in dict.fromkeys(texts) if text) or None
