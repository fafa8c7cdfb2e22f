"""An address to what it is without its language: `/de/faq`, `/faq?lang=de` and `/faq.de.html` are one page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from msgspec import Struct

from auditor.commitments.languages import LANGUAGES

_CODE = re.compile(r"([a-z]{2})(?:[-_]([a-z]{2}))?", re.IGNORECASE)
_FILE = re.compile(r"^(?P<name>.+)[._-](?P<code>[a-z]{2}(?:[-_][a-z]{2})?)(?P<ending>\.\w+)$", re.IGNORECASE)
_INDEX = re.compile(r"(?:^|/)index\.\w+$", re.IGNORECASE)
_PARAMETERS = ("lang", "language", "locale", "hl")
_GENERIC = 2


class Code(Struct, frozen=True):
    """A language of LANGUAGES with the market that its code names ("de-AT" is `de` in `AT`), if it names one."""

    language: str
    region: str | None = None


class Address(Struct, frozen=True):
    """`page` is equal for addresses of one page, `neutral` also for those in another language; `code` that language."""

    page: str
    neutral: str
    host: str
    code: Code | None = None


def read_code(text: str) -> Code | None:
    """The language code of a link or of a part of an address; None where it is no code of a language that is read."""
    match = _CODE.fullmatch(text.strip())
    if match is None or match[1].lower() not in LANGUAGES:
        return None
    return Code(match[1].lower(), match[2].upper() if match[2] else None)


def read_address(uri: str) -> Address:
    """The parts of a URL, or of the path of a file in a folder; one that cannot be taken apart stands for itself."""
    try:
        parts = urlsplit(uri)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return Address(uri, uri, "")
    path = _INDEX.sub("", parts.path).strip("/")
    query = parse_qsl(parts.query, keep_blank_values=True)
    page = _joined(host, path, query)
    for name, value in query:
        if name.lower() in _PARAMETERS and (code := read_code(value)):
            return Address(page, _joined(host, path, [pair for pair in query if pair != (name, value)]), host, code)
    neutral_path, code = _without_code(path)
    if code is None:
        label, _, rest = host.partition(".")
        code = read_code(label) if rest.count(".") >= 1 and len(label) == _GENERIC else None
        host = rest if code else host
    return Address(page, _joined(host, neutral_path, query), host, code)


def country_of(host: str) -> str | None:
    """The country of a host's top-level domain (`DE` of shop.de), None for .com and its like."""
    ending = host.rpartition(".")[2]
    return ending.upper() if "." in host and len(ending) == _GENERIC and ending.isalpha() else None


def _without_code(path: str) -> tuple[str, Code | None]:
    """The path without its first part that is a language code, or without the code in its last part."""
    steps = path.split("/")
    for place, step in enumerate(steps):
        if code := read_code(step):
            return "/".join(steps[:place] + steps[place + 1 :]), code
    named = _FILE.match(steps[-1])
    code = read_code(named["code"]) if named else None
    if named is None or code is None:
        return path, None
    return "/".join([*steps[:-1], named["name"] + named["ending"]]), code


def _joined(host: str, path: str, query: list[tuple[str, str]]) -> str:
    return f"{host}/{path}" + (f"?{urlencode(sorted(query))}" if query else "")
