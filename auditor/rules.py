"""YAML files to a Rulebook: topics, exclusions, scopes and checks, each file one rule that carries its own examples.

The folder says what a file holds, its name is the rule's id. Folders of a user's own go through the same door: a rule
with the id of a shipped one replaces it. A fault is shown with the file's own lines. `rules/README.md` documents the
keys; `rules/languages/` (the words that values are written with) and `rules/lists/` are read where they are used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from auditor.errors import RuleError
from auditor.resources import resources
from auditor.rules_explained import explain_rule
from auditor.rules_model import (
    Check,
    Cues,
    Example,
    Exclusion,
    Patterns,
    RawExample,
    Reading,
    RemarkRule,
    Rule,
    Rulebook,
    ScopeAxis,
    ScopeName,
    Topic,
)
from auditor.rules_reading import check_expressions, read_axis, read_check, read_exclusion, read_remark, read_topic
from auditor.rules_source import Section, read_source, show_fault, suggest

__all__ = [
    "Check",
    "Cues",
    "Example",
    "Exclusion",
    "Patterns",
    "RawExample",
    "Reading",
    "RemarkRule",
    "Rule",
    "Rulebook",
    "ScopeAxis",
    "ScopeName",
    "Topic",
    "explain",
    "fault_in",
    "find_rule",
    "load_rulebook",
]

_FOLDERS = ("topics", "exclusions", "remarks", "scopes", "checks", "regulation")
_READ_ELSEWHERE = ("languages", "lists")


def load_rulebook(extra_folders: Sequence[Path | str] = ()) -> Rulebook:
    """The shipped rules, and those of `extra_folders` in their order, which add to or replace them.

    Raises RuleError for the first fault: an unknown or repeated key, a word that is not on its list, a pattern that
    does not compile, examples missing, a file where no rule belongs. The expressions of the shipped rules are
    compiled when they are first used: compiling them all takes longer than everything else.
    """
    digest = hashlib.blake2b(digest_size=16)
    found: dict[str, dict[str, Section]] = {folder: {} for folder in _FOLDERS}
    shipped = resources("rules")
    for folder in (shipped, *map(Path, extra_folders)):
        for kind, section in _sections(folder, digest):
            found[kind][Path(section.path).stem] = section
            if folder != shipped and kind in ("topics", "exclusions", "remarks"):
                check_expressions(section)
    topics = {id_: read_topic(id_, section) for id_, section in sorted(found["topics"].items())}
    checks = sorted({**found["checks"], **found["regulation"]}.items())
    return Rulebook(
        topics=topics,
        exclusions={id_: read_exclusion(id_, section) for id_, section in sorted(found["exclusions"].items())},
        remarks={id_: read_remark(id_, section, topics) for id_, section in sorted(found["remarks"].items())},
        scopes={id_: read_axis(id_, section) for id_, section in sorted(found["scopes"].items())},
        checks=tuple(read_check(id_, section, topics) for id_, section in checks),
        digest=digest.hexdigest(),
    )


def fault_in(rule: Rule, key: str, message: str) -> RuleError:
    """The error to raise about the key of a loaded rule, shown with the lines of its file as it is now."""
    try:
        lines = Path(rule.path).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return RuleError(f"{rule.path}: {message}")
    at = (number for number, line in enumerate(lines, 1) if line.startswith(f"{key}:"))
    return show_fault(rule.path, lines, next(at, 1), message)


def find_rule(book: Rulebook, id_: str) -> Rule:
    """The topic, exclusion, remark, scope or check of that id; RuleError with a suggestion where there is none."""
    checks = {check.id: check for check in book.checks}
    rules: dict[str, Rule] = {**checks, **book.scopes, **book.remarks, **book.exclusions, **book.topics}
    if id_ not in rules:
        raise RuleError(f'no rule "{id_}"{suggest(id_, rules)}')
    return rules[id_]


def explain(book: Rulebook, id_: str) -> str:
    """What the rule `id_` says and looks for, with its examples: the text of its own file, for a reader."""
    return explain_rule(find_rule(book, id_))


def _sections(folder: Path, digest: hashlib.blake2b) -> Iterator[tuple[str, Section]]:
    if not folder.is_dir():
        raise RuleError(f"{folder}: no such folder; name a folder that holds {', '.join(_FOLDERS)}")
    for path in sorted(folder.rglob("*.y*ml")):
        shown = path.relative_to(folder).as_posix()
        kind = shown.partition("/")[0]
        body = _content(path)
        digest.update(f"{shown}\0{len(body)}\0".encode() + body)
        if kind in _READ_ELSEWHERE:
            continue
        if kind not in _FOLDERS or shown.count("/") != 1 or path.suffix != ".yaml":
            expected = f"a rule is FOLDER/ID.yaml{suggest(kind, _FOLDERS)}"
            raise RuleError(f"{path}: no place for a rule; {expected}")
        yield kind, read_source(path, str(path))


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise RuleError(f"{path}: not a file, or a link that leads nowhere; remove it or mend the link")
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleError(f"{path}: cannot be read ({error.strerror}); check who may read it") from None
