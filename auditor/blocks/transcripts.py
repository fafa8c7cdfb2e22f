"""The lines of a conversation to its turns: who speaks, and whether it is the customer; captions to such lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

_TURN = re.compile(
    r"""\s*(?P<time>\[?\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]m)?\]?\s+[-–]?\s*)?
        \[?(?P<name>[A-Z][\w.'’-]{0,24}(?:\s[A-Z][\w.'’-]{0,24})?)\]?(?:\s?\([^)]{1,30}\))?
        (?:\s?:\s+|(?P<gap>\s{2,}))(?=\S)(?P<said>.*)""",
    re.VERBOSE,
)
_CUSTOMERS = frozenset("customer caller client visitor guest shopper user patient passenger member consumer".split())
_STAFF = frozenset("agent advisor adviser rep representative operator csr support assistant team".split())
_MACHINES = frozenset("system bot ivr".split())
_DECLARED = re.compile(r"\b(?:visitor|customer|client|caller)\s*:\s+([A-Z]\w+)", re.IGNORECASE)
_GREETS = re.compile(
    r"how (?:can|may) (?:i|we) help|(?:thanks|thank you) for (?:calling|contacting|reaching|getting)", re.IGNORECASE
)
_TIMING = re.compile(r"(?:\d+:)?\d\d:\d\d[.,]\d{3}\s+-->\s+(?:\d+:)?\d\d:\d\d[.,]\d{3}")
_VOICE = re.compile(r"<v(?:\.[\w.]*)?\s+([^>]+)>")
_TAG = re.compile(r"</?[a-z][^>]*>|<[\d:.]+>")


class Speakers(Struct, frozen=True):
    """Those who speak in a text, in lower case, and which of them are customers."""

    names: frozenset[str] = frozenset()
    customers: frozenset[str] = frozenset()

    def of(self, line: str) -> str | None:
        """The speaker whose turn begins with this line, if one does."""
        turn = _TURN.match(line)
        name = turn["name"].casefold() if turn else None
        return name if name in self.names else None


def find_speakers(lines: Iterable[str]) -> Speakers:
    """The speakers of a text; nobody where lines with colons are no conversation.

    Whoever greets is staff; of two strangers the other is the customer, as is whoever the head of the record names so.
    """
    turns: Counter[str] = Counter()
    timed: set[str] = set()
    staff, declared = set(_STAFF), set(_CUSTOMERS)
    for line in lines:
        declared.update(name.casefold() for name in _DECLARED.findall(line))
        turn = _TURN.match(line)
        if turn is None or (turn["gap"] and not turn["time"]):
            continue
        name = turn["name"].casefold()
        turns[name] += 1
        if turn["time"]:
            timed.add(name)
        if _GREETS.search(turn["said"]):
            staff.add(name)
    known = _CUSTOMERS | _STAFF | _MACHINES
    strangers = {name for name, count in turns.items() if name in timed or count > 1} - known
    talks = len(strangers) == 2 and bool(strangers & (staff | declared))
    names = (strangers if talks or timed else set()) | (turns.keys() & known)
    if talks and not strangers & declared:
        declared |= strangers - staff
    return Speakers(frozenset(names), frozenset(names & declared - (staff - _STAFF)))


def caption_lines(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The spoken lines of captions (WebVTT, SubRip) with their numbers: no cue numbers, times, notes or tags.

    The lines of one speaker are joined, since sentences run on from cue to cue; an empty line ends each turn.
    """
    speaker: str | None = None
    number, words = 0, ""
    for at, line in _cue_lines(lines):
        voice = _VOICE.search(line)
        turn = _TURN.match(line)
        name = voice[1].strip() if voice else turn["name"] if turn and not turn["gap"] else speaker
        said = _TAG.sub("", line).strip()
        if words and (name != speaker or (name is None and words[-1] in ".?!")):
            yield number, words
            yield number, ""
            words = ""
        if not words:
            number, words = at, f"{voice[1].strip()}: {said}" if voice else said
        else:
            words = f"{words} {said}"
        speaker = name
    if words:
        yield number, words


def _cue_lines(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    in_cue = False
    for number, line in enumerate(lines, 1):
        if _TIMING.match(line.strip()):
            in_cue = True
        elif not line.strip():
            in_cue = False
        elif in_cue:
            yield number, line


def is_captions(lines: Sequence[str]) -> bool:
    """Whether a text is captions: WebVTT by its head, SubRip by a time on its second line."""
    head = [line.strip() for line in lines[:3]]
    return bool(head) and (head[0].lstrip("\ufeff").startswith("WEBVTT") or any(map(_TIMING.match, head[1:2])))
