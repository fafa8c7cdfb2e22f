"""A time zone as it is written to one name, and how far it is from the zone of that name.

Winter and summer time of a place are one zone: EST, EDT and ET. The four zones of the United States follow the first of
them, since they change their clocks on the same days: noon in Los Angeles is always 15:00 in New York.
"""

from __future__ import annotations

from msgspec import Struct

_BEHIND_EASTERN = {"E": 0, "C": 60, "M": 120, "P": 180}
_SAME_PLACE = {"BST": "GMT", "CEST": "CET"}
_NORTH_AMERICAN = ("T", "ST", "DT")


class Zone(Struct, frozen=True):
    """One name for all ways to write a zone, None where none is written.

    Zones of one `leader` are always the same number of hours apart; `minutes` added to a time give that of the leader.
    """

    name: str | None
    leader: str | None
    minutes: int = 0


def zone_of(written: str | None) -> Zone:
    """`PT`, 180 minutes behind `ET`, for "PST"; `GMT` for "BST"; a zone that is not known is named as it is written."""
    if written is None:
        return Zone(None, None)
    name = written.strip().upper()
    if name[:1] in _BEHIND_EASTERN and name[1:] in _NORTH_AMERICAN:
        return Zone(f"{name[0]}T", "ET", _BEHIND_EASTERN[name[0]])
    name = _SAME_PLACE.get(name, name)
    return Zone(name, name)


def comparable(one: Zone, other: Zone) -> bool:
    """Whether times of the two can be held against each other; a time without a zone can be against any."""
    return one.leader is None or other.leader is None or one.leader == other.leader


def shifts(one: Zone, other: Zone) -> tuple[int, int]:
    """The minutes to add to times of the two so that they are of one zone; none where they are or one is unknown."""
    return (one.minutes, other.minutes) if one.name and other.name and one.name != other.name else (0, 0)
