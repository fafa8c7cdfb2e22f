"""The visible part of a page to Blocks: one iterative walk over the tree, whatever its depth."""

from __future__ import annotations

from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from auditor.blocks.cleaning import BOLD, BREAK, PLAIN, SEAM, clean, is_seam
from auditor.blocks.elements import (
    BLOCKS,
    BOLD_TAGS,
    LOOKALIKE,
    OPENER,
    SKIPPED,
    Context,
    context_in,
    find_controls,
    is_followed,
    labels_the_next,
    opens_a_panel,
    panels_of,
)
from auditor.blocks.headings import Heading, above, left
from auditor.blocks.lines import Part, Sort, is_bold, parts_of
from auditor.blocks.locators import Locators
from auditor.blocks.looks import is_name, is_value
from auditor.blocks.tables import Heads, caption_of, heads_of_cells
from auditor.model import Block, BlockKind, Concealment, Document, Region, Touchpoint

# A node still to be entered (None), or to be left with the number of blocks that stood before it.
_Step = tuple[LexborNode, Context, int | None]


class Walk:
    """The walk over one page: the buffer of inline text, the headings above, and the blocks so far."""

    def __init__(self, document: Document, title: str | None, first: int) -> None:
        self.blocks: list[Block] = []
        self._document = document
        self._title = title
        self._first = first
        self._buffer: list[str] = []
        self._owner = Context()
        self._headings: list[Heading] = []
        self._terms: list[str] = []
        self._defined = False
        self._set_aside: dict[int, list[Heading]] = {}
        self._heads: dict[int, Heads] = {}
        self._locators = Locators()
        self._controls: dict[str, str] = {}
        self._labels: set[int] = set()
        self._panels: set[int] = set()
        self._position = 0

    def run(self, body: LexborNode) -> None:
        """Walk the tree with a stack of its own: pages nest deeper than Python recurses."""
        self._controls = find_controls(body)
        stack: list[_Step] = [(body, Context(node=body), None)]
        while stack:
            node, context, began = stack.pop()
            tag = node.tag or ""
            if tag == "-text":
                self._take(node.text_content or "", context)
            elif began is not None:
                self._leave(node, tag, context, began)
            elif tag == "br":
                self._take(BREAK, context)
            elif tag not in SKIPPED and not tag.startswith(("-", "_")):
                self._enter(stack, node, tag, context)
        self._flush()

    def _take(self, text: str, context: Context) -> None:
        if not self._buffer:
            self._owner = context
        self._buffer.append(text)

    def _enter(self, stack: list[_Step], node: LexborNode, tag: str, context: Context) -> None:
        if tag in BLOCKS:
            self._flush(before_a_block=True)
            inner = self._named(node, tag, context_in(node, tag, context, self._controls))
            stack.append((node, inner, len(self.blocks)))
            if inner.region is not context.region:
                # The headings of the article do not head the footer, nor those of a side box what follows it.
                self._set_aside[node.mem_id] = self._headings
                self._headings = []
            self._open_panel(node)
        else:
            inner = context_in(node, tag, context, self._controls)
            if is_seam(node, tag):
                self._take(SEAM, inner)
            if tag in BOLD_TAGS:
                self._take(BOLD, inner)
                stack.append((node, inner, len(self.blocks)))
        self._push_children(stack, node, tag, inner)

    def _named(self, node: LexborNode, tag: str, context: Context) -> Context:
        """The context with what stood before names: the sentence before a list, the dt of a dd, a button as opener."""
        if tag in ("ul", "ol", "table", "select"):
            context = replace(context, lead_in=self._lead_in(context, tag))
        if tag == "dl":
            self._terms = []
        elif tag == "dd":
            self._defined = True
            return replace(context, term=", ".join(self._terms) or None)
        elif tag == "optgroup":
            return replace(context, term=clean(node.attributes.get("label") or "") or None)
        elif tag == "button" and opens_a_panel(node):
            self._panels |= panels_of(node)
            return context if context.level else replace(context, level=OPENER, kind=BlockKind.SUMMARY)
        elif node.mem_id in self._labels and not context.level:
            return replace(context, looks=OPENER)
        if node.mem_id in self._panels and context.concealed is not None:
            return replace(context, concealed=Concealment.COLLAPSED)
        return context

    def _lead_in(self, context: Context, tag: str) -> str | None:
        """The sentence before a list: the block that ended just now in the same part of the page, if it can be one."""
        last = self.blocks[-1] if self.blocks else None
        if last is None or last.region is not context.region:
            return None
        if last.text.endswith(":"):
            return last.text
        if is_value(last.text) and len(last.text.split()) < 4:
            return None
        nested = context.kind is BlockKind.LIST_ITEM and last.kind is BlockKind.LIST_ITEM
        sentence = last.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTED)
        return last.text if tag in ("ul", "ol", "select") and (nested or sentence) else None

    def _open_panel(self, node: LexborNode) -> None:
        """A panel stands under the text of the control that opens it, wherever that is."""
        name = self._controls and self._controls.get(node.attributes.get("id") or "")
        if name and name not in (heading.text for heading in self._headings):
            self._set_aside.setdefault(node.mem_id, self._headings)
            self._headings = [*above(self._headings, OPENER), Heading(OPENER, name, -1)]

    def _push_children(self, stack: list[_Step], node: LexborNode, tag: str, context: Context) -> None:
        children = list(node.iter(include_text=True))
        if not children:
            return
        if tag == "details" and "open" not in node.attributes:
            closed = replace(context, concealed=Concealment.COLLAPSED)
            stack.extend((child, context if child.tag == "summary" else closed, None) for child in reversed(children))
            return
        if tag == "table":
            context = replace(context, caption=caption_of(node), row=None, column=None, group=None)
            self._heads.update(heads_of_cells(node))
        elif tag == "tr":
            heads = self._heads
            stack.extend(
                (child, _in_cell(context, heads[child.mem_id]) if child.mem_id in heads else context, None)
                for child in reversed(children)
            )
            return
        elif tag == "div":
            label = labels_the_next(children, node)
            if label is not None:
                self._labels.add(label.mem_id)
        stack.extend([(child, context, None) for child in reversed(children)])

    def _leave(self, node: LexborNode, tag: str, context: Context, began: int) -> None:
        if tag in BOLD_TAGS:
            self._take(PLAIN, context)
            return
        text = self._flush()
        if tag == "dt" and text:
            self._terms = [text] if self._defined else [*self._terms, text]
            self._defined = False
        if node.mem_id in self._set_aside:
            titles = [heading for heading in self._headings if heading.level == 1 and tag == "header"]
            self._headings = self._set_aside.pop(node.mem_id) + titles
        else:
            self._headings = left(self._headings, tag, node, began, len(self.blocks))

    def _flush(self, *, before_a_block: bool = False) -> str:
        """Make blocks of the text since the last one; the text of the last."""
        if not self._buffer:
            return ""
        marked = "".join(self._buffer)
        self._buffer.clear()
        if marked.isspace():
            return ""
        context = self._owner
        parts = parts_of(marked)
        if len(parts) == 1 and not context.level and self._reads_as_heading(context, marked, parts[0], before_a_block):
            context = replace(context, kind=BlockKind.HEADING, level=context.looks or LOOKALIKE)
        if context.level and parts:
            self._add_heading(" ".join(part.text for part in parts), context, context.level)
        else:
            self._add_parts(parts, context)
        return self.blocks[-1].text if parts else ""

    def _reads_as_heading(self, context: Context, marked: str, part: Part, before_a_block: bool) -> bool:
        """Whether a paragraph without a heading's tag is one: a short name in bold, or in an element called title."""
        if context.kind is not BlockKind.PARAGRAPH or context.node is None or not is_name(part.text):
            return False
        return bool(context.looks or is_bold(marked)) and (before_a_block or is_followed(context.node))

    def _add_parts(self, parts: list[Part], context: Context) -> None:
        lead_in = context.lead_in
        for part in parts:
            if part.sort is Sort.ITEM:
                kind = BlockKind.LIST_ITEM if context.kind is BlockKind.PARAGRAPH else context.kind
                self._add(part.text, replace(context, kind=kind, lead_in=lead_in))
            elif part.sort in (Sort.HEAD, Sort.QUESTION) and not part.text.endswith(":"):
                lead_in = context.lead_in
                level = LOOKALIKE if part.sort is Sort.HEAD else OPENER
                self._add_heading(part.text, replace(context, kind=BlockKind.HEADING), level)
            else:
                self._add(part.text, context)
                lead_in = part.text

    def _add_heading(self, text: str, context: Context, level: int) -> None:
        self._headings = above(self._headings, level)
        self._add(text, context)
        self._headings.append(Heading(level, text, len(self.blocks) - 1))

    def _add(self, text: str, context: Context) -> None:
        document, heads = self._document, tuple([heading.text for heading in self._headings])
        self.blocks.append(
            Block(
                document=document.uri,
                touchpoint=Touchpoint.BANNER if context.region is Region.BANNER else document.touchpoint,
                index=self._first + len(self.blocks),
                kind=context.kind,
                text=text,
                locator=self._locators.path(context.node),
                start=self._position,
                region=context.region,
                trail=(*heads, context.group) if context.group else heads,
                row=context.row,
                column=context.column,
                caption=context.caption,
                lead_in=self._lead_in_of(context),
                term=context.term or self._question(),
                title=self._title,
                locale=document.locale,
                concealed=context.concealed,
            )
        )
        self._position += len(text) + 1

    def _question(self) -> str | None:
        """The question or the control that opens what stands here, nearest first."""
        for heading in reversed(self._headings):
            if heading.level == OPENER or heading.text.endswith("?"):
                return heading.text
        return None

    def _lead_in_of(self, context: Context) -> str | None:
        """The sentence before a list or a table; for a paragraph the one before it, if that announces it."""
        if context.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL):
            return context.lead_in
        last = self.blocks[-1] if self.blocks else None
        if last is None or context.kind is not BlockKind.PARAGRAPH or last.kind is not BlockKind.PARAGRAPH:
            return None
        return last.text if last.text.endswith(":") and last.region is context.region else None


def _in_cell(context: Context, heads: Heads) -> Context:
    return replace(context, row=heads.row, column=heads.column, group=heads.group)
