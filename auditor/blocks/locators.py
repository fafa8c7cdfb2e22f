"""An element to the CSS path that finds it again."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_IDENTITY = re.compile(r"[A-Za-z][\w-]*")
_DEEPEST = 200


class Locators:
    """The paths of a page's elements; what is below a depth that no reader counts is located by its ancestor."""

    def __init__(self) -> None:
        self._paths: dict[int, tuple[str, int]] = {}
        self._places: dict[int, int] = {}

    def path(self, node: LexborNode | None) -> str:
        """The path from the nearest ancestor with an id, or from the body."""
        above: list[LexborNode] = []
        while node is not None and node.mem_id not in self._paths and node.tag not in (None, "html", "-undef"):
            if node.tag == "-document" or self._anchor(node):
                break
            above.append(node)
            node = node.parent
        path, depth = self._paths.get(node.mem_id, ("", 0)) if node is not None else ("", 0)
        for element in reversed(above):
            if depth < _DEEPEST:
                step = f"{element.tag}:nth-of-type({self._place(element)})"
                path, depth = f"{path} > {step}" if path else step, depth + 1
            self._paths[element.mem_id] = path, depth
        return path or "body"

    def _anchor(self, node: LexborNode) -> bool:
        """Whether paths begin at this element; if so its path is known from now on."""
        identity = node.attributes.get("id")
        if identity and _IDENTITY.fullmatch(identity):
            self._paths[node.mem_id] = f"#{identity}", 1
        elif node.tag == "body":
            self._paths[node.mem_id] = "body", 1
        return node.mem_id in self._paths

    def _place(self, node: LexborNode) -> int:
        """The number of an element among its siblings of the same kind, counted once for all of them."""
        if node.mem_id not in self._places:
            counts: dict[str, int] = {}
            for sibling in node.parent.iter() if node.parent is not None else (node,):
                tag = sibling.tag or ""
                counts[tag] = counts.get(tag, 0) + 1
                self._places[sibling.mem_id] = counts[tag]
        return self._places[node.mem_id]
