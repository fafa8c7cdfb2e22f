"""A rule to the text that explains it, made of its own file, so that there is no second copy to drift."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from auditor.rules_model import Check, Example, Exclusion, RawExample, RemarkRule, Rule, ScopeAxis, Topic

_WIDTH = 100
_FAVOURS = {"lower": "the lower, the better for the customer", "higher": "the higher, the better for the customer"}


def explain_rule(rule: Rule) -> str:
    """The rule in plain text: what it is about, what it looks for, its examples and its file."""
    match rule:
        case Topic():
            lines = _topic(rule)
        case Exclusion():
            lines = _exclusion(rule)
        case RemarkRule():
            lines = _remark(rule)
        case ScopeAxis():
            lines = _axis(rule)
        case Check():
            lines = _check(rule)
    return "\n".join([*lines, "", rule.path])


def _topic(topic: Topic) -> Iterator[str]:
    yield f"{topic.id}: topic"
    yield from _paragraph(topic.about)
    yield ""
    yield f"values      {', '.join(topic.kinds)}; {_FAVOURS.get(topic.favours or '', 'neither end is better')}"
    yield f"journey     {topic.stage}, pillar {topic.pillar}, control {topic.control}, weight {topic.weight}"
    if topic.clock.from_ or topic.clock.to:
        yield f"clock       from {topic.clock.from_ or 'not stated'} to {topic.clock.to or 'not stated'}"
    yield from _list("Conventions", topic.conventions)
    yield from _list("Speaks for it, with the value", topic.cues.phrases)
    for tier in ("strong", "fair", "weak"):
        yield from _list(f"Speaks for it ({tier})", getattr(topic.cues, tier))
    yield from _list("Says only when a clock starts", topic.cues.anchors)
    yield from _list("Speaks against it", topic.cues.against)
    yield from _examples(topic.examples)


def _exclusion(exclusion: Exclusion) -> Iterator[str]:
    yield f"{exclusion.id}: no commitment"
    yield from _paragraph(exclusion.about)
    yield from _list("Speaks of", exclusion.kinds)
    yield from _list("Looks like", exclusion.written)
    yield from _examples(exclusion.examples)


def _remark(remark: RemarkRule) -> Iterator[str]:
    yield f"{remark.id}: a remark of kind {remark.kind} on {remark.topic}"
    yield from _paragraph(remark.about)
    yield from _list("Looks like", remark.written)
    yield from _examples(remark.examples)


def _axis(axis: ScopeAxis) -> Iterator[str]:
    yield f"{axis.axis}: names of scope"
    yield from _paragraph(axis.about)
    yield ""
    for one in axis.names:
        within = f" (within {', '.join(one.within)})" if one.within else ""
        yield f"  {one.name}{within}{': ' if one.synonyms else ''}{', '.join(one.synonyms)}"


def _check(check: Check) -> Iterator[str]:
    yield f"{check.id}: {check.severity} {check.code}, a check of kind {check.kind}"
    yield from _paragraph(check.about)
    yield ""
    yield f"topics      {', '.join(check.topics) or 'all'}"
    for key, value in (*check.options.items(), *check.source.items()):
        yield f"{key:<11} {value}"
    yield from _list("It says", (check.title, check.explanation, check.suggestion))
    for raw in check.examples:
        yield from _raw_example(raw)


def _raw_example(raw: RawExample) -> Iterator[str]:
    yield ""
    yield f"Example, line {raw.line}"
    for key, value in raw.values.items():
        items = value if isinstance(value, list) else [value]
        yield from (f"  {key}: {item}" for item in items or ["nothing"])


def _examples(examples: Sequence[Example]) -> Iterator[str]:
    yield ""
    yield "Examples"
    for example in examples:
        text = " ".join(example.text.split())
        miss = " (a known miss)" if example.known_miss else ""
        yield f"  {text} -> {', '.join(example.finds) or 'nothing'}{miss}"


def _list(title: str, items: Iterable[str]) -> Iterator[str]:
    items = tuple(items)
    if items:
        yield ""
        yield title
        yield from (textwrap.fill(item, _WIDTH, initial_indent="  - ", subsequent_indent="    ") for item in items)


def _paragraph(text: str) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), _WIDTH)
