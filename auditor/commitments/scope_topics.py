"""A topic to the words that can be its scope: which names count, and what an unknown name most likely is."""

from __future__ import annotations

import re

from auditor.rules import Rulebook
from auditor.scopes import Mention, canonical, names_above

_CONTACT = frozenset({"response_time", "wait_time", "support_hours", "on_time_rate"})
_CARRIAGE = frozenset({"delivery_time", "shipping_fee", "free_shipping_threshold", "order_cutoff", "dispatch_time"})

_FAMILIES = {
    **dict.fromkeys(_CARRIAGE, ("delivery",)),
    "delivery_time": ("delivery", "email", "post", "in person"),
    "dispatch_time": ("delivery", "remedy"),
    **dict.fromkeys(_CONTACT, ("contact", "plan", "on-site")),
    "on_time_rate": ("contact", "delivery", "plan"),
    "resolution_time": ("remedy", "plan", "complaints", "claims", "tickets", "rush", "store"),
    "refund_time": ("payment",),
    "uptime": ("plan",),
    "compensation": ("plan",),
    "cancellation_window": ("plan",),
    "satisfaction_guarantee": ("plan",),
}
_WITHOUT = {"product": _CONTACT | {"price_match"}, "region": frozenset({"warranty_period", "price_match"})}
_PLACED = _CARRIAGE - {"dispatch_time"} | {"response_time", "support_hours"}
_SUBJECT_IS = {
    **dict.fromkeys(("support_hours",), "service"),
    **dict.fromkeys(
        ("dispatch_time", "warranty_period", "return_window", "exchange_window", "satisfaction_guarantee", "uptime"), "product"
    ),
}
_ROW_IS = {
    **dict.fromkeys(_CONTACT | {"shipping_fee", "free_shipping_threshold", "order_cutoff", "resolution_time", "uptime"}, "service"),
    **dict.fromkeys(
        (
            "delivery_time", "dispatch_time", "warranty_period", "return_window", "exchange_window", "return_fee",
            "satisfaction_guarantee",
        ),
        "product",
    ),
}
_AMBIGUOUS = frozenset(
    (
        "business", "businesses", "trade", "new", "used", "sale", "team", "plus", "pro", "basic", "starter", "free tier", "it", "post", "text",
        "air", "store", "shop", "standard", "local", "digital", "commercial", "student", "patient", "patients", "vulnerable", "homes",
        "household", "companies", "contractors", "call", "claim", "exchange", "tenants", "residents", "prime", "gold", "silver", "bronze", "platinum", "be", "se", "at", "pr",
    )
)
_DESTINATION = re.compile(r"\b(?:your|their|the|original|same|paying)\s+(?:\w+\s+)?$", re.IGNORECASE)
_CARRIERS = frozenset({"payment", "courier", "parcel"})
_LAW = re.compile(r"\s+(?:Rights|Law|Act|Council|Guarantees|Contracts)\b")
_CHANNELS = (
    ("complaints", re.compile(r"\b(?:complain\w*|unhappy|not happy)\b", re.IGNORECASE)),
    ("voicemail", re.compile(r"\b(?:voice\s?mails?|leave (?:us )?a message)\b", re.IGNORECASE)),
    ("chat", re.compile(r"\b(?:live\s?chats?|web\s?chats?|chats?|chatting)\b", re.IGNORECASE)),
    ("WhatsApp", re.compile(r"\bwhats\s?app\b", re.IGNORECASE)),
    ("email", re.compile(r"\b(?:e-?mails?|inbox|e-?mailed|e-?mailing)\b|@", re.IGNORECASE)),
    ("text", re.compile(r"\b(?:texts?|texting|sms)\b(?! of| me)", re.IGNORECASE)),
    ("social media", re.compile(r"\b(?:social media|tweets?|dms?|instagram|facebook)\b", re.IGNORECASE)),
    ("letter", re.compile(r"\b(?:letters?|write to us|in writing|written)\b", re.IGNORECASE)),
    (
        "phone",
        re.compile(
            r"\b(?:tele)?phones?\b(?! you)|\bcalls?\b(?! (?:you|back|them))|\bcallers?\b|\bcalling\b|\b(?:ring|rings|ringing|dial)\b(?! (?:you|back|them))|\b(?:hotline|helpline)\b|\bpick(?:ed)? up\b"
            r"|\bon hold\b|\bhold (?:time|music|for)\b|\blines?\b|(?<![\d-])\(?0?\d{3,5}\)?[ -]\d{3,4}[ -]?\d{3,4}|\b1-8\d\d-",
            re.IGNORECASE,
        ),
    ),
)


def is_in_scope(axis: str, mention: Mention, text: str, topic: str, book: Rulebook) -> bool:
    """Whether a name that `text` mentions may be the scope of a value of the topic.

    A channel of contact is none for a delivery, and a word that is mostly something else ("business", "plus", "new")
    is no name in the middle of a sentence.
    """
    written = text[mention.start : mention.end]
    if written.lower() in _AMBIGUOUS and written.strip() != text.strip(" .:*"):
        return False
    if axis == "customer" and _LAW.match(text[mention.end :]):
        return False
    if topic in _WITHOUT.get(axis, ()):
        return False
    if axis != "service":
        return True
    above = names_above(axis, mention.name, book)
    if above & _CARRIERS and _DESTINATION.search(text[: mention.start]):
        return False
    return not above.isdisjoint(_FAMILIES.get(topic, ()))


def is_plan(name: str, book: Rulebook) -> bool:
    """Whether the name is that of a plan of support or the like."""
    return "plan" in names_above("service", canonical("service", name, book), book)


def has_places(topic: str) -> bool:
    """Whether a place that no list knows is the region of a value of the topic."""
    return topic in _PLACED


def axis_of_subject(topic: str) -> str | None:
    """The axis of a name that no list knows where it is the label or subject of a value; None where it tells nothing."""
    return _SUBJECT_IS.get(topic)


def axis_of_row(topic: str) -> str | None:
    """The same for a name at the head of a table's row, or a question."""
    return _ROW_IS.get(topic)


def axis_of_label(topic: str) -> str | None:
    """The same for a label before the value, where the subject of the sentence tells nothing."""
    return "product" if topic == "resolution_time" else None


def reads_whole_sentence(topic: str) -> bool:
    """Whether names in the clauses before that of the value count: not where they are what triggers a right."""
    return topic not in ("compensation", "claim_window", "support_hours")


def implied_channel(topic: str, text: str) -> str | None:
    """The channel that verbs and numbers of a value of support speak of, by its usual name: "ring us" is `phone`."""
    if topic not in _CONTACT:
        return None
    return next((name for name, pattern in _CHANNELS if pattern.search(text)), None)
