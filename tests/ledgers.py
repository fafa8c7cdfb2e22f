"""A ledger as tests write it: the text of promises.toml to the Ledger."""

from __future__ import annotations

import tomllib

from auditor.ledger.faults import Place
from auditor.ledger.reading import ledger_of
from auditor.model import Entry, Ledger
from auditor.rules import load_rulebook

BOOK = load_rulebook()
TODAY = "2026-11-24"


def ledger(text: str, as_of: str = TODAY) -> Ledger:
    """The ledger of a promises.toml with this text."""
    return ledger_of(tomllib.loads(text), BOOK, as_of, Place("promises.toml", text))


def entry(keys: str) -> Entry:
    """The confirmed entry with these keys."""
    return ledger(f"[[promise]]\n{keys}\nconfirmed = true\n").entries[0]
