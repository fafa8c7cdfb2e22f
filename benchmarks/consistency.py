"""Labelled pairs of statements to precision and recall for each code of finding: from text, through the whole line.

`statements.yaml` holds texts with the code that a careful reader would give, or the guard that forbids one. A finding
of severity warning or above counts, and for the codes that are notes by nature one of any severity.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from auditor.blocks import find_blocks
from auditor.commitments import Trained, find_commitments, load_trained
from auditor.findings import Known, find_findings
from auditor.model import Document, Severity, Touchpoint
from auditor.promises import find_promises
from auditor.remarked import gather_remarks
from auditor.remarks import find_remarks
from auditor.rules import Rulebook, load_rulebook

PAIRS = Path(__file__).parent / "pairs" / "statements.yaml"
_SERIOUS = (Severity.ERROR, Severity.WARNING)
_NOTES = ("N1", "U3")
#: Codes that a reader may give one and the same pair: absolute words and exceptions, two kinds of contradiction.
_ALIKE = ({"C1", "C2"}, {"C4", "C5", "C1"}, {"C5", "N2", "C3"}, {"U2", "C1"}, {"S1", "N2", "C1"}, {"N1", "N2"})


def consistency() -> None:
    """Print hits by code, alarms by guard, and with them the recall and the precision of each code."""
    right: Counter[str] = Counter()
    expected: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    guards: Counter[str] = Counter()
    for pair, codes in judged_pairs():
        wanted = pair["type"]
        expected[wanted if wanted != "none" else "none"] += 1
        given.update(codes)
        alike = {wanted}.union(*(group for group in _ALIKE if wanted in group))
        right[wanted] += bool(alike & codes)
        for code in codes - alike:
            wrong[code] += 1
        if wanted == "none" and codes:
            guards[pair["guard"]] += 1
    for code in sorted(set(expected) | set(given) - {"none"}):
        if code != "none":
            recall = f"{right[code]}/{expected[code]}" if expected[code] else "-"
            precision = 1 - wrong[code] / given[code] if given[code] else 1.0
            print(f"{code}: found {recall}, precision {precision:.2f} ({given[code]} given, {wrong[code]} wrong)")
    print(f"false alarms: {sum(guards.values())} of {expected['none']}: {dict(guards.most_common())}")


def judged_pairs() -> Iterator[tuple[dict[str, Any], set[str]]]:
    """Each pair with the codes of what is found in it."""
    book, trained = load_rulebook(), load_trained()
    for pair in yaml.safe_load(PAIRS.read_text("utf-8")):
        yield pair, _codes(pair, book, trained)


def _codes(pair: dict[str, Any], book: Rulebook, trained: Trained | None) -> set[str]:
    blocks = [find_blocks(document) for document in _documents(pair)]
    said = [one for found in blocks for one in find_commitments(found, book, trained) if not one.unsure]
    remarks = gather_remarks((one for found in blocks for one in find_remarks(found, book)), book)
    known = Known(remarks=remarks, as_of=str(pair.get("as_of", "2026-11-24")))
    findings, _ = find_findings(find_promises(said, book), book, known)
    return {one.code for one in findings if one.severity in _SERIOUS or one.code in _NOTES}


def _documents(pair: dict[str, Any]) -> Iterator[Document]:
    for number, said in enumerate(pair["says"], 1):
        yield Document(
            uri=f"{pair['id']}-{number}",
            touchpoint=Touchpoint(said["touchpoint"]),
            media_type=said.get("media_type", "text/markdown"),
            body=said["text"],
            fetched_at="2026-11-24T00:00:00Z",
            content_hash=hashlib.blake2b(said["text"].encode(), digest_size=16).hexdigest(),
            locale=said.get("locale"),
        )
