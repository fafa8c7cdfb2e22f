"""Where statements stand: documents, what was not read of them, and the blocks of their text."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Touchpoint(StrEnum):
    """The kind of place where a customer meets a statement; the ledger, which customers never see, is none of them."""

    WEB = "web"
    POLICY = "policy"
    FAQ = "faq"
    PRODUCT = "product"
    BANNER = "banner"
    STRUCTURED_DATA = "structured_data"
    CALL_SCRIPT = "call_script"
    CHAT_MACRO = "chat_macro"
    EMAIL = "email"
    SOCIAL = "social"
    SLA = "sla"
    CONTRACT = "contract"
    LEDGER = "ledger"


class Document(Struct, frozen=True):
    """One fetched page or file.

    `uri` is the final URL of a page, or the path of a file relative to the folder that was collected (with /).
    `body` is the decoded source text (HTML source for a page). `fetched_at` is ISO 8601 in UTC.
    `content_hash` is the BLAKE2b-128 hex digest of the bytes as fetched.
    """

    uri: str
    touchpoint: Touchpoint
    media_type: str
    body: str
    fetched_at: str
    content_hash: str
    locale: str | None = None


class Skipped(Struct, frozen=True):
    """A page or file that was not read, and why; `remedy` says what the user can do about it."""

    uri: str
    reason: str
    remedy: str = ""


class Discovered(Struct, frozen=True):
    """A URL that a crawl has found and not yet fetched; `depth` counts links from a start URL."""

    uri: str
    depth: int = 0
    found_on: str | None = None


class Origin(StrEnum):
    """Where in a document a statement stands: visible text, search-result metadata, or structured data."""

    TEXT = "text"
    META = "meta"
    STRUCTURED_DATA = "structured_data"


class BlockKind(StrEnum):
    """What sort of element a block of text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    DEFINITION = "definition"
    SUMMARY = "summary"
    QUOTED = "quoted"
    REVIEW = "review"
    META = "meta"
    STRUCTURED_DATA = "structured_data"


class Region(StrEnum):
    """The part of a page that a block stands in."""

    BODY = "body"
    BANNER = "banner"
    HEADER = "header"
    NAVIGATION = "navigation"
    FOOTER = "footer"
    ASIDE = "aside"


class Concealment(StrEnum):
    """Why a reader does not see a block at first: a closed accordion, or an element hidden by an attribute."""

    COLLAPSED = "collapsed"
    HIDDEN = "hidden"


class Block(Struct, frozen=True):
    """A piece of visible text with its context.

    `start` is the offset of `text` in the document's visible text (`auditor.blocks.visible_text`), None for
    metadata and structured data, which are not visible. `trail` holds the headings above, outermost first.
    `row` and `column` are the heads of a table cell, `caption` that of its table, `lead_in` the sentence before
    a list ("We deliver:"), `term` the dt of a dd, the question of an answer or the CSV column of a cell.
    `locator` finds the element again: a CSS path in HTML, `line:N` in text, `row:N/column` in tables.
    `title` is the document's title, `dated` the day, as an ISO date, on which a post was written. For structured data
    `text` is the JSON source.
    """

    document: str
    touchpoint: Touchpoint
    index: int
    kind: BlockKind
    text: str
    locator: str
    start: int | None = None
    origin: Origin = Origin.TEXT
    region: Region = Region.BODY
    trail: tuple[str, ...] = ()
    row: str | None = None
    column: str | None = None
    caption: str | None = None
    lead_in: str | None = None
    term: str | None = None
    title: str | None = None
    locale: str | None = None
    concealed: Concealment | None = None
    dated: str | None = None

    @property
    def stands_under(self) -> tuple[str, ...]:
        """The headings above, then what heads the block in its table, list or question, each once."""
        heads = (self.caption, self.term, self.row, self.column, self.lead_in)
        return tuple(dict.fromkeys((*self.trail, *filter(None, heads))))
