"""Documents to one self-contained page: their text with each commitment marked, its fields and reasons beside it.

No script and no request: marks and fields are linked both ways. Colors name the customer's stage of the topic, which
stands there in words too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from auditor import __version__
from auditor.cli.marked import Section, find_sections
from auditor.cli.reading import STAGE_COLORS, counted, fields_of, prefix_of, why_none
from auditor.cli.reasons import Reason, reasons_of
from auditor.commitments.explained import Stated, explain
from auditor.model import Block, Document
from auditor.report.pages import render_page
from auditor.wording import topic_name

if TYPE_CHECKING:
    from auditor.commitments import Trained
    from auditor.rules import Rulebook


class Sheet(Struct, frozen=True):
    """The `number`-th document of the page: its text in sections, its values, and the reasons for each by label."""

    number: int
    document: Document
    sections: tuple[Section, ...]
    stated: tuple[Stated, ...]
    reasons: dict[str, tuple[Reason, ...]]


def sheet_of(
    number: int,
    document: Document,
    blocks: Sequence[Block],
    stated: tuple[Stated, ...],
    book: Rulebook,
    trained: Trained | None,
) -> Sheet:
    """What the page shows of a document; `stated` are the values to mark."""
    reasons = {one.label: reasons_of(explain(one, blocks, book, trained)) for one in stated}
    return Sheet(number, document, find_sections(blocks, stated), stated, reasons)


def reading_page(sheets: Sequence[Sheet], book: Rulebook, *, full: bool) -> str:
    """The page; blocks without a mark are folded up, unless `full`."""

    def stage(stated: Stated) -> str:
        topic = book.topics.get(stated.commitment.topic) if stated.commitment else None
        return topic.stage if topic else ""

    def kind(stated: Stated) -> str:
        if stated.commitment is None:
            return "none"
        return f"stage-{stage(stated)}{' unsure' if stated.commitment.unsure else ''}"

    def fields(stated: Stated) -> tuple[str, ...]:
        return fields_of(stated.commitment) if stated.commitment else (why_none(stated),)

    stated = [one for sheet in sheets for one in sheet.stated]
    return render_page(
        "reading.html.j2",
        "reading.css",
        None,
        {
            "stage": stage,
            "kind": kind,
            "fields": fields,
            "prefix": prefix_of,
            "counted": counted,
            "topic": topic_name,
        },
        sheets=sheets,
        stages=[one for one in STAGE_COLORS if one in set(map(stage, stated))],
        others=any(one.commitment is None for one in stated),
        full=full,
        version=__version__,
    )
