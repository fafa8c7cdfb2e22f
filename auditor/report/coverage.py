"""Coverage to CSV: one row for each value that a kind of place states, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io

from auditor.model import Coverage
from auditor.report.csv import inert
from auditor.wording import say, say_scope, topic_name

COLUMNS = (
    "topic",
    "scope",
    "touchpoint",
    "says",
    "strength",
    "differs",
    "occurrences",
    "quote",
    "document",
    "agreement",
)


def coverage_csv(coverage: Coverage) -> str:
    """The rows under `COLUMNS`, then one for each topic that no place states; RFC 4180 with LF line ends."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in coverage.rows:
        for cell in row.cells:
            for one in cell.said:
                cells = (
                    *(topic_name(row.topic), say_scope(row.scope), cell.touchpoint),
                    *("" if one.value is None else say(one.value), one.strength, "yes" if one.outlying else ""),
                    *(one.occurrences, one.quote, one.document, row.agreement),
                )
                writer.writerow([inert(each) for each in cells])
    for topic in coverage.unsaid:
        writer.writerow([inert(topic_name(topic)), *("",) * (len(COLUMNS) - 2), "said_nowhere"])
    return text.getvalue()
