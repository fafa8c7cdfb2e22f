"""A topic to the words that can be its scope: which names count, and what an unknown name most likely is."""

from __future__ import annotations

import re

from auditor.commitments.phrases import any_of
from auditor.rules import Rulebook
from auditor.scopes import Mention, canonical, names_above

_CONTACT = frozenset({"response_time", "wait_time", "support_hours", "on_time_rate"})
_CARRIAGE = frozenset({"delivery_time", "shipping_fee", "free_shipping_threshold", "order_cutoff", "dispatch_time"})
_KEEPING = frozenset({"warranty_period", "return_window", "exchange_window", "satisfaction_guarantee"})

# ── names of the lists ───────────────────────────────────────────────────────────────────────────────────────

_FAMILIES = {
    **dict.fromkeys(_CARRIAGE, ("delivery", "carrier")),
    "delivery_time": ("delivery", "carrier", "email", "post", "in person"),
    "dispatch_time": ("delivery", "remedy"),
    "order_cutoff": ("delivery",),
    **dict.fromkeys(_CONTACT, ("contact", "plan", "on-site")),
    "on_time_rate": ("contact", "delivery", "plan"),
    "resolution_time": ("remedy", "plan", "complaints", "claims", "tickets", "rush", "store"),
    "refund_time": ("payment",),
    "return_fee": ("exchanging", "store", "in person", "post", "plan"),
    **dict.fromkeys(("uptime", "compensation", "cancellation_window", "satisfaction_guarantee"), ("plan",)),
}
_WITHOUT = {
    "product": _CONTACT | {"price_match"},
    "region": frozenset(
        "warranty_period price_match dispatch_time cancellation_window compensation refund_time claim_window"
        " satisfaction_guarantee".split()
    ),
}
_AMBIGUOUS = frozenset(
    "business businesses trade new used sale team plus pro basic starter it post text air store shop standard local"
    " digital commercial student patient patients vulnerable homes household companies contractors call claim exchange"
    " tenants residents prime gold silver bronze platinum be se at pr pt sa tr ch ie".split()
)
_CLEAR_IN_CARRIAGE = frozenset({"standard", "air", "prime"})
_GENERIC_IN = {
    **dict.fromkeys(("shipping_fee", "free_shipping_threshold"), ("freight", "post", "letter")),
    **dict.fromkeys(("dispatch_time", "order_cutoff"), ("courier", "parcel", "letter", "freight", "ground")),
}
_MEANS = frozenset({"payment", "courier", "parcel"})
_DESTINATION = re.compile(r"\b(?:your|their|the|original|same|paying)\s+(?:\w+\s+)?$", re.IGNORECASE)
_LAW = re.compile(r"\s+(?:Rights|Law|Act|Council|Guarantees|Contracts)\b")


def is_in_scope(axis: str, mention: Mention, text: str, topic: str, book: Rulebook, *, is_head: bool = False) -> bool:
    """Whether a name that `text` mentions may be the scope of a value of the topic.

    A channel of contact is none for a delivery. A word that is mostly something else ("business", "plus", "new") is a
    name only where `text` is the head of a row or column. The customer's own card, to which a refund goes, is not one
    way of paying among others.
    """
    written = text[mention.start : mention.end]
    clear = topic in _CARRIAGE and written.lower() in _CLEAR_IN_CARRIAGE
    if written.lower() in _AMBIGUOUS and written != text.strip(" .:*") and not is_head and not clear:
        return False
    if "@" in text[max(0, mention.start - 1) : mention.start] + text[mention.end : mention.end + 1]:
        return False
    if topic in _WITHOUT.get(axis, ()) or (axis == "customer" and _LAW.match(text, mention.end)):
        return False
    if axis != "service":
        return True
    if mention.name in _GENERIC_IN.get(topic, ()) and not is_head:
        return False
    above = names_above(axis, mention.name, book)
    if above & _MEANS and _DESTINATION.search(text[: mention.start]):
        return False
    return not above.isdisjoint(_FAMILIES.get(topic, ("plan",)))


def is_plan(name: str, book: Rulebook) -> bool:
    """Whether the name is that of a plan, such as one of support."""
    return "plan" in names_above("service", canonical("service", name, book), book)


# ── names that no list knows ─────────────────────────────────────────────────────────────────────────────────

_PLACED = _CARRIAGE - {"dispatch_time"} | {"response_time", "support_hours"}
_SUBJECT_IS = {
    "support_hours": "service",
    **dict.fromkeys(_KEEPING | {"dispatch_time", "uptime"}, "product"),
}
_ROW_IS = {
    **dict.fromkeys(_CONTACT | _CARRIAGE | {"resolution_time", "uptime"}, "service"),
    **dict.fromkeys(_KEEPING | {"delivery_time", "dispatch_time", "return_fee"}, "product"),
}
_LABELED = frozenset({"resolution_time", "return_fee", "refund_time"})
_TRIGGERED = frozenset({"compensation", "claim_window", "support_hours"})


def has_places(topic: str) -> bool:
    """Whether a place that no list knows is the region of a value of the topic."""
    return topic in _PLACED


def axis_of_subject(topic: str) -> str | None:
    """The axis of an unknown name that is the label or subject of a value; None where that tells nothing."""
    return _SUBJECT_IS.get(topic)


def axis_of_label(topic: str) -> str | None:
    """The same for a label alone, where the subject of the sentence tells nothing."""
    return "product" if topic in _LABELED else None


def axis_of_row(topic: str) -> str | None:
    """The same for the head of a table's row, or a question."""
    return _ROW_IS.get(topic)


def reads_whole_sentence(topic: str) -> bool:
    """Whether names in the clauses before that of the value count: not where they are what triggers a right."""
    return topic not in _TRIGGERED


# ── channels ─────────────────────────────────────────────────────────────────────────────────────────────────

_CHANNELS = {
    "complaints": any_of(r"complain\w*", "unhappy", "not happy"),
    "voicemail": any_of(r"voice ?mails?", "leave (?:us )?a message"),
    "chat": any_of(r"(?:live|web)? ?chats?", "chatting"),
    "WhatsApp": any_of(
        "whats ?app",
    ),
    "email": re.compile(r"\be-?mail(?:s|ed|ing)?\b|\binbox\b|@", re.IGNORECASE),
    "text": any_of(r"texts?(?! of| me)", "texting", "sms"),
    "social media": any_of("social media", "tweets?", "dms?", "instagram", "facebook"),
    "letter": any_of("letters?", "write to us", "in writing", "written"),
    "phone": any_of(
        "(?:tele)?phones?(?! (?:you|back))|callers?|calling",
        "(?<!we'll )(?<!will )(?<!i'll )calls?(?! (?:you|back|them|in|by))",
        "(?:ring|ringing|dial)(?! (?:you|back|them))|hotline|helpline|lines?|pick(?:ed)? up",
        "on hold|hold (?:time|music|for)",
        r"\(?(?:0\d{1,4}|\d{3,5})\)?[ -]\d{3,4}[ -]?\d{3,4}|1-8\d\d-[\w-]+",
    ),
}


def implied_channel(topic: str, text: str) -> str | None:
    """The channel that verbs and numbers of a value of support speak of, by its usual name: "ring us" is `phone`."""
    if topic not in _CONTACT:
        return None
    return next((name for name, pattern in _CHANNELS.items() if pattern.search(text)), None)


_DESK = re.compile(
    r"\b(?:our|the)\s+((?:(?!(?:phone|telephone|our|the|of|and|or|in|at|on|same|whole|dotted|contact)\b)[\w'&-]+\s+){1,3}?"
    r"(?:line|hotline|number|desk|bench|office|counter|kiosk))\b",
    re.IGNORECASE,
)
_ARTICLE = len(" our ")


def implied_channels(topic: str, text: str) -> list[Mention]:
    """The channels that a value of support speaks of without a listed name, in order.

    Verbs and numbers have a usual name ("ring us" is `phone`); a desk or line is its own: "our claims line".
    """
    if topic not in _CONTACT:
        return []
    desks = [Mention(match[1].lower(), *match.span(1)) for match in _DESK.finditer(text)]
    found = [
        Mention(name, match.start(), match.end())
        for name, pattern in _CHANNELS.items()
        for match in pattern.finditer(text)
        if not any(desk.start - _ARTICLE <= match.end() and match.start() < desk.end for desk in desks)
    ]
    return sorted([*desks, *found], key=lambda one: (one.start, -one.end))
