"""Plain text and Markdown to Blocks: headings, lists, tables, script branches, conversations, quotes, paragraphs."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from auditor.blocks.cleaning import clean
from auditor.blocks.leads import Leads
from auditor.blocks.looks import is_labelled, is_quotation
from auditor.blocks.text_headings import ITEM, QUESTION, SHORT_LIVED, heading_of
from auditor.blocks.text_tables import TextTable, cells_of, is_rule
from auditor.blocks.transcripts import Speakers, caption_lines, find_speakers, is_captions
from auditor.model import Block, BlockKind, Document, Touchpoint

_QUOTED = re.compile(r"((?:>\s?)+)(?![>\s])(.*)|>+$")
_HISTORY = re.compile(r"(?:On .{5,100} wrote:$|-{2,} ?(?:Original|Forwarded) message)", re.IGNORECASE)
_HEADER = re.compile(r"(From|To|Cc|Bcc|Date|Sent|Subject|Reply-To|MIME-Version|Content-Type|Received): ?(.*)", re.I)
_OURS = re.compile(r"\W*(?:reply|response|answer) from\b|\W*(?:our|owner'?s?) (?:reply|response)\b", re.IGNORECASE)
_ENDED = re.compile(r"[.!?:;)\]\"”’]\W*$")
_CODED = re.compile(r"(?:[A-Z]{0,2}\d{1,3}[.):]?|\([a-z0-9]{1,3}\)|[a-z][.)]|->|→|\[)\s")
_SPOKEN = re.compile(r":\s+[\"“].*[\"”]$")
_OPENS = ('"', "“", "'", "‘")
# The lengths are bounded, so that a text of nothing but marks takes no longer than others.
_MARKS = (
    (re.compile(r"!?\[([^\[\]]{0,500})\]\([^()]{0,2000}\)"), r"\1"),
    (re.compile(r"(\*\*|__|`|~~)"), ""),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*]{1,500})(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w*])_(?=\S)([^_]{1,500})(?<=\S)_(?![\w*])"), r"\1"),
)


def text_blocks(document: Document) -> tuple[Block, ...]:
    """The blocks of a text; `locator` is the line that a block begins in."""
    return _Reader(document).read()


class _Open(Struct, frozen=True):
    """A block of which more lines may come."""

    number: int
    kind: BlockKind
    indent: int
    lines: list[str]


class _Reader:
    """The reading of one text, line by line."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._markdown = document.media_type == "text/markdown"
        self._blocks: list[Block] = []
        self._headings: list[tuple[int, str]] = []
        self._open: _Open | None = None
        self._leads = Leads()
        self._table = TextTable()
        self._table_lead: str | None = None
        self._speakers = Speakers()
        self._in_header = True
        self._history = False
        self._position = 0

    def read(self) -> tuple[Block, ...]:
        lines = self._document.body.splitlines()
        numbered = list(caption_lines(lines)) if is_captions(lines) else list(enumerate(lines, 1))
        self._speakers = find_speakers(line for _, line in numbered)
        for place, (number, line) in enumerate(numbered):
            following = numbered[place + 1][1] if place + 1 < len(numbered) else ""
            self._line(number, line.rstrip().expandtabs(4) if "\t" not in line.strip() else line.rstrip(), following)
        self._end()
        return tuple(self._blocks)

    def _line(self, number: int, line: str, following: str) -> None:
        text = line.strip()
        if not text:
            self._blank()
        elif self._in_header and self._header_line(number, text, following):
            pass
        elif _HISTORY.match(text) or _QUOTED.match(text):
            self._quote(number, line, following)
        elif (len(cells_of(line)) > 1 and text[0] != "#") or not self._heading(number, line, following):
            self._body_line(number, line, following)

    def _blank(self) -> None:
        self._in_header = self._in_header and not self._blocks and self._open is None
        self._end()
        self._table = TextTable()

    def _body_line(self, number: int, line: str, following: str) -> None:
        text = line.strip()
        cells = cells_of(line)
        item = ITEM.match(line)
        if is_rule(text):
            self._end()
        elif len(cells) > 1:
            self._end()
            self._row(number, line, following)
        elif item:
            self._begin(number, BlockKind.LIST_ITEM, line, item[1])
        elif (speaker := self._speakers.of(line)) is not None:
            is_customer = speaker in self._speakers.customers
            self._begin(number, BlockKind.QUOTED if is_customer else BlockKind.PARAGRAPH, line, text)
        elif self._open is not None and self._continues(self._open, line):
            self._open.lines.append(text)
        else:
            self._begin(number, BlockKind.PARAGRAPH, line, text)

    def _header_line(self, number: int, text: str, following: str) -> bool:
        """Whether a line belongs to the header of a mail at the top of the text; the subject heads the mail."""
        header = _HEADER.match(text)
        is_subject = header is not None and header[1].casefold() == "subject"
        if header is None or not (self._blocks or is_subject or _HEADER.match(following)):
            self._in_header = False
            return False
        self._add(number, BlockKind.HEADING if is_subject else BlockKind.PARAGRAPH, text)
        if is_subject and header[2]:
            self._headings = [(1, self._clean(header[2]))]
        return True

    def _quote(self, number: int, line: str, following: str) -> None:
        """Mails that are quoted: lines with marks, and all below "On … wrote:" where no marks follow."""
        text = line.strip()
        if not text.startswith(">"):
            self._history = self._history or not following.strip().startswith(">")
            self._begin(number, BlockKind.QUOTED, line, text)
            self._end()
            return
        quoted = _QUOTED.match(text)
        said = (quoted[2] or "") if quoted else ""
        if not said.strip():
            self._end()
        elif self._open is not None and self._open.kind is BlockKind.QUOTED and self._open.lines[0].startswith(">"):
            self._open.lines.append(said)
        else:
            self._begin(number, BlockKind.QUOTED, line, f"> {said}")

    def _heading(self, number: int, line: str, following: str) -> bool:
        in_list = self._open is not None and self._open.kind is BlockKind.LIST_ITEM
        found = heading_of(line, following, is_free=self._open is None or in_list, in_list=in_list)
        if found is None:
            return False
        self._end()
        level, words = found
        text = line.strip()
        clean_words = self._clean(words)
        self._headings = [(lv, head) for lv, head in self._headings if lv < level]
        self._add(number, BlockKind.HEADING, words if text.startswith("#") else text)
        self._headings.append((level, clean_words))
        self._leads = Leads()
        if text.endswith(":"):
            self._leads.add(_indent(line), clean_words, announces=True, is_item=False)
        return True

    def _row(self, number: int, line: str, following: str) -> None:
        if self._table.is_new:
            self._table_lead = self._leads.of_table()
        lead_in = self._table_lead
        for cell in self._table.read(line, following):
            self._add(number, BlockKind.TABLE_CELL, cell.text, cell.row, cell.column, lead_in)
        if line.endswith(":"):
            self._leads.add(_indent(line), self._blocks[-1].text, announces=True, is_item=False)

    def _continues(self, block: _Open, line: str) -> bool:
        """Whether a line goes on with the block above it, or begins one of its own."""
        indent, text, before = _indent(line), line.strip(), block.lines[-1]
        if block.kind is BlockKind.LIST_ITEM:
            return indent > block.indent and not (text.startswith(_OPENS) and _ENDED.search(before))
        if block.kind is BlockKind.QUOTED and block.lines[0].startswith(">"):
            return False
        if self._markdown:
            return True
        if before.endswith(":") or ((text.endswith(":") or _CODED.match(text)) and _ENDED.search(before)):
            return False
        if _SPOKEN.search(before) and self._speakers.of(block.lines[0]) is not None:
            return False
        if text.startswith(_OPENS) and (_ENDED.search(before) or indent > block.indent):
            return False
        if is_labelled(text) and (is_labelled(block.lines[0]) or _ENDED.search(before)):
            return False
        return abs(indent - block.indent) < 2 or not _ENDED.search(before)

    def _begin(self, number: int, kind: BlockKind, line: str, text: str) -> None:
        self._end()
        kind = BlockKind.QUOTED if self._history else kind
        self._open = _Open(number, kind, _indent(line), [text])

    def _end(self) -> None:
        """The open block is whole."""
        if self._open is None:
            return
        block, self._open = self._open, None
        text = " ".join(block.lines)
        is_mail = block.kind is BlockKind.QUOTED and text.startswith("> ")
        if is_mail:
            text = text.removeprefix("> ")
            if _OURS.match(text) or (self._markdown and not self._history and self._is_ours(text)):
                block = replace(block, kind=BlockKind.PARAGRAPH)
        is_item = block.kind is BlockKind.LIST_ITEM
        if not is_item:
            self._end_short_lived(text)
        lead_in = self._leads.of_list(block.indent) if is_item else self._leads.of_paragraph(block.indent)
        self._add(block.number, block.kind, text, lead_in=lead_in)
        is_turn = block.kind is BlockKind.QUOTED and not self._history and not is_mail
        announces = is_turn or text.rstrip("*_ ").endswith(":")
        self._leads.add(block.indent, self._clean(text), announces=announces, is_item=is_item)

    def _is_ours(self, text: str) -> bool:
        """Whether a quoted paragraph is a note of the writer, or what a script has staff say; not what others said."""
        is_script = self._document.touchpoint in (Touchpoint.CALL_SCRIPT, Touchpoint.CHAT_MACRO)
        return is_script or not is_quotation(self._clean(text))

    def _end_short_lived(self, text: str) -> None:
        last = self._blocks[-1] if self._blocks else None
        if self._headings and self._headings[-1][0] >= SHORT_LIVED and last and last.kind is not BlockKind.HEADING:
            self._headings = [one for one in self._headings if one[0] < SHORT_LIVED]

    def _add(
        self,
        number: int,
        kind: BlockKind,
        text: str,
        row: str | None = None,
        column: str | None = None,
        lead_in: str | None = None,
    ) -> None:
        clean_text = self._clean(text)
        if not clean_text:
            return
        document = self._document
        self._blocks.append(
            Block(
                document=document.uri,
                touchpoint=document.touchpoint,
                index=len(self._blocks),
                kind=kind,
                text=clean_text,
                locator=f"line:{number}",
                start=self._position,
                trail=tuple(head for _, head in self._headings),
                row=row and self._clean(row),
                column=column and self._clean(column),
                lead_in=lead_in,
                term=self._question(),
                locale=document.locale,
            )
        )
        self._position += len(clean_text) + 1

    def _question(self) -> str | None:
        """The question that stands above."""
        for level, head in reversed(self._headings):
            if level == QUESTION or head.endswith("?"):
                return head
        return None

    def _clean(self, text: str) -> str:
        if self._markdown:
            for mark, shown in _MARKS:
                text = mark.sub(shown, text)
        return clean(text)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
