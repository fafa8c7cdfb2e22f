"""A time zone as it is written to one name, and how far it is from the zone of that name.

Winter and summer time of a place are one zone: EST, EDT and ET. The four zones of the United States are named by the
first of them, since they change their clocks on the same days: noon in Los Angeles is always 15:00 in New York.
"""

from __future__ import annotations

from msgspec import Struct

_BEHIND_EASTERN = {"E": 0, "C": 60, "M": 120, "P": 180}
_SAME_PLACE = {"BST": "GMT", "CEST": "CET"}
_NORTH_AMERICAN = ("T", "ST", "DT")


class Zone(Struct, frozen=True):
    """`name` is None where no zone is written; `minutes` added to a time here give the time in the zone of the name."""

    name: str | None
    minutes: int = 0


def zone_of(written: str | None) -> Zone:
    """`ET` and 180 minutes for "PST", `GMT` for "BST"; a zone that is not known is named as it is written."""
    if written is None:
        return Zone(None)
    name = written.strip().upper()
    if name[:1] in _BEHIND_EASTERN and name[1:] in _NORTH_AMERICAN:
        return Zone("ET", _BEHIND_EASTERN[name[:1]])
    return Zone(_SAME_PLACE.get(name, name))


def comparable(one: Zone, other: Zone) -> bool:
    """Whether times of the two can be held against each other; a time without a zone can be against any."""
    return one.name is None or other.name is None or one.name == other.name


def shifts(one: Zone, other: Zone) -> tuple[int, int]:
    """The minutes to add to times of the two so that they are of one zone; none where one is not written."""
    return (one.minutes, other.minutes) if one.name and other.name else (0, 0)
