"""An HTML document to what tells its kind: title, language, schema.org types, and its words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

_INVISIBLE = ["script", "style", "template", "noscript"]
_SCHEMA_TYPE = re.compile(r'"@type"\s*:\s*"(?:https?://schema\.org/)?(\w+)"')


class Head(Struct, frozen=True):
    """`words` is the text of the body as one string, good for a glance only; `language` is that of the html element."""

    title: str
    language: str | None
    schema_types: tuple[str, ...]
    words: str


def read_head(tree: LexborHTMLParser) -> Head:
    """What `tree` says about itself; removes its scripts and styles, so links have to be read before."""
    types = _schema_types(tree)
    title, root = tree.css_first("title"), tree.css_first("html")
    language = (root.attributes.get("lang") or root.attributes.get("xml:lang") or "").strip() if root else ""
    tree.strip_tags(_INVISIBLE)
    words = tree.body.text(separator=" ").strip() if tree.body else ""
    return Head(title.text().strip() if title else "", language or None, types, words)


def _schema_types(tree: LexborHTMLParser) -> tuple[str, ...]:
    """The schema.org types that the page's JSON-LD has at the top; broken JSON gives the first type it names."""
    types: list[str] = []
    for script in tree.css('script[type="application/ld+json"]'):
        source = script.text()
        try:
            types.extend(_top_types(json.loads(source)))
        except (ValueError, RecursionError):
            types.extend(_SCHEMA_TYPE.findall(source)[:1])
    return tuple(dict.fromkeys(types))


def _top_types(data: object) -> Iterator[str]:
    nodes = data if isinstance(data, list) else [data]
    for node in nodes:
        if isinstance(node, dict):
            kind = node.get("@type")
            names = kind if isinstance(kind, list) else [kind]
            yield from (name.rpartition("/")[2] for name in names if isinstance(name, str))
            graph = node.get("@graph")
            if isinstance(graph, list):
                yield from _top_types([entry for entry in graph if isinstance(entry, dict) and "@graph" not in entry])
