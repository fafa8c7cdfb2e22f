"""The sentences that announce what stands below them: "We deliver:", "If the customer asks for a refund:"."""

from __future__ import annotations

from msgspec import Struct

_SHORT = 80


class _Lead(Struct):
    """A block above; `used` says that what stood below it at its own indent has ended."""

    indent: int
    text: str
    announces: bool
    is_item: bool
    used: bool = False

    @property
    def heads(self) -> bool:
        """Whether it is short and no sentence, and so heads what is indented under it."""
        return not self.is_item and len(self.text) <= _SHORT and self.text[-1:] not in '.!?"”'


class Leads:
    """The blocks above a place that it may belong to, by their indents."""

    def __init__(self) -> None:
        self._leads: list[_Lead] = []

    def add(self, indent: int, text: str, *, announces: bool, is_item: bool) -> None:
        """A block stands here: what stood at its indent and beyond is over, save the sentence before its list."""
        if is_item:
            self._leads = [
                lead for lead in self._leads if lead.indent < indent or (lead.indent == indent and not lead.is_item)
            ]
        else:
            self._leads = [lead for lead in self._leads if lead.indent < indent and (lead.announces or lead.heads)]
        self._leads.append(_Lead(indent, text, announces, is_item))

    def of_list(self, indent: int) -> str | None:
        """The sentence before a list, or the item that a nested list belongs to."""
        for lead in reversed(self._leads):
            if lead.indent < indent or (lead.indent == indent and not lead.is_item):
                lead.used = True
                return lead.text
        return None

    def of_table(self) -> str | None:
        """The sentence that announces a table, just above its first row; it announces nothing else."""
        last = self._leads[-1] if self._leads else None
        if last is None or not last.announces or last.used:
            return None
        last.used = True
        return last.text

    def of_paragraph(self, indent: int) -> str | None:
        """The sentence that announces a paragraph: the one before it, or one that it is indented under."""
        for lead in reversed(self._leads):
            if lead.indent < indent and (lead.announces or lead.heads):
                return lead.text
            if lead.announces and not lead.used:
                lead.used = True
                return lead.text
            if not lead.is_item and lead.indent <= indent:
                return None
        return None
