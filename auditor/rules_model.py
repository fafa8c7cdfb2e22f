"""The nouns of the rules: what a rule file becomes once it is read; `auditor.rules` is where they are imported from."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from auditor.model import Certainty, Clock, Number, RemarkKind, Severity
from auditor.rules_patterns import Expression
from auditor.rules_source import Plain


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
    """The words by which a topic is recognised, as written; `Topic.patterns` holds them as expressions."""

    phrases: tuple[str, ...]
    strong: tuple[str, ...]
    fair: tuple[str, ...]
    weak: tuple[str, ...]
    anchors: tuple[str, ...]
    against: tuple[str, ...]


class Patterns(Struct, frozen=True):
    """The cues of a topic as expressions: `cues` has the groups strong, fair and weak, the others have none."""

    phrases: Expression
    cues: Expression
    anchors: Expression
    against: Expression


class Topic(Struct, frozen=True):
    """One thing that can be promised, and how it is recognised.

    `kinds` are the types of value it may have (nothing to pay only if not `never_free`), `favours` the direction that
    is better for the customer, `weight` how much it matters (1 is usual), `clock` the events that a duration runs
    between where the text names none.
    """

    id: str
    name: str
    about: str
    kinds: tuple[str, ...]
    never_free: bool
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

    def may_have(self, kind: str, *, free: bool) -> bool:
        """Whether a value of this kind may be of this topic; `free` is nothing to pay."""
        return kind in self.kinds and not (free and self.never_free)


class Exclusion(Struct, frozen=True):
    """A way in which a value is no commitment: what it looks like where it stands.

    `phrases` are looked for in the sentence of the value, `headings` in the title and the headings above it,
    `columns` in the heads of its table, `pages` in the title and the first heading of its document. `phrases` speak of
    values of these `kinds`.
    """

    id: str
    about: str
    kinds: tuple[str, ...]
    phrases: Expression
    headings: Expression
    columns: Expression
    pages: Expression
    written: tuple[str, ...]
    examples: tuple[Example, ...]
    path: str


class Reading(StrEnum):
    """What of a remark is compared: nothing, the weekdays, the weight or the words that it names, or a day."""

    NOTHING = "nothing"
    WEEKDAYS = "weekdays"
    NUMBER = "number"
    WORDS = "words"
    DAY = "day"


class RemarkRule(Struct, frozen=True):
    """A way in which a sentence bears on promises without a value: `phrases` recognize it, `unless` phrases forbid it.

    `topic` is the topic that it bears on. A definition is of `term`; `reads` is what of it is compared. Where `terms`
    are given, they are looked for in the head of a row whose column matches `columns`: the cell defines them.
    """

    id: str
    about: str
    kind: RemarkKind
    topic: str
    phrases: Expression
    unless: Expression
    terms: Expression
    columns: Expression
    term: str
    reads: Reading
    written: tuple[str, ...]
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

    @property
    def id(self) -> str:
        """The axis: the id of every rule is its file's name."""
        return self.axis


class Check(Struct, frozen=True):
    """A question asked of promises: a `kind` of `auditor.findings.KINDS` with its options; no topics means all.

    What is found moves the `severity` by one step at most, between `at_least` and `at_most`. `certainty` is how sure
    the rule is at best.
    """

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
    at_most: Severity = Severity.ERROR
    at_least: Severity = Severity.NOTE
    certainty: Certainty = Certainty.CERTAIN


Rule = Topic | Exclusion | RemarkRule | ScopeAxis | Check


class Rulebook(Struct, frozen=True, eq=False):
    """All rules. `digest` is the BLAKE2b hash of their sources: another digest may find other things.

    Compared by identity, so that what was worked out from a rulebook can be cached by it.
    """

    topics: dict[str, Topic]
    exclusions: dict[str, Exclusion]
    remarks: dict[str, RemarkRule]
    scopes: dict[str, ScopeAxis]
    checks: tuple[Check, ...]
    digest: str
