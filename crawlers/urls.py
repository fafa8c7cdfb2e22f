"""Links to canonical URLs, and which of them belong to the crawl.

Two spellings of one address must become one string, or pages are fetched twice and promises counted twice: fragments,
default ports, credentials, tracking parameters and session ids go, the query is sorted.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

LONGEST_URL = 2000

_PORTS = {"http": 80, "https": 443}
_NOISE = re.compile(
    r"(?:utm_\w+|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|msclkid|yclid|twclid|ttclid|igshid|mc_[ce]id|_ga|_gl|_hs(?:enc|mi)"
    r"|phpsessid|jsessionid|aspsessionid\w*|sessionid|session_id|sid)(?:=.*)?",
    re.IGNORECASE,
)
_PATH_SESSION = re.compile(r";jsessionid=[^/?;]*", re.IGNORECASE)
_KEEP = "%/:=&?~+!$,;'@()*[]|"


@lru_cache(maxsize=65_536)
def canonical(base: str, link: str) -> str | None:
    """`link` as found on the page `base`, resolved and in its one spelling; None for what is no web address."""
    try:
        parts = urlsplit(urljoin(base, link.strip()))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host:
        return None
    netloc = _ascii(host.rstrip("."))
    if port and port != _PORTS[scheme]:
        netloc += f":{port}"
    path = quote(_PATH_SESSION.sub("", parts.path) or "/", safe=_KEEP)
    query = sorted(part for part in parts.query.split("&") if part and not _NOISE.fullmatch(part))
    url = urlunsplit((scheme, netloc, path, quote("&".join(query), safe=_KEEP), ""))
    return url if len(url) <= LONGEST_URL else None


def resolver_base(base: str, link: str) -> str:
    """The part of `base` that decides what `link` means, so that the menus of all pages are resolved once."""
    if link.startswith(("?", "#")) or not link:
        return base
    scheme, netloc, path, _, _ = urlsplit(base)
    return urlunsplit((scheme, netloc, "/" if link.startswith("/") else path[: path.rfind("/") + 1] or "/", "", ""))


def _ascii(host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    try:
        return host.encode("idna").decode("ascii").lower() if not host.isascii() else host.lower()
    except UnicodeError:
        return host.lower()


def is_local(host: str) -> bool:
    """Whether a host is, by its name, this machine: localhost or a loopback address."""
    address = _address(host)
    return address.is_loopback if address else host == "localhost" or host.endswith(".localhost")


def is_private(host: str) -> bool:
    """Whether a host is, by its name, inside this network; names are not looked up."""
    address = _address(host)
    return not address.is_global if address else is_local(host) or host.endswith((".local", ".internal"))


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.ip_address(int(host, 0))  # http://2130706433/ and http://0x7f000001/ are 127.0.0.1 too
    except ValueError:
        return None


class Site:
    """Which URLs belong to a crawl: the hosts of its start URLs (with and without www.) and hosts in `include`."""

    def __init__(self, urls: Sequence[str], include: Sequence[str] = (), exclude: Sequence[str] = ()) -> None:
        self.starts = tuple(dict.fromkeys(url for url in (canonical("", url) for url in urls) if url))
        self._sites = {_site(urlsplit(url)) for url in self.starts}
        self._private = any(is_private(urlsplit(url).hostname or "") for url in self.starts)
        globs = [glob.removeprefix("https://").removeprefix("http://") for glob in include]
        self._paths = [glob for glob in globs if glob.startswith(("/", "*"))]
        # The brackets of an IPv6 address are no character class.
        self._hosts = [glob.replace("[", "[[]") for glob in globs if not glob.startswith(("/", "*"))]
        self._exclude = list(exclude)

    def has(self, url: str) -> bool:
        """Whether `url`, canonical, is to be read."""
        if url in self.starts:
            return True
        parts = urlsplit(url)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if _matches(self._exclude, parts.path, target):
            return False
        if _site(parts) in self._sites:
            return not self._paths or _matches(self._paths, parts.path, target)
        return self.reaches(url) and _matches(self._hosts, parts.netloc, parts.netloc + parts.path)

    def reaches(self, url: str) -> bool:
        """Whether the host of `url` is one of the crawl; a private one never is, unless a start URL is private."""
        parts = urlsplit(url)
        if _site(parts) in self._sites:
            return True
        if is_private(parts.hostname or "") and not self._private:
            return False
        return _matches([glob.partition("/")[0] for glob in self._hosts], parts.netloc)


def _site(parts: SplitResult) -> str:
    """The host without www., with its port; http and https of one host are one site."""
    return parts.netloc.removeprefix("www.")


def _matches(globs: Sequence[str], *names: str) -> bool:
    return any(fnmatchcase(name, glob) for glob in globs for name in names)
