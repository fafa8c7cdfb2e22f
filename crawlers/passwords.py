"""URLs with a password in them to URLs without, and the header that each host is sent in its place.

A URL is shown, kept in the audit file and printed in reports; the password of a staging site must not be.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from urllib.parse import unquote

from crawlers.fetching import origin_of
from crawlers.urls import canonical

_PASSWORD = re.compile(r"^([a-z][a-z0-9+.-]*://)([^/?#]*)@", re.IGNORECASE)


def split_password(url: str) -> tuple[str, str]:
    """`https://user:secret@host/` as `https://host/` and `user:secret`, which is "" where there is none."""
    found = _PASSWORD.match(url)
    return (found[1] + url[found.end() :], found[2]) if found else (url, "")


def without_password(text: str) -> str:
    """What was given as a URL and may be none, with everything gone that may be a password."""
    return re.sub(r"(?<=//).*@", "", text)


def take_passwords(urls: Iterable[str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """The URLs without passwords, and the Authorization header (RFC 7617) by the origin that it may be sent to."""
    bare, headers = [], {}
    for given in urls:
        url, password = split_password(given)
        bare.append(url)
        address = canonical("", url)
        if password and address:
            user, _, secret = password.partition(":")
            pair = f"{unquote(user)}:{unquote(secret)}".encode()
            headers[origin_of(address)] = f"Basic {base64.b64encode(pair).decode()}"
    return tuple(bare), headers
