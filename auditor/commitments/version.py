"""Rules, model and program to their version: what was read with another one is read again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path

from auditor import __file__ as package
from auditor import __version__
from auditor.commitments.decisions import Trained
from auditor.rules import Rulebook

_PROGRAM = ("blocks", "commitments", "model", "remarks")


def version_of(book: Rulebook, trained: Trained | None) -> str:
    """Equal where documents are read alike: by these rules, this model (or the rules alone) and this program."""
    by = f"{_model(trained.folder)}/{trained.settings.unsure_below:g}" if trained else "rules alone"
    return f"{book.digest} {by} {_program()}"


@cache
def _model(folder: Path) -> str:
    """A hash of the files that training wrote: the same documents taught otherwise make another model."""
    return _digest(sorted(path for path in folder.iterdir() if path.is_file()))


@cache
def _program() -> str:
    """The version of the program with a hash of its code that reads: the grammar changes between versions too."""
    folder = Path(package).parent
    code = [path for name in _PROGRAM for path in (folder / name).rglob("*.py")]
    return f"{__version__} {_digest(sorted([*code, *folder.glob('*.py')]))}"


def _digest(paths: Iterable[Path]) -> str:
    digest = blake2b(digest_size=8)
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()
