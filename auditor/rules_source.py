"""One YAML file of rules to typed values, every fault shown with the file's own lines.

PyYAML's loaders turn `no` into false, `12:30` into 750 and forget line numbers. Here the file is composed into nodes,
which know their line, and each value is asked for by type: text where text is meant, and nothing is guessed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml
from msgspec import Struct

from auditor.errors import RuleError
from auditor.model import Number

Plain = str | bool | int | float | None | list["Plain"] | dict[str, "Plain"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_READ_AS = {"bool": "true or false", "int": "a number", "float": "a number", "timestamp": "a date", "null": "nothing"}


def suggest(word: str, known: Iterable[str]) -> str:
    """`; did you mean "x"?` for a close match in `known`, else the names that are known."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1)
    if close:
        return f'; did you mean "{close[0]}"?'
    return f"; known: {', '.join(names)}" if names else ""


def show_fault(path: str, lines: list[str], line: int, message: str) -> RuleError:
    """The error `path:line: message`, followed by the line, the two before it and the two after it."""
    shown = [f"{path}:{line}: {message}"]
    for number in range(max(1, line - 2), min(len(lines), line + 2) + 1):
        shown.append(f"  {'>' if number == line else ' '} {number:>4} | {lines[number - 1]}".rstrip())
    return RuleError("\n".join(shown))


class Section(Struct, frozen=True):
    """A mapping of a rule file whose values are read by key and by type.

    `nodes` holds key → (line of the key, value node); `line` is where the mapping starts, from 1.
    """

    path: str
    lines: list[str]
    line: int
    nodes: dict[str, tuple[int, yaml.Node]]

    def fault(self, message: str, key: str | None = None) -> RuleError:
        """The error to raise about `key`, or about the mapping as a whole."""
        return show_fault(self.path, self.lines, self.nodes[key][0] if key in self.nodes else self.line, message)

    def allow(self, required: Iterable[str], optional: Iterable[str] = ()) -> None:
        """Raise RuleError where a key is unknown or a required one is missing."""
        needed, known = set(required), {*required, *optional}
        for key in self.nodes:
            if key not in known:
                raise self.fault(f'unknown key "{key}"{suggest(key, known)}', key)
        missing = sorted(needed - self.nodes.keys())
        if missing:
            raise self.fault(f'expected the key "{missing[0]}", which is missing')

    def text(self, key: str, default: str = "") -> str:
        """The text at `key`, stripped."""
        return self._scalar(key, self.nodes[key][1], "text", ("str",)).strip() if key in self.nodes else default

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts at `key`; empty where the key is absent."""
        return tuple(self._scalar(key, node, "text", ("str",)) for node in self._items(key))

    def number(self, key: str, default: Number) -> Number:
        """The number at `key`."""
        if key not in self.nodes:
            return default
        written = self._scalar(key, self.nodes[key][1], "a number", ("int", "float"))
        try:
            return float(written) if "." in written else int(written)
        except ValueError:
            raise self.fault(f'expected a plain number for "{key}", not {written}', key) from None

    def flag(self, key: str) -> bool:
        """Whether `key` is `true`; false where it is absent. Only `true` and `false` are taken."""
        if key not in self.nodes:
            return False
        written = self._scalar(key, self.nodes[key][1], "true or false", ("bool",))
        if written not in ("true", "false"):
            raise self.fault(f'expected true or false for "{key}", not {written}', key)
        return written == "true"

    def choice(self, key: str, choices: Iterable[str], default: str = "") -> str:
        """The text at `key`, one of `choices`."""
        if key not in self.nodes:
            return default
        return self._chosen(key, self.text(key), choices)

    def choices(self, key: str, choices: Iterable[str]) -> tuple[str, ...]:
        """The list of texts at `key`, each one of `choices`."""
        return tuple(self._chosen(key, word, choices) for word in self.texts(key))

    def lines_of(self, key: str) -> tuple[int, ...]:
        """The line of each item of the list at `key`."""
        return tuple(node.start_mark.line + 1 for node in self._items(key))

    def section(self, key: str) -> Section:
        """The mapping at `key`; an empty one where the key is absent."""
        if key not in self.nodes:
            return Section(self.path, self.lines, self.line, {})
        return _section(self.path, self.lines, self.nodes[key][1], f'a mapping for "{key}"')

    def sections(self, key: str) -> Iterator[Section]:
        """The list of mappings at `key`."""
        for node in self._items(key):
            yield _section(self.path, self.lines, node, f'a mapping in "{key}"')

    def plain(self) -> dict[str, Plain]:
        """All values as Python values: for keys whose meaning another module knows."""
        return {key: _plain(self, node) for key, (_, node) in self.nodes.items()}

    def _items(self, key: str) -> list[yaml.Node]:
        if key not in self.nodes:
            return []
        line, node = self.nodes[key]
        if not isinstance(node, yaml.SequenceNode):
            raise show_fault(self.path, self.lines, line, f'expected a list for "{key}"')
        return list(node.value)

    def _scalar(self, key: str, node: yaml.Node, expected: str, kinds: tuple[str, ...]) -> str:
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.ScalarNode):
            raise show_fault(self.path, self.lines, line, f'expected {expected} for "{key}"')
        kind = node.tag.removeprefix(_TAG)
        if kind not in kinds:
            hint = f", but YAML reads {node.value or 'an empty value'} as {_READ_AS.get(kind, kind)}"
            mend = ": put it in quotes" if "str" in kinds else ""
            raise show_fault(self.path, self.lines, line, f'expected {expected} for "{key}"{hint}{mend}')
        return str(node.value)

    def _chosen(self, key: str, word: str, choices: Iterable[str]) -> str:
        known = list(choices)
        if word not in known:
            raise self.fault(f'"{word}" is no {key}{suggest(word, known)}', key)
        return word


def read_source(path: Path, shown: str) -> Section:
    """The mapping that a rule file holds; `shown` is the path that messages name."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise RuleError(f"{shown}: cannot be read as UTF-8 text ({fault}); mend or remove the file") from fault
    return parse_source(text, shown)


def parse_source(text: str, shown: str) -> Section:
    """As `read_source`, of the text of a file."""
    lines = text.splitlines()
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        problem = getattr(fault, "problem", None) or "not valid YAML"
        raise show_fault(shown, lines, mark.line + 1 if mark else 1, f"not valid YAML: {problem}") from fault
    return _section(shown, lines, node, "a mapping of keys to values")


def _section(path: str, lines: list[str], node: yaml.Node | None, expected: str) -> Section:
    line = node.start_mark.line + 1 if node is not None else 1
    if not isinstance(node, yaml.MappingNode):
        raise show_fault(path, lines, line, f"expected {expected}")
    nodes: dict[str, tuple[int, yaml.Node]] = {}
    for key, value in node.value:
        at = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode) or key.tag != f"{_TAG}str":
            raise show_fault(path, lines, at, f"expected a word as key, not {key.value}: put it in quotes")
        if key.value in nodes:
            first = nodes[key.value][0]
            raise show_fault(path, lines, at, f'the key "{key.value}" stands twice, first in line {first}')
        nodes[key.value] = (at, value)
    return Section(path, lines, line, nodes)


def _plain(section: Section, node: yaml.Node) -> Plain:
    if isinstance(node, yaml.MappingNode):
        return _section(section.path, section.lines, node, "a mapping").plain()
    if isinstance(node, yaml.SequenceNode):
        return [_plain(section, item) for item in node.value]
    return _scalar_value(section, node)


def _scalar_value(section: Section, node: yaml.Node) -> Plain:
    kind, written = node.tag.removeprefix(_TAG), str(node.value)
    if kind == "str":
        return written
    known: Mapping[str, Plain] = {"true": True, "false": False, "null": None}
    if kind in ("bool", "null") and written in known:
        return known[written]
    if kind in ("int", "float") and re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?", written):
        return float(written) if "." in written else int(written)
    line = node.start_mark.line + 1
    meaning = _READ_AS.get(kind, kind)
    message = f"YAML reads {written or 'an empty value'} as {meaning}: put it in quotes, or write true, false or null"
    raise show_fault(section.path, section.lines, line, message)
