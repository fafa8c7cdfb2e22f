"""The sections of rule files to rules; each reader takes the id, which is the file's name, and the file's section."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from auditor.model import Certainty, Clock, RemarkKind, Severity
from auditor.rules_model import (
    Check,
    Cues,
    Example,
    Exclusion,
    Patterns,
    RawExample,
    Reading,
    RemarkRule,
    ScopeAxis,
    ScopeName,
    Topic,
)
from auditor.rules_patterns import Expression, whole_words
from auditor.rules_source import Section, show_fault

_KINDS = ("duration", "money", "percent", "time", "schedule")
_STAGES = ("discover", "buy", "deliver", "use", "support", "return", "leave")
_PILLARS = ("people", "product", "process")
_CONTROL = ("full", "partial", "none")
_FROM = ("ordered", "dispatched", "received", "reported", "requested", "delivered", "approved")
_TO = ("dispatched", "delivered", "refund_issued", "refund_credited", "answered", "resolved")
_FORMATS = ("text", "markdown", "html")
_EXCLUSION = ("phrases", "headings", "columns", "pages")
_REMARK = ("phrases", "unless", "terms", "columns")
_TIERS = ("strong", "fair", "weak")
_EXPRESSIONS = {"phrases", *_TIERS, "anchors", "against", *_EXCLUSION, *_REMARK}


def read_topic(id_: str, section: Section) -> Topic:
    """A file of topics/; `check_expressions` compiles its cues."""
    required = ("about", "kinds", "favours", "stage", "pillar", "control", "cues", "examples")
    section.allow(required, ("id", "name", "never_free", "weight", "clock", "conventions"))
    _same_id(id_, section)
    kinds = section.choices("kinds", _KINDS)
    if not kinds:
        raise section.fault(f'expected at least one of {", ".join(_KINDS)} for "kinds"', "kinds")
    favours = section.choice("favours", ("lower", "higher", "neither"))
    clock = section.section("clock")
    clock.allow((), ("from", "to"))
    cues = section.section("cues")
    return Topic(
        id=id_,
        name=section.text("name", id_.replace("_", " ")),
        about=section.text("about"),
        kinds=kinds,
        never_free=section.flag("never_free"),
        favours=None if favours == "neither" else favours,
        stage=section.choice("stage", _STAGES),
        pillar=section.choice("pillar", _PILLARS),
        control=section.choice("control", _CONTROL),
        weight=section.number("weight", 1),
        clock=Clock(clock.choice("from", _FROM) or None, clock.choice("to", _TO) or None),
        cues=_cues(cues),
        patterns=_patterns(cues),
        conventions=section.texts("conventions"),
        examples=_examples(section),
        path=section.path,
    )


def _cues(section: Section) -> Cues:
    section.allow(("strong",), ("phrases", "fair", "weak", "anchors", "against"))
    return Cues(**{key: section.texts(key) for key in ("phrases", *_TIERS, "anchors", "against")})


def _patterns(section: Section) -> Patterns:
    tiers = tuple(f"(?P<{tier}>{'|'.join(words)})" for tier in _TIERS if (words := section.texts(tier)))
    return Patterns(
        phrases=_pattern(section, ("phrases",)),
        cues=_pattern(section, _TIERS, tiers),
        anchors=_pattern(section, ("anchors",)),
        against=_pattern(section, ("against",)),
    )


def _pattern(section: Section, keys: Sequence[str], joined: Sequence[str] | None = None) -> Expression:
    """One expression for the lists at `keys`, whose parts are `joined` where they are not the lists themselves."""
    return whole_words(joined if joined is not None else [text for key in keys for text in section.texts(key)])


def check_expressions(section: Section) -> None:
    """Raise RuleError, at its line, for the first expression of a topic or an exclusion that does not compile."""
    lists = section.section("cues") if "cues" in section.nodes else section
    for key in (key for key in lists.nodes if key in _EXPRESSIONS):
        for line, text in zip(lists.lines_of(key), lists.texts(key), strict=True):
            try:
                _ = whole_words([text]).compiled
            except (re.error, OverflowError) as fault:
                message = f"not a regular expression: {fault}; write it in single quotes"
                raise show_fault(section.path, section.lines, line, message) from None


def read_exclusion(id_: str, section: Section) -> Exclusion:
    """A file of exclusions/."""
    section.allow(("about", "examples"), ("id", "kinds", *_EXCLUSION))
    _same_id(id_, section)
    patterns = {key: _pattern(section, (key,)) for key in _EXCLUSION}
    return Exclusion(
        id=id_,
        about=section.text("about"),
        kinds=section.choices("kinds", _KINDS) or _KINDS,
        **patterns,
        written=tuple(text for key in _EXCLUSION for text in section.texts(key)),
        examples=_examples(section),
        path=section.path,
    )


def read_remark(id_: str, section: Section, topics: Mapping[str, Topic]) -> RemarkRule:
    """A file of remarks/."""
    optional = ("id", "unless", "terms", "columns", "term", "reads")
    section.allow(("about", "kind", "topic", "phrases", "examples"), optional)
    _same_id(id_, section)
    return RemarkRule(
        id=id_,
        about=section.text("about"),
        kind=RemarkKind(section.choice("kind", list(RemarkKind))),
        topic=section.choice("topic", topics),
        **{key: _pattern(section, (key,)) for key in _REMARK},
        term=section.text("term"),
        reads=Reading(section.choice("reads", list(Reading), Reading.NOTHING)),
        written=section.texts("phrases"),
        examples=_examples(section),
        path=section.path,
    )


def read_axis(id_: str, section: Section) -> ScopeAxis:
    """A file of scopes/."""
    section.allow(("about", "axis", "names", "examples"))
    _same_id(id_, section, "axis")
    names = []
    for one in section.sections("names"):
        one.allow(("name",), ("synonyms", "within"))
        names.append(ScopeName(one.text("name"), one.texts("synonyms"), one.texts("within")))
    return ScopeAxis(id_, section.text("about"), tuple(names), _raw_examples(section, both=False), section.path)


def read_check(id_: str, section: Section, topics: Mapping[str, Topic]) -> Check:
    """A file of checks/ or regulation/; its options, its source and its examples are left to the findings."""
    required = ("about", "kind", "code", "severity", "title", "explanation", "suggestion", "examples")
    section.allow(required, ("id", "topics", "options", "source", "at_most", "at_least", "certainty"))
    _same_id(id_, section)
    severity, at_most, at_least = _severities(section)
    return Check(
        id=id_,
        about=section.text("about"),
        kind=section.text("kind"),
        code=section.text("code"),
        severity=severity,
        topics=section.choices("topics", topics),
        options=section.section("options").plain(),
        title=section.text("title"),
        explanation=section.text("explanation"),
        suggestion=section.text("suggestion"),
        source=section.section("source").plain(),
        examples=_raw_examples(section, both=True),
        path=section.path,
        at_most=at_most,
        at_least=at_least,
        certainty=Certainty(section.choice("certainty", list(Certainty), Certainty.CERTAIN)),
    )


def _severities(section: Section) -> tuple[Severity, Severity, Severity]:
    """The severity, the most and the least; unless a rule says otherwise, an info or a note never becomes more."""
    gravest = list(Severity)
    usual = Severity(section.choice("severity", gravest))
    highest = Severity.ERROR if usual in (Severity.ERROR, Severity.WARNING) else usual
    at_most = Severity(section.choice("at_most", gravest, highest))
    at_least = Severity(section.choice("at_least", gravest, Severity.NOTE))
    if not gravest.index(at_most) <= gravest.index(usual) <= gravest.index(at_least):
        key = "at_most" if gravest.index(usual) < gravest.index(at_most) else "at_least"
        raise section.fault(f"expected {key} to leave room for the severity {usual}", key)
    return usual, at_most, at_least


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
