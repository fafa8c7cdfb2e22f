"""YAML files to a Rulebook: topics, exclusions, scopes and checks, each file one rule that carries its own examples.

The folder says what a file holds, its name is the rule's id. Folders of a user's own go through the same door: a rule
with the id of a shipped one replaces it. A fault is shown with the file's own lines. `rules/README.md` documents the
keys; `rules/languages/` holds the words that values are written with and is read by `auditor.commitments.amounts`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from auditor.errors import RuleError
from auditor.model import Clock, Number, Severity
from auditor.resources import resources
from auditor.rules_source import Plain, Section, read_source, show_fault, suggest

VALUE, OTHER = "\ue000", "\ue001"
"""What `{value}` and `{other}` of a phrase match: the value in question, any other value of its sentence."""

_KINDS = ("duration", "money", "percent", "time", "schedule")
_STAGES = ("discover", "buy", "deliver", "use", "support", "return", "leave")
_PILLARS = ("people", "product", "process")
_CONTROL = ("full", "partial", "none")
_FROM = ("ordered", "dispatched", "received", "reported", "requested", "delivered", "approved")
_TO = ("dispatched", "delivered", "refund_issued", "refund_credited", "answered", "resolved")
_FORMATS = ("text", "markdown", "html")
_TIERS = ("strong", "fair", "weak")
_NOWHERE = re.compile(r"(?!)")
_GAP = re.compile(r"<(\d)>")
_NO_STOP = rf"[^\w.;!?{VALUE}{OTHER}]"
_INTRODUCED = (
    r"(?:(?:within|inside|in|up to|under|about|around|by|at|least|most|no|later|longer|than|less|more|just|only|usually|"
    r"typically|normally|approximately|approx|roughly|an?|the|another|of|to|for|as|is|are|was|from|over|above|before)"
    rf"{_NO_STOP}+){{0,4}}{_NO_STOP}*"
)


class Example(Struct, frozen=True):
    """A text and the values, as `auditor.wording.say` writes them, that its rule finds there; () is none.

    `known_miss` marks what the rule gets wrong today: the example passes only as long as it does.
    """

    text: str
    finds: tuple[str, ...]
    path: str
    line: int
    format: str = "text"
    known_miss: bool = False


class RawExample(Struct, frozen=True):
    """An example whose keys only its stage understands, with the line it starts at."""

    values: dict[str, Plain]
    path: str
    line: int


class Cues(Struct, frozen=True):
    """The words by which a topic is recognised, as written; `patterns` of `Topic` holds them compiled."""

    phrases: tuple[str, ...]
    strong: tuple[str, ...]
    fair: tuple[str, ...]
    weak: tuple[str, ...]
    anchors: tuple[str, ...]
    against: tuple[str, ...]


class Patterns(Struct, frozen=True):
    """The cues of a topic compiled: `cues` has the groups strong, fair and weak, the others have none."""

    phrases: re.Pattern[str]
    cues: re.Pattern[str]
    anchors: re.Pattern[str]
    against: re.Pattern[str]


class Topic(Struct, frozen=True):
    """One thing that can be promised, and how it is recognised.

    `kinds` are the types of value it may have, `favours` the direction that is better for the customer, `weight` how
    much it matters (1 is usual), `clock` the events that a duration runs between where the text names none.
    """

    id: str
    name: str
    about: str
    kinds: tuple[str, ...]
    favours: str | None
    stage: str
    pillar: str
    control: str
    weight: Number
    clock: Clock
    cues: Cues
    patterns: Patterns
    conventions: tuple[str, ...]
    examples: tuple[Example, ...]
    path: str


class Exclusion(Struct, frozen=True):
    """A way in which a value is no commitment: what it looks like where it stands.

    `phrases` are looked for in the clause of the value, `headings` in the headings above it.
    """

    id: str
    about: str
    phrases: re.Pattern[str]
    headings: re.Pattern[str]
    examples: tuple[Example, ...]
    path: str


class ScopeName(Struct, frozen=True):
    """A canonical name, the ways in which it is written, and the broader names that it lies within."""

    name: str
    synonyms: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


class ScopeAxis(Struct, frozen=True):
    """The names on one axis of scope: service, region, product or customer."""

    axis: str
    about: str
    names: tuple[ScopeName, ...]
    examples: tuple[RawExample, ...]
    path: str


class Check(Struct, frozen=True):
    """A question asked of promises: a `kind` of `auditor.findings.KINDS` with its options; no topics means all."""

    id: str
    about: str
    kind: str
    code: str
    severity: Severity
    topics: tuple[str, ...]
    options: dict[str, Plain]
    title: str
    explanation: str
    suggestion: str
    source: dict[str, Plain]
    examples: tuple[RawExample, ...]
    path: str


class Rulebook(Struct, frozen=True):
    """All rules. `digest` is the BLAKE2b hash of their sources: another digest may find other things."""

    topics: dict[str, Topic]
    exclusions: dict[str, Exclusion]
    scopes: dict[str, ScopeAxis]
    checks: tuple[Check, ...]
    digest: str


def load_rulebook(extra_folders: Sequence[Path | str] = ()) -> Rulebook:
    """The shipped rules, and those of `extra_folders` in their order, which add to or replace them.

    Raises RuleError for the first fault: an unknown or repeated key, a word that is not on its list, a pattern that
    does not compile, examples missing, a file where no rule belongs.
    """
    digest = hashlib.blake2b(digest_size=16)
    found: dict[str, dict[str, Section]] = {folder: {} for folder in _FOLDERS}
    for folder in (resources("rules"), *map(Path, extra_folders)):
        for kind, section in _sections(folder, digest):
            found[kind][Path(section.path).stem] = section
    topics = {id_: _topic(id_, section) for id_, section in sorted(found["topics"].items())}
    checks = sorted({**found["checks"], **found["regulation"]}.items())
    return Rulebook(
        topics=topics,
        exclusions={id_: _exclusion(id_, section) for id_, section in sorted(found["exclusions"].items())},
        scopes={id_: _axis(id_, section) for id_, section in sorted(found["scopes"].items())},
        checks=tuple(_check(id_, section, topics) for id_, section in checks),
        digest=digest.hexdigest(),
    )


def fault_in(rule: Topic | Exclusion | ScopeAxis | Check, key: str, message: str) -> RuleError:
    """The error to raise about the key of a loaded rule, shown with the lines of its file as it is now."""
    try:
        lines = Path(rule.path).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return RuleError(f"{rule.path}: {message}")
    at = (number for number, line in enumerate(lines, 1) if line.startswith(f"{key}:"))
    return show_fault(rule.path, lines, next(at, 1), message)


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────

_FOLDERS = ("topics", "exclusions", "scopes", "checks", "regulation")
_READ_ELSEWHERE = ("languages",)


def _sections(folder: Path, digest: hashlib.blake2b) -> Iterator[tuple[str, Section]]:
    if not folder.is_dir():
        raise RuleError(f"{folder}: no such folder; name a folder that holds {', '.join(_FOLDERS)}")
    for path in sorted(folder.rglob("*.y*ml")):
        shown = path.relative_to(folder).as_posix()
        kind = shown.partition("/")[0]
        digest.update(f"{shown}\0{path.stat().st_size}\0".encode() + path.read_bytes())
        if kind in _READ_ELSEWHERE:
            continue
        if kind not in _FOLDERS or shown.count("/") != 1 or path.suffix != ".yaml":
            expected = f"a rule is FOLDER/ID.yaml{suggest(kind, _FOLDERS)}"
            raise RuleError(f"{path}: no place for a rule; {expected}")
        yield kind, read_source(path, str(path))


# ── rules ────────────────────────────────────────────────────────────────────────────────────────────────────


def _topic(id_: str, section: Section) -> Topic:
    required = ("about", "kinds", "favours", "stage", "pillar", "control", "cues", "examples")
    section.allow(required, ("id", "name", "weight", "clock", "conventions"))
    _same_id(id_, section)
    kinds = section.choices("kinds", _KINDS)
    if not kinds:
        raise section.fault(f'expected at least one of {", ".join(_KINDS)} for "kinds"', "kinds")
    favours = section.choice("favours", ("lower", "higher", "neither"))
    clock = section.section("clock")
    clock.allow((), ("from", "to"))
    cues = _cues(section.section("cues"))
    return Topic(
        id=id_,
        name=section.text("name", id_.replace("_", " ")),
        about=section.text("about"),
        kinds=kinds,
        favours=None if favours == "neither" else favours,
        stage=section.choice("stage", _STAGES),
        pillar=section.choice("pillar", _PILLARS),
        control=section.choice("control", _CONTROL),
        weight=section.number("weight", 1),
        clock=Clock(clock.choice("from", _FROM) or None, clock.choice("to", _TO) or None),
        cues=cues,
        patterns=_patterns(cues),
        conventions=section.texts("conventions"),
        examples=_examples(section),
        path=section.path,
    )


def _cues(section: Section) -> Cues:
    section.allow(("strong",), ("phrases", "fair", "weak", "anchors", "against"))
    return Cues(**{key: section.patterns(key) for key in ("phrases", *_TIERS, "anchors", "against")})


def _patterns(cues: Cues) -> Patterns:
    tiers = (f"(?P<{tier}>{'|'.join(words)})" for tier in _TIERS if (words := getattr(cues, tier)))
    return Patterns(
        phrases=whole_words(cues.phrases),
        cues=whole_words(tuple(tiers)),
        anchors=whole_words(cues.anchors),
        against=whole_words(cues.against),
    )


def whole_words(patterns: Sequence[str]) -> re.Pattern[str]:
    """One expression for all `patterns`, at whole words in any case; it matches nowhere where there are none.

    `{value}` is the value in question with the small words that introduce it, `{other}` any other value, and `<5>` up
    to five words that end no clause and hold no value.
    """
    if not patterns:
        return _NOWHERE
    text = _GAP.sub(rf"(?:{_NO_STOP}+[\\w'&%/.-]*\\w){{0,\1}}{_NO_STOP}+", "|".join(patterns))
    text = text.replace("{value}", f"{_INTRODUCED}{VALUE}").replace("{other}", f"{_INTRODUCED}{OTHER}")
    return re.compile(rf"(?<!\w)(?:{text})(?!\w)", re.IGNORECASE)


def _exclusion(id_: str, section: Section) -> Exclusion:
    section.allow(("about", "examples"), ("id", "phrases", "headings"))
    _same_id(id_, section)
    phrases, headings = (whole_words(section.patterns(key)) for key in ("phrases", "headings"))
    return Exclusion(id_, section.text("about"), phrases, headings, _examples(section), section.path)


def _axis(id_: str, section: Section) -> ScopeAxis:
    section.allow(("about", "axis", "names", "examples"))
    _same_id(id_, section, "axis")
    names = []
    for one in section.sections("names"):
        one.allow(("name",), ("synonyms", "within"))
        names.append(ScopeName(one.text("name"), one.texts("synonyms"), one.texts("within")))
    return ScopeAxis(id_, section.text("about"), tuple(names), _raw_examples(section, both=False), section.path)


def _check(id_: str, section: Section, topics: dict[str, Topic]) -> Check:
    required = ("about", "kind", "code", "severity", "title", "explanation", "suggestion", "examples")
    section.allow(required, ("id", "topics", "options", "source"))
    _same_id(id_, section)
    return Check(
        id=id_,
        about=section.text("about"),
        kind=section.text("kind"),
        code=section.text("code"),
        severity=Severity(section.choice("severity", list(Severity))),
        topics=section.choices("topics", topics),
        options=section.section("options").plain(),
        title=section.text("title"),
        explanation=section.text("explanation"),
        suggestion=section.text("suggestion"),
        source=section.section("source").plain(),
        examples=_raw_examples(section, both=True),
        path=section.path,
    )


def _same_id(id_: str, section: Section, key: str = "id") -> None:
    if section.text(key, id_) != id_:
        raise section.fault(f'expected "{key}: {id_}": the file name is the id', key)


# ── examples ─────────────────────────────────────────────────────────────────────────────────────────────────


def _examples(section: Section) -> tuple[Example, ...]:
    found = []
    for one in section.sections("examples"):
        one.allow(("text", "finds"), ("format", "known_miss"))
        found.append(
            Example(
                text=one.text("text"),
                finds=one.texts("finds"),
                path=one.path,
                line=one.line,
                format=one.choice("format", _FORMATS, "text"),
                known_miss=one.flag("known_miss"),
            )
        )
    _both_sorts(section, [bool(example.finds) for example in found])
    return tuple(found)


def _raw_examples(section: Section, *, both: bool) -> tuple[RawExample, ...]:
    found = tuple(RawExample(one.plain(), one.path, one.line) for one in section.sections("examples"))
    if both:
        _both_sorts(section, [bool(example.values.get("finds")) for example in found])
    elif not found:
        raise section.fault("expected at least one example", "examples")
    return found


def _both_sorts(section: Section, fires: list[bool]) -> None:
    if True not in fires:
        raise section.fault("expected an example that must be found", "examples")
    if False not in fires:
        raise section.fault('expected an example that must not be found: "finds: []"', "examples")


# ── documentation ────────────────────────────────────────────────────────────────────────────────────────────


def explain(book: Rulebook, id_: str) -> str:
    """What the rule `id_` looks for, with its examples, from its own file; RuleError where no rule has that id."""
    rules: dict[str, Topic | Exclusion | ScopeAxis | Check] = {
        **{check.id: check for check in book.checks}, **book.scopes, **book.exclusions, **book.topics
    }
    if id_ not in rules:
        raise RuleError(f'no rule "{id_}"{suggest(id_, rules)}')
    return msgspec.yaml.encode(id_).decode()
