"""A document to the text that a person reads at a terminal: what it says, with each commitment marked in its place.

A commitment stands in brackets with its number, `[3: within 5 days]`, one that is unsure with a question mark, a value
that is none in braces, `{x2: 30 days}`; its fields stand in a line below. Colors repeat what the marks say.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor.cli.marked import Cell, Part, Row, Section, find_sections, of_fields
from auditor.model import BlockKind, Origin, Region
from auditor.report.pages import plain
from auditor.wording import say, say_clock, say_scope, topic_name

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from auditor.commitments.explained import Stated
    from auditor.model import Block, Commitment, Document
    from auditor.rules import Rulebook

STAGE_COLORS = {
    "discover": "cyan",
    "buy": "yellow",
    "deliver": "blue",
    "use": "magenta",
    "support": "green",
    "return": "bright_cyan",
    "leave": "red",
}
_REGIONS = {Region.BODY: "main text"}
_TOGETHER = (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.DEFINITION)
_UNDER = 6


def reading(
    document: Document, blocks: Sequence[Block], stated: Sequence[Stated], book: Rulebook, width: int, *, full: bool
) -> str:
    """The view of one document, with ANSI colors; `stated` are the values to mark.

    Text without any is shortened to a line that says how much was left out, unless `full`.
    """
    from rich.console import Console

    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=True, color_system="standard", highlight=False, markup=False, emoji=False
    )
    _print(console, _text(one_line(document.uri), "bold"))
    _print(console, _text(f"{topic_name(document.touchpoint)}: {counted(stated)}"))
    region: Region = Region.BODY
    before: Row | None = None
    for section in find_sections(blocks, stated):
        if not section.shown and not full:
            _print_left_out(console, section)
            before = section.rows[-1]
            continue
        for row in section.rows:
            if row.block.region is not region and row.block.origin is Origin.TEXT:
                region, before = row.block.region, None
                console.print()
                console.print(f"({_REGIONS.get(region, region)})", style="dim")
            _print_row(console, row, before, book)
            before = row
    _print_fields(console, of_fields(stated), book)
    return out.getvalue()


def counted(stated: Sequence[Stated]) -> str:
    """`3 commitments, 1 of them unsure; 2 values that are none`."""
    made = [one.commitment for one in stated if one.commitment]
    unsure, others = sum(one.unsure for one in made), len(stated) - len(made)
    words = f"{len(made)} commitment{'' if len(made) == 1 else 's'}" if made else "no commitments"
    words += f", {unsure} of them unsure" if unsure else ""
    if not others:
        return words
    return f"{words}; {others} {'value that is' if others == 1 else 'values that are'} none"


def fields_of(commitment: Commitment) -> tuple[str, ...]:
    """`delivery time: 3–5 business days`, `firm`, `for standard`, `from dispatch to delivery`, `confidence 0.97`."""
    parts = (
        f"{topic_name(commitment.topic)}: {say(commitment.value)}",
        str(commitment.strength),
        f"for {one_line(say_scope(commitment.scope))}",
        say_clock(commitment.clock),
        f"{'unsure, ' if commitment.unsure else ''}confidence {commitment.confidence:.2f}",
    )
    return tuple(part for part in parts if part)


def why_none(stated: Stated) -> str:
    """`30 days: no commitment, customer_duty (“must pay” in the sentence)`, or how probable that is."""
    value, refusal, decision = say(stated.value), stated.refusal, stated.decision
    if refusal:
        words = f" (“{one_line(refusal.words)}” in the {refusal.place})" if refusal.words else ""
        return f"{value}: no commitment, {refusal.rule}{words}"
    if decision and decision.topic:
        return f"{value}: {topic_name(decision.topic)}, left out by a convention"
    likely = f", probability {decision.probability:.2f}" if decision and decision.by != "rules" else ""
    return f"{value}: none{likely or ', no topic has votes enough'}"


def one_line(text: str) -> str:
    """The text on one line, without characters that would change how the terminal reads."""
    return " ".join(plain(text).split())


def prefix_of(block: Block) -> str:
    """What stands in front of a block: a bullet, that it is hidden at first, what sort of metadata it is."""
    if block.origin is Origin.META:
        return f"({block.locator}) "
    concealed = f"({block.concealed}) " if block.concealed else ""
    return concealed + ("• " if block.kind is BlockKind.LIST_ITEM else "")


def _text(text: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(text, style)


def _print(console: Console, text: Text, first: Text | None = None, rest: str = "") -> None:
    """The text wrapped, its first line after `first`, the others after `rest`, which are equally wide."""
    for number, line in enumerate(text.wrap(console, max(20, console.width - len(rest)))):
        line.rstrip()
        start = first.copy() if first and number == 0 else _text(rest if line.plain else "")
        console.print(start.append_text(line), soft_wrap=True)


def _print_left_out(console: Console, section: Section) -> None:
    left = sum(1 for row in section.rows if row.block.origin is Origin.TEXT)
    is_table = section.rows[0].block.kind is BlockKind.TABLE_CELL
    noun = ("row" if is_table else "block") + ("" if left == 1 else "s")
    if left and not is_table:
        console.print()
    if left:
        _print(console, _text(f"… {left} {noun} without a mark", "dim"))


def _print_row(console: Console, row: Row, after: Row | None, book: Rulebook) -> None:
    kind = row.block.kind
    goes_on = after is not None and kind in _TOGETHER and after.block.kind is kind
    if not goes_on:
        console.print()
    prefix = "" if kind is BlockKind.TABLE_CELL else prefix_of(row.block)
    text = _text("")
    for number, cell in enumerate(row.cells):
        text.append(" | " if number else "", style="dim")
        _append(text, cell, book)
    _print(console, text, _text(prefix, "dim"), " " * len(prefix))
    if kind is BlockKind.HEADING:
        console.print("─" * min(console.width, max(3, text.cell_len)), style="dim")
    for one in row.stated:
        _print_fields_of(console, one, book)


def _append(text: Text, cell: Cell, book: Rulebook) -> None:
    for part in cell.parts:
        if part.stated:
            text.append(_mark(part), style=_style(part.stated[0], book))
        else:
            # One space at each end stays: it parts the text from a mark.
            words = one_line(part.text)
            before, after = " " * part.text[:1].isspace(), " " * part.text[-1:].isspace()
            text.append(f"{before}{words}{after}" if words else " ", style=_plain_style(cell))


def _plain_style(cell: Cell) -> str:
    return "bold" if cell.block.kind is BlockKind.HEADING else ""


def _mark(part: Part) -> str:
    labels = ", ".join(f"{one.label}{'?' if one.commitment and one.commitment.unsure else ''}" for one in part.stated)
    opening, closing = "[]" if any(one.commitment for one in part.stated) else "{}"
    return f"{opening}{labels}: {one_line(part.text)}{closing}"


def _style(stated: Stated, book: Rulebook) -> str:
    if stated.commitment is None:
        return "dim"
    topic = book.topics.get(stated.commitment.topic)
    return f"bold {STAGE_COLORS.get(topic.stage, 'cyan') if topic else 'cyan'}"


def _print_fields_of(console: Console, stated: Stated, book: Rulebook) -> None:
    parts = fields_of(stated.commitment) if stated.commitment else (why_none(stated),)
    words = "\n".join(_filled(parts, console.width - _UNDER))
    _print(console, _text(words), _text(f"{stated.label:>{_UNDER - 2}}  ", _style(stated, book)), " " * _UNDER)


def _filled(parts: Sequence[str], width: int) -> list[str]:
    """The parts joined by dots in lines of at most `width`, a part being broken only where it is longer by itself."""
    lines = [parts[0]]
    for part in parts[1:]:
        if len(lines[-1]) + len(part) + 3 <= width:
            lines[-1] += f" · {part}"
        else:
            lines.append(part)
    return lines


def _print_fields(console: Console, stated: Sequence[Stated], book: Rulebook) -> None:
    if not stated:
        return
    console.print()
    _print(console, _text("Structured data", "bold"))
    console.print("───────────────", style="dim")
    for one in stated:
        _print(console, _text(one_line(one.commitment.locator if one.commitment else ""), "dim"))
        _print_fields_of(console, one, book)
