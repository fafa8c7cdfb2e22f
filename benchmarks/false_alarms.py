"""Annotated documents that promise nothing: how many commitments are found in them all the same.

Of these only the documents put aside taught the model nothing; the others show no more than that it has learned them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from auditor.blocks import find_blocks
from auditor.commitments import find_commitments, load_trained
from auditor.model import Document, Touchpoint
from auditor.rules import load_rulebook

DOCUMENTS = Path(__file__).parent.parent / "training" / "documents"
_TYPES = {"html": "text/html", "markdown": "text/markdown", "text": "text/plain"}


def false_alarms() -> None:
    book, trained = load_rulebook(), load_trained()
    folders = ("put_aside", *sorted(one.name for one in DOCUMENTS.iterdir() if one.name != "put_aside"))
    for folder in folders:
        counts = []
        for annotated in _promising_nothing(DOCUMENTS / folder):
            kind = _TYPES[annotated["format"]]
            document = Document(annotated["id"], Touchpoint(annotated["touchpoint"]), kind, annotated["text"], "", "")
            found = find_commitments(find_blocks(document), book, trained)
            left_open = [" ".join(span.split()) for span in annotated.get("ambiguous") or ()]
            quotes = [" ".join(one.quote.split()) for one in found if not one.unsure]
            counts.append(sum(not any(quote in span for span in left_open) for quote in quotes))
        honest = "taught the model nothing" if folder == "put_aside" else "taught the model"
        if counts:
            each = f"{sum(counts) / len(counts):.2f} false commitments a document, {max(counts)} at most"
            print(f"promising nothing, {folder} ({len(counts)} documents, {honest}): {each}")


def _promising_nothing(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.json")):
        annotated: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if not annotated["commitments"] and not annotated.get("structured"):
            yield annotated
