"""Where a document comes from to its touchpoint: address and file name first, then title, then how the text begins.

The tables are read from top to bottom and the first cue that matches decides. A place (a folder, a file name, a
title) says more about what a text is for than its words do: a call script quotes the returns policy.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from auditor.model import Touchpoint

Cues = tuple[tuple[Touchpoint, re.Pattern[str]], ...]

_HTML = "text/html"
_PROSE = ("text/plain", "text/markdown")
_SEPARATOR = re.compile(r"\s*[|·•›»]\s*|\s[–—-]{1,2}\s|\s?::?\s|\s/\s")
_SLOGAN = re.compile(r"\d|\bfree\b|[!?%]", re.IGNORECASE)
_SHORT_NAME = 6


def _named(*table: tuple[Touchpoint, str]) -> Cues:
    """Rows of words: each row matches a place in which one of its words stands."""
    return tuple((touchpoint, re.compile(rf"\b(?:{'|'.join(words.split(', '))})\b")) for touchpoint, words in table)


def _begins(*table: tuple[Touchpoint, str]) -> Cues:
    """Rows of patterns for the beginning of a text."""
    return tuple((touchpoint, re.compile(pattern, re.IGNORECASE | re.MULTILINE)) for touchpoint, pattern in table)


# What a media type says: nothing else is written as mail or as subtitles.
_MEDIA_TYPES = {"message/rfc822": Touchpoint.EMAIL, "text/vtt": Touchpoint.CALL_SCRIPT}

# schema.org types that a page says it is about.
_SCHEMA_TYPES = {
    "Product": Touchpoint.PRODUCT,
    "ProductGroup": Touchpoint.PRODUCT,
    "FAQPage": Touchpoint.FAQ,
    "BlogPosting": Touchpoint.WEB,
    "NewsArticle": Touchpoint.WEB,
}

# Words in folders and names of files that are no pages.
_FILES = _named(
    (Touchpoint.CHAT_MACRO, "macros?, canned, snippets?, saved repl(?:y|ies), quick repl(?:y|ies), live ?chat"),
    (Touchpoint.CALL_SCRIPT, "(?:call|phone|voice|agent|sales)? ?scripts?, calls?, phone, ivr, voicemail"),
    (Touchpoint.CALL_SCRIPT, "call ?cent(?:er|re), transcripts?, recordings?"),
    (Touchpoint.EMAIL, "e ?mails?, mailings?, newsletters?, auto ?(?:reply|responder), inbox"),
    (Touchpoint.SOCIAL, "social, tweets?, instagram, facebook, linkedin, tiktok, threads, mastodon"),
)

# Words in folders and names of pages; " / " stands between a folder and what is in it.
_PAGES = _named(
    (Touchpoint.WEB, "(?:blogs?|news|journal|press|magazine|stories|articles|lp|landing)(?=.* / )"),
    (Touchpoint.PRODUCT, "(?:products?|items?|p|dp|sku)(?= / )"),
    (Touchpoint.SLA, "sla, service levels?, uptime"),
    (Touchpoint.FAQ, "faqs?, frequently asked questions, help(?: cent(?:er|re))?, knowledge ?base, questions, hc"),
    (Touchpoint.CONTRACT, "terms of (?:service|use), agreements?, msa, eula, contracts?, order form"),
    (Touchpoint.POLICY, "polic(?:y|ies), shipping, deliver(?:y|ies), returns?, refunds?, exchanges?, cancell?ations?"),
    (Touchpoint.POLICY, "warrant(?:y|ies), guarantees?, terms, conditions, t and c, legal, privacy, price match"),
    (Touchpoint.POLICY, "charter, (?:buyer|customer|our|price) promise, (?:guaranteed|customer|service) standards"),
)

# How a text begins, where neither its name nor its title says anything.
_STARTS = _begins(
    (Touchpoint.SOCIAL, r"\A\W*(posted.?at|network|platform|channel)\b.*\b(text|post|caption|message|posted.?at)\b"),
    (Touchpoint.CHAT_MACRO, r"\A.*\b(title|name|shortcut|macro|tag)\"?[,;\t].*\b(body|text|content|message|reply)\b"),
    (Touchpoint.EMAIL, r"\A(subject: |(from|to|date|reply-to|return-path|received|mime-version): .+\n[\w-]+: )"),
    (Touchpoint.CHAT_MACRO, r"\A\W*(macros?|canned|snippets?|(quick|saved) repl(y|ies)|transcript\b.*\bchat)\b"),
    (Touchpoint.CALL_SCRIPT, r"\A.{0,40}\b(call|phone|inbound|outbound|agent|ivr)\b.{0,40}\b(script|menu|guide)\b"),
    (Touchpoint.CALL_SCRIPT, r"^\W*(agent|rep|csr|advisor|operator|caller|customer)\W{0,3}: "),
    (Touchpoint.SLA, r"\A.{0,200}\bservice[- ]level (agreement|objective|commitment)s?\b"),
    (Touchpoint.CONTRACT, r"\A[^.]{0,300}\b(this agreement|master (services? )?agreement|terms of (service|use))\b"),
    (Touchpoint.FAQ, r"\A.{0,100}\b(faqs?|frequently asked|common questions)\b|^\W*Q(uestion)?\s?\d*\s?[:.] .+\?"),
    (Touchpoint.POLICY, r"\A\W*([\w&]+ ){0,4}(policy|returns|refunds|warranty|delivery|shipping)( information)?\W*$"),
)


def classify(
    uri: str, title: str = "", media_type: str = _HTML, text_start: str = "", schema_types: Collection[str] = ()
) -> Touchpoint:
    """The touchpoint of a document, `web` where nothing says otherwise.

    `uri` is a URL or a relative path, `text_start` how its visible text (of a table or mail: its source) begins,
    `schema_types` the schema.org types that a page declares for itself.
    """
    if media_type in _MEDIA_TYPES:
        return _MEDIA_TYPES[media_type]
    by_name = _by_place(uri, media_type)
    if by_name:
        return by_name
    for name in schema_types:
        if name in _SCHEMA_TYPES:
            return _SCHEMA_TYPES[name]
    by_text = None if media_type == _HTML else _first(_STARTS, text_start)
    return by_text or _by_title(title or _first_line(text_start, media_type)) or Touchpoint.WEB


def _by_place(uri: str, media_type: str) -> Touchpoint | None:
    """What address, folders and file name say."""
    is_url = "://" in uri
    place = _words(urlsplit(uri).path if is_url else uri)
    if place in ("", "index", "home"):
        return Touchpoint.WEB
    # "last-call.html" is a page of a shop and no call script; "emails/welcome.html" is no page.
    file_words = "" if is_url else place.rpartition(" / ")[0] if media_type == _HTML else place
    return _first(_FILES, file_words) or _first(_PAGES, place)


def _first(cues: Cues, text: str) -> Touchpoint | None:
    return next((touchpoint for touchpoint, pattern in cues if pattern.search(text)), None)


def _by_title(title: str) -> Touchpoint | None:
    """What a title names ("Shop | Shipping & returns"); slogans, headlines and prices name nothing."""
    parts = (part for part in _SEPARATOR.split(title) if len(part.split()) <= _SHORT_NAME and not _SLOGAN.search(part))
    return next(filter(None, (_first(_PAGES, _words(part)) for part in parts)), None)


def _first_line(text: str, media_type: str) -> str:
    """The title of a text that is no HTML, data or table."""
    return text.lstrip().partition("\n")[0].strip("#*=_ \t") if media_type in _PROSE else ""


def _words(place: str) -> str:
    """`/pages/Shipping_Policy.html` to `pages / shipping policy`, as the tables expect it."""
    path = PurePosixPath(place.strip("/"))
    parts = [*path.parts[:-1], path.stem] if path.parts else []
    spelled = (re.sub(r"(?<=[a-z])(?=[A-Z])", " ", part).replace("&", " and ") for part in parts)
    return " / ".join(re.sub(r"[\W_]+", " ", part).strip() for part in spelled).lower()
